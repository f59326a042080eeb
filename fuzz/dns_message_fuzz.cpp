// Whatever answers, the names that are read end, have a wire form, and come back the same.
#include "formats/dns_message.h"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace primum::formats;

void check(const std::vector<DnsQuestion>& questions) {
    const auto bytes = encode_dns_query(1, questions, /*recursion=*/false);
    if (!bytes) std::abort();
    const auto again = parse_dns_message(*bytes);
    if (!again || again->questions != questions) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto message = parse_dns_message(std::as_bytes(std::span(data, size)));
    if (!message) return 0;
    check(message->questions);
    for (const auto& record : message->records) {
        check({{record.name, record.type}});
        check({{record.target, record.type}});
        const auto address = address_of_reverse_name(record.name);
        if (address && address_of_reverse_name(reverse_name(*address)) != address) std::abort();
    }
    return 0;
}
