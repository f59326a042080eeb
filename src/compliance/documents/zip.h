// Zip: several files in one, stored as they are.
//
// OpenDocument wants its first file, "mimetype", stored without compression and without an extra
// field (ODF 1.3 part 2 §3.3), by which programs know the format; the libraries at hand write one.
// PKWARE's APPNOTE 6.3, the part without compression, encryption or sizes over 4 GiB.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace primum::compliance {

struct ZipEntry {
    std::string_view name;
    std::string_view content;
};

// The date of every entry is the first that the format has: the same content gives the same bytes.
std::string zip_of(const std::vector<ZipEntry>& entries);

}  // namespace primum::compliance
