// Whatever the rules, the question is answered, and without an INPUT chain nothing is refused.
#include "formats/host/iptables_save.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto filter = primum::formats::parse_iptables_save(text, "ip");
    const bool refuses = primum::formats::refuses_unnamed_input(filter, "ip");
    if (refuses && text.find("INPUT") == std::string_view::npos) std::abort();
    return 0;
}
