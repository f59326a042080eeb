#include "cli/rows.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace primum::cli {
namespace {

store::Rows rows() {
    return {.columns = {"address", "port", "name"},
            .rows = {{"10.0.0.1", std::int64_t{104}, "Écho \"A\", salle 2"},
                     {"10.0.0.12", std::monostate{}, "=1+1"}}};
}

TEST(Rows, as_text_they_stand_in_columns) {
    EXPECT_EQ(rows_as("text", rows()),
              "address    port  name\n"
              "10.0.0.1   104   Écho \"A\", salle 2\n"
              "10.0.0.12        =1+1\n");
}

TEST(Rows, as_json_each_is_an_object_and_unknown_is_null) {
    EXPECT_NE(rows_as("json", rows()).find("\"port\": null"), std::string::npos);
    EXPECT_EQ(rows_as("json", {.columns = {"a"}}), "[]\n");
}

TEST(Rows, as_csv_quotes_are_doubled_and_formulas_are_defused) {
    EXPECT_EQ(rows_as("csv", rows()),
              "address,port,name\r\n"
              "10.0.0.1,104,\"Écho \"\"A\"\", salle 2\"\r\n"
              "10.0.0.12,,'=1+1\r\n");
}

TEST(Rows, what_a_terminal_would_obey_is_not_shown_to_it) {
    const store::Rows rows{.columns = {"path"}, .rows = {{std::string("a\x1b[31m\nb\a.txt")}}};
    const auto text = rows_as("text", rows);
    EXPECT_EQ(text.find('\x1b'), std::string::npos);
    EXPECT_EQ(text.find('\a'), std::string::npos);
    EXPECT_EQ(std::ranges::count(text, '\n'), 2);
}

}  // namespace
}  // namespace primum::cli
