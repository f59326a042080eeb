#include "facts/tables.h"

#include <set>

#include <gtest/gtest.h>

namespace primum::facts {
namespace {

TEST(Tables, every_name_is_used_once_and_is_plain_sql) {
    std::set<std::string_view> names;
    for (const auto* table : all_tables()) {
        EXPECT_TRUE(names.insert(table->name).second) << table->name;
        std::set<std::string_view> columns;
        for (const auto& column : table->columns) {
            EXPECT_TRUE(columns.insert(column.name).second) << column.name;
            EXPECT_EQ(column.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789"),
                      std::string_view::npos);
            EXPECT_FALSE(column.meaning.empty()) << column.name;
        }
    }
}

TEST(Tables, a_row_becomes_values_in_the_order_of_its_columns) {
    const Fact fact = to_fact(DicomNode{.address = "10.0.0.3", .port = 104, .answers_find = false});
    EXPECT_EQ(fact.table, find_table("dicom_node"));
    ASSERT_EQ(fact.values.size(), fact.table->columns.size());
    EXPECT_EQ(fact.values[0], Value{"10.0.0.3"});
    EXPECT_EQ(fact.values[1], Value{std::int64_t{104}});
}

TEST(Tables, a_column_knows_what_a_row_holds_that_does_not_speak_of_it) {
    const auto& table = table_of<Service>();
    const auto otherwise = [&](std::string_view column) {
        return table.columns[static_cast<std::size_t>(table.find(column))].otherwise;
    };
    EXPECT_EQ(otherwise("transport"), Value{"tcp"});
    EXPECT_EQ(otherwise("local_only"), Value{std::int64_t{0}});
    EXPECT_EQ(otherwise("tls"), Value{});
}

TEST(Tables, unknown_is_not_false) {
    const Fact fact = to_fact(DicomNode{.answers_find = false});
    const auto& table = *fact.table;
    const auto at = [&](std::string_view column) {
        return fact.values[static_cast<std::size_t>(table.find(column))];
    };
    EXPECT_EQ(at("answers_find"), Value{std::int64_t{0}});
    EXPECT_EQ(at("answers_echo"), Value{});
}

}  // namespace
}  // namespace primum::facts
