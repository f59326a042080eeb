// OfficeText: what a person reads in an office document, as plain text.
//
// For finding words and identifiers, not for printing: paragraphs and rows end in a newline, cells
// are parted by tabs, everything else of the layout is lost. UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace primum::formats {

// Enough for the recogniser; what follows is left out.
inline constexpr std::size_t office_text_bytes_max = 4UL * 1024 * 1024;

struct OfficeText {
    bool encrypted = false;  // It asks for a password: there is no text.
    std::string text;
};

inline Error damaged_document(std::string_view format) {
    return {ErrorKind::malformed,
            say("le document {} est abîmé", "the {} document is damaged", format)};
}

}  // namespace primum::formats
