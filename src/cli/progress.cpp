#include "cli/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>

#include "base/text.h"

namespace primum::cli {
namespace {

constexpr auto redraw_pause = std::chrono::milliseconds(50);

std::size_t terminal_columns() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 20 ? size.ws_col : 80;
}

}  // namespace

Progress::Progress(Language language)
    : language_(language), on_terminal_(::isatty(STDERR_FILENO) == 1) {}

void Progress::show(std::string_view probe, const Sentence& what) {
    if (!on_terminal_) return;
    const std::lock_guard lock(mutex_);
    const auto instant = std::chrono::steady_clock::now();
    if (line_shown_ && instant - shown_at_ < redraw_pause) return;
    const auto text = fmt::format("{} · {}", probe, what.in(language_));
    const auto line = printable(text, terminal_columns() - 1);
    std::fprintf(stderr, "\r\x1b[2K%s", line.c_str());
    std::fflush(stderr);
    line_shown_ = true;
    shown_at_ = instant;
}

void Progress::clear() {
    const std::lock_guard lock(mutex_);
    if (line_shown_) std::fputs("\r\x1b[2K", stderr);
    line_shown_ = false;
}

}  // namespace primum::cli
