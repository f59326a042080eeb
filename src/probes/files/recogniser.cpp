#include "probes/files/recogniser.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "formats/health/dicom_file.h"
#include "formats/person_hash.h"

namespace primum::probes {

struct Recogniser::State {
    HashKey key;
};

struct Recogniser::Scratch::State {};

namespace {

void add_person(Recognition& recognition, const formats::PersonTraits& traits, const HashKey& key) {
    if (recognition.persons.size() >= persons_max) return;
    if (const auto hash = formats::hash_person(traits, key)) recognition.persons.push_back(*hash);
}

void sort_persons(Recognition& recognition) {
    std::ranges::sort(recognition.persons);
    const auto repeated = std::ranges::unique(recognition.persons);
    recognition.persons.erase(repeated.begin(), repeated.end());
}

Recognition recognise_dicom(const formats::DicomFile& file, const HashKey& key) {
    Recognition recognition{.kind = "dicom", .evidence = Evidence::proof};
    recognition.test_data = file.is_deidentified;
    for (const auto& person : file.persons) {
        add_person(
            recognition,
            {.name = person.name, .birth_date = person.birth_date, .identifier = person.identifier},
            key);
        recognition.identifiers += person.identifier.empty() ? 0 : 1;
    }
    sort_persons(recognition);
    return recognition;
}

}  // namespace

Recogniser::Recogniser(std::unique_ptr<const State> state) : state_(std::move(state)) {}
Recogniser::Recogniser(Recogniser&&) noexcept = default;
Recogniser& Recogniser::operator=(Recogniser&&) noexcept = default;
Recogniser::~Recogniser() = default;

Recogniser::Scratch::Scratch(std::unique_ptr<State> state) : state_(std::move(state)) {}
Recogniser::Scratch::Scratch(Scratch&&) noexcept = default;
Recogniser::Scratch& Recogniser::Scratch::operator=(Scratch&&) noexcept = default;
Recogniser::Scratch::~Scratch() = default;

Result<Recogniser> Recogniser::create(const RecognitionTexts& /*texts*/, const HashKey& key) {
    return Recogniser(std::make_unique<const State>(State{.key = key}));
}

Result<Recogniser::Scratch> Recogniser::make_scratch() const {
    return Scratch(std::make_unique<Scratch::State>());
}

Recognition Recogniser::recognise(const Content& content, Scratch& /*scratch*/) const {
    if (const auto file = formats::parse_dicom_file(content.bytes)) {
        return recognise_dicom(*file, state_->key);
    }
    return {};
}

Recognition merge(Recognition left, const Recognition& right) {
    if (right.evidence == Evidence::none) return left;
    if (left.evidence == Evidence::none) return right;
    if (right.evidence > left.evidence) left.kind = right.kind;
    left.evidence = std::max(left.evidence, right.evidence);
    left.test_data = left.test_data && right.test_data;
    left.identifiers += right.identifiers;
    std::vector<std::uint64_t> persons;
    std::ranges::set_union(left.persons, right.persons, std::back_inserter(persons));
    if (persons.size() > persons_max) persons.resize(persons_max);
    left.persons = std::move(persons);
    return left;
}

}  // namespace primum::probes
