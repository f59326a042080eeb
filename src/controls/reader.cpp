#include "controls/reader.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "facts/tables.h"

namespace primum::controls {
namespace {

using Kind = YamlNode::Kind;

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

std::optional<YamlNode> Reader::parse(std::string_view text) {
    auto parsed = parse_yaml(text);
    if (auto* problem = std::get_if<YamlProblem>(&parsed)) {
        wrong(problem->line, std::move(problem->what));
        return std::nullopt;
    }
    return std::get<YamlNode>(std::move(parsed));
}

bool Reader::expect_map(const YamlNode& node, std::initializer_list<std::string_view> keys) {
    if (node.kind != Kind::map) {
        wrong(node.line,
              {"ici il faut des lignes « clé : valeur »", "\"key: value\" lines belong here"});
        return false;
    }
    for (const auto& item : node.items) {
        if (std::ranges::find(keys, item.key) != keys.end()) continue;
        wrong(item.line, say("clé inconnue : {}", "unknown key: {}", printable(item.key)));
    }
    return true;
}

const YamlNode* Reader::required(const YamlNode& map, std::string_view key) {
    const auto* node = map.find(key);
    if (node == nullptr) wrong(map.line, say("« {} » manque", "\"{}\" is missing", key));
    return node;
}

std::optional<std::string> Reader::optional_text(const YamlNode& map, std::string_view key) {
    const auto* node = map.find(key);
    if (node == nullptr) return std::nullopt;
    std::string trimmed(trim(node->text));
    if (node->kind != Kind::scalar || trimmed.empty()) {
        wrong(node->line, say("« {} » doit être un texte", "\"{}\" must be a text", key));
        return std::nullopt;
    }
    return trimmed;
}

std::string Reader::text(const YamlNode& map, std::string_view key) {
    if (required(map, key) == nullptr) return {};
    return optional_text(map, key).value_or("");
}

std::vector<std::string> Reader::text_list(const YamlNode& node) {
    std::vector<std::string> all;
    for (const auto& item : node.items) {
        std::string trimmed(trim(item.text));
        if (item.kind != Kind::scalar || trimmed.empty()) {
            wrong(item.line, say("« {} » doit être une liste de textes",
                                 "\"{}\" must be a list of texts", node.key));
            continue;
        }
        all.push_back(std::move(trimmed));
    }
    return all;
}

std::vector<std::string> Reader::optional_texts(const YamlNode& map, std::string_view key) {
    const auto* node = map.find(key);
    if (node == nullptr) return {};
    if (node->kind != Kind::list) {
        wrong(node->line, say("« {} » doit être une liste", "\"{}\" must be a list", key));
        return {};
    }
    return text_list(*node);
}

std::vector<std::string> Reader::texts(const YamlNode& map, std::string_view key) {
    if (required(map, key) == nullptr) return {};
    const auto& node = *map.find(key);
    if (node.kind == Kind::list && node.items.empty()) {
        wrong(node.line, say("« {} » est vide", "\"{}\" is empty", key));
    }
    return optional_texts(map, key);
}

std::int64_t Reader::count(const YamlNode& map, std::string_view key) {
    const auto* node = required(map, key);
    if (node == nullptr) return 0;
    const auto number = whole_number(node->text);
    if (number && *number >= 0) return *number;
    wrong(node->line, say("« {} » doit être un nombre", "\"{}\" must be a number", key));
    return 0;
}

Severity Reader::severity(const YamlNode& map, std::string_view key) {
    const auto name = text(map, key);
    const auto severity = severity_named(name);
    if (!severity && !name.empty()) {
        wrong(map.find(key)->line,
              say("« {} » n'est pas une gravité : critical, high, medium ou low",
                  "\"{}\" is not a severity: critical, high, medium or low", printable(name)));
    }
    return severity.value_or(Severity::low);
}

Sentence Reader::sentence(const YamlNode& map, std::string_view key) {
    const auto* node = required(map, key);
    if (node == nullptr || !expect_map(*node, {"fr", "en"})) return {};
    return {text(*node, "fr"), text(*node, "en")};
}

void Reader::each(const YamlNode& map, std::string_view key,
                  const std::function<void(const YamlNode&)>& each) {
    const auto* node = map.find(key);
    if (node == nullptr) return;
    if (node->kind != Kind::list) {
        wrong(node->line, say("« {} » doit être une liste", "\"{}\" must be a list", key));
        return;
    }
    for (const auto& item : node->items) each(item);
}

std::vector<facts::Fact> Reader::rows(const YamlNode& map,
                                      std::initializer_list<std::string_view> not_tables) {
    std::vector<facts::Fact> all;
    if (map.kind != Kind::map) {
        wrong(map.line, {"un cas est une suite de tables", "a case is a map of tables"});
        return all;
    }
    for (const auto& node : map.items) {
        if (std::ranges::find(not_tables, node.key) != not_tables.end()) continue;
        const auto* table = facts::find_table(node.key);
        if (table == nullptr) {
            wrong(node.line, say("table inconnue : {}", "unknown table: {}", printable(node.key)));
            continue;
        }
        each(map, node.key, [&](const YamlNode& item) {
            if (auto made = row(*table, item)) all.push_back(std::move(*made));
        });
    }
    return all;
}

std::optional<facts::Fact> Reader::row(const facts::TableDescription& table, const YamlNode& node) {
    if (node.kind != Kind::map) {
        wrong(node.line, say("une ligne de {} est une suite de colonnes",
                             "a row of {} is a map of columns", table.name));
        return std::nullopt;
    }
    facts::Fact fact{&table, {}};
    for (const auto& column : table.columns) fact.values.push_back(column.otherwise);
    for (const auto& item : node.items) {
        const int index = table.find(item.key);
        if (index < 0) {
            wrong(item.line, say("la table {} n'a pas de colonne {}", "table {} has no column {}",
                                 table.name, printable(item.key)));
            continue;
        }
        const auto at = static_cast<std::size_t>(index);
        fact.values[at] = value(table.columns[at], item);
    }
    return fact;
}

facts::Value Reader::value(const facts::Column& column, const YamlNode& node) {
    if (node.kind == Kind::nothing) return {};
    if (node.kind == Kind::scalar) {
        switch (column.type) {
            case facts::ColumnType::text:
            case facts::ColumnType::time:
                return node.text;
            case facts::ColumnType::integer:
                if (const auto number = whole_number(node.text)) return *number;
                break;
            case facts::ColumnType::boolean:
                if (node.text == "true") return std::int64_t{1};
                if (node.text == "false") return std::int64_t{0};
                break;
        }
    }
    wrong(node.line, say("la valeur de {} ne convient pas à la colonne",
                         "the value of {} does not fit its column", column.name));
    return {};
}

}  // namespace primum::controls
