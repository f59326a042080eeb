#include "controls/control_file.h"

#include <algorithm>

#include "base/text.h"
#include "base/time.h"
#include "controls/reader.h"
#include "facts/tables.h"

namespace primum::controls {
namespace {

bool is_plain_id(std::string_view id) {
    return !id.empty() &&
           id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

std::string read_id(Reader& reader, const YamlNode& map) {
    auto id = reader.text(map, "id");
    if (!id.empty() && !is_plain_id(id)) {
        reader.wrong(map.find("id")->line,
                     {"un id n'a que des minuscules, des chiffres et des tirets",
                      "an id has lower-case letters, digits and dashes only"});
    }
    return id;
}

bool is_day(std::string_view text) {
    return parse_time(std::string(text) + "T00:00:00Z").has_value();
}

struct Texts {
    std::string title;
    std::string why;
    std::vector<std::string> fix;
};

Texts read_texts(Reader& reader, const YamlNode& map, std::string_view language) {
    const auto* node = map.find(language);
    if (node == nullptr) {
        reader.wrong(map.line, say("« {} » manque", "\"{}\" is missing", language));
        return {};
    }
    if (!reader.expect_map(*node, {"title", "why", "fix"})) return {};
    return {reader.text(*node, "title"), reader.text(*node, "why"), reader.texts(*node, "fix")};
}

void read_both_languages(Reader& reader, const YamlNode& map, Control& control) {
    auto french = read_texts(reader, map, "fr");
    auto english = read_texts(reader, map, "en");
    control.title = {french.title, english.title};
    control.why = {french.why, english.why};
    if (french.fix.size() != english.fix.size() && !french.fix.empty() && !english.fix.empty()) {
        reader.wrong(map.find("fr")->line, say("{} étapes en français, {} en anglais",
                                               "{} steps in French, {} in English",
                                               french.fix.size(), english.fix.size()));
    }
    const auto steps = std::min(french.fix.size(), english.fix.size());
    for (std::size_t i = 0; i < steps; ++i) {
        control.fix.push_back({std::move(french.fix[i]), std::move(english.fix[i])});
    }
}

Case read_case(Reader& reader, const YamlNode& node, Case::Expected expected) {
    Case made{.expected = expected, .line = node.line};
    made.facts = reader.rows(node, {"expect_severity"});
    if (node.find("expect_severity") != nullptr) {
        made.severity = reader.severity(node, "expect_severity");
    }
    return made;
}

void read_cases(Reader& reader, const YamlNode& map, Control& control) {
    const auto* cases = map.find("cases");
    if (cases == nullptr) return;
    if (!reader.expect_map(*cases, {"fail", "pass", "not_applicable", "expect_severity"})) return;
    const auto read = [&](std::string_view key, Case::Expected expected) {
        reader.each(*cases, key, [&](const YamlNode& node) {
            control.cases.push_back(read_case(reader, node, expected));
        });
    };
    read("fail", Case::Expected::fail);
    read("pass", Case::Expected::pass);
    read("not_applicable", Case::Expected::not_applicable);
    if (cases->find("expect_severity") == nullptr) return;
    const auto common = reader.severity(*cases, "expect_severity");  // Of the failing ones.
    for (auto& made : control.cases) {
        if (made.expected == Case::Expected::fail && !made.severity) made.severity = common;
    }
}

void check_tables(Reader& reader, const YamlNode& map, const Control& control) {
    for (const auto& name : control.reads) {
        if (facts::find_table(name) != nullptr) continue;
        reader.wrong(map.find("reads")->line,
                     say("table inconnue : {}", "unknown table: {}", printable(name)));
    }
}

Reference read_reference(Reader& reader, const YamlNode& map, const std::filesystem::path& file) {
    Reference reference{.file = file};
    if (!reader.expect_map(map, {"id", "title", "url", "article", "section", "where", "checked",
                                 "confidence", "source"})) {
        return reference;
    }
    reference.id = read_id(reader, map);
    reference.title = reader.sentence(map, "title");
    reference.url = reader.optional_text(map, "url");
    for (const char* key : {"article", "section", "where"}) {
        if (auto section = reader.optional_text(map, key)) reference.section = std::move(section);
    }
    reference.source = reader.optional_text(map, "source");
    reference.checked = reader.text(map, "checked");
    if (!reference.checked.empty() && !is_day(reference.checked)) {
        reader.wrong(map.find("checked")->line,
                     {"« checked » est un jour : AAAA-MM-JJ", "\"checked\" is a day: YYYY-MM-DD"});
    }
    const auto confidence = reader.text(map, "confidence");
    if (confidence == "high") reference.confidence = Reference::Confidence::high;
    if (confidence == "medium") reference.confidence = Reference::Confidence::medium;
    if (confidence != "high" && confidence != "medium" && confidence != "low" &&
        !confidence.empty()) {
        reader.wrong(map.find("confidence")->line, {"« confidence » est high, medium ou low",
                                                    "\"confidence\" is high, medium or low"});
    }
    return reference;
}

}  // namespace

std::optional<Control> parse_control_file(std::string_view text, const std::filesystem::path& file,
                                          std::vector<Problem>& problems) {
    Reader reader(file, problems);
    const auto root = reader.parse(text);
    if (!root || !reader.expect_map(*root, {"id", "severity", "reads", "probes", "applies",
                                            "observed", "fails", "cites", "fr", "en", "cases"})) {
        return std::nullopt;
    }
    Control control{.file = file};
    control.id = read_id(reader, *root);
    control.severity = reader.severity(*root, "severity");
    control.reads = reader.texts(*root, "reads");
    control.probes = reader.optional_texts(*root, "probes");
    control.applies = reader.optional_text(*root, "applies");
    control.observed = reader.optional_text(*root, "observed");
    control.fails = reader.text(*root, "fails");
    control.cites = reader.texts(*root, "cites");
    check_tables(reader, *root, control);
    read_both_languages(reader, *root, control);
    read_cases(reader, *root, control);
    return control;
}

std::vector<Reference> parse_reference_file(std::string_view text,
                                            const std::filesystem::path& file,
                                            std::vector<Problem>& problems) {
    Reader reader(file, problems);
    const auto root = reader.parse(text);
    std::vector<Reference> all;
    if (!root) return all;
    if (root->kind != YamlNode::Kind::list) return {read_reference(reader, *root, file)};
    for (const auto& item : root->items) all.push_back(read_reference(reader, item, file));
    return all;
}

std::optional<LeadingNumber> parse_exposed_file(std::string_view text,
                                                const std::filesystem::path& file,
                                                std::vector<Problem>& problems) {
    Reader reader(file, problems);
    const auto root = reader.parse(text);
    if (!root || !reader.expect_map(*root, {"query", "probes", "how", "cases"}))
        return std::nullopt;
    LeadingNumber number{.file = file};
    number.query = reader.text(*root, "query");
    number.probes = reader.optional_texts(*root, "probes");
    number.how = reader.sentence(*root, "how");
    reader.each(*root, "cases", [&](const YamlNode& node) {
        if (!reader.expect_map(node, {"given", "patients", "records"})) return;
        LeadingNumber::Try made{.line = node.line};
        if (const auto* given = node.find("given")) made.given = reader.rows(*given, {});
        made.patients = reader.count(node, "patients");
        made.records = reader.count(node, "records");
        number.cases.push_back(std::move(made));
    });
    return number;
}

}  // namespace primum::controls
