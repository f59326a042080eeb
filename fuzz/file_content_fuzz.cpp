// Whatever a file holds: its shape is the same in one piece or in many, and its structure is judged
// without a crash.
#include <algorithm>
#include <cstdint>

#include "base/check.h"
#include "content/file_shape.h"
#include "content/file_structure.h"

namespace {

using namespace primum;

content::FileShape shape_of(BytesView bytes, std::size_t piece) {
    static const content::RansomSigns no_lists;
    content::ShapeSampler sampler(no_lists, "fichier.txt");
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
        sampler.update(bytes.subspan(at, std::min(piece, bytes.size() - at)));
    }
    return sampler.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const BytesView bytes(reinterpret_cast<const std::byte*>(data), size);
    const auto whole = shape_of(bytes, std::max<std::size_t>(size, 1));
    CHECK(whole == shape_of(bytes, 37));
    CHECK(whole.noise_percent <= 100);
    using content::FileType;
    for (const auto type :
         {FileType::archive, FileType::pdf, FileType::jpeg, FileType::png, whole.type}) {
        content::is_damaged(type, size, [&](std::uint64_t offset, std::size_t count) {
            if (offset >= bytes.size()) return BytesView{};
            return bytes.subspan(offset, std::min<std::size_t>(count, bytes.size() - offset));
        });
    }
    return 0;
}
