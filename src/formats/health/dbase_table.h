// DbaseTable: the columns and rows of a dBASE file (III to 7, FoxPro), as old practice software
// keeps them.
//
// A header of 32 bytes with a date and sizes, fields of 32 bytes each until 0x0d, then records of
// one length, in the encoding of the program that wrote them.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace primum::formats {

struct DbaseTable {
    std::vector<std::string> columns;  // Names as they are: "NOM", "DATENAIS".
    std::vector<std::size_t> lengths;  // Of each, in bytes.
    std::size_t header_bytes = 0;
    std::size_t record_bytes = 0;
    std::uint32_t records = 0;  // As the header says.
};

// Nothing when it is no dBASE file.
std::optional<DbaseTable> parse_dbase_table(BytesView bytes);

// Calls `row` with the trimmed values of each record that stands in `bytes` and is not deleted.
// Ends when `row` says false.
using RowOfTexts = std::function<bool(std::span<const std::string_view>)>;
void walk_dbase_rows(const DbaseTable& table, BytesView bytes, const RowOfTexts& row);

}  // namespace primum::formats
