#include "formats/health/emergency_message.h"

#include "base/text.h"
#include "formats/health/tree_persons.h"
#include "formats/health/tree_walk.h"

namespace primum::formats {
namespace {

bool may_be_one(std::string_view text) {
    return contains(text, "fr.health.") || contains(text, "urn:emergency:") ||
           contains(text, "\"healthMotive\"") || contains(text, "<healthMotive>");
}

}  // namespace

std::optional<HealthRecord> parse_emergency_message(std::string_view text,
                                                    const PersonListener& listener) {
    if (!may_be_one(text)) return std::nullopt;
    const std::vector<TraitRule> rules{{"birthName", Trait::family},
                                       {"lastName", Trait::family},
                                       {"complete", Trait::family, "identity"},
                                       {"complete", Trait::family, "detailedName"},
                                       {"firstName", Trait::given},
                                       {"birthDate", Trait::birth_date},
                                       {"patientId", Trait::identifier},
                                       {"idPat", Trait::identifier}};
    TreePersons patients({"patient", "patients", "documentLink"}, rules);
    TreePersons callers({"caller"}, rules);
    bool has_motive = false;
    const bool walked = walk_tree(text, [&](const TreePiece& piece) {
        patients.take(piece, listener);
        callers.take(piece, [](const PersonTraits&) {});
        has_motive = has_motive || piece.name == "healthMotive";
    });
    if (!walked) return std::nullopt;
    const bool is_call_for_someone = has_motive && callers.count() > 0;
    return HealthRecord{.persons = patients.count(), .entries = is_call_for_someone ? 1 : 0};
}

}  // namespace primum::formats
