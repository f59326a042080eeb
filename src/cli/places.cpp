#include "cli/places.h"

#include <unistd.h>

#include <array>
#include <cstdlib>

#include "os/file.h"

namespace primum::cli {
namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before any thread.
    return value != nullptr ? value : "";
}

}  // namespace

Result<std::filesystem::path> home_directory() {
    if (const auto home = environment("PRIMUM_HOME"); !home.empty()) return {home};
    if (::geteuid() == 0) return {"/var/lib/primum"};
    if (const auto data = environment("XDG_DATA_HOME"); !data.empty()) {
        return std::filesystem::path(data) / "primum";
    }
    if (const auto user = environment("HOME"); !user.empty()) {
        return std::filesystem::path(user) / ".local/share/primum";
    }
    return Error{ErrorKind::usage,
                 {"aucun dossier pour garder les résultats : définissez PRIMUM_HOME",
                  "no folder to keep the results in: set PRIMUM_HOME"}};
}

Result<std::filesystem::path> catalogue_directory(const std::string& wanted) {
    if (!wanted.empty()) {
        if (std::filesystem::is_directory(wanted)) return {wanted};
        return Error{ErrorKind::usage, say("--catalogue : le dossier {} n'existe pas",
                                           "--catalogue: the folder {} does not exist", wanted)};
    }
    const auto program = TRY(os::program_directory());
    const std::array places{program / "catalogue", program / "../share/primum/catalogue",
                            program / "../../../catalogue"};
    for (const auto& place : places) {
        if (std::filesystem::is_directory(place / "controls")) return place.lexically_normal();
    }
    return Error{
        ErrorKind::usage,
        say("le catalogue n'est pas à côté du programme ({}) ; indiquez-le par --catalogue",
            "the catalogue is not beside the program ({}); name it with --catalogue",
            program.string())};
}

Language choose_language(const std::string& wanted) {
    const auto locale = [] {
        for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
            if (auto value = environment(name); !value.empty()) return value;
        }
        return std::string();
    };
    return (wanted.empty() ? locale() : wanted).starts_with("en") ? Language::english
                                                                  : Language::french;
}

}  // namespace primum::cli
