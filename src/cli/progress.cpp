#include "cli/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>

#include "base/text.h"

namespace primum::cli {
namespace {

constexpr auto redraw_pause = std::chrono::milliseconds(50);
constexpr std::size_t line_bytes_max = 300;

std::size_t terminal_columns() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

}  // namespace

Progress::Progress(Language language, ProgressForm form)
    : language_(language), form_(form), on_terminal_(::isatty(STDERR_FILENO) == 1) {}

void Progress::show(std::string_view probe, const Sentence& what) {
    if (!on_terminal_ && form_ == ProgressForm::one_line) return;
    const std::lock_guard lock(mutex_);
    const auto instant = std::chrono::steady_clock::now();
    const bool shown_just_now = shown_at_ && instant - *shown_at_ < redraw_pause;
    if (shown_just_now) return;
    shown_at_ = instant;
    const auto text = fmt::format("{} · {}", probe, what.in(language_));
    if (form_ == ProgressForm::lines) {
        std::fprintf(stderr, "%s\n", printable(text, line_bytes_max).c_str());
        return;
    }
    const auto line = printable(text, terminal_columns() - 1);
    std::fprintf(stderr, "\r\x1b[2K%s", line.c_str());
    std::fflush(stderr);
    line_shown_ = true;
}

void Progress::clear() {
    const std::lock_guard lock(mutex_);
    if (line_shown_) std::fputs("\r\x1b[2K", stderr);
    line_shown_ = false;
}

}  // namespace primum::cli
