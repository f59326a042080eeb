#include "formats/health/exchange_archive.h"

#include <string>

#include "base/byte_reader.h"
#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::string_view local_header("PK\x03\x04", 4);
constexpr std::size_t local_header_bytes = 30;
constexpr std::size_t name_length_offset = 26;

// The name of the member whose header begins `bytes`; empty when it is cut.
std::string_view member_name(std::string_view bytes) {
    if (bytes.size() < local_header_bytes) return {};
    const auto low = static_cast<unsigned char>(bytes[name_length_offset]);
    const auto high = static_cast<unsigned char>(bytes[name_length_offset + 1]);
    return bytes.substr(local_header_bytes, static_cast<std::size_t>(low | high << 8));
}

constexpr std::string_view patient_slot = "sourcePatientInfo";
constexpr std::size_t field_length_max = 400;

// What follows "PID-5|" up to the end of the value or, where it has several, of the first.
std::string_view field_of(std::string_view slot, std::string_view name) {
    const auto at = slot.find(name);
    if (at == std::string_view::npos) return {};
    const auto value = slot.substr(at + name.size(), field_length_max);
    return value.substr(0, value.find_first_of("<~|\r\n"));
}

std::string_view component(std::string_view field, std::size_t index) {
    for (; index > 0; --index) {
        const auto end = field.find('^');
        if (end == std::string_view::npos) return {};
        field.remove_prefix(end + 1);
    }
    return field.substr(0, field.find('^'));
}

std::int64_t take_patient(std::string_view slot, const PersonListener& listener) {
    const auto names = field_of(slot, "PID-5|");
    const auto name = std::string(component(names, 0)) + " " + std::string(component(names, 1));
    const auto identifier = component(field_of(slot, "PID-3|"), 0);
    if (name.size() <= 1 && identifier.empty()) return 0;
    listener({.name = name, .birth_date = field_of(slot, "PID-7|"), .identifier = identifier});
    return 1;
}

// "PAT00001.ZIP"
bool is_patient_member(std::string_view name) {
    const auto slash = name.rfind('/');
    if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
    if (name.size() != 12 || !equal_ignoring_case(name.substr(0, 3), "pat")) return false;
    return parse_number(name.substr(3, 5)).has_value() &&
           equal_ignoring_case(name.substr(8), ".zip");
}

}  // namespace

std::optional<ExchangeArchive> recognise_exchange_archive(BytesView bytes) {
    const auto text = as_text(bytes);
    if (!text.starts_with(local_header)) return std::nullopt;
    bool has_metadata = false;
    bool has_patient = false;
    bool has_common_part = false;
    std::size_t at = 0;
    for (std::size_t i = 0; i < archive_members_max && at != std::string_view::npos; ++i) {
        const auto name = lower_case(member_name(text.substr(at)));
        if (contains(name, "ihe_xdm/")) return ExchangeArchive::xdm;
        has_metadata = has_metadata || name.ends_with("manifest.xml");
        has_patient = has_patient || is_patient_member(name);
        has_common_part = has_common_part || name.ends_with("transverse.zip");
        at = text.find(local_header, at + 1);
    }
    if (has_patient && (has_metadata || has_common_part)) return ExchangeArchive::portability;
    return std::nullopt;
}

std::optional<HealthRecord> parse_exchange_metadata(std::string_view text,
                                                    const PersonListener& listener) {
    if (!contains(text, patient_slot) || !contains(text, "SubmitObjectsRequest")) {
        return std::nullopt;
    }
    HealthRecord record{.entries = 1, .is_test = has_test_identity_only(text)};
    auto at = text.find(patient_slot);
    while (at != std::string_view::npos) {
        const auto end = text.find(patient_slot, at + patient_slot.size());
        record.persons += take_patient(text.substr(at, end - at), listener);
        at = end;
    }
    return record;
}

}  // namespace primum::formats
