#include "formats/host/apt_settings.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(AptSettings, both_writings_mean_the_same) {
    const auto settings = parse_apt_settings(
        "// periodic\nAPT::Periodic::Update-Package-Lists \"1\";\n"
        "APT { Periodic { Unattended-Upgrade \"1\"; }; };\n/* x \"y\"; */\n# z\n"
        "Unattended-Upgrade::Origins-Pattern {\n  \"origin=Debian,label=Debian-Security\";\n};\n"
        "Acquire::GzipIndexes true;\n");
    EXPECT_EQ(settings.find("APT::Periodic::Update-Package-Lists"), "1");
    EXPECT_EQ(settings.find("APT::Periodic::Unattended-Upgrade"), "1");
    EXPECT_EQ(settings.find("Unattended-Upgrade::Origins-Pattern::"),
              "origin=Debian,label=Debian-Security");
    EXPECT_EQ(settings.find("Acquire::GzipIndexes"), "true");
    EXPECT_EQ(settings.all().size(), 4U);
}

TEST(AptSettings, broken_text_ends_somewhere) {
    for (const auto* text : {"{{{{", "}}}}", "\"", "a \"b", "/* x", "A::B", "; ; \"x\";"}) {
        EXPECT_LE(parse_apt_settings(text).all().size(), 1U) << text;
    }
}

}  // namespace
}  // namespace primum::formats
