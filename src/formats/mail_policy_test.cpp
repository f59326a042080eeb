#include "formats/mail_policy.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

SpfVerdict spf(std::vector<std::string> texts) { return parse_spf(texts).others; }

TEST(Spf, says_what_of_senders_that_it_does_not_name) {
    EXPECT_EQ(spf({"v=spf1 include:mx.ovh.com -all"}), SpfVerdict::fail);
    EXPECT_EQ(spf({"V=SPF1 a mx ~ALL"}), SpfVerdict::softfail);
    EXPECT_EQ(spf({"v=spf1 mx ?all"}), SpfVerdict::neutral);
    EXPECT_EQ(spf({"v=spf1 mx all"}), SpfVerdict::pass);
    EXPECT_EQ(spf({"v=spf1 +all"}), SpfVerdict::pass);
    EXPECT_EQ(spf({"v=spf1"}), SpfVerdict::neutral);
    EXPECT_EQ(spf({"v=spf1 redirect=_spf.example"}), SpfVerdict::redirect);
}

TEST(Spf, another_text_is_none_and_two_are_invalid) {
    EXPECT_EQ(spf({}), SpfVerdict::absent);
    EXPECT_EQ(spf({"google-site-verification=x", "v=spf10 -all"}), SpfVerdict::absent);
    EXPECT_EQ(spf({"v=spf1 -all", "v=spf1 mx -all"}), SpfVerdict::invalid);
}

TEST(Spf, tells_whose_policies_it_takes_over) {
    EXPECT_EQ(
        parse_spf({"v=spf1 include:_SPF.google.com ?include:b.example -all include:c"}).includes,
        (std::vector<std::string>{"_spf.google.com", "b.example"}));
}

TEST(Dmarc, says_its_policy) {
    EXPECT_EQ(parse_dmarc({"v=DMARC1; p=none; rua=mailto:x@y"}), DmarcPolicy::none);
    EXPECT_EQ(parse_dmarc({"v=DMARC1;p=Quarantine"}), DmarcPolicy::quarantine);
    EXPECT_EQ(parse_dmarc({"v = DMARC1 ; sp=none ; p = reject"}), DmarcPolicy::reject);
}

TEST(Dmarc, another_text_is_none_and_without_a_policy_it_is_invalid) {
    EXPECT_EQ(parse_dmarc({}), DmarcPolicy::absent);
    EXPECT_EQ(parse_dmarc({"v=spf1 -all", ""}), DmarcPolicy::absent);
    EXPECT_EQ(parse_dmarc({"v=DMARC1; rua=mailto:x"}), DmarcPolicy::invalid);
    EXPECT_EQ(parse_dmarc({"v=DMARC1; p=maybe"}), DmarcPolicy::invalid);
    EXPECT_EQ(parse_dmarc({"v=DMARC1; p=none", "v=DMARC1; p=reject"}), DmarcPolicy::invalid);
}

}  // namespace
}  // namespace primum::formats
