// Whatever answers an RDP request: no step past the end, and no refusal that has no name.
#include "formats/rdp.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    using namespace primum::formats;
    const BytesView input(reinterpret_cast<const std::byte*>(data), size);
    const auto announced = parse_tpkt_size(input);
    const auto confirm = parse_rdp_confirm(input);
    if (!confirm) return 0;
    CHECK(announced && *announced == size);
    if (confirm->refusal) {
        CHECK(*confirm->refusal >= RdpRefusal::tls_required);
        CHECK(*confirm->refusal <= RdpRefusal::tls_with_user_required);
    }
    return 0;
}
