#include "cli/rows.h"

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

}  // namespace
}  // namespace primum::cli
