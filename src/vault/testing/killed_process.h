// Work in a process of its own, killed at an instant drawn by lot: no destructor runs.
#pragma once

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <random>

namespace primum::vault::testing {

// PRIMUM_VAULT_KILLS says how often; ./dev vault-kill asks for 200.
inline int kills_wanted() {
    const char* wanted = std::getenv("PRIMUM_VAULT_KILLS");  // NOLINT(concurrency-mt-unsafe)
    return wanted != nullptr ? std::atoi(wanted) : 8;        // NOLINT(cert-err34-c)
}

class Killer {
public:
    // How long the work takes when nothing disturbs it: `work` is done once.
    template <class Work>
    explicit Killer(const Work& work) {
        const auto began = std::chrono::steady_clock::now();
        EXPECT_TRUE(work());
        whole_ = std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now() - began);
    }

    // Most are killed at work, a few after they were done.
    template <class Work>
    void start_and_kill(const Work& work) {
        const auto child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) ::_exit(work() ? 0 : 1);
        const auto longest = static_cast<std::uint64_t>(whole_.count() + whole_.count() / 4);
        const auto waited = numbers_() % (longest + 1);
        ::usleep(static_cast<useconds_t>(waited));
        ::kill(child, SIGKILL);
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        if (WIFSIGNALED(status)) {
            ++killed_;
        } else {
            // It takes less: the first time, something else had kept the processor.
            whole_ = std::min(whole_, std::chrono::microseconds(waited));
        }
    }
    // Else nothing was tried.
    int killed() const { return killed_; }

private:
    std::chrono::microseconds whole_{};
    std::mt19937_64 numbers_{20261127};  // NOLINT(cert-msc51-cpp): the same at every run.
    int killed_ = 0;
};

}  // namespace primum::vault::testing
