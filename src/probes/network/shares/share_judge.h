// ShareJudge: what a file read from another machine holds, by the same recogniser as local files.
#pragma once

#include <mutex>
#include <unordered_set>

#include "os/stop.h"
#include "probes/files/file_reader.h"
#include "probes/network/shares/folder_sample.h"

namespace primum::probes::shares {

// Thread-safe: the shares of several servers are looked at at once, and one reader keeps up.
class ShareJudge {
public:
    struct Settings {
        RecognitionTexts texts;
        HashKey key{};
        files::ReaderPrograms programs;
    };
    // Fails with ErrorKind::usage when the tables cannot be read. `stop` is borrowed.
    static Result<std::unique_ptr<ShareJudge>> create(const Settings& settings,
                                                      const os::Stop& stop);

    // `bytes` may be the head of a longer file: an archive then counts as not read.
    Result<files::FileFindings> judge(const std::string& name, BytesView bytes);

private:
    explicit ShareJudge(Recogniser recogniser) : recogniser_(std::move(recogniser)) {}

    const Recogniser recogniser_;
    std::mutex mutex_;
    std::optional<files::FileReader> reader_;
};

// Counts what was judged in one share.
class ShareTally : public SampleTaker {
public:
    // `judge` is borrowed.
    explicit ShareTally(ShareJudge& judge) : judge_(&judge) {}

    // Fails on a request to stop only.
    Result<> take(const std::string& name, BytesView bytes) override;

    std::int64_t health_files() const { return health_files_; }
    // Distinct persons in them.
    std::int64_t patients() const { return static_cast<std::int64_t>(persons_.size()); }
    bool complete() const { return complete_; }  // Nothing in what was read stayed unread.

private:
    ShareJudge* judge_;
    std::int64_t health_files_ = 0;
    std::unordered_set<std::uint64_t> persons_;
    bool complete_ = true;
};

}  // namespace primum::probes::shares
