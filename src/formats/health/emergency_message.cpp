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
    TreePersons persons({"patient", "documentLink", "patients"},
                        {{"birthName", Trait::family},
                         {"lastName", Trait::family},
                         {"complete", Trait::family, "identity"},
                         {"firstName", Trait::given},
                         {"birthDate", Trait::birth_date},
                         {"patientId", Trait::identifier}});
    const bool walked =
        walk_tree(text, [&](const TreePiece& piece) { persons.take(piece, listener); });
    if (!walked) return std::nullopt;
    return HealthRecord{.persons = persons.count()};
}

}  // namespace primum::formats
