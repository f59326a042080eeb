#include "cli/settings.h"

#include <gtest/gtest.h>

namespace primum::cli {
namespace {

TEST(Settings, an_empty_file_and_other_sections_are_fine) {
    EXPECT_TRUE(parse_settings("", "primum.toml"));
    EXPECT_TRUE(parse_settings("[vault]\nplace = \"x\"\n", "primum.toml"));
}

TEST(Settings, the_practice_s_networks_are_read_one_or_several) {
    const auto several = parse_settings("[practice]\nwifi = ['Cabinet', \"Médecin\"]", "f");
    ASSERT_TRUE(several);
    EXPECT_EQ(several->practice_wifi, (std::vector<std::string>{"Cabinet", "Médecin"}));
    EXPECT_EQ(parse_settings("[practice]\nwifi = 'Cabinet'", "f")->practice_wifi.size(), 1U);
}

TEST(Settings, what_is_badly_written_is_named_with_its_line) {
    for (const auto* text :
         {"[practice]\nwifi = [1]", "[practice]\nwify = 'x'", "[practice]\nwifi ="}) {
        const auto settings = parse_settings(text, "primum.toml");
        ASSERT_FALSE(settings) << text;
        EXPECT_EQ(settings.error().kind, ErrorKind::usage);
        EXPECT_NE(settings.error().message.french.find("primum.toml, ligne 2"), std::string::npos)
            << settings.error().message.french;
    }
    EXPECT_FALSE(parse_settings("practice = 3", "primum.toml"));
}

}  // namespace
}  // namespace primum::cli
