#include "formats/health_file.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/dicom_data_set.h"
#include "formats/french_text.h"
#include "formats/health_letter.h"
#include "formats/person_hash.h"

namespace primum::formats {
namespace {

using Found = std::optional<HealthFile>;

// The value between two marks, or nothing: between("a=1;", "a=", ";") is "1".
std::string_view between(std::string_view text, std::string_view before, std::string_view after) {
    const auto begin = text.find(before);
    if (begin == std::string_view::npos) return {};
    const auto value = text.substr(begin + before.size());
    const auto end = value.find(after);
    return end == std::string_view::npos ? std::string_view{} : value.substr(0, end);
}

std::string_view part(std::string_view text, char separator, std::size_t index) {
    const auto parts = split(text, separator);
    return index < parts.size() ? parts[index] : std::string_view{};
}

// --- DICOM, PS3.10 §7.1 -------------------------------------------------------------------------

constexpr std::size_t preamble_size_bytes = 128;

struct DicomTraits {
    std::string transfer_syntax;
    std::string_view name;
    std::string_view birth_date;
    std::string_view identifier;
};

// Reads elements until the group after the patient's; the first bytes end where they end.
void read_elements(DataSetReader& reader, std::uint16_t group_max, DicomTraits& traits) {
    while (true) {
        const auto element = reader.next();
        if (!element || !*element || (*element)->tag.group > group_max) return;
        const auto value = text_of((*element)->value);
        if ((*element)->tag == Tag{0x0002, 0x0010}) traits.transfer_syntax = value;
        if ((*element)->tag == Tag{0x0010, 0x0010}) traits.name = value;
        if ((*element)->tag == tags::patient_id) traits.identifier = value;
        if ((*element)->tag == tags::patient_birth_date) traits.birth_date = value;
    }
}

std::optional<std::uint64_t> dicom_person(BytesView bytes, const HashKey& key) {
    const auto meta = bytes.subspan(preamble_size_bytes + 4);
    // The length of the meta information stands in its first element, PS3.10 §7.1.
    if (meta.size() < 12) return std::nullopt;
    ByteReader length_reader(meta.subspan(8));
    const auto length = length_reader.u32_little();
    if (!length || *length > meta.size() - 12) return std::nullopt;

    DicomTraits traits;
    DataSetReader meta_reader(meta.first(12 + *length), Encoding::explicit_little);
    read_elements(meta_reader, 0x0002, traits);
    const bool is_implicit = traits.transfer_syntax == implicit_little_endian.view();
    DataSetReader reader(meta.subspan(12 + *length),
                         is_implicit ? Encoding::implicit_little : Encoding::explicit_little);
    read_elements(reader, 0x0010, traits);
    return hash_person(
        {.name = traits.name, .birth_date = traits.birth_date, .identifier = traits.identifier},
        key);
}

Found recognise_dicom(std::string_view name, BytesView bytes, const HashKey& key) {
    const auto text = as_text(bytes);
    if (text.size() < preamble_size_bytes + 4) return std::nullopt;
    if (text.substr(preamble_size_bytes, 4) != "DICM") return std::nullopt;
    if (equal_ignoring_case(name, "DICOMDIR")) {
        return HealthFile{HealthKind::dicom_directory, Evidence::proof, {}};
    }
    return HealthFile{HealthKind::dicom, Evidence::proof, dicom_person(bytes, key)};
}

// --- HL7 v2 and HPRIM ---------------------------------------------------------------------------

// The segment that begins with `head` at the beginning of a line.
std::string_view find_segment(std::string_view text, std::string_view head) {
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_of("\r\n", at), text.size());
        const auto line = text.substr(at, end - at);
        if (line.starts_with(head)) return line;
        at = end + 1;
    }
    return {};
}

std::string_view without_marks(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    if (text.starts_with('\x0b')) text.remove_prefix(1);  // MLLP.
    return text;
}

// HL7 v2.5 §2.15.9, §3.4.2: MSH names the signs that separate, PID the patient.
Found recognise_hl7(std::string_view text, const HashKey& key) {
    const auto header = find_segment(text, "MSH|");
    const bool begins_so =
        text.starts_with("MSH|") || text.starts_with("FHS|") || text.starts_with("BHS|");
    if (!begins_so || header.empty()) return std::nullopt;
    const auto patient = find_segment(text, "PID|");
    const auto identifier = part(part(patient, '|', 3), '^', 0);
    const auto name = part(part(patient, '|', 5), '~', 0);
    const auto given = std::string(part(name, '^', 0)) + " " + std::string(part(name, '^', 1));
    if (identifier.empty() && trim(given).empty()) return std::nullopt;
    return HealthFile{
        HealthKind::hl7, Evidence::proof,
        hash_person({.name = given, .birth_date = part(patient, '|', 7), .identifier = identifier},
                    key)};
}

// HPRIM Santé 2.x: H|~^\&|...|H2.2~C|..., then P|1|...|NAME~GIVEN||19500101|M.
Found recognise_hprim_sante(std::string_view text, const HashKey& key) {
    const auto header = find_segment(text, "H|");
    if (!text.starts_with("H|") || header.size() < 7 || header[6] != '|') return std::nullopt;
    const auto patient = find_segment(text, "P|");
    if (patient.empty()) return std::nullopt;
    const auto name = part(patient, '|', 5);
    return HealthFile{HealthKind::hprim, Evidence::proof,
                      hash_person({.name = name,
                                   .birth_date = part(patient, '|', 7),
                                   .identifier = part(patient, '|', 2)},
                                  key)};
}

// HPRIM Médecins 3.0: twelve lines about the patient and the sender, then text, then results.
Found recognise_hprim_medecins(std::string_view name, std::string_view text, const HashKey& key) {
    const bool has_results = contains(text, "****LAB****") && contains(text, "RES|");
    const bool has_end = contains(text, "****FIN****") || contains(text, "****FINFICHIER****");
    const auto lines = split(text, '\n');
    if (lines.size() < 8) return std::nullopt;
    const auto birth_date = trim(lines[6]);
    const bool has_date = birth_date.size() == 10 && birth_date[2] == '/' && birth_date[5] == '/';
    const bool is_named = lower_case(name).ends_with(".hpr") && has_date;
    if (!has_results && !has_end && !is_named) return std::nullopt;
    const auto person = std::string(trim(lines[1])) + " " + std::string(trim(lines[2]));
    return HealthFile{
        HealthKind::hprim, Evidence::proof,
        hash_person({.name = person, .birth_date = birth_date, .identifier = trim(lines[0])}, key)};
}

// --- CDA and FHIR -------------------------------------------------------------------------------

Found recognise_cda(std::string_view text, const HashKey& key) {
    const bool is_document = contains(text, "ClinicalDocument") && contains(text, "urn:hl7-org:v3");
    if (!text.starts_with('<') || !is_document) return std::nullopt;
    const auto at = text.find("recordTarget");
    if (at == std::string_view::npos) {
        return HealthFile{HealthKind::cda, Evidence::strong, {}};  // Its patient comes later.
    }
    const auto target = text.substr(at);
    const auto begin = target.find("<family");
    const auto family = begin == std::string_view::npos ? "" : target.substr(begin);
    const auto name = std::string(between(family, ">", "<")) + " " +
                      std::string(between(target, "<given>", "</given>"));
    return HealthFile{HealthKind::cda, Evidence::proof,
                      hash_person({.name = name,
                                   .birth_date = between(target, "birthTime value=\"", "\""),
                                   .identifier = between(target, "extension=\"", "\"")},
                                  key)};
}

std::string without_spaces(std::string_view text) {
    std::string kept;
    for (const char character : text) {
        const bool is_space =
            character == ' ' || character == '\n' || character == '\r' || character == '\t';
        if (!is_space) kept.push_back(character);
    }
    return kept;
}

// FHIR R4 in JSON: the resources that speak of a patient, not those that define the standard.
Found recognise_fhir(std::string_view text, const HashKey& key) {
    static constexpr std::array<std::string_view, 12> resources{
        "Patient",          "Observation",         "Condition",         "MedicationRequest",
        "DiagnosticReport", "MedicationStatement", "Immunization",      "AllergyIntolerance",
        "Procedure",        "Encounter",           "DocumentReference", "Composition"};
    if (!trim(text).starts_with('{')) return std::nullopt;
    const auto dense = without_spaces(text);
    const auto is_about = [&](std::string_view resource) {
        return contains(dense, "\"resourceType\":\"" + std::string(resource) + "\"");
    };
    if (!std::ranges::any_of(resources, is_about)) return std::nullopt;
    if (!is_about("Patient")) return HealthFile{HealthKind::fhir, Evidence::strong, {}};
    const auto name = std::string(between(dense, "\"family\":\"", "\"")) + " " +
                      std::string(between(dense, "\"given\":[\"", "\""));
    return HealthFile{HealthKind::fhir, Evidence::proof,
                      hash_person({.name = name,
                                   .birth_date = between(dense, "\"birthDate\":\"", "\""),
                                   .identifier = between(dense, "\"id\":\"", "\"")},
                                  key)};
}

// --- Archives and office documents --------------------------------------------------------------

bool is_portability_archive(std::string_view name) {
    const auto lower = lower_case(name);
    if (lower.size() != 21 || !lower.starts_with("pa") || !lower.ends_with(".zip")) return false;
    const auto is_number = [&](std::size_t begin, std::size_t length) {
        return parse_number(std::string_view(lower).substr(begin, length)).has_value();
    };
    return is_number(2, 8) && lower[10] == 't' && is_number(11, 6);
}

bool is_exchange_archive_name(std::string_view name) {
    return equal_ignoring_case(name, "IHE_XDM.ZIP");
}

Found recognise_archive(std::string_view name, std::string_view text) {
    if (!text.starts_with("PK\x03\x04")) return std::nullopt;
    if (is_portability_archive(name)) {
        return HealthFile{HealthKind::portability_archive, Evidence::proof, {}};
    }
    const bool holds_exchange = contains(text, "IHE_XDM/SUBSET01");
    if (!holds_exchange && !is_exchange_archive_name(name)) return std::nullopt;
    return HealthFile{HealthKind::exchange_archive, Evidence::proof, {}};
}

bool has_medical_name(std::string_view name) {
    static constexpr std::array<std::string_view, 14> words{
        "ordonnance",         "compte rendu",    "compte-rendu",  "compte_rendu",
        "echographie",        "mammographie",    "radiographie",  "hospitalisation",
        "biologie",           "dossier patient", "fiche patient", "dossier medical",
        "certificat medical", "arret de travail"};
    const auto folded = fold_french(as_bytes(name));
    return std::ranges::any_of(words, [&](auto word) { return contains(folded, word); });
}

bool is_office_document(std::string_view text) {
    static constexpr std::array<std::string_view, 6> heads{
        "%PDF-", "PK\x03\x04", "\xd0\xcf\x11\xe0", "{\\rtf", "\xff\xd8\xff", "\x89PNG"};
    return std::ranges::any_of(heads, [&](auto head) { return text.starts_with(head); });
}

bool is_plain_text(std::string_view text) {
    const bool is_utf16 = text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff");
    return is_utf16 || text.starts_with("{\\rtf") || !contains(text, std::string_view("\0", 1));
}

}  // namespace

std::optional<HealthFile> recognise_health_file(std::string_view name, BytesView first_bytes,
                                                const HashKey& key) {
    const auto bytes = first_bytes.first(std::min(first_bytes.size(), health_file_first_bytes));
    const auto text = without_marks(as_text(bytes));
    if (auto found = recognise_dicom(name, bytes, key)) return found;
    if (auto found = recognise_hl7(text, key)) return found;
    if (auto found = recognise_hprim_sante(text, key)) return found;
    if (auto found = recognise_hprim_medecins(name, text, key)) return found;
    if (auto found = recognise_cda(text, key)) return found;
    if (auto found = recognise_fhir(text, key)) return found;
    if (auto found = recognise_archive(name, text)) return found;
    if (is_plain_text(text)) {
        const auto letter = recognise_health_letter(bytes, key);
        if (letter) return HealthFile{HealthKind::letter, Evidence::strong, letter->person};
    }
    if (has_medical_name(name) && is_office_document(text)) {
        return HealthFile{HealthKind::named, Evidence::weak, {}};
    }
    return std::nullopt;
}

std::optional<HealthFile> recognise_health_name(std::string_view name) {
    const auto lower = lower_case(name);
    const auto weakly = [](HealthKind kind) { return HealthFile{kind, Evidence::weak, {}}; };
    if (lower == "dicomdir") return weakly(HealthKind::dicom_directory);
    if (lower.ends_with(".dcm")) return weakly(HealthKind::dicom);
    if (lower.ends_with(".hl7")) return weakly(HealthKind::hl7);
    if (lower.ends_with(".hpr")) return weakly(HealthKind::hprim);
    if (is_portability_archive(name)) return weakly(HealthKind::portability_archive);
    if (is_exchange_archive_name(name)) return weakly(HealthKind::exchange_archive);
    return std::nullopt;
}

}  // namespace primum::formats
