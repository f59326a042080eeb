#include "probes/files/recogniser.h"

#include <gtest/gtest.h>

namespace primum::probes {
namespace {

TEST(Recognition, merging_keeps_the_surer_kind_and_the_persons_of_both) {
    const Recognition letter{
        .kind = "letter", .evidence = Evidence::strong, .identifiers = 1, .persons = {1, 5}};
    const Recognition image{
        .kind = "dicom", .evidence = Evidence::proof, .identifiers = 1, .persons = {5, 7}};
    const auto both = merge(letter, image);
    EXPECT_EQ(both.kind, "dicom");
    EXPECT_EQ(both.evidence, Evidence::proof);
    EXPECT_EQ(both.identifiers, 2);
    EXPECT_EQ(both.persons, (std::vector<std::uint64_t>{1, 5, 7}));
}

TEST(Recognition, one_real_part_makes_the_whole_real) {
    const Recognition test{.kind = "cda", .evidence = Evidence::proof, .test_data = true};
    const Recognition real{.kind = "letter", .evidence = Evidence::strong};
    EXPECT_FALSE(merge(test, real).test_data);
    EXPECT_TRUE(merge(test, Recognition{}).test_data);
    EXPECT_TRUE(merge(Recognition{}, test).test_data);
}

}  // namespace
}  // namespace primum::probes
