#include "formats/host/package_list.h"

#include <lz4frame.h>

#include <vector>

#include <gtest/gtest.h>

#include "base/byte_reader.h"

namespace primum::formats {
namespace {

constexpr std::string_view list =
    "Package: apt\nStatus: install ok installed\nArchitecture: amd64\nVersion: 2.6.1\n"
    "Description: Package: no\n Version: neither\n\n"
    "Package: vlc\nVersion: 3.0.20-0+deb12u1\nArchitecture: amd64\n\n"
    "Package: last\nVersion: 1\nArchitecture: all\n";

struct Collector {
    std::vector<std::string> found;
    PackageListReader reader{[this](const ListedPackage& package) {
        found.push_back(std::string(package.name) + " " + std::string(package.version) + " " +
                        std::string(package.architecture) + " " + std::string(package.status));
    }};
};

const std::vector<std::string> expected{"apt 2.6.1 amd64 install ok installed",
                                        "vlc 3.0.20-0+deb12u1 amd64 ", "last 1 all "};

TEST(PackageList, each_entry_is_handed_over_once_wherever_the_pieces_end) {
    for (std::size_t size = 1; size <= list.size(); ++size) {
        Collector collector;
        for (auto rest = list; !rest.empty(); rest.remove_prefix(std::min(size, rest.size()))) {
            ASSERT_TRUE(collector.reader.feed(rest.substr(0, size)));
        }
        collector.reader.finish();
        EXPECT_EQ(collector.found, expected) << size;
    }
}

TEST(PackageList, an_entry_that_never_ends_is_refused) {
    Collector collector;
    ASSERT_TRUE(collector.reader.feed("Package: a\n"));
    EXPECT_FALSE(collector.reader.feed(std::string(PackageListReader::stanza_bytes_max, 'a')));
}

std::string compressed(std::string_view text) {
    std::string frame(LZ4F_compressFrameBound(text.size(), nullptr), '\0');
    frame.resize(LZ4F_compressFrame(frame.data(), frame.size(), text.data(), text.size(), nullptr));
    return frame;
}

TEST(Lz4, a_compressed_list_is_read_like_a_plain_one) {
    Collector collector;
    const auto frame = compressed(list);
    ASSERT_TRUE(lz4_decode(as_bytes(frame), 1000000,
                           [&](std::string_view piece) { return collector.reader.feed(piece); }));
    collector.reader.finish();
    EXPECT_EQ(collector.found, expected);
}

TEST(Lz4, a_cut_or_changed_frame_is_an_error_and_not_a_short_list) {
    const auto ignore = [](std::string_view) { return Result<>(); };
    const auto frame = compressed(list);
    EXPECT_FALSE(lz4_decode(as_bytes(frame).first(frame.size() - 5), 1000000, ignore));
    EXPECT_FALSE(lz4_decode(as_bytes("Package: plain\n"), 1000000, ignore));
}

TEST(Lz4, a_bomb_stops_at_its_limit) {
    const auto frame = compressed(std::string(1000000, 'a'));
    EXPECT_FALSE(lz4_decode(as_bytes(frame), 10000, [](std::string_view) { return Result<>(); }));
}

}  // namespace
}  // namespace primum::formats
