#include "formats/health/hl7_message.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "formats/health/tree_persons.h"
#include "formats/health/tree_walk.h"

namespace primum::formats {
namespace {

// The part between two separators, by number from 0; empty when it is not there.
std::string_view part(std::string_view text, char separator, std::size_t index) {
    for (std::size_t begin = 0;; --index) {
        const auto end = std::min(text.find(separator, begin), text.size());
        if (index == 0) return text.substr(begin, end - begin);
        if (end == text.size()) return {};
        begin = end + 1;
    }
}

bool is_line_end(char character) {
    // 0x0b and 0x1c frame a message in MLLP.
    return character == '\r' || character == '\n' || character == '\v' || character == '\x1c';
}

bool is_sign(char character) {
    const bool is_alphanumeric = (character >= '0' && character <= '9') ||
                                 (character >= 'A' && character <= 'Z') ||
                                 (character >= 'a' && character <= 'z');
    return character > ' ' && character < 0x7f && !is_alphanumeric;
}

bool is_header(std::string_view line) {
    const bool is_named =
        line.starts_with("MSH") || line.starts_with("FHS") || line.starts_with("BHS");
    return is_named && line.size() > 8 && is_sign(line[3]) && is_sign(line[4]) &&
           line.find(line[3], 4) != std::string_view::npos;
}

struct Signs {
    char field = '|';
    char component = '^';
    char repetition = '~';
};

class MessageReader {
public:
    explicit MessageReader(const PersonListener& listener) : listener_(listener) {}

    void take(std::string_view line) {
        if (is_header(line)) return take_header(line);
        const bool is_patient =
            has_header_ && line.starts_with("PID") && line.size() > 3 && line[3] == signs_.field;
        if (is_patient) take_patient(line);
    }

    std::optional<HealthRecord> result() const {
        if (!has_header_) return std::nullopt;
        auto record = record_;
        record.is_test = messages_ > 0 && test_messages_ == messages_;
        return record;
    }

private:
    void take_header(std::string_view line) {
        has_header_ = true;
        signs_ = {.field = line[3], .component = line[4], .repetition = line[5]};
        if (!line.starts_with("MSH")) return;
        ++messages_;
        // MSH-11; MSH-1 is the separator itself. Production, training, debugging.
        const auto processing = part(line, signs_.field, 10);
        test_messages_ += processing.starts_with('T') || processing.starts_with('D') ? 1 : 0;
    }

    void take_patient(std::string_view line) {
        const auto field = [&](std::size_t index) {
            const auto value = part(line, signs_.field, index);
            return value == "\"\"" ? std::string_view() : value;
        };
        const auto component = [&](std::string_view value, std::size_t index) {
            return trim(part(part(value, signs_.repetition, 0), signs_.component, index));
        };
        auto identifier = component(field(3), 0);
        if (identifier.empty()) identifier = component(field(2), 0);
        if (identifier.empty()) identifier = component(field(18), 0);  // The account.
        const auto name =
            std::string(component(field(5), 0)) + " " + std::string(component(field(5), 1));
        const bool is_known =
            !identifier.empty() || name.size() > 1 || !component(field(5), 2).empty();
        ++record_.entries;
        if (!is_known) return;
        ++record_.persons;
        listener_({.name = name, .birth_date = field(7), .identifier = identifier});
    }

    const PersonListener& listener_;
    Signs signs_;
    bool has_header_ = false;
    int messages_ = 0;
    int test_messages_ = 0;
    HealthRecord record_;
};

std::optional<HealthRecord> parse_xml(std::string_view text, const PersonListener& listener) {
    TreePersons persons({"PID"}, {{"FN.1", Trait::family},
                                  {"XPN.1", Trait::family, "PID.5"},
                                  {"XPN.2", Trait::given, "PID.5"},
                                  {"PID.5", Trait::family},
                                  {"TS.1", Trait::birth_date, "PID.7"},
                                  {"PID.7", Trait::birth_date},
                                  {"CX.1", Trait::identifier, "PID.3"},
                                  {"CX.1", Trait::identifier, "PID.2"},
                                  {"CX.1", Trait::identifier, "PID.18"},
                                  {"PID.3", Trait::identifier},
                                  {"PID.2", Trait::identifier}});
    bool is_message = false;
    bool is_test = false;
    walk_xml(text, [&](const TreePiece& piece) {
        is_message = is_message || piece.name == "MSH";
        const bool is_processing = piece.name == "PT.1" || piece.name == "MSH.11";
        if (is_processing && piece.kind == TreePiece::Kind::value) {
            is_test = piece.text == "T" || piece.text == "D";
        }
        persons.take(piece, listener);
    });
    if (!is_message) return std::nullopt;
    return HealthRecord{.persons = persons.count(), .is_test = is_test};
}

}  // namespace

std::optional<HealthRecord> parse_hl7(std::string_view text, const PersonListener& listener) {
    if (contains(text.substr(0, 4096), "urn:hl7-org:v2xml")) return parse_xml(text, listener);
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    MessageReader reader(listener);
    for (std::size_t begin = 0; begin < text.size();) {
        auto end = begin;
        while (end < text.size() && !is_line_end(text[end])) ++end;
        auto line = text.substr(begin, end - begin);
        while (!line.empty() && (line[0] == ' ' || line[0] == '\t')) line.remove_prefix(1);
        reader.take(line);
        begin = end + 1;
    }
    auto record = reader.result();
    if (record) record->is_test = record->is_test || has_test_identity_only(text);
    return record;
}

}  // namespace primum::formats
