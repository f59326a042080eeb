#include "content/file_shape.h"

#include <random>

#include <gmock/gmock.h>

#include "base/byte_reader.h"
#include "content/testing/lists.h"

namespace primum::content {
namespace {

std::string noise(std::size_t bytes, std::uint64_t seed = 1) {
    std::mt19937_64 random(seed);
    std::string made(bytes, '\0');
    for (auto& byte : made) byte = static_cast<char>(random());
    return made;
}

std::string words(std::size_t bytes) {
    std::string text;
    while (text.size() < bytes)
        text += "Le genou droit est douloureux depuis trois mois, sans fièvre. ";
    text.resize(bytes);
    return text;
}

FileShape shape_of(std::string_view content, std::string_view name = "lettre.txt",
                   std::size_t piece = 1000) {
    ShapeSampler sampler(testing::signs(), name);
    for (std::size_t at = 0; at < content.size(); at += piece) {
        sampler.update(as_bytes(content.substr(at, piece)));
    }
    return sampler.finish();
}

TEST(ShapeSampler, an_empty_file_is_empty) {
    EXPECT_EQ(shape_of(""), (FileShape{.type = FileType::empty}));
}

TEST(ShapeSampler, words_are_text_and_hold_no_noise) {
    EXPECT_EQ(shape_of(words(40)), (FileShape{.type = FileType::text}));
    EXPECT_EQ(shape_of(words(300'000)), (FileShape{.type = FileType::text}));
}

TEST(ShapeSampler, noise_without_a_known_beginning_is_opaque) {
    for (const std::size_t bytes : {64U, 500U, 5'000U, 300'000U}) {
        EXPECT_EQ(shape_of(noise(bytes)),
                  (FileShape{.type = FileType::opaque, .noise_percent = 100}))
            << bytes;
    }
}

TEST(ShapeSampler, noise_behind_a_known_beginning_keeps_its_type) {
    const auto shape = shape_of("\xFF\xD8\xFF\xE0" + noise(50'000), "photo.jpg");
    EXPECT_EQ(shape.type, FileType::jpeg);
    EXPECT_GT(shape.noise_percent, 90);
}

TEST(ShapeSampler, the_size_of_the_pieces_changes_nothing) {
    const auto content = words(20'000) + noise(90'000) + words(200'000);
    const auto whole = shape_of(content, "a.txt", content.size());
    for (const std::size_t piece : {1U, 7U, 1024U, 65'536U}) {
        EXPECT_EQ(shape_of(content, "a.txt", piece), whole) << piece;
    }
    EXPECT_GT(whole.noise_percent, 10);
    EXPECT_LT(whole.noise_percent, 90);
}

TEST(ShapeSampler, no_period_of_encryption_slips_between_the_samples) {
    for (std::size_t period = 8 * 1024; period <= 256 * 1024; period *= 2) {
        auto content = words(4'000'000);
        for (std::size_t at = period / 2; at + period / 2 < content.size(); at += period) {
            content.replace(at, period / 2, noise(period / 2, at));
        }
        const auto shape = shape_of(content, "a.txt", 1 << 20);
        EXPECT_GT(shape.noise_percent, 25) << period;
        EXPECT_LT(shape.noise_percent, 75) << period;
    }
}

TEST(ShapeSampler, printable_noise_is_not_text) {
    static constexpr std::string_view hexadecimal = "0123456789abcdef";
    static constexpr std::string_view base64 =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (const auto symbols : {hexadecimal, base64}) {
        std::string content;
        for (const char byte : noise(20'000)) {
            content += symbols[static_cast<unsigned char>(byte) % symbols.size()];
            if (content.size() % 77 == 76) content += '\n';
        }
        EXPECT_EQ(shape_of(content).type, FileType::encoded) << symbols;
    }
}

TEST(ShapeSampler, tables_sources_and_certificates_are_text) {
    std::string table = "numero;date;montant\n";
    for (int row = 0; row < 500; ++row)
        table += fmt::format("{};2026-11-{:02};{}.50\n", 1000 + row, row % 28, row * 7 % 90);
    EXPECT_EQ(shape_of(table, "recettes.csv").type, FileType::text);
    EXPECT_EQ(shape_of("int main() {\n    return 0;\n}\n", "a.c").type, FileType::text);
    EXPECT_EQ(shape_of(std::string("\xFF\xFE"
                                   "B\0o\0n\0j\0o\0u\0r\0",
                                   16))
                  .type,
              FileType::text);
}

TEST(ShapeSampler, a_letter_that_demands_a_ransom_is_told_from_a_manual) {
    EXPECT_EQ(shape_of("All your files are encrypted. To decrypt them, install Tor Browser and pay "
                       "in bitcoin.",
                       "README.txt")
                  .type,
              FileType::ransom_note);
    EXPECT_EQ(
        shape_of("To decrypt the disk, type the recovery key. Keep a backup of it.", "README.txt")
            .type,
        FileType::text);
}

TEST(LooksLikeNoise, asks_enough_bytes_to_tell) {
    EXPECT_FALSE(looks_like_noise(as_bytes(noise(31))));
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        EXPECT_TRUE(looks_like_noise(as_bytes(noise(64, seed)))) << seed;
        EXPECT_TRUE(looks_like_noise(as_bytes(noise(1024, seed)))) << seed;
    }
    EXPECT_FALSE(looks_like_noise(as_bytes(words(64))));
    EXPECT_FALSE(looks_like_noise(as_bytes(std::string(1024, '\0'))));
}

}  // namespace
}  // namespace primum::content
