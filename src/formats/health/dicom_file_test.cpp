#include "formats/health/dicom_file.h"

#include <string>

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "formats/dicom_data_set.h"

namespace primum::formats {
namespace {

void write_number(std::string& bytes, std::uint32_t number, int size, Encoding encoding) {
    for (int i = 0; i < size; ++i) {
        const int shift = encoding == Encoding::explicit_big ? 8 * (size - 1 - i) : 8 * i;
        bytes.push_back(static_cast<char>(number >> shift & 0xffU));
    }
}

std::string element(Tag tag, std::string_view representation, std::string value,
                    Encoding encoding = Encoding::explicit_little) {
    if (value.size() % 2 != 0) value.push_back(' ');
    std::string bytes;
    write_number(bytes, tag.group, 2, encoding);
    write_number(bytes, tag.element, 2, encoding);
    const bool is_implicit = encoding == Encoding::implicit_little;
    if (!is_implicit) bytes += representation;
    write_number(bytes, static_cast<std::uint32_t>(value.size()), is_implicit ? 4 : 2, encoding);
    return bytes + value;
}

std::string data_set(Encoding encoding) {
    return element({0x0008, 0x0005}, "CS", "ISO_IR 100", encoding) +
           element({0x0008, 0x0016}, "UI", "1.2.840.10008.5.1.4.1.1.2", encoding) +
           element({0x0008, 0x0060}, "CS", "CT", encoding) +
           element(tags::patient_name, "PN", "MARTINEAU^LUCIE", encoding) +
           element(tags::patient_id, "LO", "P0001", encoding) +
           element(tags::patient_birth_date, "DA", "19500131", encoding);
}

std::string part10(std::string_view transfer_syntax, const std::string& rest) {
    return std::string(128, '\0') + "DICM" +
           element(tags::transfer_syntax, "UI", std::string(transfer_syntax)) + rest;
}

void expect_lucie(const std::string& bytes) {
    const auto file = parse_dicom_file(as_bytes(bytes));
    ASSERT_TRUE(file);
    EXPECT_FALSE(file->is_directory);
    ASSERT_EQ(file->persons.size(), 1U);
    EXPECT_EQ(file->persons[0].name, "MARTINEAU^LUCIE");
    EXPECT_EQ(file->persons[0].identifier, "P0001");
    EXPECT_EQ(file->persons[0].birth_date, "19500131");
}

TEST(DicomFile, the_patient_is_read_in_each_encoding) {
    expect_lucie(part10("1.2.840.10008.1.2", data_set(Encoding::implicit_little)));
    expect_lucie(part10("1.2.840.10008.1.2.1", data_set(Encoding::explicit_little)));
    expect_lucie(part10("1.2.840.10008.1.2.2", data_set(Encoding::explicit_big)));
    expect_lucie(part10("1.2.840.10008.1.2.4.50", data_set(Encoding::explicit_little)));
}

TEST(DicomFile, a_preamble_and_meta_information_may_be_missing) {
    expect_lucie(data_set(Encoding::implicit_little));
    expect_lucie(data_set(Encoding::explicit_little));
    expect_lucie(data_set(Encoding::explicit_big));
}

TEST(DicomFile, a_file_cut_before_its_patient_is_still_dicom) {
    const auto bytes = part10("1.2.840.10008.1.2.1", data_set(Encoding::explicit_little));
    const auto file = parse_dicom_file(as_bytes(bytes).first(200));
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->persons.empty());
}

TEST(DicomFile, a_patient_taken_out_is_told) {
    const auto file = parse_dicom_file(as_bytes(
        part10("1.2.840.10008.1.2.1", data_set(Encoding::explicit_little) +
                                          element(tags::patient_identity_removed, "CS", "YES"))));
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->is_deidentified);
}

TEST(DicomFile, a_directory_gives_each_of_its_patients) {
    const std::string open_item("\xfe\xff\x00\xe0\xff\xff\xff\xff", 8);
    const std::string item_end("\xfe\xff\x0d\xe0\x00\x00\x00\x00", 8);
    const std::string sequence("\x04\x00\x20\x12SQ\x00\x00\xff\xff\xff\xff", 12);
    std::string records;
    for (const std::string name : {"MARTINEAU^LUCIE", "PERRAULT^HUGO"}) {
        records += open_item + element(tags::directory_record_type, "CS", "PATIENT") +
                   element(tags::patient_name, "PN", name) + item_end;
    }
    const auto bytes =
        part10("1.2.840.10008.1.2.1", element({0x0004, 0x1130}, "CS", "DISC") + sequence + records);
    const auto file = parse_dicom_file(as_bytes(bytes));
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->is_directory);
    ASSERT_EQ(file->persons.size(), 2U);
    EXPECT_EQ(file->persons[1].name, "PERRAULT^HUGO");
}

TEST(DicomFile, other_bytes_are_not_dicom) {
    EXPECT_FALSE(parse_dicom_file({}));
    EXPECT_FALSE(parse_dicom_file(as_bytes("DICM")));
    EXPECT_FALSE(parse_dicom_file(as_bytes(std::string(4096, '\0'))));
    EXPECT_FALSE(parse_dicom_file(as_bytes("\x08 and some text that begins like a group")));
}

TEST(DicomFile, a_deflated_data_set_is_told_from_others_and_read_once_inflated) {
    const auto deflated = part10("1.2.840.10008.1.2.1.99", "deflated");
    EXPECT_EQ(as_text(deflated_data_set(as_bytes(deflated)).value()), "deflated");
    const auto plain = part10("1.2.840.10008.1.2.1", data_set(Encoding::explicit_little));
    EXPECT_FALSE(deflated_data_set(as_bytes(plain)));
    expect_lucie(head_of_inflated_dicom() + data_set(Encoding::explicit_little));
}

}  // namespace
}  // namespace primum::formats
