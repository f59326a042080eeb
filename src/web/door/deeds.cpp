#include "web/door/deeds.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/byte_reader.h"
#include "base/hex.h"
#include "base/text.h"
#include "crypto/hash.h"
#include "os/file.h"
#include "os/open_file.h"

namespace primum::web {
namespace {

const Sentence keeping{"garder l'historique", "keep the history"};

std::string hash_of(std::string_view line) {
    return hex_of(crypto::sha256(std::as_bytes(std::span(line))));
}

Error broken(std::size_t line) {
    return {ErrorKind::corrupt, say("l'historique a été modifié hors de Primum (ligne {})",
                                    "the history was changed outside Primum (line {})", line)};
}

std::string text_of(const nlohmann::json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

}  // namespace

Result<ReadDeeds> parse_deeds(std::string_view text) {
    ReadDeeds read;
    std::size_t number = 0;
    while (!text.empty()) {
        const auto end = text.find('\n');
        // What a kill left half written was never acknowledged.
        if (end == std::string_view::npos) return read;
        const auto line = text.substr(0, end);
        text.remove_prefix(end + 1);
        ++number;
        if (line.size() > deed_line_bytes_max) return broken(number);
        const auto object = nlohmann::json::parse(line, nullptr, /*allow_exceptions=*/false);
        if (!object.is_object() || text_of(object, "after") != read.newest_hash) {
            return broken(number);
        }
        read.deeds.push_back({.at = text_of(object, "at"),
                              .by = text_of(object, "by"),
                              .what = text_of(object, "what"),
                              .of = text_of(object, "of")});
        read.newest_hash = hash_of(line);
    }
    return read;
}

Deeds::Deeds(std::filesystem::path file, os::Descriptor descriptor, std::string newest_hash)
    : file_(std::move(file)),
      descriptor_(std::move(descriptor)),
      newest_hash_(std::move(newest_hash)) {}

Deeds::Deeds(Deeds&& other) noexcept
    : file_(std::move(other.file_)),
      descriptor_(std::move(other.descriptor_)),
      newest_hash_(std::move(other.newest_hash_)) {}

Result<Deeds> Deeds::open(const std::filesystem::path& file) {
    auto descriptor = TRY(os::file_to_append(file).or_error(keeping));
    // Two writers would each chain to a line of their own.
    if (!os::try_lock(descriptor)) {
        return Error{ErrorKind::usage,
                     {"un autre « primum serve » est déjà ouvert pour ce cabinet",
                      "another \"primum serve\" is open for this practice already"}};
    }
    const auto text = TRY(os::read_text(file, deeds_file_bytes_max).context(keeping));
    const auto read = TRY(parse_deeds(text));
    const auto whole = text.rfind('\n') == std::string::npos ? 0 : text.rfind('\n') + 1;
    if (whole < text.size()) TRY(os::resize(descriptor, whole).or_error(keeping));
    return Deeds(file, std::move(descriptor), read.newest_hash);
}

Result<> Deeds::add(const std::string& by, const std::string& what, const std::string& of) {
    constexpr std::size_t part_bytes_max = 300;
    const std::scoped_lock lock(mutex_);
    const auto line = nlohmann::json{
        {"at", format_time(now())},
        {"by", printable(by, part_bytes_max)},
        {"what", what},
        {"of", printable(of, part_bytes_max)},
        {"after",
         newest_hash_}}.dump();
    const auto before = TRY(os::status_of(descriptor_).or_error(keeping));
    auto written = os::write_on(descriptor_, as_bytes(line + "\n"));
    if (written) written = os::flush_content(descriptor_);
    if (!written) {
        // Half a line would break the chain for the next one.
        const auto size = static_cast<std::uint64_t>(before.st_size);
        TRY(os::resize(descriptor_, size).or_error(keeping));
        return written.or_error(keeping);
    }
    newest_hash_ = hash_of(line);
    return {};
}

Result<ReadDeeds> Deeds::newest(std::size_t count_max) const {
    auto read = TRY(parse_deeds(TRY(os::read_text(file_, deeds_file_bytes_max))));
    std::ranges::reverse(read.deeds);
    if (read.deeds.size() > count_max) read.deeds.resize(count_max);
    return read;
}

}  // namespace primum::web
