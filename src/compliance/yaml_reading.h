// Small steps in reading the catalogue's trees, each noting what is wrong. Private to this room.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sentence.h"
#include "controls/control.h"
#include "controls/yaml.h"

namespace primum::compliance {

class YamlReading {
public:
    YamlReading(const std::filesystem::path& file, std::vector<controls::Problem>& problems)
        : file_(file), problems_(problems) {}

    void wrong(int line, Sentence what) const {
        problems_.push_back({file_, line, std::move(what)});
    }

    // The document when it is a map of these keys only.
    std::optional<controls::YamlNode> map(std::string_view text,
                                          std::initializer_list<std::string_view> keys) const;
    // Trimmed; notes a problem when it is not there.
    std::string text(const controls::YamlNode& map, std::string_view key) const;
    // Its `fr` and `en`.
    Sentence both(const controls::YamlNode& map) const;
    Sentence both(const controls::YamlNode& map, std::string_view key) const;
    // The items of a list; notes a problem when it is not there.
    const std::vector<controls::YamlNode>& list(const controls::YamlNode& map,
                                                std::string_view key) const;
    void expect_keys(const controls::YamlNode& map,
                     std::initializer_list<std::string_view> keys) const;

private:
    const std::filesystem::path& file_;
    std::vector<controls::Problem>& problems_;
};

}  // namespace primum::compliance
