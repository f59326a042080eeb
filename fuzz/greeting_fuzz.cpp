// Whatever a server says first, its recognised parts are short and printable.
#include "formats/greeting.h"

#include <algorithm>
#include <cstdlib>

#include "base/byte_reader.h"

namespace {

bool is_printable(std::string_view text) {
    return text.size() <= 200 && std::ranges::none_of(text, [](char letter) {
               return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7F;
           });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const BytesView bytes(reinterpret_cast<const std::byte*>(data), size);
    for (const std::string_view expected : {"", "ftp", "smtp"}) {
        const auto greeting = formats::recognise_greeting(bytes, expected);
        if (!greeting) continue;
        if (greeting->protocol.empty() || size < 3) std::abort();
        if (!is_printable(greeting->product) || !is_printable(greeting->version)) std::abort();
        if (!is_printable(greeting->line)) std::abort();
    }
    (void)formats::greeting_is_whole(bytes);
    const auto text = as_text(bytes);
    for (const std::string_view protocol : {"imap", "pop3", "smtp", "ftp"}) {
        const auto abilities = formats::read_abilities(protocol, text);
        if (protocol == "imap" && abilities.offers_login == abilities.refuses_login) std::abort();
        if (formats::abilities_are_whole(protocol, text) && !text.ends_with('\n')) std::abort();
    }
    return 0;
}
