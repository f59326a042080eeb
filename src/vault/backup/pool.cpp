#include "vault/backup/pool.h"

namespace primum::vault {

BackupPool::BackupPool(std::size_t threads, MakeReader make_reader)
    : make_reader_(std::move(make_reader)) {
    for (std::size_t i = 0; i < threads; ++i) {
        threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
    }
}

BackupPool::~BackupPool() {
    for (auto& thread : threads_) thread.request_stop();
    job_given_.notify_all();
}

void BackupPool::add(Job job) {
    const std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
    job_given_.notify_one();
}

void BackupPool::work(const std::stop_token& stop) {
    const auto reader = make_reader_(*this);
    while (true) {
        Job job;
        {
            std::unique_lock lock(mutex_);
            job_given_.wait(lock, stop, [this] { return !jobs_.empty(); });
            if (stop.stop_requested()) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
        }
        if (job.chunk != nullptr) {
            reader->store(*job.chunk);
            const std::lock_guard lock(mutex_);
            job.chunk->is_done = true;
            chunk_done_.notify_all();
        } else {
            read(*reader, job);
        }
    }
}

void BackupPool::read(ContentReader& reader, const Job& job) {
    const auto outcome =
        job.large ? reader.read_large(*job.items.front()) : reader.read_bundle(job.items);
    for (auto* item : job.items) item->folder.reset();
    const std::lock_guard lock(mutex_);
    if (!outcome && !failure_) failure_ = outcome.error();
    for (auto* item : job.items) item->ready = true;
    item_ready_.notify_all();
}

bool BackupPool::is_welcome() {
    const std::lock_guard lock(mutex_);
    return jobs_.empty();
}

void BackupPool::give(ChunkTask& task) { add({.chunk = &task}); }

bool BackupPool::is_done(const ChunkTask& task) {
    const std::lock_guard lock(mutex_);
    return task.is_done;
}

bool BackupPool::wait_for(const ChunkTask& task) {
    std::unique_lock lock(mutex_);
    // Whoever could begin it may be waiting for a task of its own.
    if (std::erase_if(jobs_, [&](const Job& job) { return job.chunk == &task; }) > 0) return false;
    chunk_done_.wait(lock, [&] { return task.is_done; });
    return true;
}

Result<> BackupPool::wait_until_read(const WalkItem& item) {
    std::unique_lock lock(mutex_);
    item_ready_.wait(lock, [&] { return item.ready || failure_; });
    if (failure_) return *failure_;
    return {};
}

bool BackupPool::is_ready(const WalkItem& item) {
    const std::lock_guard lock(mutex_);
    return item.ready;
}

bool BackupPool::has_failed() {
    const std::lock_guard lock(mutex_);
    return failure_.has_value();
}

}  // namespace primum::vault
