// Whatever a machine on the network sends: no crash, no step past the end, and what could be read
// is read again, equal, from its own encoding.
#include "formats/dicom_pdu.h"

#include <cstdint>
#include <optional>
#include <utility>

#include "formats/dicom_association.h"
#include "formats/dicom_refusal.h"

namespace {

using namespace primum;
using namespace primum::formats;

Pdu only_pdu(const Bytes& encoded) {
    const auto pdu = parse_pdu(encoded);
    CHECK(pdu && pdu->body.size() + pdu_header_size_bytes == encoded.size());
    return *pdu;
}

template <class Value>
void check_round_trip(const Value& value, PduType type, Result<Value> (*parse)(BytesView)) {
    const auto encoded = encode(value);
    const auto pdu = only_pdu(encoded);
    CHECK(pdu.type == type);
    const auto again = parse(pdu.body);
    CHECK(again && *again == value);
}

bool contains(BytesView whole, BytesView part) {
    return part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size();
}

// The next value, or nothing at the end and on an error.
std::optional<DataValue> next_value(DataValueReader& reader) {
    auto value = reader.next();
    return value ? std::move(value).value() : std::nullopt;
}

void check_data(BytesView body) {
    DataValueReader reader(body);
    while (true) {
        const auto value = next_value(reader);
        if (!value) return;
        CHECK(contains(body, value->bytes));
        const auto encoded = encode_data(*value, 0);
        DataValueReader again(only_pdu(encoded).body);
        const auto copy = next_value(again);
        CHECK(copy.has_value());
        CHECK(copy->context_id == value->context_id && copy->kind == value->kind);
        CHECK(copy->is_last == value->is_last);
        CHECK(as_text(copy->bytes) == as_text(value->bytes));
    }
}

void check_body(BytesView body) {
    if (const auto request = parse_associate_request(body)) {
        check_round_trip(*request, PduType::associate_request, parse_associate_request);
    }
    if (const auto accept = parse_associate_accept(body)) {
        check_round_trip(*accept, PduType::associate_accept, parse_associate_accept);
        for (const auto& context : accept->contexts) {
            CHECK(!explain(context.result).french.empty());
        }
    }
    if (const auto rejection = parse_rejection(body)) {
        check_round_trip(*rejection, PduType::associate_reject, parse_rejection);
        CHECK(!name_of(rejection->reason).empty() && !explain(rejection->reason).french.empty());
    }
    if (const auto abort = parse_abort(body)) {
        check_round_trip(*abort, PduType::abort, parse_abort);
        CHECK(!name_of(abort->reason).empty() && !explain(abort->reason).french.empty());
    }
    check_data(body);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = BytesView(reinterpret_cast<const std::byte*>(data), size);
    const bool dicom = looks_like_dicom(input);
    const auto header = parse_pdu_header(input);
    CHECK(header || !dicom);
    if (header) CHECK(header->body_size_bytes <= pdu_length_bytes_max);
    const auto pdu = parse_pdu(input);
    if (pdu) CHECK(header && contains(input, pdu->body));
    // Every parser sees every body, whatever its type says: callers may be confused too.
    if (input.size() >= pdu_header_size_bytes) {
        check_body(pdu ? pdu->body : input.subspan(pdu_header_size_bytes));
    }
    return 0;
}
