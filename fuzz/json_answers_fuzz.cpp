// Whatever a web server answers, counting it neither crashes nor counts more than there is.
#include "formats/json_answers.h"

#include <algorithm>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view json(reinterpret_cast<const char*>(data), size);
    std::int64_t shown = 0;
    const auto count = primum::formats::count_qido_studies(
        json, [&](const primum::formats::QidoStudy&) { ++shown; });
    if (count && *count != shown) std::abort();
    if (count && *count > std::ranges::count(json, '{')) std::abort();
    const auto fields = primum::formats::top_level_fields(json);
    if (fields && fields->size() > primum::formats::json_fields_max) std::abort();
    return 0;
}
