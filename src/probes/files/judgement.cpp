#include "probes/files/judgement.h"

#include <algorithm>

#include "probes/files/text_traits.h"

namespace primum::probes {
namespace {

// Sums of text_traits.h. More likely than not to be about a patient:
constexpr double likely = 0;
// Of a text that names somebody, surely about whom it names: one such text of fifty was about no
// patient among those that the weights were fitted to, see bench/fit_weights.py.
constexpr double surely_identified = 2;
// Both sums together: a note that names someone is about a patient unless so much speaks against
// it.
constexpr double unlikely = -6;
// The story of one patient in a line or two.
constexpr int story_weight_min = 10;
constexpr int story_told_weight_min = 3;
constexpr int story_classes_min = 2;
constexpr int subject_weight = 3;  // Of someone whose age is told.
// With a name, a birth date or a number, less is asked for.
constexpr int identified_weight_min = 4;
constexpr int identified_classes_min = 2;
constexpr int letter_weight_min = 8;
// Lives of famous people are told with a birth date, and at times an illness.
constexpr int told_birth_weight_min = 12;
// In a line or two a doctor's name says that it is about care.
constexpr std::size_t fragment_bytes_max = 200;
constexpr int likely_name_weight_min = 6;
constexpr int code_weight = 2;  // Of each nomenclature.
constexpr int foreign_words_max = 2;
constexpr std::size_t word_list_lines_min = 100;
constexpr std::size_t word_list_line_bytes_max = 14;  // On average.
constexpr std::size_t list_persons_min = 3;
constexpr int calendar_names_min = 3;

struct Clinical {
    int phrases = 0;
    int weight = 0;
    int classes = 0;
};

Clinical clinical_of(const TextSigns& signs) {
    Clinical clinical;
    for (const auto sign : clinical_classes) {
        clinical.phrases += signs.distinct_of(sign);
        clinical.weight += signs.weight_of(sign);
        clinical.classes += signs.distinct_of(sign) > 0 ? 1 : 0;
    }
    // Codes are a language of care too, of one class however many nomenclatures are used.
    const int nomenclatures = signs.codes.kinds();
    clinical.phrases += nomenclatures;
    clinical.weight += code_weight * nomenclatures;
    clinical.classes += nomenclatures > 0 ? 1 : 0;
    return clinical;
}

// Where there are a few words only, those of diseases in general and of life elsewhere say little.
int against(const TextSigns& signs) {
    return signs.distinct_of(WordClass::leaflet) + signs.distinct_of(WordClass::research) +
           signs.distinct_of(WordClass::guidance) + signs.distinct_of(WordClass::program) +
           signs.distinct_of(WordClass::terminology);
}

// Articles, notices, laws, programs and lists of codes.
bool speaks_of_nobody(const TextSigns& signs, const Clinical& clinical) {
    const auto many = [&](WordClass sign, int min) {
        return signs.distinct_of(sign) >= min && signs.distinct_of(sign) * 3 > clinical.phrases;
    };
    return signs.distinct_of(WordClass::leaflet) >= 4 || many(WordClass::leaflet, 2) ||
           signs.distinct_of(WordClass::research) >= 8 || many(WordClass::research, 3) ||
           many(WordClass::guidance, 3) || many(WordClass::program, 2) ||
           signs.distinct_of(WordClass::terminology) >= 2 || signs.codes.is_nomenclature();
}

// One word a line: a dictionary has every word of medicine in it.
bool is_word_list(std::string_view text) {
    const auto sample = text.substr(0, head_bytes_max);
    const auto lines = static_cast<std::size_t>(std::ranges::count(sample, '\n'));
    return lines >= word_list_lines_min && sample.size() < lines * word_list_line_bytes_max;
}

bool has_list(const FoundPersons& persons) {
    return std::max(persons.born.size(), persons.numbers.size()) >= list_persons_min;
}

std::string kind_of(const TextSigns& signs, const FoundPersons& persons) {
    if (has(signs.hints, Hint::private_mail)) return "mssante";
    if (has(signs.hints, Hint::calendar)) return "calendar";
    if (has(signs.hints, Hint::contacts)) return "contacts";
    if (has_list(persons)) return "patient-list";
    if (signs.distinct_of(WordClass::correspondence) > 0) return "letter";
    if (signs.distinct_of(WordClass::prescription) >= 2) return "prescription";
    return "notes";
}

Recognition found(const TextSigns& signs, const FoundPersons& persons, Evidence evidence) {
    Recognition recognition{.kind = kind_of(signs, persons), .evidence = evidence};
    const bool by_number = persons.numbers.size() > persons.born.size();
    recognition.persons = by_number ? persons.numbers : persons.born;
    recognition.identifiers =
        static_cast<std::int64_t>(persons.numbers.size() + persons.born.size()) + persons.records;
    return recognition;
}

// Employees have numbers and birth dates too.
bool is_payroll(const TextSigns& signs, const Clinical& clinical) {
    return signs.distinct_of(WordClass::payroll) >= 2 && clinical.classes < 3;
}

// Several persons with their birth dates, and more words of care than of whoever else keeps such
// lists.
bool is_list_of_patients(const TextSigns& signs, const FoundPersons& persons,
                         const Clinical& clinical) {
    const int care = clinical.phrases + signs.distinct_of(WordClass::care);
    const int elsewhere =
        signs.distinct_of(WordClass::elsewhere) + signs.distinct_of(WordClass::payroll);
    return has_list(persons) && persons.birth_dates > 0 && care > elsewhere;
}

bool is_identified(const TextSigns& signs, const FoundPersons& persons, const Clinical& clinical) {
    const bool is_medical =
        clinical.weight >= identified_weight_min && clinical.classes >= identified_classes_min;
    if (persons.birth_dates + persons.labelled_numbers > 0 && is_medical) return true;
    if (persons.told_births > 0 && clinical.weight >= told_birth_weight_min) return true;
    // A doctor's letter names its patient.
    return signs.distinct_of(WordClass::correspondence) > 0 &&
           persons.names + persons.initials > 0 && clinical.weight >= letter_weight_min;
}

// A few lines are about a patient when they name someone and say one medical thing.
Evidence judge_note(const TextSigns& signs, const FoundPersons& persons, const Clinical& clinical,
                    std::size_t size_bytes) {
    const int identities = persons.births() + persons.identifiers();
    const int names = persons.names + persons.initials + persons.name_shapes.sure;
    const int told_in_few_words = signs.weight_of(WordClass::record) + persons.doctors;
    const int care = signs.weight_of(WordClass::care) +
                     (size_bytes <= fragment_bytes_max ? told_in_few_words : 0);
    if (against(signs) > clinical.phrases + care) return Evidence::none;
    if (signs.distinct_of(WordClass::foreign) > foreign_words_max) return Evidence::none;
    const int others = identities - persons.records;
    // Other countries have companies and records with numbers of the same names.
    const bool is_numbered = identities >= 2 && persons.identifiers() > 0 &&
                             others + clinical.weight + signs.weight_of(WordClass::care) > 0;
    if (is_numbered || (identities > 0 && names > 0 && clinical.weight >= 2)) {
        return Evidence::strong;
    }
    if (persons.labelled_numbers > 0) return Evidence::weak;
    const bool is_likely = persons.name_shapes.likely > 0 && against(signs) <= 1 &&
                           clinical.weight >= likely_name_weight_min;
    const bool names_someone = identities + names + persons.doctors > 0 || is_likely;
    return names_someone && clinical.weight + care > 0 ? Evidence::weak : Evidence::none;
}

bool is_story(const TextSigns& signs, const FoundPersons& persons, const Clinical& clinical) {
    const int subject =
        std::max(signs.weight_of(WordClass::subject), persons.ages > 0 ? subject_weight : 0);
    return subject > 0 && clinical.weight >= story_told_weight_min &&
           clinical.weight + subject >= story_weight_min && clinical.classes >= story_classes_min;
}

Evidence judge_fragment(const TextSigns& signs, const FoundPersons& persons,
                        const Clinical& clinical, std::size_t size_bytes) {
    if (is_identified(signs, persons, clinical)) return Evidence::strong;
    const auto as_note = judge_note(signs, persons, clinical, size_bytes);
    if (as_note != Evidence::none) return as_note;
    return is_story(signs, persons, clinical) ? Evidence::weak : Evidence::none;
}

// Where there is more than a line or two, many signs are added up.
Evidence judge_by_likelihood(const TextSigns& signs, const FoundPersons& persons,
                             const Clinical& clinical, std::size_t size_bytes) {
    const auto likelihood = likelihood_of(traits_of(signs, persons, size_bytes));
    const bool is_likely = likelihood.patient > likely;
    const bool may_be_note =
        size_bytes <= note_bytes_max && likelihood.patient + likelihood.identified > unlikely;
    const auto as_note =
        may_be_note ? judge_note(signs, persons, clinical, size_bytes) : Evidence::none;
    const bool is_sure = persons.identify_somebody() && likelihood.identified > surely_identified;
    const bool is_told = is_identified(signs, persons, clinical) || as_note == Evidence::strong;
    if (is_likely && (is_sure || (is_told && likelihood.identified > likely))) {
        return Evidence::strong;
    }
    return is_likely || as_note != Evidence::none ? Evidence::weak : Evidence::none;
}

// Appointments name people; a medical practice's say why they come.
bool is_calendar_of_patients(const TextSigns& signs, const FoundPersons& persons,
                             const Clinical& clinical) {
    const int reasons = clinical.phrases + signs.distinct_of(WordClass::care);
    return persons.name_shapes.sure >= calendar_names_min && reasons >= 2;
}

Evidence judge(const TextSigns& signs, const FoundPersons& persons, std::size_t size_bytes) {
    const auto clinical = clinical_of(signs);
    if (speaks_of_nobody(signs, clinical)) return Evidence::none;
    if (is_list_of_patients(signs, persons, clinical)) return Evidence::strong;
    const bool is_calendar = has(signs.hints, Hint::calendar);
    if (is_calendar && is_calendar_of_patients(signs, persons, clinical)) return Evidence::strong;
    return size_bytes <= fragment_bytes_max
               ? judge_fragment(signs, persons, clinical, size_bytes)
               : judge_by_likelihood(signs, persons, clinical, size_bytes);
}

}  // namespace

int count_clinical_classes(const TextSigns& signs) { return clinical_of(signs).classes; }

Recognition judge_text(const TextSigns& signs, const FoundPersons& persons, std::string_view text) {
    if (has(signs.hints, Hint::private_mail)) return found(signs, persons, Evidence::strong);
    if (!persons.numbers.empty()) {
        auto numbered = found(signs, persons, Evidence::strong);
        if (is_payroll(signs, clinical_of(signs))) numbered.kind = "payroll";
        return numbered;
    }
    const auto evidence = judge(signs, persons, text.size());
    if (evidence == Evidence::none || is_word_list(text)) return {};
    return found(signs, persons, evidence);
}

}  // namespace primum::probes
