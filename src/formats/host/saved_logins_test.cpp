#include "formats/host/saved_logins.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "formats/host/sqlite_file.h"
#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

TEST(SavedLogins, firefox_keeps_one_host_a_login) {
    const auto hosts = parse_mozilla_logins(as_bytes(
        R"({"nextId":3,"logins":[{"id":1,"hostname":"https://www.ameli.fr:443/x","httpRealm":null},
        {"id":2,"hostname":"imap://mail.exemple.fr","formSubmitURL":"https://no.fr"}],
        "potentiallyVulnerablePasswords":[{"hostname":"https://no.fr"}],"version":3})"));
    EXPECT_EQ(hosts.value(), (std::vector<std::string>{"www.ameli.fr", "mail.exemple.fr"}));
}

TEST(SavedLogins, a_broken_file_is_an_error_and_not_an_empty_list) {
    EXPECT_FALSE(parse_mozilla_logins(as_bytes("{\"logins\":[")));
    EXPECT_FALSE(parse_chromium_logins(as_bytes("SQLite format 3")));
    EXPECT_TRUE(parse_mozilla_logins(as_bytes("{\"logins\":[]}")).value().empty());
}

TEST(SavedLogins, chromium_leaves_out_what_was_never_to_be_saved) {
    const auto hosts =
        parse_chromium_logins(vector_file("host/chromium_login_data.sqlite")).value();
    EXPECT_EQ(hosts.size(), 37U);  // 40 and one, without every tenth.
    EXPECT_TRUE(std::ranges::find(hosts, "pro.doctolib.fr") != hosts.end());
    EXPECT_TRUE(std::ranges::find(hosts, "site10.exemple.fr") == hosts.end());
}

TEST(SavedLogins, a_host_is_what_stands_between_scheme_and_path) {
    EXPECT_EQ(host_of_site("https://anne:secret@Mail.Exemple.FR:8443/a?b@c"), "mail.exemple.fr");
    EXPECT_EQ(host_of_site("http://[::1]:80/"), "[::1]:80");
    EXPECT_EQ(host_of_site("android://abc@com.doctolib/"), "com.doctolib");
    EXPECT_EQ(host_of_site(""), "");
}

TEST(SqliteFile, a_table_that_is_not_there_is_told_from_a_broken_file) {
    const auto file = vector_file("host/chromium_login_data.sqlite");
    const auto ignore = [](std::span<const SqliteValue>) {};
    EXPECT_EQ(for_each_sqlite_row(file, {.table = "none"}, ignore).error().kind,
              ErrorKind::not_found);
    EXPECT_EQ(for_each_sqlite_row({}, {.table = "logins"}, ignore).error().kind,
              ErrorKind::malformed);
}

TEST(SqliteFile, a_file_cut_at_any_page_is_an_error) {
    const auto file = vector_file("host/chromium_login_data.sqlite");
    for (std::size_t size = 512; size + 512 <= file.size(); size += 512) {
        EXPECT_FALSE(parse_chromium_logins(BytesView(file).first(size))) << size;
    }
}

TEST(SqliteFile, columns_are_named_and_constraints_are_not) {
    EXPECT_EQ(columns_of_create_table("CREATE TABLE t (a INT DEFAULT (1, 2), \"b c\" TEXT, [d], "
                                      "UNIQUE (a, d), PRIMARY KEY(a))"),
              (std::vector<std::string>{"a", "b c", "d"}));
    EXPECT_TRUE(columns_of_create_table("CREATE TABLE t").empty());
}

}  // namespace
}  // namespace primum::formats
