// Whatever travels inside an association: no crash, values stay inside the bytes they came in, a
// command read is read again, equal, from its encoding, and joining pieces gives the whole.
#include "formats/dicom_dimse.h"

#include <cstdint>
#include <optional>
#include <utility>

#include "formats/dicom_data_set.h"

namespace {

using namespace primum;
using namespace primum::formats;

bool contains(BytesView whole, std::string_view part) {
    if (part.empty()) return true;
    const auto bytes = as_bytes(part);
    return bytes.data() >= whole.data() &&
           bytes.data() + bytes.size() <= whole.data() + whole.size();
}

void check_command(BytesView input) {
    const auto command = parse_command(input);
    if (!command) return;
    const auto again = parse_command(encode(*command));
    CHECK(again && *again == *command);
    CHECK(!explain_status(command->status).french.empty());
}

// Whether the walk reaches the end; what it passes lies within the input.
bool walks_to_the_end(BytesView input, Encoding encoding) {
    DataSetReader reader(input, encoding);
    while (true) {
        const auto next = reader.next();
        if (!next) return false;
        const auto& element = *next;
        if (!element) return true;
        CHECK(contains(input, as_text(element->value)));
    }
}

void check_data_set(BytesView input, Encoding encoding) {
    const auto record = parse_found_record(input, encoding);
    CHECK(record.has_value() == walks_to_the_end(input, encoding));
    if (!record) return;
    CHECK(contains(input, record->study_instance_uid));
    CHECK(contains(input, record->patient_id));
    CHECK(contains(input, record->issuer_of_patient_id));
    CHECK(contains(input, record->patient_birth_date));

    if (record->patient_id.size() > query_value_bytes_max) return;
    const QueryKey key{.tag = tags::patient_id, .value = record->patient_id};
    const auto query = encode_query(QueryLevel::study, {&key, 1});
    const auto asked = parse_found_record(query, Encoding::implicit_little);
    CHECK(asked && asked->patient_id == record->patient_id);
}

// The next value, or nothing at the end and on an error.
std::optional<DataValue> next_value(DataValueReader& reader) {
    auto value = reader.next();
    return value ? std::move(value).value() : std::nullopt;
}

// Cut into pieces as a peer with a small limit would, then joined: the same bytes, once.
void check_pieces(BytesView input) {
    constexpr std::uint32_t body_bytes_max = 64;
    const auto pdus =
        encode_data({.context_id = 1, .kind = DataKind::command, .is_last = true, .bytes = input},
                    body_bytes_max);
    MessageAssembler assembler;
    auto left = BytesView(pdus);
    while (!left.empty()) {
        const auto pdu = parse_pdu(left, body_bytes_max);
        CHECK(pdu.has_value());
        left = left.subspan(pdu_header_size_bytes + pdu->body.size());
        DataValueReader reader(pdu->body);
        const auto value = next_value(reader);
        CHECK(value.has_value());
        const auto part = assembler.add(*value).value();
        CHECK(part.has_value() == left.empty());
        if (part) CHECK(as_text(part->bytes) == as_text(input));
    }
}

// The input as the body of P-DATA, as a hostile peer would have the assembler see it.
void check_assembly(BytesView input) {
    DataValueReader reader(input);
    MessageAssembler assembler;
    while (true) {
        const auto value = next_value(reader);
        if (!value) return;
        const auto added = assembler.add(*value);
        if (!added) return;
        const auto& part = *added;
        if (part) CHECK(part->bytes.size() <= message_part_bytes_max);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = BytesView(reinterpret_cast<const std::byte*>(data), size);
    check_command(input);
    check_data_set(input, Encoding::implicit_little);
    check_data_set(input, Encoding::explicit_little);
    check_pieces(input);
    check_assembly(input);
    return 0;
}
