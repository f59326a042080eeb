#include "probes/network/shares/file_tally.h"

#include <deque>
#include <optional>

#include "formats/health_file.h"

namespace primum::probes::shares {
namespace {

struct Folder {
    std::string reference;
    int depth;
};

class Walk {
public:
    Walk(FolderReader& reader, const TallyLimits& limits, const HashKey& key)
        : reader_(reader),
          limits_(limits),
          key_(key),
          end_(std::chrono::steady_clock::now() + limits.time) {}

    Result<FileTally> run() {
        TRY(visit({"", 0}));
        std::int64_t folders = 1;
        while (!waiting_.empty() && tally_.files < limits_.files_max && !is_late()) {
            if (++folders > limits_.folders_max) break;
            const auto folder = std::move(waiting_.front());
            waiting_.pop_front();
            const auto visited = visit(folder);
            if (!visited && visited.error().kind == ErrorKind::stopped) return visited.error();
            if (!visited) tally_.counted_all = false;
        }
        if (!waiting_.empty()) tally_.counted_all = false;
        tally_.patients = static_cast<std::int64_t>(persons_.size());
        return tally_;
    }

private:
    bool is_late() const { return std::chrono::steady_clock::now() >= end_; }

    Result<> visit(const Folder& folder) {
        const auto listing = TRY(reader_.list(folder.reference));
        if (listing.cut) tally_.counted_all = false;
        for (const auto& entry : listing.entries) {
            if (tally_.files >= limits_.files_max || is_late()) {
                tally_.counted_all = false;
                break;
            }
            TRY(meet(entry, folder.depth + 1));
        }
        return {};
    }

    Result<> meet(const FolderEntry& entry, int depth) {
        if (entry.name == "." || entry.name == "..") return {};
        if (!entry.is_folder) return count(entry);
        remember(entry, depth);
        return {};
    }

    void remember(const FolderEntry& entry, int depth) {
        const bool is_new = seen_.insert(entry.reference).second;  // A link can lead back.
        if (!is_new) return;
        if (depth > limits_.depth_max || seen_.size() > folders_remembered_max) {
            tally_.counted_all = false;
            return;
        }
        waiting_.push_back({entry.reference, depth});
    }

    // The recognition of one file: by its bytes where it may still be read, else by its name.
    Result<> count(const FolderEntry& entry) {
        ++tally_.files;
        std::optional<formats::HealthFile> found;
        if (files_read_ < limits_.files_read_max) {
            ++files_read_;
            const auto bytes =
                reader_.first_bytes(entry.reference, formats::health_file_first_bytes);
            if (!bytes && bytes.error().kind == ErrorKind::stopped) return bytes.error();
            if (bytes) {
                found = formats::recognise_health_file(entry.name, *bytes, key_);
            } else {
                tally_.counted_all = false;
                found = formats::recognise_health_name(entry.name);
            }
        } else {
            tally_.counted_all = false;
            found = formats::recognise_health_name(entry.name);
        }
        if (!found) return {};
        ++tally_.health_files;
        if (found->person) persons_.insert(*found->person);
        return {};
    }

    static constexpr std::size_t folders_remembered_max = 10'000;

    FolderReader& reader_;
    const TallyLimits& limits_;
    const HashKey& key_;
    const std::chrono::steady_clock::time_point end_;
    FileTally tally_;
    std::int64_t files_read_ = 0;
    std::deque<Folder> waiting_;
    std::unordered_set<std::string> seen_;
    std::unordered_set<std::uint64_t> persons_;
};

}  // namespace

Result<FileTally> tally_files(FolderReader& reader, const TallyLimits& limits, const HashKey& key) {
    return Walk(reader, limits, key).run();
}

}  // namespace primum::probes::shares
