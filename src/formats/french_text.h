// French text as it lies in files: read whatever its encoding, and folded so that words compare.
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"

namespace primum::formats {

// The text in lower-case ASCII: accents are taken off, ligatures and typographic signs spelled out,
// what has no counterpart becomes a space. UTF-8, UTF-16 with its mark, else Windows-1252. Line
// ends stay.
std::string fold_french(BytesView bytes);

// The text of an RTF file without its commands, in Windows-1252; anything else unchanged.
std::string without_rtf(std::string_view text);

}  // namespace primum::formats
