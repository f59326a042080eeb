#include "report/words.h"

#include <algorithm>
#include <array>

namespace primum::report {
namespace {

struct ColumnWord {
    std::string_view column;
    std::string_view french;
    std::string_view english;
};

constexpr std::array column_words{
    ColumnWord{"patients", "patients", "patients"},
    ColumnWord{"studies", "examens", "studies"},
    ColumnWord{"records", "documents", "records"},
    ColumnWord{"files", "fichiers", "files"},
    ColumnWord{"health_files", "fichiers de santé", "health files"},
    ColumnWord{"name", "nom", "name"},
    ColumnWord{"vendor", "marque", "vendor"},
    ColumnWord{"model", "modèle", "model"},
    ColumnWord{"kind", "genre", "kind"},
    ColumnWord{"protocol", "protocole", "protocol"},
    ColumnWord{"product", "programme", "program"},
    ColumnWord{"version", "version", "version"},
    ColumnWord{"process", "programme", "program"},
    ColumnWord{"description", "libellé", "label"},
    ColumnWord{"title", "titre", "title"},
    ColumnWord{"anonymous_write", "modifiable", "writable"},
    ColumnWord{"called_title", "AE title", "AE title"},
    ColumnWord{"firmware", "micrologiciel", "firmware"},
};

}  // namespace

std::string severity_word(controls::Severity severity, Language language) {
    const bool french = language == Language::french;
    switch (severity) {
        case controls::Severity::critical:
            return french ? "CRITIQUE" : "CRITICAL";
        case controls::Severity::high:
            return french ? "ÉLEVÉ" : "HIGH";
        case controls::Severity::medium:
            return french ? "MOYEN" : "MEDIUM";
        case controls::Severity::low:
            return french ? "FAIBLE" : "LOW";
    }
    CHECK(false);
    return {};
}

std::string column_word(std::string_view column, Language language) {
    const auto found = std::ranges::find(column_words, column, &ColumnWord::column);
    if (found != column_words.end()) {
        return std::string(language == Language::french ? found->french : found->english);
    }
    std::string word(column);
    std::ranges::replace(word, '_', ' ');
    return word;
}

std::string value_word(const facts::Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return "?";
}

std::string time_word(Time time, Language language) {
    const auto stamp = format_time(time);  // "2026-11-24T03:05:22Z"
    const auto year = stamp.substr(0, 4), month = stamp.substr(5, 2), day = stamp.substr(8, 2);
    const auto clock = stamp.substr(11, 5);
    return language == Language::french
               ? fmt::format("{}/{}/{} à {} (UTC)", day, month, year, clock)
               : fmt::format("{}-{}-{} {} (UTC)", year, month, day, clock);
}

std::string count_word(std::int64_t count, const Sentence& one, const Sentence& many,
                       Language language) {
    // French counts zero in the singular.
    const bool singular = count == 1 || (count == 0 && language == Language::french);
    return fmt::format("{} {}", count, (singular ? one : many).in(language));
}

}  // namespace primum::report
