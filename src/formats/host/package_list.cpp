#include "formats/host/package_list.h"

#include <lz4frame.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/byte_reader.h"
#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::size_t piece_bytes = 256_KiB;

Error broken(const char* french, const char* english) {
    return {ErrorKind::malformed, {french, english}};
}

// "Version: 1.2" where the line begins with the field's name.
bool take_field(std::string_view line, std::string_view name, std::string_view& value) {
    if (!line.starts_with(name)) return false;
    value = trim(line.substr(name.size()));
    return true;
}

struct FreeDecoder {
    void operator()(LZ4F_dctx* decoder) const { LZ4F_freeDecompressionContext(decoder); }
};

}  // namespace

Result<> PackageListReader::feed(std::string_view piece) {
    // An entry that began in an earlier piece ends here, or goes on.
    if (!pending_.empty()) {
        const bool parted_between = pending_.back() == '\n' && piece.starts_with('\n');
        const auto end = parted_between ? 0 : piece.find("\n\n");
        if (end == std::string_view::npos) {
            pending_.append(piece);
            if (pending_.size() <= stanza_bytes_max) return {};
            return broken("la liste des logiciels est abîmée", "the list of packages is damaged");
        }
        pending_.append(piece.substr(0, end));
        take_stanza(pending_);
        pending_.clear();
        piece.remove_prefix(std::min<std::size_t>(piece.size(), end + (parted_between ? 1 : 2)));
    }
    for (auto end = piece.find("\n\n"); end != std::string_view::npos; end = piece.find("\n\n")) {
        take_stanza(piece.substr(0, end));
        piece.remove_prefix(end + 2);
    }
    pending_ = piece;
    return {};
}

void PackageListReader::finish() {
    take_stanza(pending_);
    pending_.clear();
}

void PackageListReader::take_stanza(std::string_view stanza) {
    ListedPackage package;
    while (!stanza.empty()) {
        const auto end = std::min(stanza.find('\n'), stanza.size());
        const auto line = stanza.substr(0, end);
        stanza.remove_prefix(std::min(end + 1, stanza.size()));
        const char first = line.empty() ? ' ' : line[0];
        if (first == 'P') take_field(line, "Package: ", package.name);
        if (first == 'V') take_field(line, "Version: ", package.version);
        if (first == 'A') take_field(line, "Architecture: ", package.architecture);
        if (first == 'S') take_field(line, "Status: ", package.status);
    }
    if (!package.name.empty() && !package.version.empty()) take_(package);
}

Result<> lz4_decode(BytesView frames, std::size_t text_bytes_max,
                    const std::function<Result<>(std::string_view piece)>& take) {
    const auto error = [] {
        return broken("le fichier compressé (LZ4) est abîmé",
                      "the compressed file (LZ4) is damaged");
    };
    LZ4F_dctx* made = nullptr;
    if (LZ4F_isError(LZ4F_createDecompressionContext(&made, LZ4F_VERSION)) != 0) return error();
    const std::unique_ptr<LZ4F_dctx, FreeDecoder> decoder(made);
    std::vector<char> piece(piece_bytes);
    std::size_t decoded = 0;
    std::size_t hint = 1;
    while (!frames.empty()) {
        auto consumed = frames.size();
        auto produced = piece.size();
        hint = LZ4F_decompress(decoder.get(), piece.data(), &produced, frames.data(), &consumed,
                               nullptr);
        if (LZ4F_isError(hint) != 0 || (consumed == 0 && produced == 0)) return error();
        frames = frames.subspan(consumed);
        decoded += produced;
        if (decoded > text_bytes_max) {
            return broken("le fichier compressé (LZ4) n'en finit pas",
                          "the compressed file (LZ4) does not end");
        }
        TRY(take(std::string_view(piece.data(), produced)));
    }
    if (hint != 0) return error();  // More was to come.
    return {};
}

}  // namespace primum::formats
