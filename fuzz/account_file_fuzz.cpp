// Whatever stands in the file of accounts: no crash, and what was read is written again, equal.
#include <cstdint>

#include "accounts/account_file.h"
#include "base/byte_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto text = as_text(BytesView(reinterpret_cast<const std::byte*>(data), size));
    const auto file = accounts::parse_account_file(text);
    if (!file) return 0;
    const auto written = accounts::write_account_file(*file);
    // What is no UTF-8 is replaced on writing: from then on it stays as it is.
    const auto again = accounts::parse_account_file(written);
    CHECK(!again || accounts::write_account_file(*again) == written);
    return 0;
}
