// Whatever the file, there are no more logins than records.
#include "formats/host/login_records.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum::formats;
    const primum::BytesView file(reinterpret_cast<const std::byte*>(data), size);
    if (parse_wtmp(file).size() > size / wtmp_record_bytes) std::abort();
    if (parse_lastlog(file).size() > size / lastlog_entry_bytes) std::abort();
    return 0;
}
