// Whatever the list and wherever its pieces end, the same packages are found; and a compressed one
// never grows beyond its limit.
#include "formats/host/package_list.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "base/byte_reader.h"

namespace {

std::string found_in(std::string_view text, std::size_t piece_bytes) {
    std::string found;
    primum::formats::PackageListReader reader([&](const primum::formats::ListedPackage& package) {
        found.append(package.name).append(" ").append(package.version).append("\n");
    });
    for (; !text.empty(); text.remove_prefix(std::min(piece_bytes, text.size()))) {
        if (!reader.feed(text.substr(0, piece_bytes))) return "refused";
    }
    reader.finish();
    return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (found_in(text, 7) != found_in(text, size + 1)) std::abort();
    std::size_t decoded = 0;
    const auto count = [&](std::string_view piece) {
        decoded += piece.size();
        return primum::Result<>();
    };
    const auto done = primum::formats::lz4_decode(primum::as_bytes(text), 1000000, count);
    if (done && decoded > 1000000) std::abort();
    return 0;
}
