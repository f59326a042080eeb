// What a fact's columns, kinds and families are called in a report.
#include <algorithm>
#include <array>
#include <span>

#include "facts/cell.h"
#include "facts/tables.h"
#include "report/words.h"

namespace primum::report {
namespace {

using facts::text_of;

// How a column of a control's query is shown. A count reads "12 patients" (its word is "many;one"),
// a flag "chiffré : non", the rest "marque : Synology".
enum class Shown { count, flag, text, not_at_all };

struct ColumnWord {
    std::string_view column;
    Shown shown;
    std::string_view french;
    std::string_view english;
};

constexpr std::array column_words{
    ColumnWord{"patients", Shown::count, "patients;patient", "patients;patient"},
    ColumnWord{"studies", Shown::count, "examens;examen", "studies;study"},
    ColumnWord{"records", Shown::count, "documents;document", "records;record"},
    ColumnWord{"files", Shown::count, "fichiers;fichier", "files;file"},
    ColumnWord{"health_files", Shown::count, "fichiers de santé;fichier de santé",
               "health files;health file"},
    ColumnWord{"workstations", Shown::count, "ordinateurs à côté;ordinateur à côté",
               "computers beside it;computer beside it"},
    ColumnWord{"phones", Shown::count, "téléphones à côté;téléphone à côté",
               "phones beside it;phone beside it"},
    ColumnWord{"cameras", Shown::count, "caméras à côté;caméra à côté",
               "cameras beside it;camera beside it"},
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
    ColumnWord{"location", Shown::text, "support", "location"},
    ColumnWord{"last_success", Shown::text, "dernière sauvegarde réussie", "last success"},
    ColumnWord{"last_healthy", Shown::text, "dernière sauvegarde saine", "last healthy"},
    ColumnWord{"last_restore_test", Shown::text, "dernier essai de restauration",
               "last restore test"},
    ColumnWord{"place", Shown::text, "endroit", "place"},
    ColumnWord{"modified_at", Shown::text, "modifié le", "modified on"},
    ColumnWord{"evidence", Shown::text, "certitude", "evidence"},
    ColumnWord{"age_days", Shown::text, "âge en jours", "age in days"},
    ColumnWord{"identifiers", Shown::count, "identifiants;identifiant", "identifiers;identifier"},
    ColumnWord{"people", Shown::count, "personnes;personne", "persons;person"},
    ColumnWord{"portable", Shown::flag, "transportable", "portable"},
    ColumnWord{"encrypted", Shown::flag, "chiffré", "encrypted"},
    ColumnWord{"filesystem", Shown::text, "format", "file system"},
    ColumnWord{"mount", Shown::text, "monté sur", "mounted on"},
    ColumnWord{"account", Shown::text, "compte", "account"},
    ColumnWord{"days_since_login", Shown::text, "jours depuis la dernière connexion",
               "days since the last login"},
    ColumnWord{"lock_minutes", Shown::text, "verrouillage après (minutes)",
               "locks after (minutes)"},
    ColumnWord{"automatic_lock", Shown::flag, "verrouillage automatique", "locks by itself"},
    ColumnWord{"automatic_login_by", Shown::text, "ouverture automatique par",
               "automatic login by"},
    ColumnWord{"automatic_updates", Shown::flag, "mises à jour automatiques", "automatic updates"},
    ColumnWord{"administrator_without_password", Shown::flag, "administrateur sans mot de passe",
               "administrator without password"},
    ColumnWord{"antivirus", Shown::text, "antivirus", "antivirus"},
    ColumnWord{"antivirus_running", Shown::flag, "antivirus en marche", "antivirus running"},
    ColumnWord{"antivirus_days_old", Shown::text, "âge de ses signatures (jours)",
               "age of its signatures (days)"},
    ColumnWord{"available_version", Shown::text, "version disponible", "available version"},
    ColumnWord{"days_since_refresh", Shown::text, "jours depuis la dernière recherche",
               "days since the last check"},
    ColumnWord{"days_since_update", Shown::text, "jours depuis la dernière mise à jour",
               "days since the last update"},
    ColumnWord{"security_updates_pending", Shown::count,
               "mises à jour de sécurité en attente;mise à jour de sécurité en attente",
               "security updates pending;security update pending"},
    ColumnWord{"restart_needed", Shown::flag, "redémarrage nécessaire", "restart needed"},
    ColumnWord{"os_supported_until", Shown::text, "système maintenu jusqu'au",
               "system supported until"},
    ColumnWord{"starts_by_itself", Shown::flag, "démarre seul", "starts by itself"},
    ColumnWord{"unattended_access", Shown::flag, "accès permanent", "unattended access"},
    ColumnWord{"ssh_keys_clear", Shown::count,
               "clés SSH sans phrase secrète;clé SSH sans phrase secrète",
               "SSH keys without passphrase;SSH key without passphrase"},
    ColumnWord{"logins", Shown::count, "mots de passe enregistrés;mot de passe enregistré",
               "saved logins;saved login"},
    ColumnWord{"client", Shown::text, "dans", "in"},
    ColumnWord{"provider", Shown::text, "fournisseur", "provider"},
    ColumnWord{"mail_provider", Shown::text, "messagerie", "mail"},
    ColumnWord{"service", Shown::text, "service", "service"},
    ColumnWord{"zone", Shown::text, "pays", "zone"},
    ColumnWord{"class", Shown::text, "classe", "class"},
    ColumnWord{"forwards_to", Shown::text, "renvoyé vers", "forwarded to"},
    ColumnWord{"question", Shown::text, "question", "question"},
    ColumnWord{"value", Shown::text, "réponse", "answer"},
    ColumnWord{"mac", Shown::text, "adresse matérielle", "hardware address"},
    ColumnWord{"bssid", Shown::text, "borne", "access point"},
    ColumnWord{"channel", Shown::text, "canal", "channel"},
    ColumnWord{"key_characters", Shown::count, "caractères dans la clé;caractère dans la clé",
               "characters in the key;character in the key"},
    ColumnWord{"key_kind", Shown::text, "la clé est faite de", "the key is made of"},
    ColumnWord{"security", Shown::text, "sécurité", "security"},
    ColumnWord{"local_only", Shown::flag, "pour cet ordinateur seul", "for this computer only"},
    ColumnWord{"length_min", Shown::count, "caractères exigés;caractère exigé",
               "characters asked for;character asked for"},
    ColumnWord{"classes_min", Shown::count,
               "sortes de caractères exigées;sorte de caractères exigée",
               "kinds of characters asked for;kind of characters asked for"},
    ColumnWord{"failures_max", Shown::text, "essais avant blocage (0 : sans limite)",
               "tries before a block (0: no limit)"},
    ColumnWord{"spf", Shown::text, "SPF", "SPF"},
    ColumnWord{"dmarc", Shown::text, "DMARC", "DMARC"},
    ColumnWord{"patients_new_in_folder", Shown::not_at_all, "nouveaux dans le dossier",
               "new in the folder"},
    ColumnWord{"counted_all", Shown::not_at_all, "tout compté", "counted all"},
    // Stand in the subject or beside it already.
    ColumnWord{"address", Shown::not_at_all, "adresse", "address"},
    ColumnWord{"name", Shown::not_at_all, "nom", "name"},
    ColumnWord{"port", Shown::not_at_all, "port", "port"}};

struct ThemeWord {
    std::string_view family;
    std::string_view french;
    std::string_view english;
};

constexpr std::array theme_words{
    ThemeWord{"network", "Réseau et appareils", "Network and devices"},
    ThemeWord{"wifi", "Wi-Fi", "Wi-Fi"},
    ThemeWord{"workstation", "Ordinateurs", "Computers"},
    ThemeWord{"accounts", "Mots de passe et comptes", "Passwords and accounts"},
    ThemeWord{"data", "Fichiers de santé", "Health files"},
    ThemeWord{"mail", "Messagerie et agenda", "Mail and calendar"},
    ThemeWord{"cloud", "Hébergement et services en ligne", "Hosting and online services"},
    ThemeWord{"backup", "Sauvegardes", "Backups"},
    ThemeWord{"gdpr", "Obligations RGPD", "GDPR duties"},
    ThemeWord{"organisation", "Organisation du cabinet", "The practice's organisation"}};

// Whether the facts declare a column of this name that is true or false.
bool is_declared_flag(std::string_view name) {
    return std::ranges::any_of(facts::all_tables(), [&](const auto* table) {
        const auto at = table->find(name);
        return at >= 0 &&
               table->columns[static_cast<std::size_t>(at)].type == facts::ColumnType::boolean;
    });
}

struct KindWord {
    std::string_view kind;
    std::string_view french;
};

constexpr std::array kind_words{
    KindWord{"router", "box ou routeur"}, KindWord{"workstation", "ordinateur"},
    KindWord{"server", "serveur"}, KindWord{"nas", "serveur de fichiers (NAS)"},
    KindWord{"imaging", "imagerie"}, KindWord{"printer", "imprimante"},
    KindWord{"phone", "téléphone"}, KindWord{"camera", "caméra"},
    // Of documents.
    KindWord{"letter", "courrier"}, KindWord{"prescription", "ordonnance"},
    KindWord{"patient-list", "liste de patients"}, KindWord{"calendar", "agenda"},
    KindWord{"contacts", "carnet d'adresses"}, KindWord{"dicom", "image DICOM"},
    KindWord{"hl7", "message HL7"}, KindWord{"hprim", "résultat HPRIM"},
    KindWord{"cda", "document CDA"}, KindWord{"fhir", "données FHIR"},
    KindWord{"xdm", "échange XDM"}, KindWord{"mssante", "message MSSanté"},
    KindWord{"b2", "feuilles de soins"}, KindWord{"sesam", "carte Vitale ou CPS"},
    KindWord{"portability-archive", "archive de tout le cabinet"},
    KindWord{"practice-database", "base du logiciel"}, KindWord{"sqlite", "base SQLite"},
    KindWord{"dbase", "base dBASE"}, KindWord{"sql-dump", "copie de base (SQL)"}};

// Where a document lies.
constexpr std::array place_words{KindWord{"downloads", "téléchargements"},
                                 KindWord{"desktop", "bureau"},
                                 KindWord{"removable", "support amovible"},
                                 KindWord{"share", "dossier partagé"},
                                 KindWord{"sync", "dossier synchronisé"},
                                 KindWord{"trash", "corbeille"},
                                 KindWord{"temporary", "temporaire"},
                                 KindWord{"mail", "messagerie"},
                                 KindWord{"other", "autre"}};

// What a fact holds is English; a kind of device is a word that a doctor reads.
std::string translated(std::string_view column, const std::string& text, Language language) {
    if (language == Language::french && (column == "kind" || column == "place")) {
        const std::span<const KindWord> words =
            column == "kind" ? std::span<const KindWord>(kind_words) : place_words;
        const auto found = std::ranges::find(words, text, &KindWord::kind);
        if (found != words.end()) return std::string(found->french);
    }
    const auto time = parse_time(text);
    return time ? day_word(*time, language) : text;
}

std::string flag_word(bool set, Language language) {
    if (language == Language::french) return set ? "oui" : "non";
    return set ? "yes" : "no";
}

// The half of "many;one"; a word without halves is both.
std::string_view counted(std::string_view words, bool is_many) {
    const auto middle = words.find(';');
    if (middle == std::string_view::npos) return words;
    return is_many ? words.substr(0, middle) : words.substr(middle + 1);
}

// French counts many from two on; English has none in the plural.
bool is_many(const facts::Value& value, Language language) {
    const auto* number = std::get_if<std::int64_t>(&value);
    if (number == nullptr) return true;
    return language == Language::french ? *number >= 2 : *number != 1;
}

}  // namespace

std::string kind_word(const std::string& kind, Language language) {
    if (kind == "unknown") return language == Language::french ? "appareil" : "device";
    return translated("kind", kind, language);
}

std::string theme_word(std::string_view family, Language language) {
    const auto found = std::ranges::find(theme_words, family, &ThemeWord::family);
    if (found == theme_words.end()) return std::string(family);
    return std::string(language == Language::french ? found->french : found->english);
}

std::string column_word(std::string_view column, Language language) {
    const auto found = std::ranges::find(column_words, column, &ColumnWord::column);
    std::string word(column);
    std::ranges::replace(word, '_', ' ');
    if (found != column_words.end() && !found->french.empty()) {
        word = counted(language == Language::french ? found->french : found->english,
                       /*is_many=*/true);
    }
    return word;
}

std::string cell_word(std::string_view column, const facts::Value& value, Language language) {
    const auto found = std::ranges::find(column_words, column, &ColumnWord::column);
    const auto* number = std::get_if<std::int64_t>(&value);
    if (number != nullptr) {
        const bool flag =
            found != column_words.end() ? found->shown == Shown::flag : is_declared_flag(column);
        return flag ? flag_word(*number != 0, language) : number_word(*number, language);
    }
    return translated(column, text_of(value), language);
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
            return fmt::format("{} {}", text, counted(word, is_many(value, language)));
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

}  // namespace primum::report
