#include "formats/password_export.h"

#include <string.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "base/text.h"
#include "formats/csv.h"

namespace primum::formats {
namespace {

// In lower case, the surest first.
constexpr std::array<std::string_view, 5> password_columns{
    "password", "login_password", "mot de passe", "motdepasse", "passwort"};
constexpr std::array<std::string_view, 7> address_columns{
    "url", "login_uri", "website", "web site", "hostname", "adresse", "uri"};
constexpr std::array<std::string_view, 6> title_columns{"name", "title", "account",
                                                        "nom",  "titre", "username"};

struct Columns {
    std::size_t password = 0;
    std::optional<std::size_t> address;
    std::optional<std::size_t> title;
};

std::optional<std::size_t> column_of(const std::vector<std::string>& names,
                                     std::span<const std::string_view> wanted) {
    for (const auto word : wanted) {
        const auto found = std::ranges::find_if(
            names, [&](const std::string& name) { return equal_ignoring_case(trim(name), word); });
        if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    }
    return std::nullopt;
}

std::optional<Columns> columns_of(const std::vector<std::string>& names) {
    const auto password = column_of(names, password_columns);
    if (!password) return std::nullopt;
    return Columns{*password, column_of(names, address_columns), column_of(names, title_columns)};
}

std::string field(const std::vector<std::string>& fields, std::optional<std::size_t> column) {
    return column && *column < fields.size() ? fields[*column] : "";
}

// "www.ameli.fr" of "https://www.ameli.fr/login?x"; the text itself when it is no address.
std::string host_or_text(std::string_view address) {
    const auto scheme = address.find("://");
    if (scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
    address = address.substr(0, address.find_first_of("/?#"));
    const auto user = address.rfind('@');
    if (user != std::string_view::npos) address.remove_prefix(user + 1);
    return printable(lower_case(address), 100);
}

void wipe(std::vector<std::string>& fields) {
    for (auto& each : fields) ::explicit_bzero(each.data(), each.size());
}

}  // namespace

Result<> for_each_saved_password(std::string_view csv,
                                 const std::function<void(const SavedPassword&)>& take) {
    std::optional<Columns> columns;
    bool first = true;
    const auto read = for_each_csv_row(csv, [&](std::vector<std::string>& fields) {
        if (first) {
            first = false;
            columns = columns_of(fields);
            return columns.has_value();
        }
        SavedPassword saved{.site = host_or_text(field(fields, columns->address)),
                            .password = field(fields, columns->password)};
        if (saved.site.empty()) saved.site = printable(field(fields, columns->title), 100);
        if (saved.site.empty()) saved.site = "?";
        if (!saved.password.empty()) take(saved);
        ::explicit_bzero(saved.password.data(), saved.password.size());
        wipe(fields);
        return true;
    });
    if (!read) return read.error();
    if (columns) return {};
    return Error{ErrorKind::malformed,
                 {"ce fichier n'a pas de colonne de mots de passe : exportez en CSV depuis le "
                  "gestionnaire ou le navigateur",
                  "this file has no column of passwords: export as CSV from the manager or the "
                  "browser"}};
}

}  // namespace primum::formats
