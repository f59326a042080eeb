#include <array>

#include "base/check.h"
#include "compliance/breach.h"

namespace primum::compliance {
namespace {

enum class From : std::uint8_t { heading, practice, breach };

// One line of the CNIL's form: its own words, and where the answer is kept.
struct FormSource {
    From from;
    std::string_view field;
    Wording label;
    bool needed = true;  // For a complete notification.
};

constexpr Wording none{};

// The order of the online form, aligned on GDPR 33-3. To be verified on the form itself.
constexpr std::array sources{
    FormSource{
        From::heading, "", {"1. L'organisme et le déclarant", "1. The body and the declarant"}},
    FormSource{From::practice, "name", none},
    FormSource{From::practice, "siren", none},
    FormSource{From::practice, "size", none, false},
    FormSource{From::practice, "address", none},
    FormSource{From::practice, "in_charge", {"Déclarant", "Declarant"}},
    FormSource{From::practice, "phone", none},
    FormSource{From::practice, "email", none},
    FormSource{From::practice, "dpo", none, false},
    FormSource{From::heading, "", {"2. Les dates et la découverte", "2. Dates and discovery"}},
    FormSource{From::breach, "began_at", none, false},
    FormSource{From::breach, "ended_at", none, false},
    FormSource{From::breach, "found_at", none, false},
    FormSource{From::breach,
               "aware_at",
               {"Prise de connaissance par le responsable", "The controller became aware"}},
    FormSource{From::breach, "found_by", none},
    FormSource{From::heading, "", {"3. La violation", "3. The breach"}},
    FormSource{From::breach, "nature", none},
    FormSource{From::breach, "origin", none},
    FormSource{From::breach, "description", none},
    FormSource{From::heading, "", {"4. Les données et les personnes", "4. Data and people"}},
    FormSource{From::breach, "data", none},
    FormSource{From::breach, "people", none},
    FormSource{From::breach, "people_count", none},
    FormSource{From::breach, "records_count", none},
    FormSource{From::heading, "", {"5. Les protections en place avant", "5. Protections before"}},
    FormSource{From::breach, "measures_before", none},
    FormSource{From::heading, "", {"6. Les conséquences", "6. Consequences"}},
    FormSource{From::breach, "consequences", none},
    FormSource{From::breach, "severity", none},
    FormSource{
        From::heading, "", {"7. Les mesures prises ou prévues", "7. Measures taken or planned"}},
    FormSource{From::breach, "measures_after", none},
    FormSource{From::heading, "", {"8. L'information des personnes", "8. Informing the people"}},
    FormSource{From::breach, "patients_told", none},
    FormSource{From::breach, "patients_told_on", none, false},
    FormSource{From::breach, "patients_told_how", none, false},
    FormSource{From::heading, "", {"9. Le reste", "9. The rest"}},
    FormSource{From::breach, "cross_border", none},
    FormSource{From::breach, "processor", none, false},
    FormSource{From::breach, "processor_told_at", none, false},
    FormSource{From::breach, "others_told", none, false},
    FormSource{From::breach, "late_reason", none, false},
};

FormLine line_of(const FormSource& source, const Values& values, Language language) {
    const bool ours = source.from == From::practice;
    const auto* field =
        find_field(form_of(ours ? RecordKind::practice : RecordKind::breach), source.field);
    CHECK(field != nullptr);  // The sources name fields of this room's own forms.
    const auto value = value_of(values, source.field);
    return {.label = source.label.empty() ? field->label : source.label,
            .answer = shown(*field, value, language),
            .is_missing = source.needed && value.empty()};
}

}  // namespace

std::vector<FormLine> cnil_form(const Values& breach, const Values& practice, Language language) {
    std::vector<FormLine> lines;
    for (const auto& source : sources) {
        if (source.from == From::heading) {
            lines.push_back({.label = source.label, .answer = {}, .is_section = true});
        } else {
            lines.push_back(
                line_of(source, source.from == From::practice ? practice : breach, language));
        }
    }
    // Known without asking: who uses this form is a practice.
    lines.insert(lines.begin() + 1, {.label = {"Secteur d'activité", "Sector"},
                                     .answer = language == Language::french ? "Santé" : "Health"});
    return lines;
}

}  // namespace primum::compliance
