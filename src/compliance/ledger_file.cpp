#include "compliance/ledger_file.h"

#include <algorithm>

#include "base/byte_reader.h"

namespace primum::compliance {
namespace {

constexpr std::size_t values_count_max = 1000;

Error damaged() { return {ErrorKind::corrupt, {"le registre est abîmé", "the ledger is damaged"}}; }

void append(std::string& bytes, BytesView more) { bytes += as_text(more); }

template <std::unsigned_integral Number>
void append_number(std::string& bytes, Number value) {
    for (std::size_t i = 0; i < sizeof(Number); ++i) {
        bytes += static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xffU);
    }
}

Bytes to_bytes(std::string_view text) {
    const auto view = as_bytes(text);
    return {view.begin(), view.end()};
}

std::array<std::byte, 8> check_of(const Id16& id, std::uint64_t position, BytesView lengths) {
    std::string text;
    append(text, id);
    append_number(text, position);
    append(text, lengths);
    const auto hash = crypto::sha256(as_bytes(text));
    std::array<std::byte, 8> check{};
    std::copy_n(hash.begin(), check.size(), check.begin());
    return check;
}

template <std::size_t length>
Result<std::array<std::byte, length>> take_array(ByteReader& reader) {
    const auto bytes = TRY(reader.take(length));
    std::array<std::byte, length> array{};
    std::ranges::copy(bytes, array.begin());
    return array;
}

Result<std::string> take_text(ByteReader& reader, std::size_t length) {
    return std::string(as_text(TRY(reader.take(length))));
}

bool is_known(Action action) { return action >= Action::added && action <= Action::viewed; }
bool is_known(RecordKind kind) { return kind >= RecordKind::practice && kind <= RecordKind::note; }

}  // namespace

std::string encode_header(const Header& header) {
    std::string bytes(ledger_magic);
    append(bytes, header.id);
    append(bytes, header.key_proof);
    return bytes;
}

Result<Header> parse_header(BytesView file) {
    ByteReader reader(file);
    const auto magic = reader.take(ledger_magic.size());
    if (!magic || as_text(*magic) != ledger_magic) {
        return Error{ErrorKind::corrupt,
                     {"ce n'est pas un registre de Primum", "this is not a ledger of Primum"}};
    }
    Header header;
    header.id = TRY(take_array<16>(reader));
    header.key_proof = TRY(take_array<16>(reader));
    return header;
}

Result<std::optional<Frame>> parse_frame(const Id16& id, std::uint64_t position, BytesView bytes) {
    if (bytes.size() < frame_header_bytes) return std::optional<Frame>{};
    ByteReader reader(bytes);
    const auto head_length = TRY(reader.u32_little());
    const auto values_length = TRY(reader.u32_little());
    const auto check = TRY(take_array<8>(reader));
    if (check != check_of(id, position, bytes.first(8))) return damaged();
    if (head_length > head_bytes_max || values_length > record_bytes_max + sealing_bytes) {
        return damaged();
    }
    if (reader.remaining() < std::size_t{head_length} + values_length) {
        return std::optional<Frame>{};
    }
    const auto head = TRY(reader.take(head_length));
    const auto values = TRY(reader.take(values_length));
    return std::optional(Frame{.head = head, .values = values});
}

std::string encode_frame(const Id16& id, std::uint64_t position, BytesView head, BytesView values) {
    CHECK(head.size() <= head_bytes_max && values.size() <= record_bytes_max + sealing_bytes);
    std::string bytes;
    bytes.reserve(frame_header_bytes + head.size() + values.size());
    append_number(bytes, static_cast<std::uint32_t>(head.size()));
    append_number(bytes, static_cast<std::uint32_t>(values.size()));
    append(bytes, check_of(id, position, as_bytes(bytes)));
    append(bytes, head);
    append(bytes, values);
    return bytes;
}

Bytes encode_head(const Head& head) {
    std::string bytes;
    append(bytes, head.previous);
    append_number(bytes, static_cast<std::uint64_t>(head.at.time_since_epoch().count()));
    append_number(bytes, static_cast<std::uint8_t>(head.action));
    append_number(bytes, static_cast<std::uint8_t>(head.kind));
    append_number(bytes, head.number);
    append_number(bytes, head.version);
    append(bytes, head.values);
    append_number(bytes, static_cast<std::uint16_t>(head.by.size()));
    bytes += head.by;
    return to_bytes(bytes);
}

Result<Head> parse_head(BytesView bytes) {
    ByteReader reader(bytes);
    Head head;
    head.previous = TRY(take_array<32>(reader));
    const auto at = static_cast<std::int64_t>(TRY(reader.number<std::uint64_t>(ByteOrder::little)));
    head.at = Time(std::chrono::seconds(at));
    head.action = static_cast<Action>(TRY(reader.u8()));
    head.kind = static_cast<RecordKind>(TRY(reader.u8()));
    head.number = TRY(reader.u32_little());
    head.version = TRY(reader.u32_little());
    head.values = TRY(take_array<32>(reader));
    const auto by_length = TRY(reader.u16_little());
    head.by = TRY(take_text(reader, by_length));
    if (!is_known(head.action) || !is_known(head.kind) || !reader.at_end()) return damaged();
    return head;
}

Bytes encode_values(const Values& values) {
    std::string bytes;
    append_number(bytes, static_cast<std::uint16_t>(values.size()));
    for (const auto& [name, value] : values) {
        append_number(bytes, static_cast<std::uint8_t>(name.size()));
        bytes += name;
        append_number(bytes, static_cast<std::uint32_t>(value.size()));
        bytes += value;
    }
    return to_bytes(bytes);
}

Result<Values> parse_values(BytesView bytes) {
    ByteReader reader(bytes);
    const auto count = TRY(reader.u16_little());
    if (count > values_count_max) return damaged();
    Values values;
    for (std::size_t i = 0; i < count; ++i) {
        const auto name_length = TRY(reader.u8());
        auto name = TRY(take_text(reader, name_length));
        const auto value_length = TRY(reader.u32_little());
        auto value = TRY(take_text(reader, value_length));
        if (!values.emplace(std::move(name), std::move(value)).second) return damaged();
    }
    if (!reader.at_end()) return damaged();
    return values;
}

}  // namespace primum::compliance
