#include "base/typography.h"

#include <gtest/gtest.h>

namespace primum {
namespace {

using namespace std::chrono;

TEST(Typography, the_first_of_a_month_is_an_ordinal_in_french_alone) {
    constexpr sys_days first = 2026y / August / 1;
    EXPECT_EQ(day_in_words(first, Language::french), "1er août 2026");
    EXPECT_EQ(day_in_words(first, Language::english), "1 August 2026");
    EXPECT_EQ(short_day(first, Language::french), "01/08/2026");
    EXPECT_EQ(short_day(first, Language::english), "1 Aug 2026");
}

TEST(Typography, french_marks_never_begin_a_line) {
    EXPECT_EQ(french_spacing("dites : « oui » ; non"), "dites\u00a0: «\u00a0oui\u00a0»\u00a0; non");
    EXPECT_EQ(french_spacing("« Ah ! » ; a:b"), "«\u00a0Ah\u00a0!\u00a0»\u00a0; a:b");
    EXPECT_EQ(french_spacing("10.0.0.1:104"), "10.0.0.1:104");
}

}  // namespace
}  // namespace primum
