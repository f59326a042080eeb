#include "probes/files/structure.h"

#include <algorithm>

#include "formats/health/card_dump.h"
#include "formats/health/clinical_document.h"
#include "formats/health/dicom_dump.h"
#include "formats/health/emergency_message.h"
#include "formats/health/exchange_archive.h"
#include "formats/health/fhir.h"
#include "formats/health/hl7_message.h"
#include "formats/health/hprim.h"

namespace primum::probes {
namespace {

using Parser = std::optional<formats::HealthRecord> (*)(std::string_view,
                                                        const formats::PersonListener&);

struct Format {
    Hint hint;
    std::string_view kind;
    Parser parse;
    Evidence without_person;  // When it has entries but names nobody.
};

constexpr std::array<Format, 9> known_formats{{
    {Hint::clinical_document, "cda", formats::parse_clinical_document, Evidence::proof},
    {Hint::fhir, "fhir", formats::parse_fhir, Evidence::strong},
    {Hint::hl7, "hl7", formats::parse_hl7, Evidence::proof},
    {Hint::hprim_sante, "hprim", formats::parse_hprim_sante, Evidence::none},
    {Hint::hprim_medecins, "hprim", formats::parse_hprim_medecins, Evidence::proof},
    {Hint::emergency, "emergency", formats::parse_emergency_message, Evidence::strong},
    {Hint::exchange_metadata, "xdm", formats::parse_exchange_metadata, Evidence::proof},
    {Hint::dicom_dump, "dicom", formats::parse_dicom_dump, Evidence::none},
    {Hint::card_dump, "sesam", formats::parse_card_dump, Evidence::none},
}};

void sort_once(std::vector<std::uint64_t>& hashes) {
    std::ranges::sort(hashes);
    const auto repeated = std::ranges::unique(hashes);
    hashes.erase(repeated.begin(), repeated.end());
}

}  // namespace

void PersonGatherer::take(const formats::PersonTraits& traits) {
    if (persons_.size() < persons_max) {
        if (const auto hash = formats::hash_person(traits, key_)) persons_.push_back(*hash);
    }
    if (!traits.identifier.empty() && identifiers_.size() < persons_max) {
        identifiers_.push_back(keyed_hash(key_, traits.identifier));
    }
}

Recognition PersonGatherer::finish(std::string kind, Evidence evidence, bool is_test) && {
    sort_once(persons_);
    sort_once(identifiers_);
    return {.kind = std::move(kind),
            .evidence = evidence,
            .test_data = is_test,
            .identifiers = static_cast<std::int64_t>(identifiers_.size()),
            .persons = std::move(persons_)};
}

std::optional<Recognition> recognise_structure(std::string_view text, const Hints& hints,
                                               const HashKey& key) {
    for (const auto& format : known_formats) {
        if (!has(hints, format.hint)) continue;
        PersonGatherer persons(key);
        const auto record =
            format.parse(text, [&](const formats::PersonTraits& traits) { persons.take(traits); });
        if (!record) continue;
        auto evidence = Evidence::none;
        if (record->entries > 0) evidence = format.without_person;
        if (record->persons > 0) evidence = Evidence::proof;
        if (evidence == Evidence::none) return Recognition{};
        return std::move(persons).finish(std::string(format.kind), evidence, record->is_test);
    }
    return std::nullopt;
}

}  // namespace primum::probes
