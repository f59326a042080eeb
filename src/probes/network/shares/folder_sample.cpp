#include "probes/network/shares/folder_sample.h"

#include <algorithm>
#include <deque>
#include <unordered_set>

#include "base/byte_reader.h"
#include "formats/media_type.h"

namespace primum::probes::shares {
namespace {

using Instant = std::chrono::steady_clock::time_point;

struct Folder {
    std::string reference;
    int depth;
};

// Enough of most files: a short text as a whole, the patient of an image.
constexpr std::size_t first_look_bytes = 64UL * 1024;
constexpr std::size_t dicom_mark_at = 128;  // PS3.10 §7.1.

// Whether what follows the first bytes can change the judgement.
bool is_judged_by_its_beginning(BytesView bytes, std::string_view name) {
    constexpr std::string_view mark = "DICM";
    const bool is_dicom = bytes.size() >= dicom_mark_at + mark.size() &&
                          as_text(bytes.subspan(dicom_mark_at, mark.size())) == mark;
    if (is_dicom) return true;
    const auto media = formats::media_type_of(bytes, name);
    return media == formats::MediaType::uninteresting || media == formats::MediaType::image ||
           media == formats::MediaType::encrypted;
}

class Sampler {
public:
    Sampler(FolderReader& reader, const SampleLimits& limits, SampleTaker& taker)
        : reader_(reader), limits_(limits), taker_(taker) {}

    Result<FolderSample> run() {
        TRY(list_all());
        TRY(read_some());
        sample_.files = static_cast<std::int64_t>(files_.size());
        return sample_;
    }

private:
    bool is_full() const { return std::ssize(files_) >= limits_.files_max; }
    bool is_late(Instant end) const { return std::chrono::steady_clock::now() >= end; }

    Result<> list_all() {
        TRY(visit({"", 0}));
        std::int64_t folders = 1;
        while (!waiting_.empty() && !is_full() && !is_late(listing_end_)) {
            if (++folders > limits_.folders_max) break;
            const auto folder = std::move(waiting_.front());
            waiting_.pop_front();
            const auto visited = visit(folder);
            if (!visited && visited.error().kind == ErrorKind::stopped) return visited.error();
            if (!visited) sample_.complete = false;
        }
        if (!waiting_.empty()) sample_.complete = false;
        return {};
    }

    Result<> visit(const Folder& folder) {
        auto listing = TRY(reader_.list(folder.reference));
        if (listing.cut) sample_.complete = false;
        for (auto& entry : listing.entries) {
            if (entry.name == "." || entry.name == "..") continue;
            if (entry.is_folder) {
                remember(entry, folder.depth + 1);
            } else if (is_full()) {
                sample_.complete = false;
            } else {
                files_.push_back(std::move(entry));
            }
        }
        return {};
    }

    void remember(const FolderEntry& entry, int depth) {
        const bool is_new = seen_.insert(entry.reference).second;  // A link can lead back.
        if (!is_new) return;
        if (depth > limits_.depth_max || seen_.size() > folders_remembered_max) {
            sample_.complete = false;
            return;
        }
        waiting_.push_back({entry.reference, depth});
    }

    Result<> read_some() {
        const auto count = std::min(std::ssize(files_), limits_.files_read_max);
        if (count < std::ssize(files_)) sample_.complete = false;
        for (std::int64_t i = 0; i < count; ++i) {
            if (is_late(end_) || bytes_read_ >= limits_.bytes_max) {
                sample_.complete = false;
                return {};
            }
            // Evenly over all of them; they stand folder by folder.
            TRY(read(files_[static_cast<std::size_t>(i * std::ssize(files_) / count)]));
        }
        return {};
    }

    Result<> read(const FolderEntry& file) {
        const auto most = static_cast<std::size_t>(limits_.file_bytes_max);
        const auto first = std::min(first_look_bytes, most);
        auto bytes = reader_.first_bytes(file.reference, first);
        const bool may_go_on =
            bytes && bytes->size() == first && !is_judged_by_its_beginning(*bytes, file.name);
        if (may_go_on && first < most) {
            auto longer = reader_.first_bytes(file.reference, most);
            if (longer || longer.error().kind == ErrorKind::stopped) {
                bytes = std::move(longer);
            } else {
                sample_.complete = false;  // What is at hand is judged all the same.
            }
        }
        if (!bytes) {
            if (bytes.error().kind == ErrorKind::stopped) return bytes.error();
            sample_.complete = false;
            return {};
        }
        bytes_read_ += std::ssize(*bytes);
        if (may_go_on && bytes->size() == most) sample_.complete = false;
        return taker_.take(file.name, *bytes);
    }

    static constexpr std::size_t folders_remembered_max = 10'000;

    FolderReader& reader_;
    const SampleLimits& limits_;
    SampleTaker& taker_;
    const Instant begin_ = std::chrono::steady_clock::now();
    const Instant listing_end_ = begin_ + limits_.time / 2;
    const Instant end_ = begin_ + limits_.time;
    FolderSample sample_;
    std::vector<FolderEntry> files_;
    std::deque<Folder> waiting_;
    std::unordered_set<std::string> seen_;
    std::int64_t bytes_read_ = 0;
};

}  // namespace

Result<FolderSample> sample_files(FolderReader& reader, const SampleLimits& limits,
                                  SampleTaker& taker) {
    return Sampler(reader, limits, taker).run();
}

}  // namespace primum::probes::shares
