#include "vault/pack_scan.h"

#include <algorithm>

namespace primum::vault {
namespace {

constexpr std::size_t piece_bytes_max = 256_KiB;  // Of what is only hashed.

Error changed() {
    return {ErrorKind::corrupt,
            {"son contenu a été modifié ou abîmé", "its content was modified or damaged"}};
}

}  // namespace

Result<PackHead> PackScan::head() {
    Bytes front(pack_front_size_bytes_max);
    front.resize(TRY(storage_.read_some(name_, 0, front)));
    const auto first = TRY(read_pack_front(front)).first;
    if (first > std::min<std::uint64_t>(size_bytes_, pack_size_bytes_max)) return changed();
    const auto whole = TRY(next(static_cast<std::size_t>(first)));
    head_.assign(whole.begin(), whole.end());
    return read_pack_head(head_);
}

Result<BytesView> PackScan::next(std::size_t size_bytes) {
    if (size_bytes > size_bytes_ - offset_) return changed();
    const auto piece = room_in(buffer_, size_bytes);
    TRY(storage_.read(name_, offset_, piece));
    hash_.update(piece);
    offset_ += size_bytes;
    return BytesView(piece);
}

Result<> PackScan::finish() {
    while (!at_end()) {
        const auto left = std::min<std::uint64_t>(piece_bytes_max, size_bytes_ - offset_);
        TRY(next(static_cast<std::size_t>(left)));
    }
    if (hash_.finish() != name_.hash) return changed();
    return {};
}

}  // namespace primum::vault
