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

}  // namespace

Result<std::string> ask_passphrase() {
    const Hidden hidden;
    if (::isatty(STDIN_FILENO) == 1) std::fputs("Phrase de passe / Passphrase: ", stderr);
    std::string line;
    if (!std::getline(std::cin, line) || line.empty()) {
        return Error{ErrorKind::usage,
                     {"ce fichier de clé demande une phrase de passe",
                      "this key file asks for a passphrase"}};
    }
    return line;
}

}  // namespace primum::cli
