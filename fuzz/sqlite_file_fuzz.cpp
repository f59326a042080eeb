// Any page of any tree: no loop without end, no step past the end, and texts lie in the file.
#include "formats/health/sqlite_file.h"

#include "health_record_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto input = fuzz_text(data, size);
    const auto file = formats::SqliteFile::open(as_bytes(input));
    if (!file) return 0;
    const auto inside = [&](std::string_view part) {
        return part.empty() ||
               (part.data() >= input.data() && part.data() + part.size() <= input.data() + size);
    };
    for (const auto& table : file->tables()) {
        CHECK(inside(table.name) && inside(table.statement));
        std::size_t rows = 0;
        file->walk_rows(table.root_page, [&](std::span<const formats::SqliteValue> row) {
            for (const auto& value : row) CHECK(inside(value.text));
            return ++rows < 1000;
        });
    }
    return 0;
}
