#include "probes/network/vendors.h"

#include <fstream>

#include <gtest/gtest.h>

namespace primum::probes {
namespace {

std::filesystem::path list_of(std::string_view content) {
    auto path = std::filesystem::path(testing::TempDir()) / "vendors_test.csv";
    std::ofstream(path) << content;
    return path;
}

TEST(Vendors, the_most_precise_assignment_wins) {
    const auto list = list_of(
        "MA-L,70B3D5,IEEE Registration Authority,US\n"
        "MA-S,70B3D5F2F,\"Esaote, S.p.A.\",IT\n");
    const auto vendors = vendors_of({"70:b3:d5:f2:f1:00", "70:b3:d5:00:00:01"}, list);
    ASSERT_TRUE(vendors);
    EXPECT_EQ(vendors->at("70:b3:d5:f2:f1:00"), "Esaote, S.p.A.");
    EXPECT_EQ(vendors->at("70:b3:d5:00:00:01"), "IEEE Registration Authority");
}

TEST(Vendors, an_address_that_a_phone_made_up_has_no_maker) {
    const auto vendors = vendors_of({"da:a1:19:10:00:60"}, list_of("MA-L,DAA119,Somebody,US\n"));
    ASSERT_TRUE(vendors);
    EXPECT_TRUE(vendors->empty());
}

TEST(Vendors, an_absent_list_is_said) {
    const auto vendors = vendors_of({"00:11:32:10:00:25"}, "/nonexistent/list.csv");
    ASSERT_FALSE(vendors);
    EXPECT_EQ(vendors.error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace primum::probes
