#include "cli/hidden_line.h"

#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "os/stop.h"
#include "os/system_error.h"

namespace primum::cli {
namespace {

constexpr char interrupt = 3;     // Ctrl-C
constexpr char end_of_input = 4;  // Ctrl-D
constexpr char backspace = 8;
constexpr char erase = 127;

// A terminal that shows nothing and hands over each key, until this object ends.
class SilentTerminal {
public:
    SilentTerminal() {
        if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
        auto silent = before_;
        // Signals are off too: a process that dies here would leave the terminal silent.
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG);
        changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
    }
    ~SilentTerminal() {
        if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    SilentTerminal(const SilentTerminal&) = delete;
    SilentTerminal& operator=(const SilentTerminal&) = delete;
    SilentTerminal(SilentTerminal&&) = delete;
    SilentTerminal& operator=(SilentTerminal&&) = delete;

    bool is_silent() const { return changed_; }

private:
    termios before_{};
    bool changed_ = false;
};

// Byte by byte, without a buffer that would keep a copy.
Result<passwords::WipedText> read_line(bool by_key) {
    passwords::WipedText line;
    while (true) {
        char character = 0;
        const auto count = ::read(STDIN_FILENO, &character, 1);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return os::system_error(errno, {"lire la saisie", "read what is typed"});
        if (count == 0 || character == '\n' || character == '\r') return line;
        if (by_key && character == interrupt) return os::Stop::error();
        if (by_key && character == end_of_input) return line;
        if (by_key && (character == backspace || character == erase)) {
            line.take_back();
        } else if (!line.append(character)) {
            return Error{
                ErrorKind::usage,
                {"c'est trop long pour un mot de passe", "this is too long for a password"}};
        }
    }
}

}  // namespace

Result<passwords::WipedText> read_hidden_line(const Sentence& question, Language language) {
    const bool terminal = ::isatty(STDIN_FILENO) == 1;
    auto line = [&]() -> Result<passwords::WipedText> {
        if (!terminal) return read_line(/*by_key=*/false);
        const SilentTerminal silent;
        if (!silent.is_silent()) {
            return Error{ErrorKind::usage,
                         {"ce terminal ne sait pas cacher la saisie",
                          "this terminal cannot hide what is typed"}};
        }
        std::fputs(question.in(language).c_str(), stderr);
        return read_line(/*by_key=*/true);
    }();
    if (terminal) std::fputc('\n', stderr);
    if (line && line->empty()) {
        return Error{ErrorKind::usage,
                     {"aucun mot de passe n'a été tapé", "no password was typed"}};
    }
    return line;
}

}  // namespace primum::cli
