// Whatever anybody sends to the dashboard: forms, cookies, Host. No crash, nothing that is no text,
// and what was read is read again, equal, from its own encoding.
#include "web/http/fields.h"

#include <cstdint>

#include "base/check.h"

namespace {

using namespace primum::web;

void check_form(std::string_view text) {
    const auto fields = Fields::parse(text);
    if (!fields) return;
    CHECK(fields->all().size() <= Fields::count_max);
    const auto again = Fields::parse(fields->encoded());
    CHECK(again && again->all() == fields->all());
    for (const auto& [name, value] : fields->all()) {
        CHECK(name.size() <= Fields::name_bytes_max);
        CHECK(value.find('\0') == std::string::npos && value.find('\r') == std::string::npos);
        CHECK(fields->has(name) && !fields->values(name).empty());
    }
}

void check_host(std::string_view text) {
    const auto host = parse_host(text);
    if (!host) return;
    CHECK(!host->name.empty());
    const auto written =
        (host->name.find(':') == std::string::npos ? host->name : "[" + host->name + "]") +
        (host->port == 0 ? "" : ":" + std::to_string(host->port));
    const auto again = parse_host(written);
    CHECK(again && *again == *host);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check_form(text);
    check_host(text);
    const auto cookie = cookie_value(text, "primum-session");
    CHECK(!cookie || text.find(*cookie) != std::string_view::npos);
    return 0;
}
