// Whatever a status file holds: no crash, and what was understood reads back as it was written.
#include "formats/backup_status.h"

#include <cstdint>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum::formats;
    const auto status = parse_backup_status({reinterpret_cast<const char*>(data), size});
    if (!status) return 0;
    const auto again = parse_backup_status(write_backup_status(*status));
    CHECK(again && *again == *status);
    return 0;
}
