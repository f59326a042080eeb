#include "vault/backup/walk.h"

#include <fnmatch.h>

#include <ranges>

#include <cerrno>

#include "base/keyed_hash.h"
#include "base/text.h"
#include "os/open_file.h"
#include "vault/files/file_status.h"

namespace primum::vault {
namespace {

// A name that no file has: marks a folder that is taken whole, whatever is asked for below it.
constexpr std::string_view whole_mark = "/";
constexpr std::size_t queue_items_max = 3072;
constexpr std::size_t waiting_folders_max = 400;  // Well below the usual limit of open files.

}  // namespace

Walk::Walk(const WalkRequest& request, const Tools& tools)
    : request_(request),
      tools_(tools),
      trust_cache_(tools.cache.fingerprint() == tools.store.fingerprint()) {
    Parser parser(tools.key.cut_key().view());
    for (auto& part : lot_key_) part = *parser.u64();
}

bool Walk::is_whole(const Wanted& wanted) { return wanted.children.contains(whole_mark); }

// All that a folder holds, or what leads on to the paths asked for.
os::Attempt<std::vector<std::string>> Walk::names_to_visit(const os::Folder& folder,
                                                           const Wanted& wanted) {
    if (is_whole(wanted)) return folder.names();
    const auto names = std::views::keys(wanted.children);
    return std::vector<std::string>(names.begin(), names.end());
}

Result<> Walk::run() {
    Wanted root;
    for (const auto& path : request_.paths) {
        auto* node = &root;
        for (const auto part : split(path, '/')) {
            if (!part.empty()) node = &node->children[std::string(part)];
        }
        node->children[std::string(whole_mark)];
    }
    const Sentence opening{"ouvrir la racine", "open the root"};
    auto folder = std::make_shared<OpenFolder>();
    folder->folder = TRY(os::Folder::open("/").or_error(opening));
    const auto status = TRY(os::status_of(folder->folder.descriptor()).or_error(opening));
    const bool cached = tools_.cache.current() != nullptr;
    if (cached) tools_.cache.advance();
    folder->device = status.st_dev;
    const auto names =
        TRY(names_to_visit(folder->folder, root).or_error({"lister la racine", "list the root"}));
    WalkItem item{.now = {.entry = entry_of("", status), .stamp = stamp_of(status)}};
    item.now.entry.metadata.attributes = os::attributes_of(folder->folder.descriptor());
    TRY(push(std::move(item), /*ready=*/true));
    TRY(walk_folder(folder, root, names, cached));
    give_bundle();
    return drain(0);
}

// Where the cache stands on an entry of this name and kind; what comes before it is passed over.
const CachedEntry* Walk::match(const std::string& name, EntryKind kind, bool cached) {
    if (!cached) return nullptr;
    while (const auto* before = tools_.cache.current()) {
        if (before->entry.kind == EntryKind::end || before->entry.name > name) return nullptr;
        if (before->entry.name == name && before->entry.kind == kind) return before;
        tools_.cache.skip();
    }
    return nullptr;
}

Result<> Walk::walk_folder(const FolderPointer& folder, const Wanted& wanted,
                           const std::vector<std::string>& names, bool cached) {
    const bool whole = is_whole(wanted);
    for (const auto& name : names) {
        if (tools_.stop.requested()) return os::Stop::error();
        if (whole && is_excluded(folder->path + "/" + name, name)) continue;
        TRY(visit(folder, name, whole ? wanted : wanted.children.at(name), cached));
    }
    return close_folder(cached);
}

Result<> Walk::close_folder(bool cached) {
    WalkItem item{.now = {.entry = {.kind = EntryKind::end}}};
    while (cached) {
        const auto* before = tools_.cache.current();
        if (before == nullptr) break;
        if (before->entry.kind != EntryKind::end) {
            tools_.cache.skip();
            continue;
        }
        item.census_before = census_from_notes(before->notes);
        tools_.cache.advance();
        break;
    }
    return push(std::move(item), /*ready=*/true);
}

bool Walk::is_excluded(const std::string& path, const std::string& name) const {
    for (const auto& pattern : request_.excludes) {
        const bool whole = pattern.find('/') != std::string::npos;
        if (::fnmatch(pattern.c_str(), whole ? path.c_str() : name.c_str(), 0) == 0) return true;
    }
    return false;
}

Result<> Walk::visit(const FolderPointer& folder, const std::string& name, const Wanted& wanted,
                     bool cached) {
    WalkItem item{.now = {.entry = {.kind = EntryKind::file, .name = name}}};
    const auto status = folder->folder.status(name);
    if (!status) return fail(std::move(item), status.refusal());
    item.now.entry = entry_of(name, *status);
    item.now.stamp = stamp_of(*status);
    const auto kind = item.now.entry.kind;
    if (kind == EntryKind::folder) {
        if (request_.never.contains({status->st_dev, status->st_ino})) return {};
        return enter(folder, std::move(item), wanted, cached);
    }
    const auto* before = match(name, kind, cached);
    if (kind != EntryKind::file) return take_other(folder, std::move(item));
    return take_file(folder, std::move(item), before);
}

Result<> Walk::fail(WalkItem item, int error_number) {
    item.vanished = error_number == ENOENT;
    item.failure = os::system_error(error_number, {"lire", "read"});
    item.failure_number = error_number;
    return push(std::move(item), /*ready=*/true);
}

Result<> Walk::enter(const FolderPointer& parent, WalkItem item, const Wanted& wanted,
                     bool cached) {
    const auto name = item.now.entry.name;
    auto opened = parent->folder.folder(name);
    if (!opened) return fail(std::move(item), opened.refusal());
    auto folder = std::make_shared<OpenFolder>();
    folder->folder = std::move(*opened);
    folder->path = parent->path + "/" + name;
    folder->device = item.now.stamp.device;
    const bool mounted = folder->device != parent->device;
    std::vector<std::string> names;
    if (!mounted || !folder->folder.is_made_by_the_kernel()) {
        auto listed = names_to_visit(folder->folder, wanted);
        if (!listed) return fail(std::move(item), listed.refusal());
        names = std::move(*listed);
    }
    item.now.entry.metadata.attributes = os::attributes_of(folder->folder.descriptor());
    const bool known = match(name, EntryKind::folder, cached) != nullptr;
    if (known) tools_.cache.advance();
    TRY(push(std::move(item), /*ready=*/true));
    return walk_folder(folder, wanted, names, known);
}

Result<> Walk::take_other(const FolderPointer& folder, WalkItem item) {
    auto& entry = item.now.entry;
    if (entry.kind == EntryKind::symlink) {
        auto target = folder->folder.symlink_target(entry.name, symlink_size_bytes_max + 1);
        if (!target) return fail(std::move(item), target.refusal());
        entry.target = std::move(*target);
    } else {
        entry.metadata.attributes = os::attributes_of(folder->folder, entry.name);
    }
    return push(std::move(item), /*ready=*/true);
}

// The chunks of a file that did not change must still be stored: they may have been pruned.
Result<bool> Walk::is_unchanged(const CachedEntry& before, const FileStamp& stamp) {
    if (!before.settled || before.stamp != stamp) return false;
    if (trust_cache_) return true;
    for (const auto& extent : before.entry.extents) {
        if (extent.kind == Extent::Kind::hole || extent.chunk == last_known_) continue;
        // What a list of extents names is not known here: the file is read again.
        if (extent.kind == Extent::Kind::list) return false;
        if (!TRY(tools_.store.contains(extent.chunk))) return false;
        last_known_ = extent.chunk;
    }
    return true;
}

Result<> Walk::take_file(const FolderPointer& folder, WalkItem item, const CachedEntry* before) {
    if (before != nullptr) {
        item.shape_before = shape_from_notes(before->notes);
        item.extents_before = before->entry.extents;
        item.content_hash_before = before->content_hash;
        if (TRY(is_unchanged(*before, item.now.stamp))) {
            // The link count alone may differ without a word from ctime: it never does.
            item.now = *before;
            item.shape = item.shape_before.value_or(content::FileShape{});
            return push(std::move(item), /*ready=*/true);
        }
    }
    item.to_read = true;
    item.changed = true;
    item.folder = folder;
    if (last_waiting_ != folder) {
        last_waiting_ = folder;
        item.first_of_folder = true;
        ++waiting_folders_;
    }
    const bool small = item.now.stamp.size < small_file_bytes_max;
    TRY(push(std::move(item), /*ready=*/false));
    if (small) return bundle(&queue_.back());
    tools_.pool.read_large(&queue_.back());
    return {};
}

Result<> Walk::push(WalkItem item, bool ready) {
    item.ready = ready;
    if (queue_.size() >= queue_items_max || waiting_folders_ >= waiting_folders_max) {
        // What leads the queue may still wait for its bundle to be full.
        if (!bundle_.empty() && &queue_.front() == bundle_.front()) give_bundle();
        TRY(drain(queue_items_max / 2));
    }
    queue_.push_back(std::move(item));
    return {};
}

Result<> Walk::bundle(WalkItem* item) {
    bundle_.push_back(item);
    bundle_bytes_ += item->now.stamp.size;
    if (bundle_ends_after(*item)) give_bundle();
    return {};
}

// Only names and sizes decide, so that the same files make the same bundles without being read.
bool Walk::bundle_ends_after(const WalkItem& item) const {
    if (bundle_bytes_ >= bundle_bytes_max || bundle_.size() >= bundle_files_max) return true;
    if (bundle_bytes_ < bundle_bytes_min) return false;
    constexpr std::uint64_t bundle_bytes_mean = 512_KiB;
    const auto threshold = ~std::uint64_t{0} / bundle_bytes_mean * item.now.stamp.size;
    return keyed_hash(lot_key_, item.now.entry.name) < threshold;
}

void Walk::give_bundle() {
    if (bundle_.empty()) return;
    tools_.pool.read_bundle(std::exchange(bundle_, {}));
    bundle_bytes_ = 0;
}

// Emits from the front until so many are left.
Result<> Walk::drain(std::size_t left_max) {
    while (queue_.size() > left_max || waiting_folders_ >= waiting_folders_max) {
        if (queue_.empty()) break;
        auto& item = queue_.front();
        if (!bundle_.empty() && &item == bundle_.front()) give_bundle();
        TRY(tools_.pool.wait_until_read(item));
        if (item.first_of_folder) --waiting_folders_;
        TRY(tools_.emitter.emit(item));
        queue_.pop_front();
        tools_.progress();
        if (tools_.stop.requested()) return os::Stop::error();
    }
    return {};
}

}  // namespace primum::vault
