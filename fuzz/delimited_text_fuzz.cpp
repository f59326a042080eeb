// Any text as a table: each line is walked once, and values lie in the text in their order.
#include "formats/health/delimited_text.h"

#include "health_record_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto input = fuzz_text(data, size);
    const char delimiter = formats::find_delimiter(input).value_or(';');
    const char* at = input.data();
    formats::walk_delimited_rows(input, delimiter, [&](std::span<const std::string_view> row) {
        CHECK(!row.empty() && row.size() <= formats::delimited_columns_max);
        for (const auto value : row) {
            if (value.empty()) continue;
            CHECK(value.data() >= at && value.data() + value.size() <= input.data() + size);
            at = value.data() + value.size();
        }
        return true;
    });
    return 0;
}
