#include "vault/restore.h"

#include <algorithm>
#include <map>

#include "os/file.h"
#include "vault/restore/plan.h"
#include "vault/tree_walk.h"

namespace primum::vault {
namespace {

constexpr std::size_t open_folders_max =
    300;  // Before their files are written and they are closed.

// Whether a path was asked for, lies below one that was, or leads to one.
enum class Wish { no, leads_on, yes };

bool lies_below(std::string_view path, std::string_view folder) {
    return folder.empty() || path == folder ||
           (path.starts_with(folder) && path[folder.size()] == '/');
}

class Restorer {
public:
    Restorer(const RestoreRequest& request, const RestoreTools& tools, ChunkSource& source)
        : request_(request),
          tools_(tools),
          source_(source),
          tree_bench_(source.keys()),
          bench_(source.keys()),
          plan_(source, request.threads,
                [this](const auto& file, const auto& outcome) { finished(file, outcome); }),
          found_(request.paths.size()) {}

    Result<RestoreResult> run(const PrivatePart& part) {
        total_bytes_ = part.bytes;
        TRY(open_target());
        TreeReader tree(tree_source(part, source_, tree_bench_));
        while (auto entry = TRY(tree.next())) {
            if (tools_.stop.requested()) return os::Stop::error();
            TRY(take(std::move(*entry)));
        }
        TRY(write_planned());
        for (std::size_t i = 0; i < found_.size(); ++i) {
            if (!found_[i]) result_.not_found.push_back(request_.paths[i]);
        }
        return std::move(result_);
    }

private:
    struct Level {
        std::string path;            // As it was.
        TargetFolderPointer folder;  // Null where nothing below was asked for.
        Metadata metadata;
    };
    struct Link {
        TargetFolderPointer folder;
        std::string name;
        std::string first;  // Path of the name that was put back first.
    };

    Result<> open_target() {
        TRY(os::make_private_directory(request_.target));
        auto root = std::make_shared<TargetFolder>();
        root->folder =
            TRY(os::Folder::open(request_.target)
                    .or_error({"ouvrir le dossier de destination", "open the target folder"}));
        root_ = std::move(root);
        return {};
    }

    Wish wish_for(const std::string& path) {
        if (request_.paths.empty()) return Wish::yes;
        auto wish = Wish::no;
        for (std::size_t i = 0; i < request_.paths.size(); ++i) {
            const auto& wanted = request_.paths[i];
            if (lies_below(path, wanted)) {
                found_[i] = true;
                return Wish::yes;
            }
            if (lies_below(wanted, path)) wish = Wish::leads_on;
        }
        return wish;
    }

    void fail(const std::string& path, const Error& error) {
        ++result_.failed;
        if (result_.failures.size() < failures_listed_max) {
            result_.failures.push_back({path, error.message});
        }
    }

    // Called by the plan, one at a time.
    void finished(const TargetFile& file, const Result<bool>& outcome) {
        if (!outcome) return fail(file.path(), outcome.error());
        ++result_.files;
        result_.bytes += file.entry().size;
        if (!*outcome) ++result_.metadata_lost;
        report();
    }

    void report() const {
        if (tools_.progress) tools_.progress({result_.files, result_.bytes, total_bytes_});
    }

    Result<> take(Entry entry) {
        if (entry.kind == EntryKind::end) return leave();
        if (levels_.empty()) {
            levels_.push_back({"", root_, {}});
            return {};
        }
        const auto path = levels_.back().path + "/" + entry.name;
        const auto folder = levels_.back().folder;
        const auto wish = folder == nullptr ? Wish::no : wish_for(path);
        if (entry.kind == EntryKind::folder) {
            enter(path, wish == Wish::no ? nullptr : folder, std::move(entry));
            return {};
        }
        if (wish != Wish::yes) return {};
        if (entry.kind == EntryKind::unreadable) {
            ++result_.unreadable;
            return {};
        }
        if (entry.kind == EntryKind::file) return plan_file(folder, std::move(entry));
        return make_other(folder, path, entry);
    }

    void enter(const std::string& path, const TargetFolderPointer& parent, Entry entry) {
        Level level{.path = path, .metadata = std::move(entry.metadata)};
        if (parent != nullptr) {
            auto made = make_target_folder(*parent, entry.name);
            if (made) {
                level.folder = std::move(made).value();
                ++result_.folders;
                ++open_folders_;
            } else {
                fail(path, made.error());
            }
        }
        levels_.push_back(std::move(level));
    }

    Result<> leave() {
        auto level = std::move(levels_.back());
        levels_.pop_back();
        if (level.folder != nullptr && level.folder != root_) left_.push_back(std::move(level));
        return open_folders_ >= open_folders_max ? write_planned() : Result<>();
    }

    Existing existing() const { return request_.overwrite ? Existing::replace : Existing::keep; }

    Result<> make_other(const TargetFolderPointer& folder, const std::string& path,
                        const Entry& entry) {
        const auto made = make_special(*folder, entry, existing());
        if (!made) {
            fail(path, made.error());
            return {};
        }
        ++result_.files;
        if (!*made) ++result_.metadata_lost;
        return {};
    }

    Result<> plan_file(const TargetFolderPointer& folder, Entry entry) {
        if (entry.link) {
            const auto path = folder->path + "/" + entry.name;
            const auto [first, is_first] = planned_names_.try_emplace(*entry.link, path);
            if (!is_first) {
                links_.push_back({folder, entry.name, first->second});
                return {};
            }
        }
        const auto file = std::make_shared<TargetFile>(folder, std::move(entry), existing());
        std::uint64_t offset = 0;
        const auto planned =
            for_each_extent(file->entry(), source_, bench_, [&](const Extent& extent) -> Result<> {
                if (extent.kind == Extent::Kind::chunk) plan_.add(file, offset, extent);
                offset += extent.length;
                return plan_.is_full() ? plan_.run(tools_.stop) : Result<>();
            });
        if (!planned) {
            if (planned.error().kind == ErrorKind::stopped) return planned.error();
            if (!file->failed.exchange(true)) fail(file->path(), planned.error());
        }
        plan_.close(file);
        report();
        return plan_.is_full() ? write_planned() : Result<>();
    }

    // Writes the files, then what had to wait for them: links, and what folders say of themselves.
    Result<> write_planned() {
        TRY(plan_.run(tools_.stop));
        for (const auto& link : links_) {
            const auto made = make_link(*root_, link.first, *link.folder, link.name, existing());
            if (made) {
                ++result_.files;
            } else {
                fail(link.folder->path + "/" + link.name, made.error());
            }
        }
        links_.clear();
        for (const auto& level : left_) {
            const auto applied = apply_metadata(level.folder->folder.descriptor(), level.metadata);
            if (!applied) {
                fail(level.path, applied.error());
            } else if (!*applied) {
                ++result_.metadata_lost;
            }
        }
        left_.clear();
        open_folders_ = levels_.size();
        return {};
    }

    const RestoreRequest& request_;
    const RestoreTools& tools_;
    ChunkSource& source_;
    ReadingBench tree_bench_;  // Its bytes are read while bench_ reads others.
    ReadingBench bench_;
    RestorePlan plan_;
    RestoreResult result_;
    std::uint64_t total_bytes_ = 0;
    TargetFolderPointer root_;
    std::vector<Level> levels_;
    std::vector<Level> left_;  // Folders whose end was reached; their metadata waits for files.
    std::vector<Link> links_;
    std::size_t open_folders_ = 0;
    std::map<LinkGroup, std::string> planned_names_;  // The first name of each group.
    std::vector<bool> found_;
};

}  // namespace

Result<RestoreResult> restore(const KnownSnapshot& snapshot, const RestoreRequest& request,
                              const RestoreTools& tools) {
    const auto file = TRY(tools.repository.load(snapshot));
    const auto part = TRY(file.open(tools.key));
    const auto source = TRY(ChunkSource::open(tools.repository, tools.key, snapshot.part.computer,
                                              snapshot.part.index_head, request.scratch));
    auto result = TRY(Restorer(request, tools, *source).run(part));
    result.faults = source->faults();
    return result;
}

}  // namespace primum::vault
