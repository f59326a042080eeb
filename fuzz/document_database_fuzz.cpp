// Whatever a front page holds: no crash, and nothing is both databases but what says so.
#include "formats/document_database.h"

#include <cstdint>

#include "base/byte_reader.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    using namespace primum::formats;
    const auto body = as_text(BytesView(reinterpret_cast<const std::byte*>(data), size));
    for (const auto& welcome : {parse_elasticsearch_welcome(body), parse_couchdb_welcome(body)}) {
        if (!welcome) continue;
        CHECK(!welcome->product.empty());
        CHECK(size <= welcome_bytes_max);
    }
    return 0;
}
