#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/hidden_line.h"
#include "cli/places.h"
#include "cli/settings.h"
#include "formats/password_export.h"
#include "os/file.h"
#include "passwords/judge.h"

namespace primum::cli {
namespace {

using passwords::Level;
using passwords::Verdict;

constexpr std::size_t export_bytes_max = 64UL * 1024 * 1024;
constexpr std::size_t list_bytes_max = 1024UL * 1024;
constexpr std::size_t sites_shown_max = 30;  // Of one line; the rest are counted.

void add_words(const std::string& text, std::vector<std::string>& words) {
    constexpr std::size_t letters_min = 3;
    for (const auto word : split(text, ' ')) {
        if (word.size() >= letters_min) words.push_back(lower_case(word));
    }
}

// The practice's own name and town come first: who aims at it tries them first.
Result<std::vector<std::string>> common_words(const Arguments& arguments) {
    const auto settings = TRY(load_settings());
    std::vector<std::string> words;
    add_words(settings.practice_name, words);
    add_words(settings.practice_city, words);
    const auto file = TRY(catalogue_directory(arguments.catalogue)) / "passwords/french.txt";
    const auto list = TRY(os::read_text(file, list_bytes_max));
    for (const auto line : split(list, '\n')) {
        if (!line.empty() && line.front() != '#') words.emplace_back(trim(line));
    }
    return words;
}

Sentence worth_of(Level level) {
    switch (level) {
        case Level::none:
            return {"insuffisant, même pour un code", "not enough, even for a PIN"};
        case Level::unlock:
            return {"insuffisant, sauf comme code d'un appareil qui se bloque après 3 essais",
                    "not enough, but as the PIN of a device that blocks after 3 tries"};
        case Level::restricted:
            return {
                "suffisant seulement là où les essais sont limités (blocage, délai) ; pas pour "
                "un poste, un Wi-Fi ou un disque",
                "enough only where tries are limited (lock-out, delay); not for a computer, "
                "Wi-Fi or a disk"};
        case Level::alone:
            return {"suffisant, même sans autre protection",
                    "enough, even without other protection"};
    }
    CHECK(false);
    return {};
}

Sentence kinds_of(const Verdict& verdict) {
    Sentence kinds;
    const auto add = [&](bool there, const char* french, const char* english) {
        if (!there) return;
        kinds.french += (kinds.french.empty() ? "" : ", ") + std::string(french);
        kinds.english += (kinds.english.empty() ? "" : ", ") + std::string(english);
    };
    add(verdict.lower, "minuscules", "lower case");
    add(verdict.upper, "majuscules", "upper case");
    add(verdict.digit, "chiffres", "digits");
    add(verdict.special, "autres signes", "other signs");
    return kinds;
}

void show(const Verdict& verdict, Language language) {
    const auto print = [&](const Sentence& line) { fmt::print("{}\n", line.in(language)); };
    const auto worth = worth_of(verdict.level);
    print({"Ce mot de passe est " + worth.french + ".", "This password is " + worth.english + "."});
    const auto kinds = kinds_of(verdict);
    print(
        say("  Il a {} caractères ({}), soit {:.0f} bits au calcul de la CNIL (délibération "
            "2022-100).",
            "  It has {} characters ({}), that is {:.0f} bits by the CNIL's reckoning "
            "(deliberation 2022-100).",
            verdict.length, kinds.in(language), verdict.theoretical_bits));
    if (verdict.is_guessed_early) {
        print(
            {"  Mais il contient un mot, un nom, une date ou une suite que l'on essaie en premier "
             ": "
             "il se devine bien plus vite que sa longueur ne le laisse croire.",
             "  But it holds a word, a name, a date or a sequence that is tried first: it is "
             "guessed much sooner than its length suggests."});
    }
    if (verdict.level == Level::alone) return;
    print(
        {"  Pour qu'il suffise seul : 12 caractères de quatre genres, ou 14 de trois genres, ou 7 "
         "mots sans lien entre eux, tirés au hasard par un gestionnaire de mots de passe.",
         "  To be enough alone: 12 characters of four kinds, or 14 of three kinds, or 7 unrelated "
         "words, drawn at random by a password manager."});
}

std::string shown(const std::vector<std::string>& sites, Language language) {
    const auto count = std::min(sites.size(), sites_shown_max);
    auto text = fmt::format(
        "{}", fmt::join(sites.begin(), sites.begin() + static_cast<std::ptrdiff_t>(count), ", "));
    if (sites.size() > count) {
        text += say(", et {} autres", ", and {} others", sites.size() - count).in(language);
    }
    return text;
}

// What an export holds: the passwords live as keys of a map, and are wiped with it.
class ExportReview {
public:
    explicit ExportReview(const std::vector<std::string>& common) : common_(common) {}
    ~ExportReview() {
        for (auto& [password, sites] : sites_of_) {
            // The map is about to go: nobody looks keys up any more.
            auto& text = const_cast<std::string&>(
                password);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
            ::explicit_bzero(text.data(), text.size());
        }
    }
    ExportReview(const ExportReview&) = delete;
    ExportReview& operator=(const ExportReview&) = delete;
    ExportReview(ExportReview&&) = delete;
    ExportReview& operator=(ExportReview&&) = delete;

    void add(const formats::SavedPassword& saved) {
        auto& sites = sites_of_[saved.password];
        if (std::ranges::find(sites, saved.site) == sites.end()) sites.push_back(saved.site);
        ++count_;
    }

    // True when something is weak or used again.
    bool show(Language language) const {
        std::vector<std::string> weak;
        std::vector<const std::vector<std::string>*> reused;
        for (const auto& [password, sites] : sites_of_) {
            const bool is_weak = passwords::judge(password, common_).level < Level::restricted;
            if (is_weak) weak.insert(weak.end(), sites.begin(), sites.end());
            if (sites.size() > 1) reused.push_back(&sites);
        }
        std::ranges::sort(weak);
        const auto print = [&](const Sentence& line) { fmt::print("{}\n", line.in(language)); };
        print(say("{} mots de passe enregistrés, dont {} différents.",
                  "{} saved passwords, {} of them different.", count_, sites_of_.size()));
        if (!weak.empty()) {
            print(say("Faibles, à changer d'abord ({}) : {}", "Weak, to change first ({}): {}",
                      weak.size(), shown(weak, language)));
        }
        for (const auto* sites : reused) {
            print(say("Le même mot de passe pour {} sites : {}",
                      "The same password for {} sites: {}", sites->size(),
                      shown(*sites, language)));
        }
        if (weak.empty() && reused.empty()) {
            print({"Aucun n'est faible, aucun ne sert deux fois.",
                   "None is weak, none serves twice."});
        }
        print({"Effacez ce fichier maintenant : il contient tous vos mots de passe en clair.",
               "Erase this file now: it holds all your passwords in clear."});
        return !weak.empty() || !reused.empty();
    }

private:
    const std::vector<std::string>& common_;
    std::map<std::string, std::vector<std::string>> sites_of_;
    std::size_t count_ = 0;
};

Result<ExitCode> review(const std::string& file, const std::vector<std::string>& common,
                        Language language) {
    auto text = TRY(os::read_text(file, export_bytes_max));
    ExportReview review(common);
    const auto read = formats::for_each_saved_password(
        text, [&](const formats::SavedPassword& saved) { review.add(saved); });
    ::explicit_bzero(text.data(), text.size());
    if (!read) return Error{ErrorKind::usage, join({file, file}, read.error().message)};
    return review.show(language) ? ExitCode::found : ExitCode::fine;
}

}  // namespace

Result<ExitCode> run_password(const Arguments& arguments, const PasswordArguments& password) {
    const auto language = arguments.language;
    const auto common = TRY(common_words(arguments));
    if (!password.csv.empty()) return review(password.csv, common, language);
    const auto typed =
        TRY(read_hidden_line({"Mot de passe à juger (il ne s'affiche pas et n'est pas gardé) : ",
                              "Password to judge (it is not shown and not kept): "},
                             language));
    const auto verdict = passwords::judge(typed.view(), common);
    show(verdict, language);
    return verdict.level < Level::restricted ? ExitCode::found : ExitCode::fine;
}

}  // namespace primum::cli
