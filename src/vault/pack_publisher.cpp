#include "vault/pack_publisher.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/hex.h"
#include "os/descriptor.h"
#include "os/system_error.h"

namespace primum::vault {
namespace {

constexpr std::size_t waiting_packs_max = 4;  // More would only fill the system's own memory.

// So that a file that was just made has its name after a crash too.
Result<> flush_folder_of(const std::filesystem::path& file, const Sentence& doing) {
    const auto parent = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    const os::Descriptor folder(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder.is_open() || (::fsync(folder.number()) != 0 && errno != EINVAL)) {
        return os::system_error(errno, doing);
    }
    return {};
}

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
    const os::Descriptor file(
        ::open(journal_.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
    if (!file.is_open()) return os::system_error(errno, doing);
    // What was cut short before must not become the beginning of the first name.
    std::string lines = "\n";
    for (const auto& pack : packs) lines += hex_of(pack.index_entry.pack) + "\n";
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) return os::system_error(errno, doing);
    // One small append: whole, or cut at the very end.
    errno = 0;
    if (::write(file.number(), lines.data(), lines.size()) != std::ssize(lines)) {
        return os::system_error(errno == 0 ? ENOSPC : errno, doing);
    }
    if (::fdatasync(file.number()) != 0) return os::system_error(errno, doing);
    return status.st_size == 0 ? flush_folder_of(journal_, doing) : Result<>();
}

}  // namespace primum::vault
