// BackupPool: the threads that read and store contents, and the queue in which items wait to leave
// in their order.
//
// One thread gives items and jobs and takes items back; the pool's own threads end with it.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "vault/backup/content_reader.h"

namespace primum::vault {

class BackupPool {
public:
    using MakeReader = std::function<std::unique_ptr<ContentReader>()>;

    // Each thread makes its own reader.
    BackupPool(std::size_t threads, MakeReader make_reader);
    ~BackupPool();
    BackupPool(const BackupPool&) = delete;
    BackupPool& operator=(const BackupPool&) = delete;

    void read_bundle(std::vector<WalkItem*> items) { give({std::move(items), false}); }
    void read_large(WalkItem* item) { give({{item}, true}); }

    // Waits until the item was read; its Error is that of the first job that failed.
    Result<> wait_for(const WalkItem& item);
    bool is_ready(const WalkItem& item);
    bool has_failed();

private:
    struct Job {
        std::vector<WalkItem*> items;
        bool large = false;
    };

    void give(Job job);
    void work(const std::stop_token& stop);

    const MakeReader make_reader_;
    std::mutex mutex_;
    std::condition_variable_any job_given_;
    std::condition_variable item_ready_;
    std::deque<Job> jobs_;
    std::optional<Error> failure_;
    std::vector<std::jthread> threads_;  // Last: they end before what they use.
};

}  // namespace primum::vault
