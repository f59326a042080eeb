// Structure: recognises the formats that only health files have, by parsing them.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/keyed_hash.h"
#include "formats/person_hash.h"
#include "probes/files/recogniser.h"

namespace primum::probes {

// What a first pass over a text saw, so that only parsers run that have something to parse.
enum class Hint {
    hl7,             // "MSH" and a sign
    hprim_sante,     // "|H2."
    hprim_medecins,  // "****FIN", "****LAB"
    clinical_document,
    fhir,
    emergency,
    exchange_metadata,  // of IHE XDM
    dicom_dump,         // "(0010,0010)"
    calendar,
    contacts,
    sql,
    card_dump,        // SESAM and CPS
    identity_system,  // of the INS
    private_mail,     // headers of MSSanté
};
inline constexpr std::size_t hint_count = 14;
using Hints = std::array<bool, hint_count>;

inline bool has(const Hints& hints, Hint hint) { return hints.at(static_cast<std::size_t>(hint)); }

// `text` in UTF-8 or an encoding of one byte a character. Nothing when it is none of these formats;
// a Recognition without evidence when it is one and speaks of nobody.
std::optional<Recognition> recognise_structure(std::string_view text, const Hints& hints,
                                               const HashKey& key);

// Gathers the persons of a Recognition as parsers tell them.
class PersonGatherer {
public:
    explicit PersonGatherer(const HashKey& key) : key_(key) {}
    void take(const formats::PersonTraits& traits);
    // With the persons sorted, each once, and the count of distinct identifiers.
    Recognition finish(std::string kind, Evidence evidence, bool is_test) &&;

private:
    const HashKey& key_;
    std::vector<std::uint64_t> persons_;
    std::vector<std::uint64_t> identifiers_;
};

}  // namespace primum::probes
