// ZipFile: where the members of a plainly written zip lie (APPNOTE.TXT 6.3), told from its central
// directory.
//
// The quick way to office documents: nothing is unpacked and nothing copied, members are views into
// the bytes, which must outlive them. Whatever is not written plainly (no directory, or one that
// contradicts the file; ZIP64; several volumes; encrypted, or packed in another way than deflate)
// gives nothing: a library that knows all of zip may judge. What a member says of itself is as
// hostile as the rest: `size` and `checksum` are claims.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace primum::formats {

struct ZipMember {
    std::string_view name;  // As written, '/' between folders.
    BytesView packed;
    std::uint32_t size = 0;  // Once unpacked.
    std::uint32_t checksum = 0;
    bool deflated = false;  // False: as it is.
};

// Folders and links are left out. In the order of the directory.
std::optional<std::vector<ZipMember>> plain_zip_members(BytesView bytes);

}  // namespace primum::formats
