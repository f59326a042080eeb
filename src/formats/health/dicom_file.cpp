#include "formats/health/dicom_file.h"

#include <algorithm>
#include <array>

#include "formats/dicom_data_set.h"
#include "formats/dicom_text.h"

namespace primum::formats {
namespace {

constexpr std::size_t preamble_size_bytes = 128;  // PS3.10 §7.1: any content, then "DICM".
constexpr std::string_view magic = "DICM";
constexpr std::string_view explicit_big_endian = "1.2.840.10008.1.2.2";
constexpr std::string_view deflated_little_endian = "1.2.840.10008.1.2.1.99";
constexpr int plausible_elements_min = 3;
constexpr std::uint16_t plausible_group_max = 0x0020;  // Those of the patient and the study.

Encoding encoding_named(std::string_view transfer_syntax) {
    if (transfer_syntax == implicit_little_endian.view()) return Encoding::implicit_little;
    if (transfer_syntax == explicit_big_endian) return Encoding::explicit_big;
    return Encoding::explicit_little;  // Every compressed one too, PS3.5 annex A.4.
}

bool has_preamble(BytesView bytes) {
    return as_text(bytes).substr(std::min(bytes.size(), preamble_size_bytes)).starts_with(magic);
}

// The next element, or nothing at the end and where the bytes stop making sense.
std::optional<Element> next_of(DataSetReader& reader) {
    auto element = reader.next();
    return element ? *element : std::nullopt;
}

// --- With meta information
// ------------------------------------------------------------------------

struct Meta {
    std::string_view transfer_syntax;
    BytesView data_set;  // What follows the meta information.
};

// Group 0002 is in explicit VR little endian whatever follows, PS3.10 §7.1. Its stated length is
// often wrong, so its end is found by walking.
Meta read_meta(BytesView bytes) {
    Meta meta{.data_set = bytes};
    DataSetReader reader(bytes, Encoding::explicit_little);
    while (const auto element = next_of(reader)) {
        if (element->tag.group != 0x0002) break;
        if (element->tag == tags::transfer_syntax) meta.transfer_syntax = text_of(element->value);
        const auto end = element->value.data() + element->value.size() - bytes.data();
        if (!element->value.empty()) meta.data_set = bytes.subspan(static_cast<std::size_t>(end));
    }
    return meta;
}

// --- Whom it is about
// -----------------------------------------------------------------------------

void take_person(const Element& element, DicomPerson& person) {
    const auto value = text_of(element.value);
    if (element.tag == tags::patient_name) person.name = value;
    if (element.tag == tags::patient_id) person.identifier = value;
    if (element.tag == tags::patient_birth_date) person.birth_date = value;
}

bool is_known(const DicomPerson& person) {
    return !person.name.empty() || !person.identifier.empty();
}

void read_image(BytesView data_set, Encoding encoding, DicomFile& file) {
    DicomPerson person;
    DataSetReader reader(data_set, encoding);
    for (std::size_t i = 0; i < dicom_elements_max; ++i) {
        const auto element = next_of(reader);
        if (!element || element->tag.group > 0x0012) break;
        take_person(*element, person);
        if (element->tag == tags::patient_identity_removed) {
            file.is_deidentified = text_of(element->value) == "YES";
        }
    }
    if (is_known(person)) file.persons.push_back(person);
}

// The records of a directory stand one after the other in one sequence, PS3.3 annex F.
void read_directory(BytesView data_set, Encoding encoding, DicomFile& file) {
    DicomPerson person;
    DataSetReader reader(data_set, encoding, Sequences::enter);
    for (std::size_t i = 0; i < dicom_elements_max; ++i) {
        const auto element = next_of(reader);
        const bool is_record_end = !element || element->tag.group == 0xfffe;
        if (is_record_end && is_known(person)) file.persons.push_back(person);
        if (!element) break;
        if (is_record_end) person = {};
        if (element->tag == tags::directory_records) file.is_directory = true;
        take_person(*element, person);
    }
}

// --- Without preamble
// -----------------------------------------------------------------------------

bool is_first_group(std::uint16_t group) { return group == 0x0002 || group == 0x0008; }

// Tags rise from the first groups on: a few elements, or all there are, are of that kind.
bool is_plausible(BytesView bytes, Encoding encoding) {
    DataSetReader reader(bytes, encoding);
    Tag before;
    for (int count = 0; count < plausible_elements_min; ++count) {
        const auto next = reader.next();
        if (!next) return false;
        const auto& element = *next;
        if (!element) return count > 0;
        const bool rises = count == 0 ? is_first_group(element->tag.group) : element->tag > before;
        if (!rises || element->tag.group > plausible_group_max) return false;
        if (element->value.size() % 2 != 0) return false;  // PS3.5 §7.1.1
        before = element->tag;
    }
    return true;
}

std::optional<Encoding> guess_encoding(BytesView bytes) {
    static constexpr std::array encodings{Encoding::explicit_little, Encoding::implicit_little,
                                          Encoding::explicit_big};
    for (const auto encoding : encodings) {
        if (is_plausible(bytes, encoding)) return encoding;
    }
    return std::nullopt;
}

void read_data_set(BytesView data_set, Encoding encoding, DicomFile& file) {
    DataSetReader reader(data_set, encoding);
    const auto first = next_of(reader);
    const bool is_directory = first && first->tag.group == 0x0004;
    file.is_directory = is_directory;
    is_directory ? read_directory(data_set, encoding, file) : read_image(data_set, encoding, file);
}

}  // namespace

std::optional<BytesView> deflated_data_set(BytesView bytes) {
    if (!has_preamble(bytes)) return std::nullopt;
    const auto meta = read_meta(bytes.subspan(preamble_size_bytes + magic.size()));
    if (meta.transfer_syntax != deflated_little_endian) return std::nullopt;
    return meta.data_set;
}

std::string head_of_inflated_dicom() {
    // One element of meta information: the transfer syntax, of 20 bytes.
    return std::string(preamble_size_bytes, '\0') + std::string(magic) +
           std::string("\x02\0\x10\0UI\x14\0", 8) + std::string("1.2.840.10008.1.2.1\0", 20);
}

std::optional<DicomFile> parse_dicom_file(BytesView bytes) {
    DicomFile file;
    const bool is_marked = has_preamble(bytes);
    if (!is_marked && !guess_encoding(bytes)) return std::nullopt;

    const auto after = is_marked ? bytes.subspan(preamble_size_bytes + magic.size()) : bytes;
    const auto meta = read_meta(after);
    if (meta.transfer_syntax == deflated_little_endian) return file;
    const auto named = encoding_named(meta.transfer_syntax);
    // Some writers name one encoding and use another; what can be read wins.
    const auto encoding =
        meta.transfer_syntax.empty() ? guess_encoding(meta.data_set).value_or(named) : named;
    read_data_set(meta.data_set, encoding, file);
    return file;
}

}  // namespace primum::formats
