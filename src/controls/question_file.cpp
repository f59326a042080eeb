#include "controls/question_file.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "controls/reader.h"

namespace primum::controls {
namespace {

bool is_plain_id(std::string_view id) {
    return id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

std::string read_id(Reader& reader, const YamlNode& map) {
    auto id = reader.text(map, "id");
    if (!is_plain_id(id)) {
        reader.wrong(map.line, {"un id n'a que des minuscules, des chiffres et des tirets",
                                "an id has lower-case letters, digits and dashes only"});
    }
    return id;
}

std::vector<Option> read_options(Reader& reader, const YamlNode& map) {
    std::vector<Option> options;
    reader.each(map, "options", [&](const YamlNode& node) {
        if (!reader.expect_map(node, {"id", "fr", "en"})) return;
        Option option{read_id(reader, node), {reader.text(node, "fr"), reader.text(node, "en")}};
        const bool twin = std::ranges::find(options, option.id, &Option::id) != options.end();
        if (twin || option.id == unknown_answer) {
            reader.wrong(node.line, say("l'option {} est déjà là", "option {} is there already",
                                        printable(option.id)));
        }
        options.push_back(std::move(option));
    });
    if (options.size() == 1) {
        reader.wrong(map.line,
                     {"une seule option n'est pas un choix", "a single option is no choice"});
    }
    return options;
}

std::optional<Condition> read_condition(Reader& reader, const YamlNode& map) {
    const auto* node = map.find("after");
    if (node == nullptr || !reader.expect_map(*node, {"question", "values"})) return std::nullopt;
    return Condition{reader.text(*node, "question"), reader.texts(*node, "values")};
}

Question read_question(Reader& reader, const YamlNode& node) {
    Question question{.id = read_id(reader, node), .line = node.line};
    question.ask = reader.sentence(node, "ask");
    question.why = reader.sentence(node, "why");
    question.options = read_options(reader, node);
    question.known = reader.optional_text(node, "known");
    question.after = read_condition(reader, node);
    return question;
}

FrameworkItem read_item(Reader& reader, const YamlNode& node) {
    FrameworkItem item{.id = read_id(reader, node), .line = node.line};
    item.controls = reader.optional_texts(node, "controls");
    item.tables = reader.optional_texts(node, "tables");
    item.questions = reader.optional_texts(node, "questions");
    if (node.find("given") != nullptr) item.given = reader.sentence(node, "given");
    if (item.controls.empty() && item.tables.empty() && item.questions.empty() && !item.given) {
        reader.wrong(node.line, {"rien ne répond à cette ligne", "nothing answers this item"});
    }
    return item;
}

}  // namespace

std::optional<QuestionGroup> parse_question_file(std::string_view text,
                                                 const std::filesystem::path& file,
                                                 std::vector<Problem>& problems) {
    Reader reader(file, problems);
    const auto root = reader.parse(text);
    if (!root || !reader.expect_map(*root, {"id", "order", "title", "questions"})) {
        return std::nullopt;
    }
    QuestionGroup group{.id = read_id(reader, *root), .file = file};
    group.order = reader.count(*root, "order");
    group.title = reader.sentence(*root, "title");
    reader.each(*root, "questions", [&](const YamlNode& node) {
        if (!reader.expect_map(node, {"id", "ask", "why", "options", "known", "after"})) return;
        group.questions.push_back(read_question(reader, node));
    });
    return group;
}

std::optional<Framework> parse_framework_file(std::string_view text,
                                              const std::filesystem::path& file,
                                              std::vector<Problem>& problems) {
    Reader reader(file, problems);
    const auto root = reader.parse(text);
    if (!root || !reader.expect_map(*root, {"id", "title", "url", "checked", "items"})) {
        return std::nullopt;
    }
    Framework framework{.id = read_id(reader, *root), .file = file};
    framework.title = reader.sentence(*root, "title");
    framework.url = reader.text(*root, "url");
    framework.checked = reader.text(*root, "checked");
    std::set<std::string> seen;
    reader.each(*root, "items", [&](const YamlNode& node) {
        if (!reader.expect_map(node, {"id", "controls", "tables", "questions", "given"})) return;
        auto item = read_item(reader, node);
        if (!seen.insert(item.id).second) {
            reader.wrong(node.line, say("{} est déjà là", "{} is there already", item.id));
        }
        framework.items.push_back(std::move(item));
    });
    return framework;
}

}  // namespace primum::controls
