// Whatever PostgreSQL says before a login: no step past the end, and codes are codes.
#include "formats/postgresql_startup.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    using namespace primum::formats;
    const BytesView input(reinterpret_cast<const std::byte*>(data), size);
    if (const auto header = parse_postgresql_header(input)) {
        CHECK(header->body_bytes <= postgresql_body_bytes_max);
    }
    const auto body = size > postgresql_header_size_bytes
                          ? input.subspan(postgresql_header_size_bytes)
                          : BytesView();
    if (const auto code = parse_postgresql_error_code(body)) CHECK(code->size() == 5);
    if (const auto parameter = parse_postgresql_parameter(body)) {
        CHECK(parameter->name.size() + parameter->value.size() + 2 <= body.size());
    }
    if (const auto method = parse_postgresql_authentication(body)) CHECK(*method <= 20);
    if (size > 0) (void)parse_postgresql_tls_answer(input[0]);
    return 0;
}
