#include "probes/host/personal_secrets.h"

#include <algorithm>
#include <array>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/french_text.h"
#include "formats/host/private_key.h"

namespace primum::probes {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t key_bytes_max = 16_KiB;
constexpr std::size_t keys_max = 500;

// Documents that open by themselves; a picture may be of a note on the wall.
constexpr std::array readable_endings{
    "txt"sv, "text"sv, "md"sv,  "rtf"sv,  "doc"sv, "docx"sv, "odt"sv, "xls"sv,   "xlsx"sv,
    "ods"sv, "csv"sv,  "pdf"sv, "html"sv, "jpg"sv, "jpeg"sv, "png"sv, "pages"sv, "numbers"sv};

constexpr std::array telling_words{"motdepasse"sv, "motsdepasse"sv, "motspasse"sv, "password"sv,
                                   "passwords"sv,  "motpasse"sv,    "passwd"sv};
constexpr std::array telling_parts{"mdp"sv, "mdps"sv, "pwd"sv, "identifiants"sv, "logins"sv};

struct UsualFolder {
    std::string_view place;
    std::string_view key;  // In user-dirs.dirs(5): XDG_DESKTOP_DIR="$HOME/Bureau".
    std::string_view french;
    std::string_view english;
};
constexpr std::array usual_folders{
    UsualFolder{"desktop", "XDG_DESKTOP_DIR", "Bureau", "Desktop"},
    UsualFolder{"documents", "XDG_DOCUMENTS_DIR", "Documents", "Documents"},
    UsualFolder{"downloads", "XDG_DOWNLOAD_DIR", "Téléchargements", "Downloads"}};

std::filesystem::path path_of(const UsualFolder& folder, const os::FileTree& tree,
                              const std::filesystem::path& home) {
    const auto text = tree.read(home / ".config/user-dirs.dirs");
    const auto folders = formats::parse_assignments(text ? *text : std::string());
    const auto written = folders.find(folder.key).value_or("");
    constexpr std::string_view at_home = "$HOME/";
    if (written.starts_with(at_home)) return home / written.substr(at_home.size());
    return tree.exists(home / folder.french) ? home / folder.french : home / folder.english;
}

std::int64_t count_password_files(const os::FileTree& tree, const std::filesystem::path& folder) {
    const auto names = tree.list(folder);
    if (!names) return 0;
    return std::ranges::count_if(*names, [&](const std::string& name) {
        return names_passwords(name) && !tree.is_directory(folder / name);
    });
}

}  // namespace

Result<SshKeys> count_ssh_keys(const os::FileTree& tree, const std::filesystem::path& home) {
    SshKeys count;
    const auto directory = home / ".ssh";
    std::size_t looked_at = 0;
    for (const auto& name : TRY(tree.list(directory))) {
        if (name.starts_with("authorized_keys")) {
            count.lets_others_in |= tree.size_of(directory / name).value_or(0) > 0;
            continue;
        }
        if (name.ends_with(".pub") || name.starts_with("known_hosts")) continue;
        if (++looked_at > keys_max) break;
        const auto beginning = tree.read_beginning(directory / name, key_bytes_max);
        if (!beginning) continue;  // A folder or a socket.
        const auto protection = formats::private_key_protection(*beginning);
        if (protection == formats::KeyProtection::not_a_private_key) continue;
        ++count.keys;
        if (protection == formats::KeyProtection::none) ++count.clear;
    }
    return count;
}

bool names_passwords(std::string_view file_name) {
    const auto dot = file_name.rfind('.');
    const auto ending =
        dot == std::string_view::npos ? std::string() : lower_case(file_name.substr(dot + 1));
    const bool readable =
        ending.empty() || std::ranges::find(readable_endings, ending) != readable_endings.end();
    if (!readable || file_name.starts_with('.')) return false;
    std::string letters;  // Without spaces and marks: "Mots de passe" is "motsdepasse".
    std::string spaced;   // With one space for each.
    for (const char c : formats::fold_french(as_bytes(file_name.substr(0, dot)))) {
        const bool is_letter = c >= 'a' && c <= 'z';
        if (is_letter) letters += c;
        spaced += is_letter ? c : ' ';
    }
    const auto words = split(spaced, ' ');
    return std::ranges::any_of(telling_words, [&](auto word) { return contains(letters, word); }) ||
           std::ranges::any_of(telling_parts, [&](auto part) {
               return std::ranges::find(words, part) != words.end();
           });
}

std::vector<facts::PasswordFile> find_password_files(const os::FileTree& tree,
                                                     const LocalAccount& person) {
    std::vector<facts::PasswordFile> found;
    const auto look = [&](std::string_view place, const std::filesystem::path& folder) {
        const auto files = count_password_files(tree, folder);
        if (files > 0) found.push_back({person.name, std::string(place), files});
    };
    for (const auto& folder : usual_folders) {
        const auto path = path_of(folder, tree, person.home);
        if (path != person.home / "") look(folder.place, path);
    }
    look("home", person.home);
    return found;
}

}  // namespace primum::probes
