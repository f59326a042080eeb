// PackPublisher: makes prepared packs durable on a thread of its own, while the next ones are made.
//
// A disk takes as long to flush a pack as a processor to seal one. The pack's bytes are with the
// storage by then: what waits here takes no memory. Names go to the journal before they are seen.
#pragma once

#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

#include "vault/format/index_file.h"
#include "vault/storage/storage.h"

namespace primum::vault {

struct PreparedPack {
    IndexedPack index_entry;
    std::unique_ptr<PreparedObject> object;
};

class PackPublisher {
public:
    // `journal` is a file, made when missing. `on_published` is called on the publisher's thread,
    // one pack at a time.
    PackPublisher(std::filesystem::path journal, std::function<void(IndexedPack)> on_published);
    // What still waits is not published.
    ~PackPublisher();
    PackPublisher(const PackPublisher&) = delete;
    PackPublisher& operator=(const PackPublisher&) = delete;

    // Waits while too many wait. The Error is the first of any pack; after it nothing is published.
    // Thread-safe.
    Result<> submit(PreparedPack pack);
    // Waits until all are published. Thread-safe.
    Result<> finish();

private:
    void work(const std::stop_token& stop);
    // Waits for packs; none when asked to stop.
    std::deque<PreparedPack> take(const std::stop_token& stop);
    Result<> publish(std::deque<PreparedPack>& packs);
    Result<> write_journal(const std::deque<PreparedPack>& packs) const;

    const std::filesystem::path journal_;
    const std::function<void(IndexedPack)> on_published_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<PreparedPack> waiting_;
    bool busy_ = false;
    std::optional<Error> failure_;
    std::jthread thread_;  // Last: it ends before what it uses.
};

}  // namespace primum::vault
