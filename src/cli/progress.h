// Progress: one line on a terminal that says what is being looked at; nothing in a pipe, unless a
// program asked for lines.
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string_view>

#include "base/sentence.h"
#include "cli/arguments.h"

namespace primum::cli {

// Thread-safe. Writes to standard error only.
class Progress {
public:
    explicit Progress(Language language, ProgressForm form = ProgressForm::one_line);
    ~Progress() { clear(); }

    void show(std::string_view probe, const Sentence& what);
    void clear();

private:
    const Language language_;
    const ProgressForm form_;
    const bool on_terminal_;
    std::mutex mutex_;
    bool line_shown_ = false;
    std::optional<std::chrono::steady_clock::time_point> shown_at_;
};

}  // namespace primum::cli
