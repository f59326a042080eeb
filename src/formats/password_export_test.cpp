#include "formats/password_export.h"

#include <gmock/gmock.h>

#include "formats/csv.h"

namespace primum::formats {
namespace {

using testing::ElementsAre;

std::vector<std::vector<std::string>> rows(std::string_view text) {
    std::vector<std::vector<std::string>> all;
    const auto read = for_each_csv_row(text, [&](std::vector<std::string>& fields) {
        all.push_back(fields);
        return true;
    });
    if (!read) all.push_back({"malformed"});
    return all;
}

TEST(Csv, quotes_line_ends_and_separators_are_read_as_spreadsheets_write_them) {
    EXPECT_THAT(rows("a,b\r\n\"x,\"\"y\"\"\",\"two\nlines\"\n"),
                ElementsAre(ElementsAre("a", "b"), ElementsAre("x,\"y\"", "two\nlines")));
    EXPECT_THAT(rows("\xEF\xBB\xBF"
                     "a;b,c;d\n1;2;3"),
                ElementsAre(ElementsAre("a", "b,c", "d"), ElementsAre("1", "2", "3")));
    EXPECT_THAT(rows("a,,\n"), ElementsAre(ElementsAre("a", "", "")));
}

TEST(Csv, a_quote_that_does_not_end_is_malformed) {
    EXPECT_EQ(rows("a,b\n\"x").back(), std::vector<std::string>{"malformed"});
}

std::vector<std::string> saved(std::string_view csv) {
    std::vector<std::string> all;
    const auto read = for_each_saved_password(
        csv, [&](const SavedPassword& each) { all.push_back(each.site + "|" + each.password); });
    if (!read) all.push_back(read.error().message.english);
    return all;
}

TEST(PasswordExport, browsers_and_managers_are_told_by_their_columns) {
    EXPECT_THAT(
        saved("name,url,username,password,note\nAmeli,https://www.Ameli.fr/login?x,u,p1,\n"),
        ElementsAre("www.ameli.fr|p1"));
    EXPECT_THAT(saved("folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,"
                      "login_password,login_totp\n,,login,Banque,,,0,,u,\"p,2\",\n"),
                ElementsAre("Banque|p,2"));
    EXPECT_THAT(saved("\"Group\",\"Title\",\"Username\",\"Password\",\"URL\"\n"
                      "\"Root\",\"Box\",\"admin\",\"p3\",\"\"\n"),
                ElementsAre("Box|p3"));
}

TEST(PasswordExport, a_login_without_a_password_is_left_out_and_a_short_row_is_survived) {
    EXPECT_THAT(saved("url,password\nhttps://a.fr,\nb.fr\nhttps://u:x@c.fr,p\n"),
                ElementsAre("c.fr|p"));
}

TEST(PasswordExport, another_table_is_refused_and_not_empty) {
    EXPECT_THAT(saved("date,amount\n1,2\n"),
                ElementsAre(testing::HasSubstr("no column of passwords")));
    EXPECT_THAT(saved(""), ElementsAre(testing::HasSubstr("no column of passwords")));
}

}  // namespace
}  // namespace primum::formats
