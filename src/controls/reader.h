// Reader: takes a catalogue file apart, noting everything that is wrong instead of stopping.
// Private to this room.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "controls/control.h"
#include "controls/yaml.h"

namespace primum::controls {

// Borrows the list of problems, which must outlive it.
class Reader {
public:
    Reader(std::filesystem::path file, std::vector<Problem>& problems)
        : file_(std::move(file)), problems_(problems) {}

    void wrong(int line, Sentence what) { problems_.push_back({file_, line, std::move(what)}); }

    // The tree of `text`, or nothing and a problem.
    std::optional<YamlNode> parse(std::string_view text);

    // True when `node` is a map. Keys that are not among `keys` are noted: a key misspelt must not
    // be lost.
    bool expect_map(const YamlNode& node, std::initializer_list<std::string_view> keys);

    // Each of these notes a problem when the key is absent (unless optional) or of another kind.
    std::string text(const YamlNode& map, std::string_view key);  // Trimmed; never empty when fine.
    std::optional<std::string> optional_text(const YamlNode& map, std::string_view key);
    std::vector<std::string> texts(const YamlNode& map, std::string_view key);
    std::vector<std::string> optional_texts(const YamlNode& map, std::string_view key);
    std::int64_t count(const YamlNode& map, std::string_view key);  // 0 or more.
    Severity severity(const YamlNode& map, std::string_view key);
    // A map of two texts: { fr: ..., en: ... }.
    Sentence sentence(const YamlNode& map, std::string_view key);
    // Calls `each` for every item of a list; a key that is absent is an empty list.
    void each(const YamlNode& map, std::string_view key,
              const std::function<void(const YamlNode&)>& each);

    // Rows of a case: each key of `map` but those in `not_tables` is a table, with a list of rows.
    std::vector<facts::Fact> rows(const YamlNode& map,
                                  std::initializer_list<std::string_view> not_tables);

private:
    const YamlNode* required(const YamlNode& map, std::string_view key);
    std::vector<std::string> text_list(const YamlNode& node);
    std::optional<facts::Fact> row(const facts::TableDescription& table, const YamlNode& node);
    facts::Value value(const facts::Column& column, const YamlNode& node);

    std::filesystem::path file_;
    std::vector<Problem>& problems_;
};

}  // namespace primum::controls
