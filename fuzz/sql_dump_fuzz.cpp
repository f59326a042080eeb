// Any text as SQL: it ends, and names and values lie in the text.
#include "formats/health/sql_dump.h"

#include "health_record_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto input = fuzz_text(data, size);
    const auto check = [&](std::string_view table, std::span<const std::string_view> values) {
        CHECK(table.size() <= size && values.size() <= std::max<std::size_t>(size + 1, 1));
        for (const auto value : values) CHECK(value.size() <= size);
    };
    formats::walk_sql_dump(input, {.table = check, .row = check});
    (void)formats::columns_of(input);
    return 0;
}
