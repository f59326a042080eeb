// Whatever greets like MySQL: no step past the end, and a refusal is not a greeting.
#include "formats/mysql_handshake.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    using namespace primum::formats;
    const BytesView input(reinterpret_cast<const std::byte*>(data), size);
    if (const auto greeting = parse_mysql_greeting(input)) {
        CHECK(greeting->refusal.has_value() == greeting->version.empty());
        CHECK(greeting->version.size() + greeting->method.size() < size);
        // Our login is one well-formed packet, whatever the method is called.
        const auto login = mysql_login_without_password("root", greeting->method);
        const auto header = parse_mysql_header(BytesView(login).first(mysql_header_size_bytes));
        CHECK(header && header->payload_bytes + mysql_header_size_bytes == login.size());
    }
    if (const auto answer = parse_mysql_login_answer(input)) {
        CHECK((answer->verdict == MySqlVerdict::accepted) == (data[0] == 0));
        CHECK((answer->verdict == MySqlVerdict::refused) == (answer->refusal.code != 0));
    }
    if (const auto header = parse_mysql_header(input)) {
        CHECK(header->payload_bytes <= mysql_payload_bytes_max);
    }
    return 0;
}
