#include "probes/hosting/provider_list.h"

#include <gtest/gtest.h>

namespace primum::probes {
namespace {

TEST(ProviderList, a_pattern_fits_the_whole_name) {
    EXPECT_TRUE(fits("gmail.com", "gmail.com"));
    EXPECT_FALSE(fits("gmail.com", "notgmail.com"));
    EXPECT_FALSE(fits("gmail.com", "gmail.com.example"));
    EXPECT_TRUE(fits("*.mssante.fr", "medecin.mssante.fr"));
    EXPECT_FALSE(fits("*.mssante.fr", "mssante.fr"));
    EXPECT_TRUE(fits("mx*.mail.ovh.net", "mx1.mail.ovh.net"));
    EXPECT_TRUE(fits("*a*a*b", "aaaaaab"));
    EXPECT_FALSE(fits("*a*a*b", "aaaaaac"));
    EXPECT_TRUE(fits("*", ""));
    EXPECT_FALSE(fits("", "a"));
}

TEST(ProviderList, a_provider_is_known_by_each_of_its_marks_whatever_the_case) {
    const ProviderList list(
        {{.name = "Gmail", .domains = {"gmail.com"}},
         {.name = "Workspace", .mx = {"*.google.com"}, .spf = {"_spf.google.com"}}});
    EXPECT_EQ(list.of_address("GMail.com")->name, "Gmail");
    EXPECT_EQ(list.of_mail_exchanger("ASPMX.l.google.com.")->name, "Workspace");
    EXPECT_EQ(list.of_spf_include("_spf.google.com")->name, "Workspace");
    EXPECT_EQ(list.of_address("aspmx.l.google.com"), nullptr);
    EXPECT_EQ(list.of_server(""), nullptr);
}

}  // namespace
}  // namespace primum::probes
