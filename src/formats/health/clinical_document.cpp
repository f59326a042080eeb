#include "formats/health/clinical_document.h"

#include "base/text.h"
#include "formats/health/tree_persons.h"
#include "formats/health/tree_walk.h"
#include "formats/markup.h"

namespace primum::formats {
namespace {

constexpr std::string_view name_space = "urn:hl7-org:v3";
constexpr std::size_t root_distance_max = 64UL * 1024;  // Style sheets and comments come before it.

// In a template of the standard the root is named in a text; in a document it is an element.
bool is_clinical_document(std::string_view text) {
    const auto head = text.substr(0, root_distance_max);
    const auto first = head.find_first_not_of("\xef\xbb\xbf \t\r\n");
    if (first == std::string_view::npos || head[first] != '<') return false;
    const auto root = head.find("ClinicalDocument");
    if (root == std::string_view::npos || root == 0) return false;
    const bool is_element = head[root - 1] == '<' || head[root - 1] == ':';
    return is_element && contains(text.substr(0, 2 * root_distance_max), name_space);
}

}  // namespace

std::optional<HealthRecord> parse_clinical_document(std::string_view text,
                                                    const PersonListener& listener) {
    if (!is_clinical_document(text)) return std::nullopt;
    TreePersons persons({"patientRole", "patient_role"}, {{"family", Trait::family},
                                                          {"given", Trait::given},
                                                          {"birthTime", Trait::birth_date},
                                                          {"extension", Trait::identifier}});
    bool in_target = false;
    walk_xml(text, [&](const TreePiece& piece) {
        const bool is_target = piece.name == "recordTarget" || piece.name == "patient";
        if (is_target && piece.kind == TreePiece::Kind::begin) in_target = true;
        persons.take(piece, listener);
        const bool is_identifier = piece.kind == TreePiece::Kind::begin && piece.name == "id";
        if (!in_target || !is_identifier) return;
        const auto extension = attribute_of({.attributes = piece.attributes}, "extension");
        persons.take({.name = "extension", .text = extension}, listener);
    });
    return HealthRecord{
        .persons = persons.count(), .entries = 1, .is_test = has_test_identity_only(text)};
}

}  // namespace primum::formats
