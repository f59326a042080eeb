#include "formats/host/apt_settings.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::size_t depth_max = 16;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Cuts the text into words, quoted texts and the signs { } ;
class Words {
public:
    explicit Words(std::string_view text) : text_(text) {}

    struct Word {
        std::string_view text;
        bool is_quoted = false;
        bool is_sign(char sign) const { return !is_quoted && text.size() == 1 && text[0] == sign; }
    };

    // An empty unquoted word is the end.
    Word next() {
        skip_blanks();
        if (text_.empty()) return {};
        if (text_[0] == '"') {
            const auto end = text_.find('"', 1);
            const auto word = text_.substr(1, end == std::string_view::npos ? end : end - 1);
            text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 1);
            return {word, true};
        }
        const auto end =
            contains("{};", text_.substr(0, 1)) ? 1 : text_.find_first_of(" \t\r\n{};\"");
        const auto word = text_.substr(0, end);
        text_.remove_prefix(word.size());
        return {word};
    }

private:
    void skip_blanks() {
        while (!text_.empty()) {
            if (is_space(text_[0])) {
                text_.remove_prefix(1);
            } else if (text_.starts_with("//") || text_.starts_with('#')) {
                text_.remove_prefix(std::min(text_.find('\n'), text_.size()));
            } else if (text_.starts_with("/*")) {
                const auto end = text_.find("*/", 2);
                text_.remove_prefix(end == std::string_view::npos ? text_.size() : end + 2);
            } else {
                return;
            }
        }
    }

    std::string_view text_;
};

std::string joined(const std::vector<std::string>& scopes, std::string_view name) {
    std::string whole;
    for (const auto& scope : scopes) whole += scope + "::";
    whole += name;
    return whole;
}

}  // namespace

Settings parse_apt_settings(std::string_view text) {
    Settings settings;
    Words words(text);
    std::vector<std::string> scopes;
    std::string name;
    while (true) {
        const auto word = words.next();
        if (!word.is_quoted && word.text.empty()) return settings;
        if (word.is_sign('{')) {
            if (scopes.size() >= depth_max) return settings;
            scopes.push_back(std::exchange(name, {}));
        } else if (word.is_sign('}')) {
            if (!scopes.empty()) scopes.pop_back();
            name.clear();
        } else if (word.is_sign(';')) {
            name.clear();
        } else if (name.empty() && !word.is_quoted) {
            name = word.text;
        } else {
            settings.add({.key = joined(scopes, name), .value = std::string(word.text)});
        }
    }
}

}  // namespace primum::formats
