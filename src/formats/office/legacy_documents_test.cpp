// Word, Excel and PowerPoint of before 2007, in the smallest files that hold a text.
#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/office/excel_workbook.h"
#include "formats/office/outlook_message.h"
#include "formats/office/powerpoint_show.h"
#include "formats/office/testing/compound_writer.h"
#include "formats/office/word_document.h"

namespace primum::formats {
namespace {

using namespace std::string_literals;
using testing::CompoundWriter;

std::string number(std::uint64_t value, std::size_t width) {
    std::string bytes;
    for (std::size_t i = 0; i < width; ++i) bytes.push_back(static_cast<char>(value >> (8 * i)));
    return bytes;
}

std::string wide(std::string_view ascii) {
    std::string bytes;
    for (const char character : ascii) bytes += character + "\0"s;
    return bytes;
}

// A file information block, with the text in two pieces: one of bytes, one of UTF-16.
CompoundWriter word_file(std::uint16_t flags) {
    std::string document(0x400, '\0');
    document.replace(0, 2, "\xEC\xA5");
    document.replace(2, 2, number(0xC1, 2));
    document.replace(0x0A, 2, number(flags | 0x0200U, 2));
    const std::string first =
                          "Compte rendu \xE9"
                          "crit\r",
                      second =
                          "\x13 PAGE \x14"
                          "3\x15 fin\x07";
    document += first + wide(second);
    const std::string pieces = number(0, 4) + number(first.size(), 4) +
                               number(first.size() + second.size(), 4) + number(0, 2) +
                               number(0x400 * 2 | 1U << 30, 4) + number(0, 2) + number(0, 2) +
                               number(0x400 + first.size(), 4) + number(0, 2);
    const auto table = "\x01"s + number(3, 2) + "abc" + "\x02" + number(pieces.size(), 4) + pieces;
    document.replace(0x01A2, 8, number(0, 4) + number(table.size(), 4));
    document.resize(5000, '\0');
    return CompoundWriter().add("WordDocument", document).add("1Table", table);
}

CompoundFile opened(const std::string& bytes) {
    return CompoundFile::open(as_bytes(bytes)).value();
}

TEST(WordDocument, its_pieces_are_put_together_without_field_codes) {
    const auto bytes = word_file(0).write();
    const auto read = read_word_document(opened(bytes));
    ASSERT_TRUE(read);
    EXPECT_FALSE(read->encrypted);
    EXPECT_EQ(read->text, "Compte rendu écrit\n3 fin\t");
}

TEST(WordDocument, a_password_is_told) {
    const auto bytes = word_file(0x0100).write();
    const auto read = read_word_document(opened(bytes));
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->encrypted);
}

TEST(WordDocument, another_file_is_not_one) {
    const auto bytes = CompoundWriter().add("Other", "x").write();
    EXPECT_EQ(read_word_document(opened(bytes)).error().kind, ErrorKind::not_found);
}

std::string record(std::uint16_t type, const std::string& content) {
    return number(type, 2) + number(content.size(), 2) + content;
}

std::string short_text(std::string_view text) {
    return number(text.size(), 2) + "\0"s + std::string(text);
}

std::string cell(int row, int column, int style) {
    return number(static_cast<std::uint64_t>(row), 2) +
           number(static_cast<std::uint64_t>(column), 2) +
           number(static_cast<std::uint64_t>(style), 2);
}

std::string workbook() {
    // The second shared text is cut in the middle and goes on, in two bytes a character, in the
    // next record.
    const auto shared = number(2, 4) + number(2, 4) + short_text("NOM") + number(6, 2) + "\0DUP"s;
    return record(0x0809, number(0x0600, 2) + number(5, 2)) +
           record(0x041E, number(164, 2) + short_text("dd/mm/yyyy")) +
           record(0x00E0, number(0, 2) + number(0, 2)) +
           record(0x00E0, number(0, 2) + number(164, 2)) + record(0x00FC, shared) +
           record(0x003C, "\1"s + wide("ONT")) + record(0x00FD, cell(0, 0, 0) + number(0, 4)) +
           record(0x00FD, cell(1, 0, 0) + number(1, 4)) +
           record(0x027E, cell(1, 1, 1) + number(20891U << 2 | 2, 4)) +
           record(0x0203, cell(1, 2, 0) + number(0x42E5'09E1'E92A'0920, 8));
}

TEST(ExcelWorkbook, texts_numbers_and_dates_are_what_their_reader_sees) {
    const auto read = read_excel_stream(as_bytes(workbook()));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->text, "\nNOM\t\nDUPONT\t12/03/1957\t185057512345673\t");
}

TEST(ExcelWorkbook, a_password_is_told) {
    const auto bytes = record(0x0809, number(0x0600, 2) + number(5, 2)) + record(0x002F, "x");
    const auto read = read_excel_stream(as_bytes(bytes));
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->encrypted);
}

TEST(ExcelWorkbook, every_shorter_copy_is_read_as_far_as_it_goes) {
    const auto bytes = workbook();
    for (std::size_t size = 4; size < bytes.size(); ++size) {
        EXPECT_TRUE(read_excel_stream(as_bytes(std::string_view(bytes).substr(0, size))));
    }
    EXPECT_FALSE(read_excel_stream({}));
}

TEST(PowerpointShow, texts_are_read_out_of_their_containers) {
    const auto text = number(0, 2) + number(0x0FA8, 2) + number(8, 4) + "Patients";
    const auto more = number(0, 2) + number(0x0FA0, 2) + number(6, 4) + wide("fin");
    const auto box =
        number(0x0F, 2) + number(1000, 2) + number(text.size() + more.size(), 4) + text + more;
    const auto bytes = CompoundWriter().add("PowerPoint Document", box).write();
    const auto read = read_powerpoint_show(opened(bytes));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->text, "Patients\nfin\n");
}

TEST(PowerpointShow, a_password_is_told) {
    const auto bytes = CompoundWriter()
                           .add("PowerPoint Document", "x")
                           .add("Current User",
                                number(0, 4) + number(0, 4) + number(20, 4) + number(0xF3D1C4DF, 4))
                           .write();
    EXPECT_TRUE(read_powerpoint_show(opened(bytes))->encrypted);
}

TEST(OutlookMessage, heads_body_and_attachments_are_told_apart) {
    const std::string attachment = "__attach_version1.0_#00000000/";
    const auto bytes = CompoundWriter()
                           .add("__properties_version1.0", "x")
                           .add("__substg1.0_0037001F", wide("Resultats"))
                           .add("__substg1.0_1000001E", "Ci-joint.")
                           .add(attachment + "__properties_version1.0", "x")
                           .add(attachment + "__substg1.0_3707001F", wide("labo.hpr"))
                           .add(attachment + "__substg1.0_37010102", "H|~^\\&|")
                           .write();
    const auto file = opened(bytes);
    const auto message = read_outlook_message(file, "");
    ASSERT_TRUE(message);
    EXPECT_EQ(message->head, "Subject: Resultats\n");
    EXPECT_EQ(message->body, "Ci-joint.");
    ASSERT_EQ(message->attachments.size(), 1U);
    EXPECT_EQ(message->attachments[0].name, "labo.hpr");
    EXPECT_EQ(as_text(file.read(*message->attachments[0].data, 100)), "H|~^\\&|");
}

}  // namespace
}  // namespace primum::formats
