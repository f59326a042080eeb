#include "cli/fix_words.h"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "base/text.h"

namespace primum::cli {
namespace {

constexpr std::size_t subjects_shown_max = 10;

void add(Sentence& text, const Sentence& more) {
    text.french += more.french;
    text.english += more.english;
}

void add_line(Sentence& text, std::string_view mark, const Sentence& line) {
    text.french += fmt::format("{}{}\n", mark, line.french);
    text.english += fmt::format("{}{}\n", mark, line.english);
}

// Keeps what is typed off the screen while it lives.
class Silence {
public:
    Silence() {
        is_terminal_ = ::tcgetattr(STDIN_FILENO, &former_) == 0;
        if (!is_terminal_) return;
        auto quiet = former_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;
    ~Silence() {
        if (!is_terminal_) return;
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &former_);
        std::fputc('\n', stderr);
    }

private:
    termios former_{};
    bool is_terminal_ = false;
};

void add_subjects(Sentence& text, const std::vector<std::string>& subjects) {
    for (std::size_t i = 0; i < std::min(subjects.size(), subjects_shown_max); ++i) {
        const auto name = printable(subjects[i]);
        add_line(text, "  • ", {name, name});
    }
    if (subjects.size() <= subjects_shown_max) return;
    const auto left = subjects.size() - subjects_shown_max;
    add_line(text, "  • ", say("et {} autres", "and {} more", left));
}

}  // namespace

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void print_message(const Sentence& message, Language language) {
    std::fflush(stdout);
    std::fputs(message.in(language).c_str(), stderr);
}

bool ask_yes(const Sentence& question, Language language) {
    print_message(question, language);
    std::string answer;
    std::getline(std::cin, answer);
    const auto word = lower_case(trim(answer));
    return word == "o" || word == "oui" || word == "y" || word == "yes";
}

Result<std::string> read_secret_line() {
    const Silence silence;
    std::string line;
    if (!std::getline(std::cin, line)) {
        return Error{ErrorKind::usage, {"il manque le mot de passe", "the password is missing"}};
    }
    return std::string(trim(line));
}

Sentence plan_words(const fixes::Plan& plan, const fixes::Situation& situation) {
    Sentence text{"Ce qui sera changé\n\n", "What will be changed\n\n"};
    add(text, fixes::describe(plan));
    if (!plan.notes.empty()) add(text, {"À savoir\n", "To know\n"});
    for (const auto& note : plan.notes) add_line(text, "  • ", note);
    std::vector<std::string> left;
    for (const auto& subject : situation.subjects) {
        if (std::ranges::find(plan.subjects, subject.name) == plan.subjects.end()) {
            left.push_back(subject.name);
        }
    }
    if (!left.empty()) {
        add(text,
            say("Ce que Primum ne répare pas d'ici (primum controls show {} dit comment faire)\n",
                "What Primum does not mend from here (primum controls show {} says how)\n",
                situation.control));
        add_subjects(text, left);
    }
    add(text, {"\n", "\n"});
    return text;
}

Sentence secret_words(const fixes::Secret& secret) {
    auto text = join(secret.what, {"montré une seule fois", "shown only once"});
    add(text, {"\n", "\n"});
    if (!secret.login.empty()) {
        add(text, say("    nom           {}\n", "    name      {}\n", secret.login));
    }
    add(text, say("    mot de passe  {}\n\n", "    password  {}\n\n", secret.password));
    return text;
}

Sentence done_words(unsigned number, const std::vector<Sentence>& next) {
    auto text = say("C'est fait (réparation {0}). Pour revenir en arrière : primum fix undo {0}\n",
                    "Done (fix {0}). To go back: primum fix undo {0}\n", number);
    for (const auto& step : next) add_line(text, "  • ", step);
    return text;
}

Sentence verdict_words(Verdict verdict) {
    switch (verdict) {
        case Verdict::closed:
            return {"Primum a regardé à nouveau : la porte est fermée.\n",
                    "Primum has looked again: the door is closed.\n"};
        case Verdict::open:
            return {"Primum a regardé à nouveau : la porte est ouverte.\n",
                    "Primum has looked again: the door is open.\n"};
        case Verdict::not_seen:
            return {
                "Aucun audit n'avait vu cette porte : relancez primum audit pour en être sûr.\n",
                "No audit had seen this door: run primum audit again to be sure.\n"};
        case Verdict::unknown:
            return {"Primum n'a pas pu regarder à nouveau : relancez primum audit.\n",
                    "Primum could not look again: run primum audit.\n"};
    }
    return {};
}

Sentence undo_words(const fixes::Entry& entry) {
    auto text = say("Réparation {} ({}), du {} : tout sera remis comme avant\n",
                    "Fix {} ({}), of {}: everything will be put back as before\n", entry.number,
                    entry.control, format_time(entry.started_at));
    for (const auto& change : entry.changes) {
        add_line(text, "  • ", {printable(change->place()), printable(change->place())});
    }
    return text;
}

Sentence list_words(const std::vector<Mendable>& mendable,
                    const std::vector<fixes::Entry>& entries) {
    Sentence text;
    if (mendable.empty()) {
        add(text,
            {"Primum ne connaît rien qu'il puisse réparer maintenant (primum audit regarde).\n",
             "Primum knows of nothing that it can mend now (primum audit looks).\n"});
    }
    for (const auto& one : mendable) {
        add(text, say("primum fix {}\n", "primum fix {}\n", one.control));
        add_line(text, "    ", one.title);
        for (const auto& fix : one.fixes) add_line(text, "    → ", fix);
        add_subjects(text, one.subjects);
    }
    bool first = true;
    for (const auto& entry : entries) {
        if (entry.state != fixes::State::applied) continue;
        if (std::exchange(first, false)) {
            add(text, {"\nDéjà réparé, et que l'on peut défaire\n",
                       "\nMended already, and can be undone\n"});
        }
        add(text, say("  primum fix undo {0}    {1}, {2}\n", "  primum fix undo {0}    {1}, {2}\n",
                      entry.number, entry.control, format_time(entry.started_at)));
    }
    return text;
}

Sentence interrupted(const fixes::Entry& entry) {
    return say(
        "La réparation {} ({}) a été interrompue : lancez primum fix sans --dry-run pour la "
        "mener à son terme.\n",
        "Fix {} ({}) was interrupted: run primum fix without --dry-run to bring it to its "
        "end.\n",
        entry.number, entry.control);
}

Sentence recovered(const fixes::Recovered& one) {
    const auto what = say("La réparation {} ({}) avait été interrompue",
                          "Fix {} ({}) had been interrupted", one.number, one.control);
    const auto outcome = [&]() -> Sentence {
        if (one.problem) {
            return join({"elle ne peut être menée à son terme", "it cannot be brought to its end"},
                        one.problem->message);
        }
        switch (one.state) {
            case fixes::State::applied:
                return {"elle est maintenant faite, en entier", "it is done now, as a whole"};
            case fixes::State::undone:
                return {"tout est maintenant remis comme avant", "everything is as before now"};
            default:
                return {"elle est annulée, tout est comme avant",
                        "it is cancelled, everything is as before"};
        }
    }();
    auto text = join(what, outcome);
    add(text, {".\n", ".\n"});
    return text;
}

}  // namespace primum::cli
