// HealthFile: whether a file looks like a patient's data, told from its name and first bytes.
//
// A first recogniser, honest about how sure it is. Nothing of the patient leaves it but a hash.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "base/keyed_hash.h"

namespace primum::formats {

inline constexpr std::size_t health_file_first_bytes = 4096;  // More is not looked at.

enum class HealthKind {
    dicom,
    dicom_directory,
    hl7,
    hprim,
    cda,
    fhir,
    exchange_archive,     // IHE XDM
    portability_archive,  // A whole practice, as practice software hands it over.
    letter,
    named,  // An office document whose name says so.
};

// `proof`: the format holds patients by definition. `strong`: the words do. `weak`: only the name.
enum class Evidence { proof, strong, weak };

struct HealthFile {
    HealthKind kind;
    Evidence evidence;
    std::optional<std::uint64_t> person;  // The first it speaks of, see hash_person().
};

// `name` is the last part of a path. Nothing when it does not look like health data.
std::optional<HealthFile> recognise_health_file(std::string_view name, BytesView first_bytes,
                                                const HashKey& key);

// The same for a file whose bytes were not read: only names that leave little doubt.
std::optional<HealthFile> recognise_health_name(std::string_view name);

}  // namespace primum::formats
