#include "formats/host/private_key.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/byte_reader.h"
#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::string_view begin_mark = "-----BEGIN ";
constexpr std::string_view magic{"openssh-key-v1\0", 15};
constexpr std::size_t header_bytes_max = 256;

std::optional<unsigned> base64_digit(char digit) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto found = digits.find(digit);
    if (found == std::string_view::npos) return std::nullopt;
    return static_cast<unsigned>(found);
}

// The first bytes of what base64 text stands for.
std::string decode_beginning(std::string_view text) {
    std::string bytes;
    unsigned bits = 0;
    int bit_count = 0;
    for (const char c : text) {
        const auto digit = base64_digit(c);
        if (!digit) {
            if (c == '\n' || c == '\r') continue;
            break;
        }
        bits = (bits << 6 | *digit) & 0xffffU;
        bit_count += 6;
        if (bit_count < 8) continue;
        bit_count -= 8;
        bytes += static_cast<char>((bits >> bit_count) & 0xffU);
        if (bytes.size() >= header_bytes_max) break;
    }
    return bytes;
}

// The name of the cipher follows the magic: "none" where there is no passphrase.
KeyProtection protection_of_openssh(std::string_view body) {
    const auto bytes = decode_beginning(body);
    if (!bytes.starts_with(magic)) return KeyProtection::not_a_private_key;
    ByteReader reader(as_bytes(bytes).subspan(magic.size()));
    const auto length = reader.u32_big();
    if (!length) return KeyProtection::not_a_private_key;
    const auto cipher = reader.take(*length);
    if (!cipher) return KeyProtection::not_a_private_key;
    return as_text(*cipher) == "none" ? KeyProtection::none : KeyProtection::passphrase;
}

}  // namespace

KeyProtection private_key_protection(std::string_view file) {
    if (file.starts_with("PuTTY-User-Key-File-")) {
        return contains(file, "\nEncryption: none") ? KeyProtection::none
                                                    : KeyProtection::passphrase;
    }
    const auto begin = file.find(begin_mark);
    if (begin == std::string_view::npos) return KeyProtection::not_a_private_key;
    file.remove_prefix(begin + begin_mark.size());
    const auto label = file.substr(0, file.find("-----"));
    if (label.size() == file.size() || !label.ends_with("PRIVATE KEY")) {
        return KeyProtection::not_a_private_key;
    }
    file.remove_prefix(label.size() + 5);
    file = trim(file.substr(0, file.find("-----END")));
    if (label == "OPENSSH PRIVATE KEY") return protection_of_openssh(file);
    const bool encrypted =
        label == "ENCRYPTED PRIVATE KEY" || contains(file, "Proc-Type: 4,ENCRYPTED");
    return encrypted ? KeyProtection::passphrase : KeyProtection::none;
}

}  // namespace primum::formats
