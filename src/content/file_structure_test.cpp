#include "content/file_structure.h"

#include <random>

#include <gmock/gmock.h>

#include "base/byte_reader.h"

namespace primum::content {
namespace {

bool damaged(FileType type, const std::string& content) {
    const auto view = as_bytes(content);
    return is_damaged(type, content.size(), [&](std::uint64_t offset, std::size_t count) {
        if (offset >= view.size()) return BytesView{};
        return view.subspan(offset, std::min<std::size_t>(count, view.size() - offset));
    });
}

std::string noise(std::size_t bytes) {
    std::mt19937_64 random(3);
    std::string made(bytes, '\0');
    for (auto& byte : made) byte = static_cast<char>(random());
    return made;
}

TEST(FileStructure, a_pdf_points_at_its_table) {
    const std::string head = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n";
    EXPECT_FALSE(damaged(FileType::pdf, head + "xref\n0 1\ntrailer\nstartxref\n29\n%%EOF\n"));
    EXPECT_TRUE(damaged(FileType::pdf, noise(300) + "startxref\n29\n%%EOF\n"));
    EXPECT_TRUE(damaged(FileType::pdf, head));
    EXPECT_TRUE(damaged(FileType::pdf, head + "xref\nstartxref\nabc"));
    EXPECT_TRUE(damaged(FileType::pdf, head + "startxref"));
}

TEST(FileStructure, a_picture_is_a_scan_or_is_damaged) {
    std::string scan;
    for (const char byte : noise(100'000)) {
        scan += byte;
        if (byte == '\xFF') scan += '\0';
    }
    EXPECT_FALSE(damaged(FileType::jpeg, scan));
    EXPECT_TRUE(damaged(FileType::jpeg, noise(100'000)));
    EXPECT_TRUE(damaged(FileType::jpeg, scan.substr(0, 50'000) + noise(50'000)));
}

TEST(FileStructure, a_picture_that_is_cut_short_is_damaged) {
    EXPECT_TRUE(damaged(FileType::png, "\x89PNG\r\n\x1A\n" + noise(5'000)));
    EXPECT_FALSE(
        damaged(FileType::png, noise(5'000) + std::string("\0\0\0\0IEND\xAE\x42\x60\x82", 12)));
}

TEST(FileStructure, hostile_numbers_are_bounded) {
    EXPECT_TRUE(damaged(FileType::archive, "PK\3\4"));
    EXPECT_TRUE(damaged(FileType::archive, std::string("PK\5\6\0\0", 6)));
    const std::string record = "PK\5\6" + std::string(6, '\0') + "\x09" + std::string(1, '\0') +
                               "\xFF\xFF\x01" + std::string(1, '\0') + "\xF0\xFF\xFF\x7F";
    EXPECT_TRUE(damaged(FileType::archive, record));
    EXPECT_TRUE(damaged(FileType::pdf, "startxref\n99999999999999999999999"));
}

TEST(FileStructure, kinds_without_a_check_are_never_damaged) {
    EXPECT_FALSE(damaged(FileType::text, noise(100)));
    EXPECT_FALSE(damaged(FileType::dicom, noise(100)));
}

}  // namespace
}  // namespace primum::content
