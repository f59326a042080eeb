#include "compliance/documents/template.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "controls/yaml.h"

namespace primum::compliance {
namespace {

constexpr std::array extra_names{"today", "due_on", "not_before", "number", "notify_by", "sender"};
constexpr std::string_view practice_prefix = "practice.";

// A field named in a template, of the record or of the practice.
const Field* field_named(RecordKind about, std::string_view name) {
    if (name.starts_with(practice_prefix)) {
        return find_field(form_of(RecordKind::practice), name.substr(practice_prefix.size()));
    }
    return find_field(form_of(about), name);
}

// Calls `plain` with each stretch of text and `named` with each {name}.
template <class Plain, class Named>
void walk(std::string_view text, Plain&& plain, Named&& named) {
    while (!text.empty()) {
        const auto open = text.find('{');
        const auto close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) {
            plain(text);
            return;
        }
        plain(text.substr(0, open));
        named(text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
}

std::string_view raw_value(const Template& made, const Filling& filling, std::string_view name) {
    if (name.starts_with(practice_prefix) || made.about == RecordKind::practice) {
        if (name.starts_with(practice_prefix)) name.remove_prefix(practice_prefix.size());
        return filling.practice != nullptr ? value_of(*filling.practice, name) : std::string_view();
    }
    return filling.record != nullptr ? value_of(*filling.record, name) : std::string_view();
}

std::string value_shown(const Template& made, const Filling& filling, std::string_view name,
                        Language language) {
    const auto extra = filling.more.find(name);
    if (extra != filling.more.end()) return extra->second;
    const auto* field = field_named(made.about, name);
    if (field == nullptr) return std::string(name);
    const auto value = raw_value(made, filling, name);
    if (!value.empty()) return shown(*field, value, language);
    return (language == Language::french ? "[à compléter : " : "[to fill in: ") +
           std::string(field->label.in(language)) + "]";
}

std::string filled(std::string_view text, const Template& made, const Filling& filling,
                   Language language) {
    std::string whole;
    walk(
        text, [&](std::string_view plain) { whole += plain; },
        [&](std::string_view name) { whole += value_shown(made, filling, name, language); });
    return whole;
}

void append_lines(std::vector<std::string>& lines, std::string_view text) {
    for (const auto line : split(text, '\n')) {
        if (!trim(line).empty()) lines.emplace_back(trim(line));
    }
}

void address(Document& document, RecordKind about, const Filling& filling) {
    if (filling.practice != nullptr) {
        for (const auto* name : {"name", "in_charge", "address", "phone", "email"}) {
            append_lines(document.sender, value_of(*filling.practice, name));
        }
    }
    if (filling.record == nullptr) return;
    if (about == RecordKind::processor) {
        append_lines(document.recipient, value_of(*filling.record, "name"));
        append_lines(document.recipient, value_of(*filling.record, "contact"));
        return;
    }
    const auto asker = value_of(*filling.record, "asker_name");
    append_lines(document.recipient, asker.empty() ? value_of(*filling.record, "patient") : asker);
    append_lines(document.recipient, value_of(*filling.record, "address"));
}

}  // namespace

bool is_extra_name(std::string_view name) { return std::ranges::count(extra_names, name) > 0; }

bool holds(const std::vector<Test>& tests, const Values& values) {
    return std::ranges::all_of(tests, [&](const Test& test) {
        const auto value = value_of(values, test.name);
        switch (test.is) {
            case Test::Is::equal:
                return is_one_of(value, test.value);
            case Test::Is::other:
                return !is_one_of(value, test.value);
            case Test::Is::there:
                return !value.empty();
        }
        return false;
    });
}

const Template* Templates::find(std::string_view id) const {
    const auto found = std::ranges::find(all, id, &Template::id);
    return found == all.end() ? nullptr : &*found;
}

Document fill(const Template& made, const Filling& filling, Language language) {
    Document document{.language = language,
                      .title = filled(made.title.in(language), made, filling, language)};
    if (made.layout == Template::Layout::letter) address(document, made.about, filling);
    const auto today = filling.more.find("today");
    if (made.layout == Template::Layout::letter && today != filling.more.end()) {
        document.date = language == Language::french ? "Le " + today->second : today->second;
    }
    static const Values nothing;
    const auto* values = made.about == RecordKind::practice ? filling.practice : filling.record;
    for (const auto& part : made.parts(language)) {
        if (!holds(part.when, values != nullptr ? *values : nothing)) continue;
        document.blocks.push_back(
            {.kind = part.kind, .text = filled(part.text, made, filling, language)});
    }
    return document;
}

namespace {

using controls::Problem;
using controls::YamlNode;

// Reads one template, noting what is wrong.
class Reading {
public:
    Reading(const std::filesystem::path& file, std::vector<Problem>& problems)
        : file_(file), problems_(problems) {}

    std::optional<Template> read(std::string_view text) {
        auto parsed = controls::parse_yaml(text);
        if (const auto* problem = std::get_if<controls::YamlProblem>(&parsed)) {
            wrong(problem->line, problem->what);
            return std::nullopt;
        }
        const auto& root = std::get<YamlNode>(parsed);
        if (root.kind != YamlNode::Kind::map) {
            wrong(1, {"ce n'est pas un modèle de lettre", "this is no template of a letter"});
            return std::nullopt;
        }
        Template made{.file = file_};
        made.id = text_of(root, "id");
        if (made.id != file_.stem()) {
            wrong(root.line,
                  {"l'identifiant n'est pas le nom du fichier", "the id is not the file's name"});
        }
        const auto about = record_kind_of(text_of(root, "about"));
        if (!about) wrong(root.line, {"« about » inconnu", "unknown 'about'"});
        made.about = about.value_or(RecordKind::practice);
        const auto layout = text_of(root, "layout");
        if (layout != "letter" && layout != "sheet") {
            wrong(root.line, {"« layout » est letter ou sheet", "'layout' is letter or sheet"});
        }
        made.layout = layout == "sheet" ? Template::Layout::sheet : Template::Layout::letter;
        read_language(root, "fr", made, made.title.french, made.french);
        read_language(root, "en", made, made.title.english, made.english);
        if (made.french.size() != made.english.size()) {
            wrong(root.line, {"il n'y a pas autant de parties dans les deux langues",
                              "the two languages have not as many parts"});
        }
        for (const auto& item : root.items) expect_key(item);
        return made;
    }

private:
    void wrong(int line, Sentence what) { problems_.push_back({file_, line, std::move(what)}); }

    void expect_key(const YamlNode& item) {
        for (const auto* known : {"id", "about", "layout", "fr", "en"}) {
            if (item.key == known) return;
        }
        wrong(item.line, say("clé inconnue : {}", "unknown key: {}", item.key));
    }

    std::string text_of(const YamlNode& map, std::string_view key) {
        const auto* node = map.find(key);
        if (node != nullptr && node->kind == YamlNode::Kind::scalar)
            return std::string(trim(node->text));
        wrong(map.line, say("« {} » manque", "'{}' is missing", key));
        return {};
    }

    void read_language(const YamlNode& root, std::string_view key, const Template& made,
                       std::string& title, std::vector<TemplatePart>& parts) {
        const auto* node = root.find(key);
        if (node == nullptr || node->kind != YamlNode::Kind::map) {
            return wrong(root.line, say("« {} » manque", "'{}' is missing", key));
        }
        title = text_of(*node, "title");
        check_names(title, made.about, node->line);
        const auto* list = node->find("parts");
        if (list == nullptr || list->kind != YamlNode::Kind::list) {
            return wrong(node->line, {"« parts » manque", "'parts' is missing"});
        }
        for (const auto& item : list->items) read_part(item, made.about, parts);
    }

    void read_part(const YamlNode& item, RecordKind about, std::vector<TemplatePart>& parts) {
        TemplatePart part;
        if (item.kind == YamlNode::Kind::scalar) {
            part.text = trim(item.text);
        } else if (item.kind != YamlNode::Kind::map) {
            return wrong(item.line, {"une partie est un texte", "a part is a text"});
        }
        for (const auto& member : item.items) {
            const std::string text(trim(member.text));
            if (member.key == "when") {
                part.when = read_tests(text, about, member.line);
            } else if (const auto kind = kind_of(member.key)) {
                part.kind = *kind;
                part.text = text;
            } else {
                wrong(member.line, say("clé inconnue : {}", "unknown key: {}", member.key));
            }
        }
        check_names(part.text, about, item.line);
        parts.push_back(std::move(part));
    }

    static std::optional<BlockKind> kind_of(std::string_view key) {
        if (key == "text") return BlockKind::paragraph;
        if (key == "heading") return BlockKind::heading;
        if (key == "bullet") return BlockKind::bullet;
        if (key == "tick") return BlockKind::tick;
        if (key == "space") return BlockKind::space;
        return std::nullopt;
    }

    std::vector<Test> read_tests(std::string_view text, RecordKind about, int line) {
        std::vector<Test> tests;
        for (const auto one : split(text, '&')) {
            const auto word = trim(one);
            const auto equals = word.find('=');
            Test test{.name = std::string(word)};
            if (equals != std::string_view::npos) {
                const bool other = equals > 0 && word[equals - 1] == '!';
                test.is = other ? Test::Is::other : Test::Is::equal;
                test.name = trim(word.substr(0, other ? equals - 1 : equals));
                test.value = trim(word.substr(equals + 1));
            }
            const auto* field = find_field(form_of(about), test.name);
            const bool is_choice =
                field != nullptr &&
                (test.value.empty() || field->choices.empty() ||
                 std::ranges::count(field->choices, test.value, &Choice::id) > 0);
            if (!is_choice) {
                wrong(line,
                      say("condition inconnue : {}", "unknown condition: {}", printable(word)));
            }
            tests.push_back(std::move(test));
        }
        return tests;
    }

    void check_names(std::string_view text, RecordKind about, int line) {
        walk(
            text, [](std::string_view) {},
            [&](std::string_view name) {
                if (is_extra_name(name) || field_named(about, name) != nullptr) return;
                wrong(line,
                      say("champ inconnu : {{{}}}", "unknown field: {{{}}}", printable(name)));
            });
    }

    const std::filesystem::path& file_;
    std::vector<Problem>& problems_;
};

}  // namespace

std::optional<Template> parse_template(std::string_view text, const std::filesystem::path& file,
                                       std::vector<Problem>& problems) {
    return Reading(file, problems).read(text);
}

}  // namespace primum::compliance
