// Any archive: told by the names of its members, which may be anything.
#include "formats/health/exchange_archive.h"

#include "health_record_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto input = fuzz_text(data, size);
    const auto archive = formats::recognise_exchange_archive(as_bytes(input));
    CHECK(!archive || input.starts_with("PK"));
    (void)formats::parse_exchange_metadata(input, [](const formats::PersonTraits&) {});
    return 0;
}
