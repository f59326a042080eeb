// SQLite, dBASE, CSV and SQL: columns and rows, as programs write them.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "formats/health/calendar.h"
#include "formats/health/dbase_table.h"
#include "formats/health/delimited_text.h"
#include "formats/health/sql_dump.h"
#include "formats/health/sqlite_file.h"

namespace primum::formats {
namespace {

using Row = std::vector<std::string>;
using Rows = std::vector<Row>;

Row copy(std::span<const std::string_view> values) { return {values.begin(), values.end()}; }

Rows rows_of(std::string_view text) {
    Rows rows;
    walk_delimited_rows(text, find_delimiter(text).value_or('?'), [&](auto values) {
        rows.push_back(copy(values));
        return true;
    });
    return rows;
}

TEST(DelimitedText, the_sign_between_columns_is_found) {
    const Rows expected{{"nom", "prenom"}, {"MARTINEAU", "Lucie"}, {"PERRAULT", "Hugo"}};
    for (const char sign : {';', ',', '\t', '|'}) {
        std::string text = "nom;prenom\r\nMARTINEAU;Lucie\r\nPERRAULT;Hugo\r\n";
        std::ranges::replace(text, ';', sign);
        EXPECT_EQ(rows_of(text), expected) << sign;
    }
    EXPECT_FALSE(find_delimiter("Cher confrère,\nmerci de recevoir, demain, ce patient\nà vous\n"));
}

TEST(DelimitedText, quotes_keep_signs_and_line_ends_inside_a_value) {
    EXPECT_EQ(rows_of("a;b\n\"x; y\";\"u\nv\"\nc;d\n"),
              (Rows{{"a", "b"}, {"x; y", "u\nv"}, {"c", "d"}}));
}

struct Dump {
    std::vector<std::pair<std::string, Row>> tables;
    std::vector<std::pair<std::string, Row>> rows;
};

Dump dump_of(std::string_view text) {
    Dump dump;
    walk_sql_dump(
        text,
        {.table = [&](auto name, auto columns) { dump.tables.emplace_back(name, copy(columns)); },
         .row = [&](auto name, auto values) { dump.rows.emplace_back(name, copy(values)); }});
    return dump;
}

TEST(SqlDump, columns_and_rows_are_read_as_mysql_writes_them) {
    const auto dump = dump_of(
        "CREATE TABLE `patient` (\n  `id` int(11) NOT NULL,\n  `nom` varchar(50) DEFAULT '(x',\n"
        "  PRIMARY KEY (`id`)\n) ENGINE=InnoDB;\n"
        "INSERT INTO `patient` VALUES (1,'L''HERMITE'),(2,'PERRAULT');\n");
    ASSERT_EQ(dump.tables.size(), 1U);
    EXPECT_EQ(dump.tables[0].second, (Row{"id", "nom"}));
    ASSERT_EQ(dump.rows.size(), 2U);
    EXPECT_EQ(dump.rows[1].second, (Row{"2", "PERRAULT"}));
}

TEST(SqlDump, copied_rows_are_read_as_postgresql_writes_them) {
    const auto dump = dump_of(
        "COPY public.patient (id, nom) FROM stdin;\n1\tMARTINEAU\n2\tPERRAULT\n\\.\n\nSELECT 1;\n");
    ASSERT_EQ(dump.rows.size(), 2U);
    EXPECT_EQ(dump.rows[0], (std::pair<std::string, Row>{"patient", {"1", "MARTINEAU"}}));
}

TEST(DbaseTable, fields_and_records_are_read_and_deleted_ones_left_out) {
    std::string file("\x03\x7e\x01\x05\x02\0\0\0\x61\0\x0f\0", 12);  // 2 records, 97 + 15 bytes.
    file.resize(32);
    const auto field = [&](std::string name, char length) {
        name.resize(11);
        file += name + "C" + std::string(4, '\0') + length + std::string(15, '\0');
    };
    field("NOM", 8);
    field("PRENOM", 6);
    file += "\r MARTINE Lucie *PERRAUL Hugo  ";
    const auto table = parse_dbase_table(as_bytes(file));
    ASSERT_TRUE(table);
    EXPECT_EQ(table->columns, (std::vector<std::string>{"NOM", "PRENOM"}));
    Rows rows;
    walk_dbase_rows(*table, as_bytes(file), [&](auto values) {
        rows.push_back(copy(values));
        return true;
    });
    EXPECT_EQ(rows, (Rows{{"MARTINE", "Lucie"}}));
}

TEST(SqliteFile, other_bytes_are_no_database) {
    EXPECT_FALSE(SqliteFile::open(as_bytes("SQLite format 3")));
    EXPECT_FALSE(SqliteFile::open({}));
}

TEST(SqliteFile, a_database_without_its_pages_has_no_tables) {
    std::string head("SQLite format 3\0\x10\0", 18);
    const auto file = SqliteFile::open(as_bytes(head));
    ASSERT_TRUE(file);
    EXPECT_TRUE(file->tables().empty());
}

TEST(Calendar, what_a_person_wrote_is_heard_line_by_line) {
    std::vector<std::string> lines;
    const auto entries = walk_calendar(
        "BEGIN:VEVENT\r\nDTSTART:2026\r\nSUMMARY;LANGUAGE=fr:MARTINEAU Lucie\r\nEND:VEVENT\r\n"
        "BEGIN:VCARD\r\nFN:X\r\nNOTE:suivi\r\nEND:VCARD\r\n",
        [&](std::string_view line) { lines.emplace_back(line); });
    EXPECT_EQ(entries, 2U);
    EXPECT_EQ(lines, (std::vector<std::string>{"MARTINEAU Lucie", "suivi"}));
}

}  // namespace
}  // namespace primum::formats
