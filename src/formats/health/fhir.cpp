#include "formats/health/fhir.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"
#include "formats/health/tree_walk.h"

namespace primum::formats {
namespace {

constexpr std::array<std::string_view, 2> person_resources{"Patient", "RelatedPerson"};

// Those that are about one patient, R5 §2.1; definitions and administration are left out.
constexpr std::array<std::string_view, 31> clinical_resources{"AllergyIntolerance",
                                                              "AdverseEvent",
                                                              "Appointment",
                                                              "CarePlan",
                                                              "CareTeam",
                                                              "Claim",
                                                              "ClinicalImpression",
                                                              "Communication",
                                                              "Composition",
                                                              "Condition",
                                                              "Consent",
                                                              "Coverage",
                                                              "DetectedIssue",
                                                              "DiagnosticReport",
                                                              "DocumentReference",
                                                              "Encounter",
                                                              "EpisodeOfCare",
                                                              "ExplanationOfBenefit",
                                                              "FamilyMemberHistory",
                                                              "Flag",
                                                              "Goal",
                                                              "ImagingStudy",
                                                              "Immunization",
                                                              "MedicationAdministration",
                                                              "MedicationRequest",
                                                              "MedicationStatement",
                                                              "Observation",
                                                              "Procedure",
                                                              "QuestionnaireResponse",
                                                              "RiskAssessment",
                                                              "ServiceRequest"};

// Definitions, administration and containers: resources, but of nobody.
constexpr std::array<std::string_view, 30> other_resources{"ActivityDefinition",
                                                           "Binary",
                                                           "Bundle",
                                                           "CapabilityStatement",
                                                           "CodeSystem",
                                                           "CompartmentDefinition",
                                                           "ConceptMap",
                                                           "Device",
                                                           "DeviceDefinition",
                                                           "GraphDefinition",
                                                           "Group",
                                                           "HealthcareService",
                                                           "ImplementationGuide",
                                                           "List",
                                                           "Location",
                                                           "Library",
                                                           "Measure",
                                                           "Medication",
                                                           "MessageHeader",
                                                           "NamingSystem",
                                                           "OperationDefinition",
                                                           "OperationOutcome",
                                                           "Organization",
                                                           "Parameters",
                                                           "PlanDefinition",
                                                           "Practitioner",
                                                           "PractitionerRole",
                                                           "Questionnaire",
                                                           "SearchParameter",
                                                           "StructureDefinition"};

bool is_among(std::string_view name, auto const& names) {
    return std::ranges::find(names, name) != names.end();
}

// What one resource says; what it says of a person lies in its own members or in names inside.
struct Resource {
    std::string_view type;
    std::string family;
    std::string given;
    std::string_view birth_date;
    std::string_view identifier;
};

class Reader {
public:
    explicit Reader(const PersonListener& listener) : listener_(listener) {}

    void take(const TreePiece& piece) {
        switch (piece.kind) {
            case TreePiece::Kind::begin:
                return open(piece.name);
            case TreePiece::Kind::end:
                return close();
            case TreePiece::Kind::value:
                return value(piece);
        }
    }

    bool has_resource() const { return has_resource_; }
    const HealthRecord& record() const { return record_; }

private:
    struct Level {
        std::string_view name;
        Resource resource;
    };

    void open(std::string_view name) {
        levels_.push_back({.name = name});
        // In XML the resource is the element.
        const bool is_type = is_among(name, person_resources) || is_among(name, clinical_resources);
        if (is_type) levels_.back().resource.type = name;
    }

    void close() {
        if (levels_.empty()) return;
        const auto level = std::move(levels_.back());
        levels_.pop_back();
        if (!level.resource.type.empty()) return finish(level.resource);
        if (!levels_.empty()) give(level.resource, levels_.back().resource);
    }

    // An element that is no resource of its own tells of the one around it.
    static void give(const Resource& inner, Resource& outer) {
        if (outer.family.empty()) outer.family = inner.family;
        if (outer.given.empty()) outer.given = inner.given;
        if (outer.birth_date.empty()) outer.birth_date = inner.birth_date;
        if (outer.identifier.empty()) outer.identifier = inner.identifier;
    }

    void value(const TreePiece& piece) {
        if (levels_.empty()) return;
        auto& resource = levels_.back().resource;
        if (piece.name == "resourceType") {
            resource.type = piece.text;
            has_resource_ = has_resource_ || is_among(piece.text, person_resources) ||
                            is_among(piece.text, clinical_resources) ||
                            is_among(piece.text, other_resources);
        } else if (piece.name == "family") {
            resource.family = piece.text;
        } else if (piece.name == "given" && resource.given.empty()) {
            resource.given = piece.text;
        } else if (piece.name == "text" && is_inside("name") && resource.family.empty()) {
            resource.family = piece.text;
        } else if (piece.name == "birthDate") {
            resource.birth_date = piece.text;
        } else if (piece.name == "value" && is_inside("identifier")) {
            resource.identifier = piece.text;
        }
    }

    bool is_inside(std::string_view name) const { return levels_.back().name == name; }

    void finish(const Resource& resource) {
        if (is_among(resource.type, clinical_resources)) ++record_.entries;
        if (!is_among(resource.type, person_resources)) return;
        const auto name = resource.family + " " + resource.given;
        const bool is_known =
            name.size() > 1 || !resource.identifier.empty() || !resource.birth_date.empty();
        if (!is_known) return;
        ++record_.persons;
        listener_(
            {.name = name, .birth_date = resource.birth_date, .identifier = resource.identifier});
    }

    const PersonListener& listener_;
    std::vector<Level> levels_;
    HealthRecord record_;
    bool has_resource_ = false;
};

bool may_be_fhir(std::string_view text) {
    return contains(text, "\"resourceType\"") || contains(text, "http://hl7.org/fhir");
}

}  // namespace

std::optional<HealthRecord> parse_fhir(std::string_view text, const PersonListener& listener) {
    if (!may_be_fhir(text)) return std::nullopt;
    Reader reader(listener);
    if (!walk_tree(text, [&](const TreePiece& piece) { reader.take(piece); })) return std::nullopt;
    auto record = reader.record();
    const bool is_xml = record.persons + record.entries > 0;
    if (!reader.has_resource() && !is_xml) return std::nullopt;
    record.is_test = has_test_identity_only(text);
    return record;
}

}  // namespace primum::formats
