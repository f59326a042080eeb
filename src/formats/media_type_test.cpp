#include "formats/media_type.h"

#include <string>

#include <gtest/gtest.h>

#include "base/byte_reader.h"

namespace primum::formats {
namespace {

using namespace std::string_literals;

MediaType of(const std::string& text, std::string_view name = "file") {
    return media_type_of(as_bytes(text), name);
}

TEST(MediaType, containers_are_told_by_their_marks_whatever_the_name) {
    EXPECT_EQ(of("%PDF-1.7\n", "photo.jpg"), MediaType::pdf);
    EXPECT_EQ(of("PK\x03\x04rest"), MediaType::zip);
    EXPECT_EQ(of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), MediaType::compound);
    EXPECT_EQ(of("{\\rtf1\\ansi"), MediaType::rtf);
    EXPECT_EQ(of("7z\xBC\xAF\x27\x1C"), MediaType::archive);
    EXPECT_EQ(of("\x89PNG\r\n\x1A\n"), MediaType::image);
    EXPECT_EQ(of("!BDN...."), MediaType::outlook_store);
}

TEST(MediaType, dicom_stays_dicom_behind_a_preamble_of_another_format) {
    std::string file = "II*\0"s;
    file.resize(128);
    EXPECT_EQ(of(file + "DICM"), MediaType::plain);
    EXPECT_EQ(of(file), MediaType::image);
}

TEST(MediaType, dicom_is_read_as_it_is_unless_it_is_deflated) {
    const auto syntax = [](const std::string& name) {
        return std::string(128, '\0') + "DICM\x02\0\x10\0UI"s + static_cast<char>(name.size()) +
               '\0' + name;
    };
    EXPECT_EQ(of(syntax("1.2.840.10008.1.2.1\0"s)), MediaType::plain);
    EXPECT_EQ(of(syntax("1.2.840.10008.1.2.1.99")), MediaType::deflated_dicom);
}

TEST(MediaType, messages_need_several_fields_of_a_message) {
    const auto mail =
        "Return-Path: <a@example.org>\r\nFrom: A <a@example.org>\r\n"
        "Subject: test\r\n\r\nbody"s;
    EXPECT_EQ(of(mail), MediaType::mail);
    EXPECT_EQ(of("From a@example.org Sat Jan  3 01:05:34 2026\n" + mail), MediaType::mailbox);
    EXPECT_EQ(of("Subject: only a note\n\nFrom: somebody"), MediaType::plain);
    EXPECT_EQ(of("From here on, everything changes.\nDate: tomorrow\n"), MediaType::plain);
    EXPECT_EQ(of("nom: DUPONT\nprenom: Jean\ndate: 1950\n"), MediaType::plain);
}

TEST(MediaType, web_pages_and_other_markup_are_told_apart) {
    EXPECT_EQ(of("<!DOCTYPE html><html>"), MediaType::html);
    EXPECT_EQ(of("<?xml version='1.0'?><html xmlns='…'>"), MediaType::html);
    EXPECT_EQ(of("<?xml version='1.0'?><ClinicalDocument>"), MediaType::plain);
}

TEST(MediaType, an_old_tar_is_known_by_its_sum) {
    std::string block(512, '\0');
    block.replace(0, 4, "file");
    std::uint64_t sum = 8 * ' ';
    for (const char character : block) sum += static_cast<std::uint8_t>(character);
    char written[8];
    std::snprintf(written, sizeof written, "%06lo", static_cast<unsigned long>(sum));
    block.replace(148, 7, std::string(written) + '\0');
    EXPECT_EQ(of(block), MediaType::archive);
    block[3] = 'x';
    EXPECT_EQ(of(block), MediaType::plain);
}

TEST(MediaType, what_only_a_key_opens_is_encrypted) {
    EXPECT_EQ(of("LUKS\xBA\xBE"), MediaType::encrypted);
    EXPECT_EQ(of("\x8c\x0d\x04\x09\x00\x01"s, "dossiers.zip.gpg"), MediaType::encrypted);
    EXPECT_EQ(of("just words", "notes.gpg"), MediaType::plain);
}

TEST(MediaType, an_archive_whose_list_is_sealed_is_encrypted) {
    EXPECT_EQ(of("PK\x03\x04\x33\0\x41\x20rest"s), MediaType::encrypted);
    EXPECT_EQ(of("PK\x03\x04\x33\0\x01\x08rest"s), MediaType::zip);  // Its members say so.
}

TEST(MediaType, an_access_database_with_a_password_is_encrypted) {
    auto file = "\0\x01\0\0Standard ACE DB\0"s;
    file.resize(4096);
    EXPECT_EQ(of(file, "patients.accdb"), MediaType::plain);
    file.replace(0x299, 6, "\x1f\x04\x04\0\x04\0"s);
    EXPECT_EQ(of(file, "patients.accdb"), MediaType::encrypted);
}

TEST(MediaType, nothing_is_plain) { EXPECT_EQ(of(""), MediaType::plain); }

}  // namespace
}  // namespace primum::formats
