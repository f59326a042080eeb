#include "probes/files/judgement.h"

#include <algorithm>
#include <array>

namespace primum::probes {
namespace {

constexpr std::array clinical_signs{
    Sign::document, Sign::correspondence, Sign::prescription, Sign::history,   Sign::examination,
    Sign::finding,  Sign::treatment,      Sign::course,       Sign::condition, Sign::drug};

// A story of one patient: someone, and several kinds of things told of them.
constexpr int story_phrases_min = 4;
constexpr int story_classes_min = 3;
// A person's name or number beside medical words.
constexpr int identified_phrases_min = 2;
// A text this short is a note: one word says what it is about.
constexpr std::size_t note_bytes_max = 2000;

struct Clinical {
    int phrases = 0;
    int classes = 0;
};

Clinical clinical_of(const TextSigns& signs) {
    Clinical clinical;
    for (const auto sign : clinical_signs) {
        clinical.phrases += signs.distinct_of(sign);
        clinical.classes += signs.distinct_of(sign) > 0 ? 1 : 0;
    }
    return clinical;
}

// Articles, notices, laws, programs and lists of codes speak of medicine and of nobody.
bool speaks_of_nobody(const TextSigns& signs, const Clinical& clinical) {
    const auto many = [&](Sign sign, int min) {
        return signs.distinct_of(sign) >= min && signs.distinct_of(sign) * 3 > clinical.phrases;
    };
    return signs.distinct_of(Sign::leaflet) >= 4 || many(Sign::research, 3) ||
           signs.distinct_of(Sign::research) >= 8 || many(Sign::guidance, 3) ||
           many(Sign::program, 2) || signs.distinct_of(Sign::terminology) >= 2;
}

std::string kind_of(const TextSigns& signs, const FoundPersons& persons) {
    if (std::max(persons.born.size(), persons.numbers.size()) >= 3) return "patient-list";
    if (signs.distinct_of(Sign::correspondence) > 0) return "letter";
    if (signs.distinct_of(Sign::prescription) >= 2) return "prescription";
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

}  // namespace

Recognition judge_text(const TextSigns& signs, const FoundPersons& persons,
                       const TextShape& shape) {
    const auto clinical = clinical_of(signs);
    if (has(signs.hints, Hint::private_mail)) {
        auto mail = found(signs, persons, Evidence::strong);
        mail.kind = "mssante";
        return mail;
    }
    const bool is_payroll = signs.distinct_of(Sign::payroll) >= 2 && clinical.classes < 3;
    if (is_payroll && !persons.numbers.empty()) {
        auto payroll = found(signs, persons, Evidence::strong);
        payroll.kind = "payroll";
        return payroll;
    }
    if (!persons.numbers.empty()) return found(signs, persons, Evidence::strong);
    if (speaks_of_nobody(signs, clinical)) return {};

    const int identities = persons.birth_dates + persons.labelled_numbers + persons.records;
    if (identities > 0 && clinical.phrases >= identified_phrases_min) {
        return found(signs, persons, Evidence::strong);
    }
    const bool is_note = shape.size <= note_bytes_max;
    if (is_note && identities >= 2) return found(signs, persons, Evidence::strong);
    const bool is_story = signs.distinct_of(Sign::subject) > 0 || persons.names > 0;
    if (is_story && clinical.phrases >= story_phrases_min &&
        clinical.classes >= story_classes_min) {
        return found(signs, persons, Evidence::weak);
    }
    const bool is_correspondence = signs.distinct_of(Sign::correspondence) > 0;
    if (is_correspondence && clinical.phrases >= story_phrases_min) {
        return found(signs, persons, Evidence::weak);
    }
    const bool names_someone = identities + persons.names + persons.professionals > 0;
    const int medical = clinical.phrases + signs.distinct_of(Sign::professional);
    if (is_note && names_someone && medical > 0) return found(signs, persons, Evidence::weak);
    return {};
}

}  // namespace primum::probes
