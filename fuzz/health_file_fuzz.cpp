// Whatever lies in a shared folder: no crash, the same answer twice, and no hash without health
// data. The first line is the file's name.
#include "formats/health_file.h"

#include <cstdint>

#include "base/byte_reader.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    const auto end = input.find('\n');
    if (end == std::string_view::npos) return 0;
    const auto name = input.substr(0, end);
    const auto bytes = as_bytes(input.substr(end + 1));
    const HashKey key{1, 2};
    const auto first = formats::recognise_health_file(name, bytes, key);
    const auto second = formats::recognise_health_file(name, bytes, key);
    CHECK(first.has_value() == second.has_value());
    if (first) CHECK(first->kind == second->kind && first->person == second->person);
    formats::recognise_health_name(name);
    return 0;
}
