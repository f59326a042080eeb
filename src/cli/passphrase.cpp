#include "cli/passphrase.h"

#include <termios.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

namespace primum::cli {
namespace {

// The terminal shows nothing of what is typed while this lives.
class Hidden {
public:
    Hidden() {
        shown_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
        if (!shown_) return;
        termios hidden = before_;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~Hidden() {
        if (!shown_) return;
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
        std::fputs("\n", stderr);
    }
    Hidden(const Hidden&) = delete;
    Hidden& operator=(const Hidden&) = delete;

private:
    termios before_{};
    bool shown_ = false;
};

bool is_terminal() { return ::isatty(STDIN_FILENO) == 1; }

Result<std::string> ask(const char* prompt) {
    const Hidden hidden;
    if (is_terminal()) std::fputs(prompt, stderr);
    std::string line;
    if (!std::getline(std::cin, line) || line.empty()) {
        return Error{ErrorKind::usage, {"il faut une phrase de passe", "a passphrase is needed"}};
    }
    return line;
}

}  // namespace

Result<std::string> ask_passphrase() { return ask("Phrase de passe / Passphrase: "); }

Result<std::string> ask_new_passphrase() {
    auto first = TRY(ask("Nouvelle phrase de passe / New passphrase: "));
    if (!is_terminal()) return first;
    if (TRY(ask("Encore une fois / Once more: ")) == first) return first;
    return Error{ErrorKind::usage,
                 {"les deux phrases de passe diffèrent", "the two passphrases differ"}};
}

}  // namespace primum::cli
