#include "formats/health/billing_file.h"

#include <algorithm>
#include <string>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/health/social_security_number.h"

namespace primum::formats {
namespace {

constexpr std::size_t record_length = 128;
constexpr std::size_t record_distance_max = record_length + 2;  // With a line's end.
constexpr std::size_t entity_length_max = 1024;
constexpr char ebcdic_zero = '\xf0';

// Digits and the letters of 2A and 2B, which are what is read here; the rest becomes a space.
std::string from_ebcdic(std::string_view text) {
    std::string ascii;
    ascii.reserve(text.size());
    for (const char character : text) {
        const auto byte = static_cast<unsigned char>(character);
        if (byte >= 0xf0 && byte <= 0xf9) {
            ascii.push_back(static_cast<char>('0' + (byte - 0xf0)));
        } else if (byte >= 0xc1 && byte <= 0xc9) {
            ascii.push_back(static_cast<char>('A' + (byte - 0xc1)));
        } else {
            ascii.push_back(byte == 0x0d || byte == 0x25 || byte == 0x15 ? '\n' : ' ');
        }
    }
    return ascii;
}

// The length of a record with its line end; 0 when the file does not consist of records.
std::size_t record_distance(std::string_view text) {
    std::size_t distance = record_length;
    if (text.size() > record_length &&
        (text[record_length] == '\r' || text[record_length] == '\n')) {
        ++distance;
        if (text.size() > distance && text[record_length] == '\r' && text[distance] == '\n') {
            ++distance;
        }
    }
    static_assert(record_distance_max == record_length + 2);
    return text.size() >= billing_records_min * record_length ? distance : 0;
}

// Every number that stands in a record without a separator, at any column.
std::int64_t take_numbers(std::string_view record, const PersonListener& listener) {
    for (std::size_t at = 0; at + social_security_number_length <= record.size(); ++at) {
        const auto number = read_compact_number(record, at);
        if (!number) continue;
        listener({.name = {}, .birth_date = {}, .identifier = *number});
        return 1;
    }
    return 0;
}

bool is_total(std::string_view entity) { return entity.starts_with("99"); }

// NOEMIE: entities that begin with their three digits, ended by "@" or a line's end, of any length,
// from 000 to the totals in 99x.
std::optional<HealthRecord> parse_entities(std::string_view text, const PersonListener& listener) {
    HealthRecord record;
    std::size_t entities = 0;
    bool has_totals = false;
    while (!text.empty()) {
        const auto entity = text.substr(0, text.find_first_of("@\r\n"));
        text.remove_prefix(std::min(entity.size() + 1, text.size()));
        if (entity.find_first_not_of(' ') == std::string_view::npos) continue;
        const bool is_entity = entity.size() >= 3 && entity.size() <= entity_length_max &&
                               is_digit(entity[0]) && is_digit(entity[1]) && is_digit(entity[2]);
        if (!is_entity) return std::nullopt;
        ++entities;
        if (is_total(entity)) {
            has_totals = true;
        } else {
            record.persons += take_numbers(entity, listener);
        }
    }
    if (entities < billing_records_min || !has_totals) return std::nullopt;
    return record;
}

std::optional<HealthRecord> parse_records(std::string_view text, const PersonListener& listener) {
    const auto distance = record_distance(text);
    if (distance == 0) return std::nullopt;
    HealthRecord record;
    std::size_t records = 0;
    for (std::size_t at = 0; at + record_length <= text.size(); at += distance, ++records) {
        const auto line = text.substr(at, record_length);
        const bool is_record =
            is_digit(line[0]) && line.find_first_of("\r\n") == std::string_view::npos;
        if (!is_record) return std::nullopt;
        if (line[0] == '2') record.persons += take_numbers(line, listener);
    }
    if (records < billing_records_min) return std::nullopt;
    return record;
}

}  // namespace

std::optional<HealthRecord> parse_billing_file(BytesView bytes, const PersonListener& listener) {
    const auto raw = as_text(bytes);
    const bool is_ebcdic = raw.size() > 3 && raw[0] == ebcdic_zero && raw[1] == ebcdic_zero;
    if (!is_ebcdic && !raw.starts_with("000")) return std::nullopt;
    const auto translated = is_ebcdic ? from_ebcdic(raw) : std::string();
    const auto text = is_ebcdic ? std::string_view(translated) : raw;
    const auto record = parse_records(text, listener);
    return record ? record : parse_entities(text, listener);
}

}  // namespace primum::formats
