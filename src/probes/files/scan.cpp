#include "probes/files/scan.h"

#include <malloc.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "probes/files/result_cache.h"
#include "probes/files/walk.h"

namespace primum::probes::files {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t waiting_max = 32;  // Batches.
// Each is open until its files are read, and a process may open a thousand files, often no more.
constexpr std::size_t waiting_folders_max = 256;
// Threads that wake each other for every small file would do little else.
constexpr std::size_t batch_files_max = 32;
constexpr std::uint64_t batch_bytes_max = 1'000'000;
constexpr auto between_reports = 200ms;
constexpr auto between_saves = 60s;

using Batch = std::vector<WalkedFile>;

// The files of one folder follow each other.
std::size_t folders_of(const Batch& batch) {
    std::size_t count = 0;
    const Folder* last = nullptr;
    for (const auto& file : batch) {
        count += file.folder.get() != last ? 1U : 0U;
        last = file.folder.get();
    }
    return count;
}

// Files on their way from the walk to the readers.
class Queue {
public:
    // Of one thread.
    void push(WalkedFile file) {
        batch_bytes_ += file.size;
        batch_.push_back(std::move(file));
        if (batch_.size() >= batch_files_max || batch_bytes_ >= batch_bytes_max) flush();
    }

    void flush() {
        std::unique_lock lock(mutex_);
        room_.wait(lock,
                   [&] { return batches_.size() < waiting_max && folders_ < waiting_folders_max; });
        folders_ += folders_of(batch_);
        batches_.push_back(std::exchange(batch_, {}));
        batch_bytes_ = 0;
        filled_.notify_one();
    }

    // None when the walk has ended and all is read.
    Batch pop() {
        std::unique_lock lock(mutex_);
        filled_.wait(lock, [&] { return !batches_.empty() || closed_; });
        if (batches_.empty()) return {};
        auto batch = std::move(batches_.front());
        batches_.pop_front();
        folders_ -= folders_of(batch);
        room_.notify_one();
        return batch;
    }

    void close() {
        if (!batch_.empty()) flush();
        const std::lock_guard lock(mutex_);
        closed_ = true;
        filled_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable filled_, room_;
    std::deque<Batch> batches_;
    std::size_t folders_ = 0;  // Of those.
    Batch batch_;
    std::uint64_t batch_bytes_ = 0;
    bool closed_ = false;
};

// Counts files and bytes ahead of the readers, so that the time left can be told.
class Census {
public:
    Census(const ScanRoots& roots, const os::Stop& stop)
        : thread_([this, roots, &stop](const std::stop_token& token) {
              if (!wait_a_little(token)) return;
              Walk walk({roots.left_out.begin(), roots.left_out.end()}, stop);
              const WalkListener listener{[this](const WalkedFile& file) {
                                              ++files_;
                                              bytes_ += file.size;
                                          },
                                          [](const auto&, const auto&) {}, [](const auto&) {}};
              for (const auto& root : roots.folders) {
                  if (!walk.run(root, listener)) return;
              }
              done_ = true;
          }) {}

    void tell(ScanProgress& progress) const {
        if (!done_) return;
        progress.files_total = files_;
        progress.bytes_total = bytes_;
    }

private:
    // A look of a few seconds needs no forecast, and has better use for the time.
    static bool wait_a_little(const std::stop_token& token) {
        std::mutex mutex;
        std::unique_lock lock(mutex);
        std::condition_variable_any never;
        never.wait_for(lock, token, 3s, [] { return false; });
        return !token.stop_requested();
    }

    std::atomic<std::uint64_t> files_{0}, bytes_{0};
    std::atomic<bool> done_{false};
    std::jthread thread_;
};

class Scan {
public:
    Scan(const ScanSettings& settings, const ScanListener& listener, const os::Stop& stop)
        : settings_(settings),
          listener_(listener),
          stop_(stop),
          cache_(ResultCache::load(settings.cache, settings.key, made_with(settings))) {}

    Result<std::vector<LookedAt>> run(const ScanRoots& roots) {
        const Census census(roots, stop_);
        Result<> walked;
        {
            std::vector<std::jthread> readers;
            for (std::size_t i = 0; i < ScanSettings::readers_max; ++i) {
                readers.emplace_back([this] { read_files(); });
            }
            walked = walk(roots, census);
            queue_.close();
            report_until_read(census);
        }
        if (read_something_) {
            const auto saved = cache_.save(settings_.cache);
            if (!saved) unseen(settings_.cache.string(), saved.error().message);
        }
        if (recogniser_ && !*recogniser_) return recogniser_->error();
        if (!walked && walked.error().kind != ErrorKind::stopped) return walked.error();
        return std::move(found_);
    }

private:
    static std::string made_with(const ScanSettings& settings) {
        return settings.version + '\0' + settings.texts.words + '\0' + settings.texts.columns +
               '\0' + settings.texts.software + '\0' + (settings.programs.ocr.empty() ? "" : "ocr");
    }

    Result<> walk(const ScanRoots& roots, const Census& census) {
        Walk walk({roots.left_out.begin(), roots.left_out.end()}, stop_);
        const WalkListener listener{
            [&](WalkedFile file) {
                take(std::move(file));
                report(census);
                save_now_and_then();
            },
            [&](const std::string& folder, const Error& why) { unseen(folder, why.message); },
            listener_.on_other_file_system};
        for (const auto& root : roots.folders) {
            auto outcome = walk.run(root, listener).context({root, root});
            if (outcome) continue;
            const bool only_one = roots.folders.size() == 1;
            if (only_one || outcome.error().kind == ErrorKind::stopped) return outcome;
            unseen(root, outcome.error().message);
        }
        return {};
    }

    void take(WalkedFile file) {
        if (auto known = cache_.find(file)) {
            count(file);
            keep(file, std::move(known->findings), known->looked_at);
            return;
        }
        ++waiting_;
        queue_.push(std::move(file));
    }

    // Made for the first file that has changed: a look where none has does without.
    const Result<Recogniser>& recogniser() {
        std::call_once(recogniser_made_, [this] {
            recogniser_ = Recogniser::create(settings_.texts, settings_.key);
            ::malloc_trim(0);  // Compiling its patterns takes more than keeping them.
        });
        return *recogniser_;
    }

    Result<FileReader> make_reader() {
        const auto& made = recogniser();
        if (!made) return made.error();
        return FileReader::create(*made, settings_.programs, stop_);
    }

    void read_files() {
        auto batch = queue_.pop();
        if (batch.empty()) return;
        auto reader = make_reader();
        for (; !batch.empty(); batch = queue_.pop()) {
            for (const auto& file : batch) {
                if (!stop_.requested()) {
                    if (reader) read(*reader, file);
                    if (!reader) unseen(file.folder->path, reader.error().message);
                    count(file);
                }
                --waiting_;
            }
        }
    }

    void read(FileReader& reader, const WalkedFile& file) {
        const auto opened = open_file(file);
        if (!opened) {
            // What is gone is not there any more.
            if (opened.error().kind != ErrorKind::not_found) {
                unseen(file.folder->path, opened.error().message);
            }
            return;
        }
        auto findings = reader.read(*opened, file.name);
        if (!findings) {
            if (findings.error().kind != ErrorKind::stopped) {
                unseen(file.folder->path, findings.error().message);
            }
            return;
        }
        const auto time = now();
        cache_.add(file, *findings, time);
        read_something_ = true;
        keep(file, std::move(findings).value(), time);
    }

    void keep(const WalkedFile& file, FileFindings findings, Time looked_at) {
        if (findings.empty()) return;
        const std::lock_guard lock(mutex_);
        found_.push_back({.folder = file.folder->path,
                          .name = file.name,
                          .encrypted = file.encrypted,
                          .modified_ns = file.modified_ns,
                          .looked_at = looked_at,
                          .findings = std::move(findings)});
    }

    void unseen(const std::string& folder, const Sentence& why) {
        const std::lock_guard lock(mutex_);
        listener_.on_unseen(folder, why);
    }

    void count(const WalkedFile& file) {
        ++files_;
        bytes_ += file.size;
    }

    void report(const Census& census) {
        const auto instant = std::chrono::steady_clock::now();
        if (instant - reported_at_ < between_reports) return;
        reported_at_ = instant;
        ScanProgress progress{.files = files_, .bytes = bytes_};
        progress.elapsed =
            std::chrono::duration_cast<std::chrono::milliseconds>(instant - begun_at_);
        census.tell(progress);
        listener_.on_progress(progress);
    }

    void report_until_read(const Census& census) {
        while (waiting_ > 0 && !stop_.requested_within(5ms)) report(census);
    }

    // So that a computer switched off in the middle loses a minute of work and no more.
    void save_now_and_then() {
        const auto instant = std::chrono::steady_clock::now();
        if (instant - saved_at_ < between_saves || !read_something_) return;
        saved_at_ = instant;
        (void)cache_.save(settings_.cache);
    }

    std::once_flag recogniser_made_;
    std::optional<Result<Recogniser>> recogniser_;
    const ScanSettings& settings_;
    const ScanListener& listener_;
    const os::Stop& stop_;
    ResultCache cache_;
    Queue queue_;
    std::mutex mutex_;
    std::vector<LookedAt> found_;
    std::atomic<std::uint64_t> files_{0}, bytes_{0}, waiting_{0};
    std::atomic<bool> read_something_{false};
    const std::chrono::steady_clock::time_point begun_at_ = std::chrono::steady_clock::now();
    std::chrono::steady_clock::time_point reported_at_ = begun_at_;
    std::chrono::steady_clock::time_point saved_at_ = begun_at_;
};

}  // namespace

Result<std::vector<LookedAt>> scan(const ScanRoots& roots, const ScanSettings& settings,
                                   const ScanListener& listener, const os::Stop& stop) {
    return Scan(settings, listener, stop).run(roots);
}

}  // namespace primum::probes::files
