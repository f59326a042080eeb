// The register of GDPR article 30: its thirteen usual activities, pre-filled, and how it is
// printed.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/documents/document.h"
#include "compliance/record.h"
#include "controls/control.h"

namespace primum::compliance {

// What a query over the facts tells. The queries are run by whoever has the facts.
struct Evidence {
    std::string seen;  // SQL; a row means yes. Empty: the facts cannot tell.
};

struct ActivityTemplate {
    std::string id;
    bool health = false;  // It handles health data: the security measures seen are named in it.
    Evidence evidence;
    Values french;  // Of RecordKind::activity, without state and security.
    Values english;
    int line = 0;
};

struct SecurityMeasure {
    Evidence evidence;
    Sentence text;
};

struct RegisterTemplate {
    std::vector<SecurityMeasure> security;
    std::vector<ActivityTemplate> activities;
};

std::optional<RegisterTemplate> parse_register(std::string_view text,
                                               const std::filesystem::path& file,
                                               std::vector<controls::Problem>& problems);
// catalogue/register/activities.yaml.
std::optional<RegisterTemplate> load_register(const std::filesystem::path& catalogue,
                                              std::vector<controls::Problem>& problems);

// To be confirmed by a person: state is "draft". `measures` are those that were seen, as sentences.
Values prefilled(const ActivityTemplate& activity, const std::vector<Sentence>& measures,
                 Language language);

// All activities that are done, with the version and the day of each: what is printed and shown to
// the CNIL.
Document register_document(std::span<const Record> activities, const Values& practice,
                           Language language);

}  // namespace primum::compliance
