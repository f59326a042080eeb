#include "formats/host/account_files.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(AccountFiles, a_password_is_empty_set_or_locked) {
    const auto entries = parse_shadow(
        "root:*:20228:0:99999:7:::\nanne:$y$j9T$abc$def:20228:0:90:7:::\npaul::20228::::::\n"
        "old:!$6$x$y:1:0:99999:7::19000:\nnew:!:1::::::\ndes:ab01FAX.bQRSU:1::::::\n");
    ASSERT_EQ(entries.size(), 6U);
    EXPECT_EQ(entries[0].state, PasswordState::locked);
    EXPECT_EQ(entries[0].days_max, std::nullopt);
    EXPECT_EQ(entries[1].state, PasswordState::set);
    EXPECT_EQ(entries[1].scheme, "yescrypt");
    EXPECT_EQ(entries[1].days_max, 90);
    EXPECT_EQ(entries[2].state, PasswordState::empty);
    EXPECT_EQ(entries[3].state, PasswordState::locked);
    EXPECT_EQ(entries[3].expires, 19000);
    EXPECT_EQ(entries[4].state, PasswordState::locked);
    EXPECT_EQ(entries[5].scheme, "des");
}

TEST(AccountFiles, an_account_without_x_and_without_hash_has_no_password) {
    const auto entries = parse_passwd(
        "root:x:0:0:root:/root:/bin/bash\nlibre::1001:1001:,,,:/home/libre:/bin/bash\n"
        "vieux:ab01FAX.bQRSU:1002:1002::/home/vieux:/bin/sh\nbroken:x:abc:1::/:/bin/sh\n+::::::\n");
    ASSERT_EQ(entries.size(), 3U);
    EXPECT_EQ(entries[0].user_id, 0U);
    EXPECT_FALSE(entries[0].password_empty);
    EXPECT_TRUE(entries[1].password_empty);
    EXPECT_TRUE(entries[2].password_here);
    EXPECT_EQ(entries[2].shell, "/bin/sh");
}

TEST(AccountFiles, a_group_has_its_members) {
    const auto entries = parse_group("sudo:x:27:anne,paul\nusers:x:100:\nbroken:x\n");
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].members, (std::vector<std::string>{"anne", "paul"}));
    EXPECT_TRUE(entries[1].members.empty());
}

TEST(AccountFiles, every_scheme_of_crypt_is_named) {
    EXPECT_EQ(password_scheme("$6$salt$hash"), "sha512");
    EXPECT_EQ(password_scheme("$1$salt$hash"), "md5");
    EXPECT_EQ(password_scheme("$2b$12$x"), "bcrypt");
    EXPECT_EQ(password_scheme("$argon2id$v=19"), "argon2");
    EXPECT_EQ(password_scheme("$z$"), "other");
}

}  // namespace
}  // namespace primum::formats
