// BackupPool: the threads that read and store contents, and the queue in which items wait to leave
// in their order.
//
// One thread gives items and takes them back; the pool's own threads give each other chunks of
// large files (ChunkHelp), and end with it.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "vault/backup/content_reader.h"

namespace primum::vault {

class BackupPool : private ChunkHelp {
public:
    using MakeReader = std::function<std::unique_ptr<ContentReader>(ChunkHelp&)>;

    // Each thread makes its own reader.
    BackupPool(std::size_t threads, MakeReader make_reader);
    ~BackupPool() override;

    void read_bundle(std::vector<WalkItem*> items) { add({.items = std::move(items)}); }
    void read_large(WalkItem* item) { add({.items = {item}, .large = true}); }

    // Waits until the item was read; its Error is that of the first job that failed.
    Result<> wait_until_read(const WalkItem& item);
    bool is_ready(const WalkItem& item);
    bool has_failed();

private:
    struct Job {
        std::vector<WalkItem*> items;
        bool large = false;
        ChunkTask* chunk = nullptr;  // Instead of items.
    };

    bool is_welcome() override;
    void give(ChunkTask& task) override;
    bool is_done(const ChunkTask& task) override;
    bool wait_for(const ChunkTask& task) override;

    void add(Job job);
    void work(const std::stop_token& stop);
    void read(ContentReader& reader, const Job& job);

    const MakeReader make_reader_;
    std::mutex mutex_;
    std::condition_variable_any job_given_;
    std::condition_variable item_ready_;
    std::condition_variable chunk_done_;
    std::deque<Job> jobs_;
    std::optional<Error> failure_;
    std::vector<std::jthread> threads_;  // Last: they end before what they use.
};

}  // namespace primum::vault
