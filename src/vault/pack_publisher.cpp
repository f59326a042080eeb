#include "vault/pack_publisher.h"

#include <utility>

#include "base/hex.h"
#include "os/file.h"
#include "os/open_file.h"

namespace primum::vault {
namespace {

constexpr std::size_t waiting_packs_max = 4;  // More would only fill the system's own memory.

}  // namespace

PackPublisher::PackPublisher(std::filesystem::path journal,
                             std::function<void(IndexedPack)> on_published)
    : journal_(std::move(journal)),
      on_published_(std::move(on_published)),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

PackPublisher::~PackPublisher() { thread_.request_stop(); }

Result<> PackPublisher::submit(PreparedPack pack) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return failure_ || waiting_.size() < waiting_packs_max; });
    if (failure_) return *failure_;
    waiting_.push_back(std::move(pack));
    changed_.notify_all();
    return {};
}

Result<> PackPublisher::finish() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return failure_ || (waiting_.empty() && !busy_); });
    if (failure_) return *failure_;
    return {};
}

std::deque<PreparedPack> PackPublisher::take(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop, [this] { return !waiting_.empty(); });
    if (stop.stop_requested()) return {};
    busy_ = true;
    changed_.notify_all();
    return std::exchange(waiting_, {});
}

void PackPublisher::work(const std::stop_token& stop) {
    while (true) {
        auto packs = take(stop);
        if (packs.empty()) return;
        const auto outcome = publish(packs);
        const std::lock_guard lock(mutex_);
        busy_ = false;
        if (!outcome && !failure_) failure_ = outcome.error();
        changed_.notify_all();
        if (failure_) return;
    }
}

Result<> PackPublisher::publish(std::deque<PreparedPack>& packs) {
    TRY(write_journal(packs));
    for (auto& pack : packs) {
        TRY(pack.object->publish());
        on_published_(std::move(pack.index_entry));
    }
    return {};
}

Result<> PackPublisher::write_journal(const std::deque<PreparedPack>& packs) const {
    const Sentence doing{"tenir le journal des sauvegardes", "keep the journal of backups"};
    const auto file = TRY(os::file_to_append(journal_).or_error(doing));
    // What was cut short before must not become the beginning of the first name.
    std::string lines = "\n";
    for (const auto& pack : packs) lines += hex_of(pack.index_entry.pack) + "\n";
    const auto before = TRY(os::status_of(file).or_error(doing));
    // Appended: whatever cuts it short cuts its end.
    TRY(os::write_on(file, as_bytes(lines)).or_error(doing));
    TRY(os::flush_content(file).or_error(doing));
    // A file that was just made must have its name after a crash too.
    return before.st_size == 0 ? os::sync_folder(journal_.parent_path()) : Result<>();
}

}  // namespace primum::vault
