#include "compliance/register.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "compliance/catalogue_files.h"
#include "compliance/day.h"
#include "compliance/yaml_reading.h"
#include "os/file.h"

namespace primum::compliance {
namespace {

constexpr std::array filled_fields{"title", "purposes",   "basis",    "people",
                                   "data",  "recipients", "retention"};

std::string optional_text(const controls::YamlNode& map, std::string_view key) {
    const auto* node = map.find(key);
    return node == nullptr ? std::string() : std::string(trim(node->text));
}

Values read_texts(const controls::YamlNode& map, std::string_view language,
                  const YamlReading& reading) {
    Values values;
    const auto* node = map.find(language);
    if (node == nullptr) {
        reading.wrong(map.line, say("« {} » manque", "'{}' is missing", language));
        return values;
    }
    for (const auto* name : filled_fields) values[name] = reading.text(*node, name);
    for (const auto& item : node->items) {
        if (!values.contains(item.key)) {
            reading.wrong(item.line,
                          say("clé inconnue : {}", "unknown key: {}", printable(item.key)));
        }
    }
    return values;
}

ActivityTemplate read_activity(const controls::YamlNode& node, const YamlReading& reading) {
    reading.expect_keys(node, {"id", "health", "seen", "fr", "en"});
    ActivityTemplate activity{.id = reading.text(node, "id"),
                              .health = optional_text(node, "health") == "true",
                              .evidence = {optional_text(node, "seen")},
                              .french = read_texts(node, "fr", reading),
                              .english = read_texts(node, "en", reading),
                              .line = node.line};
    for (const auto* texts : {&activity.french, &activity.english}) {
        auto whole = *texts;
        whole["state"] = "draft";
        for (const auto& refusal : check(form_of(RecordKind::activity), whole).refusals) {
            reading.wrong(node.line, join({refusal.field, refusal.field}, refusal.why));
        }
    }
    return activity;
}

}  // namespace

std::optional<RegisterTemplate> parse_register(std::string_view text,
                                               const std::filesystem::path& file,
                                               std::vector<controls::Problem>& problems) {
    const YamlReading reading(file, problems);
    const auto root = reading.map(text, {"checked", "security", "activities"});
    if (!root) return std::nullopt;
    RegisterTemplate made;
    for (const auto& item : reading.list(*root, "security")) {
        reading.expect_keys(item, {"seen", "fr", "en"});
        made.security.push_back({{reading.text(item, "seen")}, reading.both(item)});
    }
    for (const auto& item : reading.list(*root, "activities")) {
        auto activity = read_activity(item, reading);
        if (std::ranges::count(made.activities, activity.id, &ActivityTemplate::id) > 0) {
            reading.wrong(item.line, {"cet identifiant est déjà pris", "this id is taken"});
        }
        made.activities.push_back(std::move(activity));
    }
    return made;
}

std::optional<RegisterTemplate> load_register(const std::filesystem::path& catalogue,
                                              std::vector<controls::Problem>& problems) {
    const auto file = catalogue / "register" / "activities.yaml";
    const auto text = os::read_text(file, controls::yaml_bytes_max);
    if (text) return parse_register(*text, file, problems);
    problems.push_back({file, 0, text.error().message});
    return std::nullopt;
}

Values prefilled(const ActivityTemplate& activity, const std::vector<Sentence>& measures,
                 Language language) {
    auto values = language == Language::french ? activity.french : activity.english;
    values["template"] = activity.id;
    values["state"] = "draft";
    std::string security;
    if (activity.health || activity.id == "security") {
        for (const auto& measure : measures) {
            if (!security.empty()) security += ' ';
            security += measure.in(language);
        }
    }
    if (!security.empty()) values["security"] = std::move(security);
    return values;
}

Document register_document(std::span<const Record> activities, const Values& practice,
                           Language language) {
    const bool french = language == Language::french;
    Document document{.language = language,
                      .title = french ? "Registre des activités de traitement (RGPD, article 30)"
                                      : "Record of processing activities (GDPR, article 30)"};
    const auto answer = [&](const Field& field, std::string_view value) {
        if (value.empty()) return;
        document.blocks.push_back({.kind = BlockKind::answer,
                                   .text = shown(field, value, language),
                                   .label = std::string(field.label.in(language))});
    };
    for (const auto* name : {"name", "in_charge", "address", "phone", "email", "siren", "dpo"}) {
        answer(*find_field(form_of(RecordKind::practice), name), value_of(practice, name));
    }
    for (const auto& activity : activities) {
        if (activity.value("state") == "unused") continue;
        document.blocks.push_back(
            {.kind = BlockKind::heading, .text = std::string(activity.value("title"))});
        for (const auto& field : form_of(RecordKind::activity)) {
            if (field.name == "title" || field.name == "template") continue;
            answer(field, activity.value(field.name));
        }
        const auto changed = short_day(local_day_of(activity.changed_at), language);
        document.blocks.push_back(
            {.kind = BlockKind::answer,
             .text = std::to_string(activity.version) + (french ? ", du " : ", of ") + changed,
             .label = "Version"});
    }
    return document;
}

}  // namespace primum::compliance
