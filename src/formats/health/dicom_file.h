// DicomFile: an image, a report or a media index as DICOM stores it, PS3.10.
//
// With its preamble and meta information, or without (many devices leave both out). What is read:
// whom the file is about, and whether it says that this was taken out. Pixels are never reached.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace primum::formats {

// Views into the bytes, in the file's own character set, trimmed; empty when absent.
struct DicomPerson {
    std::string_view name;  // "DUPONT^JEANNE"
    std::string_view identifier;
    std::string_view birth_date;  // "19500131"
};

struct DicomFile {
    bool is_directory = false;     // A DICOMDIR: the patients of a disc.
    bool is_deidentified = false;  // (0012,0062) Patient Identity Removed, PS3.3 C.7.1.1.
    std::vector<DicomPerson> persons;
};

inline constexpr std::size_t dicom_elements_max = 200'000;  // Those of a full disc's index.

// Nothing when it is no DICOM file. The first bytes of a file are enough: where they end, or stop
// making sense, the reading ends with what was read.
std::optional<DicomFile> parse_dicom_file(BytesView bytes);

// The data set of a file in the deflated transfer syntax (PS3.5 A.5): raw deflate, RFC 1951, which
// whoever has a sandbox inflates. Nothing for any other file.
std::optional<BytesView> deflated_data_set(BytesView bytes);

// What stands before a data set that was inflated, for parse_dicom_file to read it.
std::string head_of_inflated_dicom();

}  // namespace primum::formats
