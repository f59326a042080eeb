#include "vault/backup/emitter.h"

namespace primum::vault {

Emitter::Emitter(ChunkStore& store, const SealingKey& key, CacheWriter* cache,
                 HealthCounter& health)
    : store_(store), cache_(cache), health_(health), bench_(key), cut_(key.cut_key()) {
    write_tree_start(tree_);
    tree_bytes_ = tree_.size();
}

void Emitter::count(WalkItem& item) {
    const auto& entry = item.now.entry;
    if (entry.kind == EntryKind::folder) {
        ++counts_.folders;
        health_.begin_folder();
        open_folders_.push_back(entry.name);
    } else if (entry.kind == EntryKind::end) {
        const auto census = health_.end_folder(item.census_before);
        item.now.notes = notes_of(census);
        open_folders_.pop_back();
    } else if (entry.kind == EntryKind::file) {
        ++counts_.files;
        counts_.bytes += entry.size;
        counts_.changed += item.changed ? 1 : 0;
        counts_.read += item.to_read ? 1 : 0;
        item.now.notes = notes_of(item.shape);
        health_.file({.name = entry.name,
                      .shape = item.shape,
                      .changed = item.changed,
                      .before = item.shape_before});
    } else {
        ++counts_.files;  // Links, pipes and devices count, as restored things do.
    }
}

void Emitter::emit_unreadable(const WalkItem& item) {
    ++counts_.unreadable;
    if (unreadable_.size() >= unreadable_listed_max) return;
    std::string path;
    for (const auto& folder : open_folders_) {
        if (!folder.empty()) path += "/" + folder;
    }
    unreadable_.push_back({path + "/" + item.now.entry.name, item.failure->message});
}

Result<> Emitter::emit(WalkItem& item) {
    if (item.vanished) {
        ++counts_.vanished;
        return {};
    }
    if (item.failure) {
        emit_unreadable(item);
        return write_tree({.kind = EntryKind::unreadable,
                           .name = item.now.entry.name,
                           .reason = static_cast<std::uint64_t>(item.failure_number)});
    }
    count(item);
    if (cache_ != nullptr) TRY(cache_->append(item.now));
    return write_tree(item.now.entry);
}

Result<> Emitter::write_tree(const Entry& entry) {
    const auto before = tree_.size();
    write_entry(tree_, entry, last_);
    tree_bytes_ += tree_.size() - before;
    return cut_tree(tree_cut.size_bytes_max);
}

Result<> Emitter::cut_tree(std::size_t left_bytes_max) {
    if (tree_.size() <= left_bytes_max) return {};
    // A cut looks ahead as far as the longest chunk: what is behind it waits for more.
    BytesView rest = tree_.bytes();
    while (rest.size() > left_bytes_max) {
        const auto length = cut_.first_chunk(rest, tree_cut);
        tree_chunks_.push_back(TRY(store_.store(ChunkKind::tree, rest.first(length), bench_)));
        rest = rest.subspan(length);
    }
    auto& bytes = tree_.bytes();
    bytes.erase(bytes.begin(), bytes.end() - static_cast<std::ptrdiff_t>(rest.size()));
    return {};
}

Result<> Emitter::finish() { return cut_tree(0); }

}  // namespace primum::vault
