// One row as SQLite stores it: "Record Format" of sqlite.org/fileformat2. For sqlite_file only.
#pragma once

#include <vector>

#include "base/byte_reader.h"
#include "formats/host/sqlite_file.h"

namespace primum::formats {

// A number of one to nine bytes, seven bits each, the ninth whole.
Result<std::uint64_t> read_varint(ByteReader& reader);

// The values of the columns with these indexes, in their order; NULL for an index beyond the last.
Result<std::vector<SqliteValue>> read_record(BytesView payload,
                                             const std::vector<std::size_t>& indexes);

}  // namespace primum::formats
