// Tables: recognises lists of patients by their columns, and counts the persons in their rows.
#pragma once

#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "probes/files/column_table.h"
#include "probes/files/recogniser.h"

namespace primum::probes {

inline constexpr std::size_t table_rows_max = 200'000;  // More are not counted.

// Each gives nothing when the bytes are no such table, and a Recognition without evidence when they
// are one that lists no patients.
std::optional<Recognition> recognise_sqlite(BytesView bytes, const ColumnTable& columns,
                                            const HashKey& key);
std::optional<Recognition> recognise_dbase(BytesView bytes, std::string_view name,
                                           const ColumnTable& columns, const HashKey& key);

// `text` in UTF-8 or an encoding of one byte a character. These give nothing when the text lists no
// patients: its words may still say something.
std::optional<Recognition> recognise_delimited(std::string_view text, std::string_view name,
                                               const ColumnTable& columns, const HashKey& key);
std::optional<Recognition> recognise_sql_dump(std::string_view text, const ColumnTable& columns,
                                              const HashKey& key);

}  // namespace primum::probes
