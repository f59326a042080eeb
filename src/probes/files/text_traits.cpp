#include "probes/files/text_traits.h"

#include <algorithm>
#include <cmath>

#include "probes/files/trait_weights.h"

namespace primum::probes {
namespace {

constexpr std::array<std::string_view, trait_count> names{
    "document",   "correspondence", "prescription", "history",       "examination",     "finding",
    "treatment",  "course",         "condition",    "drug",          "classes",         "subject",
    "age",        "title",          "initial",      "sure_name",     "likely_name",     "birth",
    "identifier", "doctor",         "care",         "named_classes", "someone_classes", "leaflet",
    "research",   "guidance",       "program",      "terminology",   "treatise",        "elsewhere",
    "payroll",    "foreign",        "size",         "always"};

constexpr std::array others{WordClass::leaflet,   WordClass::research,    WordClass::guidance,
                            WordClass::program,   WordClass::terminology, WordClass::treatise,
                            WordClass::elsewhere, WordClass::payroll,     WordClass::foreign};

static_assert(clinical_classes.size() == static_cast<std::size_t>(Trait::classes));
static_assert(others.size() ==
              static_cast<std::size_t>(Trait::size) - static_cast<std::size_t>(Trait::leaflet));

// More of the same says no more.
constexpr int clinical_weight_max = 8;
constexpr int subject_weight_max = 6;
constexpr int care_weight_max = 6;
constexpr int others_max = 6;
constexpr double classes_max = 6;
constexpr double usual_bytes = 512, shortest_bytes = 32;
constexpr double longest_bytes = 4096;  // However often it is repeated, it is told once.

double is_there(int count) { return count > 0 ? 1 : 0; }

}  // namespace

std::string_view name_of(Trait trait) { return names.at(static_cast<std::size_t>(trait)); }

TextTraits traits_of(const TextSigns& signs, const FoundPersons& persons, std::size_t size_bytes) {
    TextTraits traits{};
    const auto set = [&](Trait trait, double value) {
        traits.at(static_cast<std::size_t>(trait)) = value;
    };
    double classes = is_there(signs.codes.kinds());
    for (std::size_t i = 0; i < clinical_classes.size(); ++i) {
        traits.at(i) = std::min(signs.weight_of(clinical_classes.at(i)), clinical_weight_max) / 2.0;
        classes += is_there(signs.distinct_of(clinical_classes.at(i)));
    }
    const int subject = signs.weight_of(WordClass::subject);
    const double named = persons.identify_somebody() ? 1 : 0;
    const double meant = is_there(persons.ages + persons.initials + subject);
    set(Trait::classes, classes);
    set(Trait::subject, std::min(subject, subject_weight_max) / 2.0);
    set(Trait::age, is_there(persons.ages));
    set(Trait::title, is_there(persons.names));
    set(Trait::initial, is_there(persons.initials));
    set(Trait::sure_name, is_there(persons.name_shapes.sure));
    set(Trait::likely_name, is_there(persons.name_shapes.likely));
    set(Trait::birth, is_there(persons.births()));
    set(Trait::identifier, is_there(persons.identifiers()));
    set(Trait::doctor, is_there(persons.doctors));
    set(Trait::care, std::min(signs.weight_of(WordClass::care), care_weight_max) / 2.0);
    set(Trait::named_classes, named * std::min(classes, classes_max));
    set(Trait::someone_classes, meant * std::min(classes, classes_max));
    for (std::size_t i = 0; i < others.size(); ++i) {
        traits.at(static_cast<std::size_t>(Trait::leaflet) + i) =
            std::min(signs.distinct_of(others.at(i)), others_max);
    }
    set(Trait::size,
        std::log2(std::clamp(static_cast<double>(size_bytes), shortest_bytes, longest_bytes) /
                  usual_bytes));
    set(Trait::always, 1);
    return traits;
}

Likelihood likelihood_of(const TextTraits& traits) {
    Likelihood sum;
    for (std::size_t i = 0; i < trait_count; ++i) {
        sum.patient += traits.at(i) * trait_weights.at(i).patient;
        sum.identified += traits.at(i) * trait_weights.at(i).identified;
    }
    return sum;
}

}  // namespace primum::probes
