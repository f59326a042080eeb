// Walk: goes over what is to be backed up, side by side with the local cache of the backup before,
// and hands each entry on: unchanged ones as they are known, the others to the pool.
//
// Folders are read in ascending order of names, from "/" down to the paths asked for. Belongs to
// one thread.
#pragma once

#include <deque>
#include <map>
#include <set>

#include "os/stop.h"
#include "vault/backup/emitter.h"
#include "vault/backup/pool.h"

namespace primum::vault {

struct WalkRequest {
    std::vector<std::string> paths;     // Absolute, normalised.
    std::vector<std::string> excludes;  // fnmatch(3): names, or whole paths where they have a '/'.
    std::set<LinkGroup> never;          // Folders passed over: the repository itself.
};

class Walk {
public:
    struct Tools {
        BackupPool& pool;
        Emitter& emitter;
        ChunkStore& store;
        CacheReader& cache;
        const SealingKey& key;
        const os::Stop& stop;
        std::function<void()> progress;  // Called now and then.
    };

    Walk(const WalkRequest& request, const Tools& tools);

    // Everything was emitted on return. ErrorKind::stopped, or what ended the backup.
    Result<> run();

private:
    // Paths asked for, as a tree; some nodes are marked to be taken whole.
    struct Wanted {
        std::map<std::string, Wanted, std::less<>> children;
    };
    using FolderPointer = std::shared_ptr<OpenFolder>;

    static bool is_whole(const Wanted& wanted);
    static os::Attempt<std::vector<std::string>> names_to_visit(const os::Folder& folder,
                                                                const Wanted& wanted);
    Result<> walk_folder(const FolderPointer& folder, const Wanted& wanted,
                         const std::vector<std::string>& names, bool cached);
    Result<> visit(const FolderPointer& folder, const std::string& name, const Wanted& wanted,
                   bool cached);
    Result<> enter(const FolderPointer& parent, WalkItem item, const Wanted& wanted, bool cached);
    Result<> close_folder(bool cached);
    Result<> take_file(const FolderPointer& folder, WalkItem item, const CachedEntry* before);
    Result<> take_other(const FolderPointer& folder, WalkItem item);
    Result<> fail(WalkItem item, int error_number);
    bool is_excluded(const std::string& path, const std::string& name) const;
    Result<bool> is_unchanged(const CachedEntry& before, const FileStamp& stamp);
    const CachedEntry* match(const std::string& name, EntryKind kind, bool cached);

    Result<> push(WalkItem item, bool ready);
    Result<> bundle(WalkItem* item);
    bool bundle_ends_after(const WalkItem& item) const;
    void give_bundle();
    Result<> drain(std::size_t left_max);

    const WalkRequest& request_;
    const Tools tools_;
    const bool trust_cache_;  // What it names is stored, without looking.
    std::array<std::uint64_t, 2> lot_key_{};
    std::deque<WalkItem> queue_;  // A deque: items do not move while workers hold them.
    std::vector<WalkItem*> bundle_;
    std::uint64_t bundle_bytes_ = 0;
    std::size_t waiting_folders_ = 0;  // Folders that items in the queue hold open.
    FolderPointer last_waiting_;
    Hash last_known_{};  // The chunk that was looked up last.
};

}  // namespace primum::vault
