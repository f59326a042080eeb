// Numbers, dates and names that tell persons apart.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "formats/health/french_date.h"
#include "formats/health/name_shape.h"
#include "formats/health/social_security_number.h"

namespace primum::formats {
namespace {

bool is_right(std::string_view text) {
    const auto number = read_social_security_number(text, 0);
    return number && number->key_is_right;
}

// Published test values and numbers made here, domain.md §3.1.
TEST(SocialSecurityNumber, right_keys_are_right_on_the_mainland_and_in_corsica) {
    for (const auto* number :
         {"295109912611193", "253072A07300443", "253072B07300470", "279035121518989",
          "1 85 05 75 123 456 73", "1 91 02 2a 004 123 05", "2 76 05 2b 033 456 47",
          "2-50-01-75-123-456-25", "2 5 0 0 1 7 5 1 2 3 4 5 6 2 5"}) {
        EXPECT_TRUE(is_right(number)) << number;
    }
    EXPECT_FALSE(is_right("170017510112313"));
    EXPECT_FALSE(is_right("284058832102530"));
}

TEST(SocialSecurityNumber, other_numbers_are_none) {
    EXPECT_FALSE(read_social_security_number("5950175123456", 0));      // No such sex.
    EXPECT_FALSE(read_social_security_number("2501375123456", 0));      // No such month.
    EXPECT_FALSE(read_social_security_number("25001751234562512", 0));  // Goes on.
    EXPECT_FALSE(read_social_security_number("FR76250017512345625", 4));
    EXPECT_FALSE(read_social_security_number("250017512", 0));
    EXPECT_FALSE(read_social_security_number("", 0));
}

TEST(SocialSecurityNumber, thirteen_digits_have_no_key_to_be_wrong) {
    const auto number = read_social_security_number("2500175123456", 0);
    ASSERT_TRUE(number);
    EXPECT_FALSE(number->has_key);
}

TEST(FrenchDate, dates_are_read_as_people_write_them) {
    for (const auto* date :
         {"31/01/1950", "31.1.1950", "31-01-50", "31 | 01 | 1950", "31 janvier 1950",
          "31 janv. 1950", "1950-01-31", "19500131", "31011950", "3 1 0 1 1 9 5 0"}) {
        const auto read = read_french_date(date, 0);
        ASSERT_TRUE(read) << date;
        EXPECT_EQ(read->digits, "19500131") << date;
    }
    EXPECT_EQ(read_french_date("1er mars 1950", 0)->digits, "19500301");
}

TEST(FrenchDate, other_digits_are_none) {
    for (const auto* other : {"32/01/1950", "31/13/1950", "01 42 16 00 00", "120/80", "1950", ""}) {
        EXPECT_FALSE(read_french_date(other, 0)) << other;
    }
}

TEST(NameShape, names_are_told_by_their_capitals) {
    EXPECT_EQ(count_name_shapes("MARTINEAU Lucie, vue ce jour avec Hugo PERRAULT").sure, 2);
    EXPECT_EQ(count_name_shapes("J. PERRAULT et A. Lemoine").sure, 2);
    EXPECT_EQ(count_name_shapes("Jean-Noël LEMOINE-DURAND").sure, 1);
    EXPECT_EQ(count_name_shapes("le compte rendu du SAMU est arrivé. Il est bref.").sure, 0);
    EXPECT_EQ(count_name_shapes("Lucie Martineau").likely, 1);
    EXPECT_EQ(count_name_shapes("AIT Nadia. EVA Martin.").sure, 2);
    EXPECT_EQ(count_name_shapes("HTA Traitée. IRM Normale. ECG Sinusal.").sure, 0);
}

}  // namespace
}  // namespace primum::formats
