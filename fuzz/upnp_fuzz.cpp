// Whatever XML a gateway sends, what is read of it is bounded.
#include "formats/upnp.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view xml(reinterpret_cast<const char*>(data), size);
    const auto device = primum::formats::parse_upnp_device(xml);
    if (device && device->services.size() > 64) std::abort();
    if (device && device->model.size() > 1024) std::abort();
    const auto actions = primum::formats::parse_upnp_actions(xml);
    if (actions && actions->size() > 256) std::abort();
    const auto answer = primum::formats::parse_soap_answer(xml);
    if (!answer) return 0;
    if (answer->values.size() > 64 || (answer->fault && !answer->values.empty())) std::abort();
    for (const auto& [name, value] : answer->values) {
        if (value.size() > 1024) std::abort();
    }
    const auto opening = primum::formats::read_upnp_opening(*answer);
    if (opening && opening->target.size() + opening->description.size() > 1024) std::abort();
    return 0;
}
