// BackgroundAudit: `primum audit` as a process of its own, while the dashboard goes on.
//
// The server itself opens no raw socket and reads no document: this process does, and ends.
// Thread-safe.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "web/practice.h"

namespace primum::cli {

class BackgroundAudit {
public:
    BackgroundAudit() = default;
    ~BackgroundAudit();  // Stops it, and waits.
    BackgroundAudit(const BackgroundAudit&) = delete;
    BackgroundAudit& operator=(const BackgroundAudit&) = delete;

    // ErrorKind::usage while one is running. `ended` is called from another thread.
    Result<> start(std::vector<std::string> argv, std::function<void()> ended);
    Result<> stop();
    web::AuditState state() const;

private:
    void run(const std::vector<std::string>& argv, const std::function<void()>& ended);
    void hear(std::string_view line);

    mutable std::mutex mutex_;
    web::AuditState state_;
    std::string last_line_;
    pid_t process_ = -1;
    std::jthread thread_;
};

}  // namespace primum::cli
