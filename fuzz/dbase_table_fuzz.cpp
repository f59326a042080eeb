// Any header: no step past the end, as many values in a row as columns in the header.
#include "formats/health/dbase_table.h"

#include "health_record_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto input = as_bytes(fuzz_text(data, size));
    const auto table = formats::parse_dbase_table(input);
    if (!table) return 0;
    CHECK(!table->columns.empty() && table->columns.size() == table->lengths.size());
    std::size_t rows = 0;
    formats::walk_dbase_rows(*table, input, [&](std::span<const std::string_view> row) {
        CHECK(row.size() == table->columns.size());
        return ++rows < 1000;
    });
    return 0;
}
