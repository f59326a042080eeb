#include "report/words.h"

#include <algorithm>
#include <array>

namespace primum::report {
namespace {

// How a column of a control's query is shown. A count reads "12 patients", a flag "chiffré : non",
// the rest "marque : Synology".
enum class Shown { count, flag, text, not_at_all };

struct ColumnWord {
    std::string_view column;
    Shown shown;
    std::string_view french;
    std::string_view english;
};

constexpr std::array column_words{
    ColumnWord{"patients", Shown::count, "patients", "patients"},
    ColumnWord{"studies", Shown::count, "examens", "studies"},
    ColumnWord{"records", Shown::count, "documents", "records"},
    ColumnWord{"files", Shown::count, "fichiers", "files"},
    ColumnWord{"health_files", Shown::count, "fichiers de santé", "health files"},
    ColumnWord{"workstations", Shown::count, "ordinateurs à côté", "computers beside it"},
    ColumnWord{"phones", Shown::count, "téléphones à côté", "phones beside it"},
    ColumnWord{"cameras", Shown::count, "caméras à côté", "cameras beside it"},
    ColumnWord{"tls", Shown::flag, "chiffré", "encrypted"},
    ColumnWord{"anonymous_write", Shown::flag, "modifiable", "writable"},
    ColumnWord{"checks_called_title", Shown::flag, "vérifie le nom appelé",
               "checks the called name"},
    ColumnWord{"network_level_authentication", Shown::flag, "mot de passe exigé d'abord (NLA)",
               "password asked first (NLA)"},
    ColumnWord{"needs_login", Shown::flag, "demande un mot de passe", "asks for a password"},
    ColumnWord{"from_internet", Shown::flag, "ouvert à Internet", "open to the Internet"},
    ColumnWord{"vendor", Shown::text, "marque", "vendor"},
    ColumnWord{"model", Shown::text, "modèle", "model"},
    ColumnWord{"kind", Shown::text, "genre", "kind"},
    ColumnWord{"protocol", Shown::text, "protocole", "protocol"},
    ColumnWord{"product", Shown::text, "programme", "program"},
    ColumnWord{"process", Shown::text, "programme", "program"},
    ColumnWord{"implementation", Shown::text, "programme", "program"},
    ColumnWord{"version", Shown::text, "version", "version"},
    ColumnWord{"path", Shown::text, "page", "page"},
    ColumnWord{"description", Shown::text, "libellé", "label"},
    ColumnWord{"title", Shown::text, "titre", "title"},
    ColumnWord{"called_title", Shown::text, "nom DICOM", "DICOM name"},
    ColumnWord{"firmware", Shown::text, "micrologiciel", "firmware"},
    ColumnWord{"provider", Shown::text, "fournisseur", "provider"},
    ColumnWord{"mail_provider", Shown::text, "messagerie", "mail"},
    ColumnWord{"zone", Shown::text, "pays", "zone"},
    ColumnWord{"spf", Shown::text, "SPF", "SPF"},
    ColumnWord{"dmarc", Shown::text, "DMARC", "DMARC"},
    ColumnWord{"client", Shown::text, "dans", "in"},
    ColumnWord{"account", Shown::text, "session", "account"},
    ColumnWord{"forwards_to", Shown::text, "renvoyé vers", "forwarded to"},
    ColumnWord{"security", Shown::text, "sécurité", "security"},
    ColumnWord{"bssid", Shown::text, "borne", "access point"},
    ColumnWord{"channel", Shown::text, "canal", "channel"},
    ColumnWord{"value", Shown::text, "réponse", "answer"},
    ColumnWord{"counted_all", Shown::not_at_all, "", ""},
    ColumnWord{"name", Shown::not_at_all, "", ""},  // Stands beside the address already.
    ColumnWord{"port", Shown::not_at_all, "", ""}};

struct KindWord {
    std::string_view kind;
    std::string_view french;
};

constexpr std::array kind_words{
    KindWord{"router", "box ou routeur"}, KindWord{"workstation", "ordinateur"},
    KindWord{"server", "serveur"},        KindWord{"nas", "serveur de fichiers (NAS)"},
    KindWord{"imaging", "imagerie"},      KindWord{"printer", "imprimante"},
    KindWord{"phone", "téléphone"},       KindWord{"camera", "caméra"}};

// What a fact holds is English; a kind of device is a word that a doctor reads.
std::string translated(std::string_view column, const std::string& text, Language language) {
    const auto found = std::ranges::find(kind_words, text, &KindWord::kind);
    const bool is_kind = column == "kind" && found != kind_words.end();
    return is_kind && language == Language::french ? std::string(found->french) : text;
}

std::string text_of(const facts::Value& value) {
    if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return {};
}

std::string flag_word(bool set, Language language) {
    if (language == Language::french) return set ? "oui" : "non";
    return set ? "yes" : "no";
}

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

std::string detail_word(std::string_view column, const facts::Value& value, Language language) {
    const auto text = text_of(value);
    if (text.empty() || (column == "kind" && text == "unknown")) return {};
    const bool french = language == Language::french;
    const auto* colon = french ? " : " : ": ";
    const auto found = std::ranges::find(column_words, column, &ColumnWord::column);
    if (found == column_words.end()) {
        std::string word(column);
        std::ranges::replace(word, '_', ' ');
        return word + colon + text;
    }
    const std::string word(french ? found->french : found->english);
    switch (found->shown) {
        case Shown::count:
            return text + " " + word;
        case Shown::flag:
            return word + colon + flag_word(text != "0", language);
        case Shown::text:
            return word + colon + translated(column, text, language);
        case Shown::not_at_all:
            return {};
    }
    CHECK(false);
    return {};
}

std::string time_word(Time time, Language language) {
    const auto clock = format_time(time).substr(11, 5);  // "2026-11-24T03:05:22Z"
    const auto* at = language == Language::french ? " à " : " ";
    return day_word(time, language) + at + clock + " (UTC)";
}

std::string day_word(Time time, Language language) {
    const auto stamp = format_time(time);
    if (language == Language::english) return stamp.substr(0, 10);
    return fmt::format("{}/{}/{}", stamp.substr(8, 2), stamp.substr(5, 2), stamp.substr(0, 4));
}

std::string count_word(std::int64_t count, const Sentence& one, const Sentence& many,
                       Language language) {
    // French counts zero in the singular.
    const bool singular = count == 1 || (count == 0 && language == Language::french);
    return fmt::format("{} {}", count, (singular ? one : many).in(language));
}

std::string french_spacing(std::string_view text) {
    constexpr std::string_view unbreakable = "\u00a0";
    constexpr std::array<std::string_view, 5> followers{":", ";", "?", "!", "»"};
    std::string spaced;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto rest = text.substr(i + 1);
        const bool before = std::ranges::any_of(
            followers, [&](std::string_view follower) { return rest.starts_with(follower); });
        const bool after = spaced.ends_with("«");
        if (text[i] == ' ' && (before || after)) {
            spaced += unbreakable;
        } else {
            spaced += text[i];
        }
    }
    return spaced;
}

}  // namespace primum::report
