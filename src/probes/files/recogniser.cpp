#include "probes/files/recogniser.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/french_text.h"
#include "formats/health/billing_file.h"
#include "formats/health/dicom_file.h"
#include "formats/health/exchange_archive.h"
#include "formats/health/health_record.h"
#include "formats/health/name_shape.h"
#include "formats/health/sqlite_file.h"
#include "formats/person_hash.h"
#include "probes/files/column_table.h"
#include "probes/files/judgement.h"
#include "probes/files/person_finder.h"
#include "probes/files/software_table.h"
#include "probes/files/tables.h"
#include "probes/files/text_signs.h"
#include "probes/files/word_table.h"

namespace primum::probes {

struct Recogniser::State {
    HashKey key;
    SignFinder signs;
    ColumnTable columns;
    SoftwareTable software;
};

struct Recogniser::Scratch::State {
    SignFinder::Scratch signs;
    std::string folded;  // Room for one text.
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

constexpr std::size_t folded_kept_bytes_max = 5_MiB;  // From one text to the next.
constexpr std::size_t database_bytes_max = 2UL * 1024 * 1024;
constexpr int database_classes_min = 4;
constexpr int named_classes_min = 2;  // Of a file that is named as practice software names it.

Recognition practice_database(Evidence evidence) {
    return {.kind = "practice-database", .evidence = evidence};
}

// A database in a format that is not read: told by the software's marks, and by the words in it.
Recognition recognise_database(const TextSigns& signs, std::string_view folded,
                               const FoundPersons& persons, bool is_named_so,
                               const SoftwareTable& software) {
    const auto& hashes =
        persons.numbers.size() >= persons.born.size() ? persons.numbers : persons.born;
    const int classes_min = is_named_so ? named_classes_min : database_classes_min;
    auto evidence = Evidence::none;
    if (hashes.size() >= 2 || count_clinical_classes(signs) >= classes_min)
        evidence = Evidence::strong;
    if (software.has_mark(folded)) evidence = Evidence::proof;
    if (evidence == Evidence::none) return {};
    auto recognition = practice_database(evidence);
    recognition.persons = hashes;
    recognition.identifiers = std::ssize(hashes);
    return recognition;
}

// Tables whose columns are no person's, in a database that a practice's software is known to keep.
std::optional<Recognition> recognise_known_software(std::optional<Recognition> found,
                                                    BytesView bytes, std::string_view name,
                                                    const SoftwareTable& software) {
    if (!found || found->evidence != Evidence::none) return found;
    const auto file = formats::SqliteFile::open(bytes);
    if (!file) return software.has_file(name) ? practice_database(Evidence::strong) : found;
    std::string tables;
    for (const auto& table : file->tables()) tables += std::string(table.name) + "\n";
    return software.has_mark(lower_case(tables)) ? practice_database(Evidence::proof) : found;
}

std::optional<Recognition> recognise_archive(BytesView bytes, const HashKey& key) {
    const auto archive = formats::recognise_exchange_archive(bytes);
    if (!archive) return std::nullopt;
    const bool is_xdm = *archive == formats::ExchangeArchive::xdm;
    return PersonGatherer(key).finish(is_xdm ? "xdm" : "portability-archive", Evidence::proof,
                                      /*is_test=*/false);
}

std::optional<Recognition> recognise_billing(BytesView bytes, const HashKey& key) {
    PersonGatherer persons(key);
    const auto file = formats::parse_billing_file(
        bytes, [&](const formats::PersonTraits& traits) { persons.take(traits); });
    if (!file || file->persons == 0) return std::nullopt;
    return std::move(persons).finish("b2", Evidence::proof, /*is_test=*/false);
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
    auto columns = TRY(ColumnTable::parse(texts.columns));
    auto software = TRY(SoftwareTable::parse(texts.software));
    return Recogniser(std::make_unique<const State>(State{.key = key,
                                                          .signs = std::move(signs),
                                                          .columns = std::move(columns),
                                                          .software = std::move(software)}));
}

Result<Recogniser::Scratch> Recogniser::make_scratch() const {
    auto signs = TRY(state_->signs.make_scratch());
    return Scratch(
        std::make_unique<Scratch::State>(Scratch::State{.signs = std::move(signs), .folded = {}}));
}

Recognition Recogniser::recognise(const Content& content, Scratch& scratch) const {
    if (scratch.state_->folded.size() > folded_kept_bytes_max)
        std::string().swap(scratch.state_->folded);
    const auto bytes = content.bytes.first(std::min(content.bytes.size(), content_bytes_max));
    const auto& key = state_->key;
    if (const auto file = formats::parse_dicom_file(bytes)) return recognise_dicom(*file, key);
    auto database = recognise_known_software(recognise_sqlite(bytes, state_->columns, key), bytes,
                                             content.name, state_->software);
    if (database) return std::move(*database);
    if (auto found = recognise_archive(bytes, key)) return std::move(*found);
    if (auto found = recognise_billing(bytes, key)) return std::move(*found);
    const auto encoding = formats::guess_encoding(bytes);
    if (encoding == formats::TextEncoding::binary)
        return recognise_binary(bytes, content.name, scratch);

    const auto text = as_text(bytes);
    if (text.starts_with("{\\rtf")) {
        return recognise_text(formats::without_rtf(text), formats::TextEncoding::windows_1252,
                              content.name, scratch);
    }
    const bool is_wide = encoding == formats::TextEncoding::utf16_little ||
                         encoding == formats::TextEncoding::utf16_big;
    if (is_wide) {
        return recognise_text(formats::utf8_from_utf16(bytes, encoding),
                              formats::TextEncoding::utf8, content.name, scratch);
    }
    return recognise_text(text, encoding, content.name, scratch);
}

Recognition Recogniser::recognise_binary(BytesView bytes, std::string_view name,
                                         Scratch& scratch) const {
    const auto& software = state_->software;
    auto table = recognise_known_software(
        recognise_dbase(bytes, name, state_->columns, state_->key), bytes, name, software);
    if (table) return std::move(*table);
    const bool is_named_so = software.has_file(name) || software.has_export(name);
    if (!is_named_so && !is_database(bytes, name)) return {};
    const auto letters = letters_of(bytes.first(std::min(bytes.size(), database_bytes_max)));
    const auto signs = state_->signs.find(letters, scratch.state_->signs);
    const auto persons = find_persons(letters, letters, signs, state_->key);
    return recognise_database(signs, letters, persons, is_named_so, software);
}

Recognition Recogniser::recognise_text(std::string_view text, formats::TextEncoding encoding,
                                       std::string_view name, Scratch& scratch) const {
    const auto& key = state_->key;
    const auto folded = formats::fold_french(as_bytes(text), encoding, scratch.state_->folded);
    const auto signs = state_->signs.find(folded, scratch.state_->signs);
    if (auto found = recognise_structure(text, signs.hints, key)) return std::move(*found);
    if (has(signs.hints, Hint::sql)) {
        if (auto found = recognise_sql_dump(text, state_->columns, key)) return std::move(*found);
    }
    const bool may_list_persons = signs.distinct_of(WordClass::birth) +
                                      signs.distinct_of(WordClass::number) +
                                      signs.distinct_of(WordClass::record) >
                                  0;
    if (may_list_persons) {
        if (auto found = recognise_delimited(text, name, state_->columns, key))
            return std::move(*found);
    }
    const auto persons = find_persons(text, folded, signs, key);
    auto judged = judge_text(signs, persons, text);
    if (has(signs.hints, Hint::identity_system)) {
        judged.test_data = formats::has_test_identity_only(text);
    }
    return judged;
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
