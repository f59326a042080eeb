// DICOM texts: identifiers and names of bounded length, and how padding is taken off them.
#pragma once

#include <string_view>

#include "base/byte_reader.h"
#include "base/bytes.h"
#include "formats/short_text.h"

namespace primum::formats {

using Uid = ShortText<64>;               // PS3.5 §9.1; without its padding.
using ApplicationTitle = ShortText<16>;  // "AE title"; without leading and trailing spaces.
using VersionName = ShortText<16>;       // PS3.7 annex D.3.3.2.3

inline constexpr Uid verification_service{"1.2.840.10008.1.1"};
inline constexpr Uid patient_root_find_service{"1.2.840.10008.5.1.4.1.2.1.1"};
inline constexpr Uid study_root_find_service{"1.2.840.10008.5.1.4.1.2.2.1"};
inline constexpr Uid implicit_little_endian{"1.2.840.10008.1.2"};
inline constexpr Uid explicit_little_endian{"1.2.840.10008.1.2.1"};

// The called title that means "whoever you are", by convention of many programs.
inline constexpr ApplicationTitle any_title{"ANY-SCP"};

// A value as text without its padding, so that two programs' spellings of one identifier are equal:
// PS3.5 §6.2 asks for spaces or a zero by type, and peers mix them. Still a view.
inline std::string_view text_of(BytesView value) {
    const auto is_padding = [](char character) { return character == ' ' || character == '\0'; };
    auto text = as_text(value);
    while (!text.empty() && is_padding(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_padding(text.back())) text.remove_suffix(1);
    return text;
}

}  // namespace primum::formats
