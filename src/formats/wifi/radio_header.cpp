#include "formats/wifi/radio_header.h"

#include <array>

#include "base/byte_reader.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr std::size_t check_sequence_bytes = 4;
constexpr std::uint8_t radiotap_flag_check_sequence = 0x10;
constexpr std::uint8_t radiotap_flag_damaged = 0x40;

Error malformed_header() { return malformed("radiotap/PPI"); }
Error damaged() { return {ErrorKind::not_found, {"trame reçue abîmée", "frame received damaged"}}; }

RadioFrame without_check_sequence(RadioFrame radio, bool has_one) {
    if (has_one && radio.frame.size() >= check_sequence_bytes) {
        radio.frame = radio.frame.first(radio.frame.size() - check_sequence_bytes);
    }
    return radio;
}

// Radiotap's fields in the order of their bits, each aligned to its own size. Those after the
// signal are of no use here.
struct Field {
    std::size_t bytes;
    std::size_t alignment;
};
constexpr std::array<Field, 6> radiotap_fields{
    Field{8, 8},  // TSFT
    Field{1, 1},  // Flags
    Field{1, 1},  // Rate
    Field{4, 2},  // Channel: frequency, flags
    Field{2, 2},  // FHSS
    Field{1, 1},  // Antenna signal, dBm
};
constexpr std::size_t field_flags = 1;
constexpr std::size_t field_channel = 3;
constexpr std::size_t field_signal = 5;

struct RadiotapFacts {
    std::uint8_t flags = 0;
    std::optional<int> signal_dbm;
    std::optional<std::uint16_t> frequency_mhz;
};

Result<RadiotapFacts> read_fields(BytesView header, std::size_t start, std::uint32_t present) {
    RadiotapFacts facts;
    std::size_t at = start;
    for (std::size_t i = 0; i < radiotap_fields.size(); ++i) {
        if ((present >> i & 1) == 0) continue;
        const auto [bytes, alignment] = radiotap_fields.at(i);
        at = (at + alignment - 1) / alignment * alignment;
        if (at + bytes > header.size()) return malformed_header();
        ByteReader field(header.subspan(at, bytes));
        if (i == field_flags) facts.flags = TRY(field.u8());
        if (i == field_channel) facts.frequency_mhz = TRY(field.u16_little());
        if (i == field_signal) facts.signal_dbm = static_cast<std::int8_t>(TRY(field.u8()));
        at += bytes;
    }
    return facts;
}

Result<RadioFrame> strip_radiotap(BytesView bytes) {
    ByteReader reader(bytes);
    if (TRY(reader.u8()) != 0) return malformed_header();
    TRY(reader.skip(1));
    const std::size_t header_bytes = TRY(reader.u16_little());
    if (header_bytes < 8 || header_bytes > bytes.size()) return malformed_header();
    const auto header = bytes.first(header_bytes);
    ByteReader words(header.subspan(4));
    const auto present = TRY(words.u32_little());
    auto more = present;
    while ((more & 0x8000'0000U) != 0) more = TRY(words.u32_little());
    const auto facts = TRY(read_fields(header, 4 + words.position(), present));
    if ((facts.flags & radiotap_flag_damaged) != 0) return damaged();
    return without_check_sequence(
        {bytes.subspan(header_bytes), facts.signal_dbm, facts.frequency_mhz},
        (facts.flags & radiotap_flag_check_sequence) != 0);
}

// One field of PPI: 802.11-Common, the only one of use here.
Result<bool> read_common(ByteReader field, RadioFrame& radio) {
    TRY(field.skip(8));  // Time.
    const auto flags = TRY(field.u16_little());
    TRY(field.skip(2));  // Rate.
    radio.frequency_mhz = TRY(field.u16_little());
    TRY(field.skip(4));  // Channel flags, hopping.
    radio.signal_dbm = static_cast<std::int8_t>(TRY(field.u8()));
    return (flags & 1) != 0;
}

Result<RadioFrame> strip_ppi(BytesView bytes) {
    constexpr std::uint16_t field_common = 2;
    ByteReader reader(bytes);
    TRY(reader.skip(2));  // Version, flags.
    const std::size_t header_bytes = TRY(reader.u16_little());
    const auto inner = static_cast<LinkType>(TRY(reader.u32_little()));
    if (header_bytes < 8 || header_bytes > bytes.size() || inner != LinkType::ieee802_11) {
        return malformed_header();
    }
    RadioFrame radio{.frame = bytes.subspan(header_bytes)};
    bool has_check_sequence = false;
    ByteReader fields(bytes.subspan(8, header_bytes - 8));
    while (!fields.at_end()) {
        const auto type = TRY(fields.u16_little());
        const auto field_bytes = TRY(fields.u16_little());
        ByteReader field(TRY(fields.take(field_bytes)));
        if (type == field_common) has_check_sequence = TRY(read_common(field, radio));
    }
    return without_check_sequence(radio, has_check_sequence);
}

// Prism and AVS headers say their own length; how strong the signal was has no common unit.
Result<RadioFrame> strip_prism(BytesView bytes) {
    constexpr std::uint32_t avs_magic = 0x80211000;
    ByteReader reader(bytes);
    const auto first = TRY(reader.u32_big());
    const bool is_avs = (first & 0xFFFF'FF00U) == avs_magic;
    ByteReader length(bytes.subspan(4));
    const std::size_t header_bytes = is_avs ? TRY(length.u32_big()) : TRY(length.u32_little());
    if (header_bytes < 8 || header_bytes > bytes.size()) return malformed_header();
    return RadioFrame{.frame = bytes.subspan(header_bytes)};
}

}  // namespace

bool is_wifi(LinkType type) {
    switch (type) {
        case LinkType::ieee802_11:
        case LinkType::prism:
        case LinkType::radiotap:
        case LinkType::avs:
        case LinkType::ppi:
            return true;
    }
    return false;
}

Result<RadioFrame> strip_radio_header(LinkType type, BytesView bytes) {
    switch (type) {
        case LinkType::ieee802_11:
            return RadioFrame{.frame = bytes};
        case LinkType::radiotap:
            return strip_radiotap(bytes);
        case LinkType::ppi:
            return strip_ppi(bytes);
        case LinkType::prism:
        case LinkType::avs:
            return strip_prism(bytes);
    }
    return Error{ErrorKind::not_found, {"ce n'est pas du Wi-Fi", "this is not Wi-Fi"}};
}

}  // namespace primum::formats
