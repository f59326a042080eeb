// Text of a Rich Text Format document (RTF 1.9.1), and of the packed form inside Outlook messages.
#pragma once

#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

// Never fails: what is not understood is left out, what is missing at the end is not needed.
std::string rich_text(std::string_view rtf);

// [MS-OXRTFCP]: the text that "compressed RTF" stands for. ErrorKind::malformed.
Result<std::string> unpack_rich_text(BytesView packed);

}  // namespace primum::formats
