#include "formats/rsync_greeting.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

using Kind = RsyncLine::Kind;

TEST(RsyncGreeting, each_line_of_the_opening_is_known) {
    EXPECT_EQ(parse_rsync_line("@RSYNCD: 31.0 sha512 md5").kind, Kind::greeting);
    EXPECT_EQ(parse_rsync_line("@RSYNCD: OK").kind, Kind::goes_on);
    EXPECT_EQ(parse_rsync_line("@RSYNCD: AUTHREQD abc").kind, Kind::asks_password);
    EXPECT_EQ(parse_rsync_line("@RSYNCD: EXIT").kind, Kind::end);
    EXPECT_EQ(parse_rsync_line("@ERROR: access denied to backup").kind, Kind::error);
    EXPECT_EQ(parse_rsync_line("Bonjour").kind, Kind::other);
}

TEST(RsyncGreeting, a_module_stands_before_its_comment) {
    EXPECT_EQ(parse_rsync_module("backup         \tSauvegarde du poste"), "backup");
    EXPECT_EQ(parse_rsync_module("x\t"), "x");
    EXPECT_FALSE(parse_rsync_module("Bienvenue sur le NAS"));
    EXPECT_FALSE(parse_rsync_module("\tcomment"));
}

}  // namespace
}  // namespace primum::formats
