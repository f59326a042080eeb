#include "probes/files/recogniser.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "formats/french_text.h"
#include "formats/health/dicom_file.h"
#include "formats/person_hash.h"
#include "probes/files/judgement.h"
#include "probes/files/person_finder.h"
#include "probes/files/text_signs.h"
#include "probes/files/word_table.h"

namespace primum::probes {

struct Recogniser::State {
    HashKey key;
    SignFinder signs;
};

struct Recogniser::Scratch::State {
    SignFinder::Scratch signs;
    std::string folded;
};

namespace {

Recognition recognise_dicom(const formats::DicomFile& file, const HashKey& key) {
    PersonGatherer persons(key);
    for (const auto& person : file.persons) {
        persons.take({.name = person.name,
                      .birth_date = person.birth_date,
                      .identifier = person.identifier});
    }
    return std::move(persons).finish("dicom", Evidence::proof, file.is_deidentified);
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

Result<Recogniser> Recogniser::create(const RecognitionTexts& texts, const HashKey& key) {
    auto signs = TRY(SignFinder::create(TRY(parse_words(texts.words))));
    return Recogniser(std::make_unique<const State>(State{.key = key, .signs = std::move(signs)}));
}

Result<Recogniser::Scratch> Recogniser::make_scratch() const {
    auto signs = TRY(state_->signs.make_scratch());
    return Scratch(
        std::make_unique<Scratch::State>(Scratch::State{.signs = std::move(signs), .folded = {}}));
}

Recognition Recogniser::recognise(const Content& content, Scratch& scratch) const {
    const auto bytes = content.bytes.first(std::min(content.bytes.size(), content_bytes_max));
    if (const auto file = formats::parse_dicom_file(bytes)) {
        return recognise_dicom(*file, state_->key);
    }
    const auto encoding = formats::guess_encoding(bytes);
    if (encoding == formats::TextEncoding::binary) return {};
    auto& folded = scratch.state_->folded;
    formats::fold_french(bytes, encoding, folded);
    const auto signs = state_->signs.find(folded, scratch.state_->signs);
    const auto utf8 = formats::utf8_from_utf16(bytes, encoding);
    if (auto found = recognise_structure(utf8, signs.hints, state_->key)) {
        return std::move(*found);
    }
    const auto persons = find_persons(folded, signs, state_->key);
    return judge_text(signs, persons, {.size = folded.size(), .is_whole = content.whole});
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
