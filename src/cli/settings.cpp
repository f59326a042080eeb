#include "cli/settings.h"

#include <array>
#include <cstdlib>

#include <toml++/toml.h>

#include "base/text.h"
#include "os/file.h"

namespace primum::cli {
namespace {

Error badly_written(const std::filesystem::path& file, const toml::source_region& where,
                    const Sentence& what) {
    return {ErrorKind::usage,
            join(say("{}, ligne {}", "{}, line {}", file.string(), where.begin.line), what)};
}

class PracticeReader {
public:
    PracticeReader(const toml::table& practice, const std::filesystem::path& file)
        : practice_(practice), file_(file) {}

    Result<Settings> read() const {
        Settings settings;
        for (const auto& [key, value] : practice_) {
            TRY(take(key, value, settings));
        }
        return settings;
    }

private:
    Result<> take(const toml::key& key, const toml::node& value, Settings& settings) const {
        if (key == "name") {
            settings.practice_name = TRY(text(value));
        } else if (key == "city") {
            settings.practice_city = TRY(text(value));
        } else if (key == "wifi") {
            settings.practice_wifi = TRY(texts(value));
        } else {
            return badly_written(
                file_, key.source(),
                say("réglage inconnu : {}", "unknown setting: {}", printable(key.str())));
        }
        return {};
    }

    Result<std::string> text(const toml::node& node) const {
        if (const auto* value = node.as_string()) return value->get();
        return badly_written(file_, node.source(),
                             {"il faut un texte entre guillemets", "a text in quotes is needed"});
    }

    Result<std::vector<std::string>> texts(const toml::node& node) const {
        std::vector<std::string> all;
        const auto* list = node.as_array();
        if (list == nullptr) {
            all.push_back(TRY(text(node)));
            return all;
        }
        for (const auto& item : *list) all.push_back(TRY(text(item)));
        return all;
    }

    const toml::table& practice_;
    const std::filesystem::path& file_;
};

std::vector<std::filesystem::path> places() {
    std::vector<std::filesystem::path> all;
    // NOLINTBEGIN(concurrency-mt-unsafe): before any thread.
    const char* config = std::getenv("XDG_CONFIG_HOME");
    const char* user = std::getenv("HOME");
    // NOLINTEND(concurrency-mt-unsafe)
    if (config != nullptr && *config != '\0') {
        all.push_back(std::filesystem::path(config) / "primum/primum.toml");
    } else if (user != nullptr && *user != '\0') {
        all.push_back(std::filesystem::path(user) / ".config/primum/primum.toml");
    }
    all.emplace_back("/etc/primum/primum.toml");
    return all;
}

}  // namespace

Result<Settings> parse_settings(std::string_view text, const std::filesystem::path& file) {
    try {
        const auto document = toml::parse(text);
        const auto* practice = document.get("practice");
        if (practice == nullptr) return Settings{};
        if (const auto* table = practice->as_table()) return PracticeReader(*table, file).read();
        return badly_written(file, practice->source(),
                             {"[practice] doit être une section", "[practice] must be a section"});
    } catch (const toml::parse_error& error) {
        return badly_written(file, error.source(),
                             say("mal écrit ({})", "badly written ({})", error.description()));
    }
}

Result<Settings> load_settings() {
    for (const auto& place : places()) {
        const auto text = os::read_text(place, settings_bytes_max);
        if (text) return parse_settings(*text, place);
        if (text.error().kind != ErrorKind::not_found) return text.error();
    }
    return Settings{};
}

}  // namespace primum::cli
