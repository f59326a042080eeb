#include "formats/dns_message.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/byte_writer.h"

namespace primum::formats {
namespace {

constexpr std::size_t name_bytes_max = 255;  // RFC 1035, 2.3.4.
constexpr std::size_t label_bytes_max = 63;
constexpr std::size_t questions_max = 256;
constexpr std::size_t records_max = 1024;
constexpr std::uint16_t flag_response = 0x8000;
constexpr std::uint16_t flag_recursion_desired = 0x0100;
constexpr std::uint16_t class_in = 1;
constexpr std::uint8_t pointer_mark = 0xC0;
constexpr std::string_view reverse_suffix = ".in-addr.arpa";

Error malformed() {
    return {ErrorKind::malformed, {"message DNS incorrect", "incorrect DNS message"}};
}

void append_label(std::string& name, std::string_view label) {
    if (!name.empty()) name.push_back('.');
    for (const char letter : label) {
        if (letter == '.' || letter == '\\') name.push_back('\\');
        name.push_back(letter);
    }
}

using Pointer = std::optional<std::size_t>;  // Where a name goes on in its message.

Result<Pointer> read_pointer(std::uint8_t high, ByteReader& reader) {
    const auto low = TRY(reader.u8());
    return Pointer((high & ~std::size_t{pointer_mark}) << 8 | low);
}

// Appends labels to `name` until it ends, or goes on elsewhere.
Result<Pointer> read_labels(ByteReader& reader, std::string& name, std::size_t& wire_bytes) {
    while (true) {
        const auto length = TRY(reader.u8());
        if (length == 0) return Pointer{};
        if ((length & pointer_mark) == pointer_mark) return read_pointer(length, reader);
        if (length > label_bytes_max) return malformed();
        wire_bytes += length + std::size_t{1};
        if (wire_bytes + 1 > name_bytes_max) return malformed();
        append_label(name, as_text(TRY(reader.take(length))));
    }
}

// Reads the name at `reader` in `message`. A compression pointer (RFC 1035, 4.1.4) may only lead
// to before the labels that led to it, so that it cannot go round in circles.
Result<std::string> read_name(BytesView message, ByteReader& reader) {
    std::string name;
    std::size_t wire_bytes = 0;
    std::size_t segment_start = reader.position();
    auto pointer = TRY(read_labels(reader, name, wire_bytes));
    while (pointer) {
        if (*pointer >= segment_start) return malformed();
        segment_start = *pointer;
        ByteReader labels(message);
        TRY(labels.skip(segment_start));
        pointer = TRY(read_labels(labels, name, wire_bytes));
    }
    return name;
}

bool is_known(std::uint16_t type) {
    switch (DnsType{type}) {
        case DnsType::a:
        case DnsType::cname:
        case DnsType::ptr:
        case DnsType::mx:
        case DnsType::txt:
        case DnsType::aaaa:
        case DnsType::srv:
        case DnsType::ds:
        case DnsType::dnskey:
            return true;
    }
    return false;
}

Result<std::vector<std::string>> read_texts(BytesView data) {
    std::vector<std::string> texts;
    ByteReader reader(data);
    while (!reader.at_end()) {
        const auto length = TRY(reader.u8());
        texts.emplace_back(as_text(TRY(reader.take(length))));
    }
    return texts;
}

Result<IpAddress> read_address(BytesView data, DnsType type) {
    ByteReader reader(data);
    if (type == DnsType::a) {
        if (data.size() != 4) return malformed();
        return IpAddress::from_v4(TRY(reader.u32_big()));
    }
    std::array<std::uint8_t, 16> bytes{};
    if (data.size() != bytes.size()) return malformed();
    std::ranges::transform(data, bytes.begin(), std::to_integer<std::uint8_t>);
    return IpAddress::from_v6(bytes);
}

// Reads one record; nothing when it is of a type that we do not know.
Result<std::optional<DnsRecord>> read_record(BytesView message, ByteReader& reader) {
    DnsRecord record;
    record.name = TRY(read_name(message, reader));
    const auto type = TRY(reader.u16_big());
    TRY(reader.skip(2 + 4));  // Class and time to live.
    const auto size_bytes = TRY(reader.u16_big());
    ByteReader data = reader;
    const auto body = TRY(reader.take(size_bytes));
    if (!is_known(type)) return std::optional<DnsRecord>{};

    record.type = DnsType{type};
    switch (record.type) {
        case DnsType::a:
        case DnsType::aaaa:
            record.address = TRY(read_address(body, record.type));
            break;
        case DnsType::ds:
        case DnsType::dnskey:
            break;
        case DnsType::mx:
            record.preference = TRY(data.u16_big());
            record.target = TRY(read_name(message, data));
            if (data.position() != reader.position()) return malformed();
            break;
        case DnsType::srv:
            TRY(data.skip(6));  // Priority, weight and port (RFC 2782).
            [[fallthrough]];
        case DnsType::cname:
        case DnsType::ptr:
            record.target = TRY(read_name(message, data));
            if (data.position() != reader.position()) return malformed();
            break;
        case DnsType::txt:
            record.texts = TRY(read_texts(body));
            break;
    }
    return std::optional(std::move(record));
}

Result<> write_name(ByteWriter& writer, std::string_view name) {
    const auto before = writer.size();
    for (const auto& label : labels_of(name)) {
        if (label.empty() || label.size() > label_bytes_max) return malformed();
        writer.u8(static_cast<std::uint8_t>(label.size()));
        writer.append(label);
    }
    writer.u8(0);
    if (writer.size() - before > name_bytes_max) return malformed();
    return {};
}

}  // namespace

Result<DnsMessage> parse_dns_message(BytesView bytes) {
    ByteReader reader(bytes);
    DnsMessage message;
    message.id = TRY(reader.u16_big());
    message.is_response = (TRY(reader.u16_big()) & flag_response) != 0;
    const std::size_t questions = TRY(reader.u16_big());
    std::size_t records = 0;
    for (int section = 0; section < 3; ++section) records += TRY(reader.u16_big());
    if (questions > questions_max || records > records_max) return malformed();

    for (std::size_t i = 0; i < questions; ++i) {
        auto name = TRY(read_name(bytes, reader));
        const auto type = TRY(reader.u16_big());
        TRY(reader.skip(2));  // Class.
        if (is_known(type)) message.questions.push_back({std::move(name), DnsType{type}});
    }
    for (std::size_t i = 0; i < records; ++i) {
        auto record = TRY(read_record(bytes, reader));
        if (record) message.records.push_back(std::move(*record));
    }
    return message;
}

Result<Bytes> encode_dns_query(std::uint16_t id, const std::vector<DnsQuestion>& questions,
                               bool recursion) {
    if (questions.size() > questions_max) return malformed();
    ByteWriter writer;
    writer.u16_big(id);
    writer.u16_big(recursion ? flag_recursion_desired : std::uint16_t{0});
    writer.u16_big(static_cast<std::uint16_t>(questions.size()));
    for (int section = 0; section < 3; ++section) writer.u16_big(0);
    for (const auto& question : questions) {
        TRY(write_name(writer, question.name));
        writer.u16_big(static_cast<std::uint16_t>(question.type));
        writer.u16_big(class_in);
    }
    return std::move(writer).take();
}

std::string reverse_name(const IpAddress& address) {
    const auto number = address.v4();
    return fmt::format("{}.{}.{}.{}{}", number & 0xFF, number >> 8 & 0xFF, number >> 16 & 0xFF,
                       number >> 24, reverse_suffix);
}

std::optional<IpAddress> address_of_reverse_name(std::string_view name) {
    const auto lower = lower_case(name);
    if (!lower.ends_with(reverse_suffix)) return std::nullopt;
    const auto parts =
        split(std::string_view(lower).substr(0, lower.size() - reverse_suffix.size()), '.');
    if (parts.size() != 4) return std::nullopt;
    std::uint32_t number = 0;
    for (std::size_t i = parts.size(); i-- > 0;) {
        const auto byte = parse_number(parts[i]);
        if (!byte || *byte > 255) return std::nullopt;
        number = number << 8 | static_cast<std::uint32_t>(*byte);
    }
    return IpAddress::from_v4(number);
}

std::vector<std::string> labels_of(std::string_view name) {
    std::vector<std::string> labels;
    if (name.empty()) return labels;
    labels.emplace_back();
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == '.') {
            labels.emplace_back();
            continue;
        }
        if (name[i] == '\\' && i + 1 < name.size()) ++i;
        labels.back().push_back(name[i]);
    }
    return labels;
}

}  // namespace primum::formats
