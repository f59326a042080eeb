#include "formats/host/pam.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(Pam, a_rule_has_its_kind_control_module_and_arguments) {
    const auto rules = parse_pam_file(
        "# Debian\npassword\t[success=1 default=ignore]\tpam_unix.so obscure yescrypt minlen=8\n"
        "-auth required /lib/security/pam_faillock.so preauth deny=5 # why\n"
        "@include common-auth\nauth include system-auth\nnonsense here\n"
        "password requisite \\\n pam_pwquality.so retry=3 minlen=12\n");
    ASSERT_EQ(rules.size(), 5U);
    EXPECT_EQ(rules[0].control, "[success=1 default=ignore]");
    EXPECT_EQ(rules[0].module, "pam_unix.so");
    EXPECT_EQ(rules[0].value("minlen"), "8");
    EXPECT_TRUE(rules[0].has("obscure"));
    EXPECT_EQ(rules[1].kind, PamRule::Kind::authentication);
    EXPECT_EQ(rules[1].module, "pam_faillock.so");
    EXPECT_EQ(rules[1].value("deny"), "5");
    EXPECT_FALSE(rules[1].has("why"));
    EXPECT_EQ(rules[2].kind, PamRule::Kind::include);
    EXPECT_EQ(rules[2].module, "common-auth");
    EXPECT_EQ(rules[3].kind, PamRule::Kind::include);
    EXPECT_EQ(rules[3].module, "system-auth");
    EXPECT_EQ(rules[4].value("minlen"), "12");
}

TEST(Pam, an_unfinished_line_is_no_rule) {
    EXPECT_TRUE(parse_pam_file("auth\nauth required\nauth [success=1\n@inc\n").empty());
}

}  // namespace
}  // namespace primum::formats
