// Progress: one line on a terminal that says what is being looked at; nothing in a pipe.
#pragma once

#include <chrono>
#include <mutex>
#include <string_view>

#include "base/sentence.h"

namespace primum::cli {

// Thread-safe. Writes to standard error only.
class Progress {
public:
    explicit Progress(Language language);
    ~Progress() { clear(); }

    void show(std::string_view probe, const Sentence& what);
    void clear();

private:
    const Language language_;
    const bool on_terminal_;
    std::mutex mutex_;
    bool line_shown_ = false;
    std::chrono::steady_clock::time_point shown_at_;
};

}  // namespace primum::cli
