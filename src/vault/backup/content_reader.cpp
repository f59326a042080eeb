#include "vault/backup/content_reader.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <deque>

#include "os/open_file.h"
#include "vault/files/file_status.h"

namespace primum::vault {
namespace {

constexpr std::size_t read_bytes_max = 1_MiB;
constexpr int attempts_max = 3;  // To read a small file that changes meanwhile.
// Clocks of file systems tick coarsely: a change so soon after another may not show.
constexpr std::int64_t settling_seconds = 2;

void mark_unreadable(WalkItem& item, int error_number) {
    if (error_number == ENOENT) {
        item.vanished = true;
        return;
    }
    item.failure = os::system_error(error_number, {"lire", "read"});
    item.failure_number = error_number;
}

// Closed, and the item marked, when it cannot be opened.
os::Descriptor open_item(WalkItem& item) {
    auto file = item.folder->folder.file(item.now.entry.name);
    if (file) return std::move(*file);
    mark_unreadable(item, file.refusal());
    return {};
}

std::int64_t now_seconds() {
    return std::chrono::duration_cast<std::chrono::seconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

// Takes over the status of the open file; false when it is no longer a regular file.
bool take_status(WalkItem& item, const os::Descriptor& file, const struct stat& status) {
    if (!S_ISREG(status.st_mode)) {
        item.vanished = true;  // Replaced by something else since the folder was listed.
        return false;
    }
    item.now.entry = entry_of(item.now.entry.name, status);
    item.now.entry.metadata.attributes = os::attributes_of(file);
    item.now.stamp = stamp_of(status);
    const auto newest = std::max(item.now.stamp.changed_seconds, item.now.stamp.modified_seconds);
    item.now.settled = newest + settling_seconds < now_seconds();
    return true;
}

}  // namespace

ContentReader::ContentReader(const Tools& tools)
    : store_(tools.store),
      signs_(tools.signs),
      bytes_read_(tools.bytes_read),
      help_(tools.help),
      bench_(tools.key),
      cut_(tools.key.cut_key()) {
    const auto derived =
        crypto::derive(tools.key.cut_key().view(), {}, "primum vault local content");
    Parser parser(derived.view());
    for (auto& part : content_hash_key_) part = *parser.u64();
}

// Appends the file to the buffer; false when it changed while it was read.
bool ContentReader::read_small_once(WalkItem& item, const os::Descriptor& file, Extent& extent) {
    const auto begin = extent.offset;
    // A byte more than it says it has: one that grew, or that says nothing, is noticed.
    const auto limit = std::min(small_file_bytes_max, item.now.stamp.size + 1);
    const auto room = room_in(buffer_, begin + limit).subspan(begin);
    const auto filled = os::read_at(file, 0, room);
    const auto status = os::status_of(file);
    if (!filled || !status) {
        mark_unreadable(item, filled ? status.refusal() : filled.refusal());
        return true;
    }
    filled_ = begin + *filled;
    const auto before = item.now.stamp;
    if (!take_status(item, file, *status)) return true;
    extent.length = *filled;
    item.now.entry.size = *filled;
    return item.now.stamp == before && *filled == before.size;
}

// Only its times or its owner changed: then its content stands where it stood.
Result<bool> ContentReader::is_as_before(const WalkItem& item) {
    if (item.now.content_hash != item.content_hash_before || item.extents_before.size() != 1 ||
        item.extents_before.front().length != item.now.entry.size) {
        return false;
    }
    return store_.contains(item.extents_before.front().chunk);
}

Result<> ContentReader::read_small(WalkItem& item, Extent& extent) {
    extent.kind = Extent::Kind::chunk;
    extent.offset = filled_;
    const auto file = open_item(item);
    if (!file.is_open()) return {};
    for (int attempt = 1; !read_small_once(item, file, extent); ++attempt) {
        if (attempt == attempts_max) {
            item.now.settled = false;  // Kept as it was read; the next backup reads it again.
            break;
        }
    }
    const auto content = BytesView(buffer_).first(filled_).subspan(extent.offset);
    if (!item.vanished && !item.failure) {
        bytes_read_ += extent.length;
        content::ShapeSampler sampler(signs_, item.now.entry.name);
        sampler.update(content);
        item.shape = sampler.finish();
        item.now.content_hash = keyed_hash(content_hash_key_, as_text(content));
        item.changed = !TRY(is_as_before(item));
        if (item.changed) return {};
        item.now.entry.extents = item.extents_before;
    }
    filled_ = extent.offset;
    extent.length = 0;
    return {};
}

Result<> ContentReader::read_bundle(std::span<WalkItem* const> items) {
    filled_ = 0;
    std::vector<Extent> extents(items.size());
    for (std::size_t i = 0; i < items.size(); ++i) TRY(read_small(*items[i], extents[i]));
    if (filled_ == 0) return {};
    const auto content = BytesView(buffer_).first(filled_);
    const auto chunk = TRY(store_.store(ChunkKind::content, content, bench_));
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (extents[i].length == 0) continue;
        extents[i].chunk = chunk;
        items[i]->now.entry.extents = {extents[i]};
    }
    return {};
}

void ContentReader::store(ChunkTask& task) {
    const auto content = BytesView(task.buffer).first(task.length);
    const auto stored = store_.store(ChunkKind::content, content, bench_);
    if (stored) {
        task.chunk = *stored;
    } else {
        task.failure = stored.error();
    }
    Bytes().swap(task.buffer);  // It may wait long for the chunks before it.
}

// One large file on its way into chunks: its data without the holes, as one row of bytes.
class ContentReader::LargeFile {
public:
    LargeFile(ContentReader& reader, WalkItem& item, const os::Descriptor& file, bool sparse)
        : reader_(reader),
          item_(item),
          file_(file),
          sparse_(sparse),
          sampler_(reader.signs_, item.now.entry.name) {}
    ~LargeFile() {
        for (const auto& task : tasks_) {
            if (task.is_away) reader_.help_.wait_for(task);
        }
    }
    LargeFile(const LargeFile&) = delete;
    LargeFile& operator=(const LargeFile&) = delete;

    Result<> store_all() {
        room_in(reader_.buffer_, content_cut.size_bytes_max);
        while (fill()) {
            if (buffered_ == 0) return finish();
            TRY(store_first_chunk());
        }
        return {};
    }

private:
    struct Piece {
        std::uint64_t file_offset;
        std::uint64_t length;
    };

    static constexpr std::size_t tasks_max = 16;

    Result<> store_first_chunk() {
        const auto content = BytesView(reader_.buffer_).first(buffered_);
        const auto length = reader_.cut_.first_chunk(content, content_cut);
        if (reader_.help_.is_welcome()) {
            hand_over(length);
        } else {
            TRY(store_here(content.first(length)));
        }
        return collect(tasks_max);
    }

    void hand_over(std::size_t length) {
        Bytes rest(content_cut.size_bytes_max);
        auto& buffer = reader_.buffer_;
        buffered_ -= length;
        std::memcpy(rest.data(), buffer.data() + length, buffered_);
        auto& task = tasks_.emplace_back();
        task.length = length;
        task.buffer = std::exchange(buffer, std::move(rest));
        task.is_away = true;
        reader_.help_.give(task);
    }

    Result<> store_here(BytesView content) {
        auto& task = tasks_.emplace_back();
        task.length = content.size();
        task.chunk = TRY(reader_.store_.store(ChunkKind::content, content, reader_.bench_));
        auto& buffer = reader_.buffer_;
        buffered_ -= content.size();
        std::memmove(buffer.data(), buffer.data() + content.size(), buffered_);
        return {};
    }

    // Takes over what is stored, in the order of the file, until at most so many are left.
    Result<> collect(std::size_t left_max) {
        auto& help = reader_.help_;
        while (!tasks_.empty()) {
            auto& task = tasks_.front();
            if (task.is_away && tasks_.size() <= left_max && !help.is_done(task)) break;
            if (task.is_away && !help.wait_for(task)) reader_.store(task);
            task.is_away = false;
            if (task.failure) return *task.failure;
            TRY(add_extents(task.chunk, task.length));
            tasks_.pop_front();
        }
        return {};
    }

    // Reads on until the buffer is full or the file ends; false when it cannot be read.
    bool fill() {
        auto& buffer = reader_.buffer_;
        while (buffered_ < content_cut.size_bytes_max && !at_end_) {
            if (position_ == data_end_ && !find_data()) continue;
            const auto wanted = static_cast<std::size_t>(std::min(
                {content_cut.size_bytes_max - buffered_, read_bytes_max, data_end_ - position_}));
            const auto count =
                os::read_at(file_, position_, std::span(buffer).subspan(buffered_, wanted));
            if (!count) {
                mark_unreadable(item_, count.refusal());
                return false;
            }
            at_end_ = *count < wanted;  // The file became shorter.
            if (*count > 0) take(BytesView(buffer).subspan(buffered_, *count));
        }
        return true;
    }

    void take(BytesView bytes) {
        sampler_.update(bytes);
        if (!pieces_.empty() && pieces_.back().file_offset + pieces_.back().length == position_) {
            pieces_.back().length += bytes.size();
        } else {
            pieces_.push_back({position_, bytes.size()});
        }
        buffered_ += bytes.size();
        position_ += bytes.size();
        reader_.bytes_read_ += bytes.size();
    }

    // The next stretch of the file that is not a hole.
    bool find_data() {
        const auto size = item_.now.stamp.size;
        if (position_ >= size) {
            at_end_ = true;
            return false;
        }
        data_end_ = size;
        if (!sparse_) return true;
        const auto data = os::next_data(file_, position_);
        if (!data) {
            at_end_ = data.refusal() == ENXIO;  // Only a hole is left.
            return !at_end_;                    // Another: no holes on this file system.
        }
        position_ = data->begin;
        data_end_ = std::min(size, data->end);
        return position_ < data_end_;
    }

    Result<> add_extents(const Hash& chunk, std::uint64_t length) {
        for (std::uint64_t offset = 0; offset < length;) {
            auto& piece = pieces_.front();
            TRY(add_hole_up_to(piece.file_offset));
            const auto taken = std::min(piece.length, length - offset);
            TRY(add({Extent::Kind::chunk, chunk, offset, taken}));
            offset += taken;
            piece.file_offset += taken;
            piece.length -= taken;
            if (piece.length == 0) pieces_.pop_front();
        }
        return {};
    }

    Result<> add_hole_up_to(std::uint64_t offset) {
        if (offset <= described_) return {};
        return add({.kind = Extent::Kind::hole, .length = offset - described_});
    }

    Result<> add(const Extent& extent) {
        extents_.push_back(extent);
        described_ += extent.length;
        return extents_.size() == entry_extents_max ? store_list() : Result<>();
    }

    // Long files have their extents in chunks of their own.
    Result<> store_list() {
        std::uint64_t length = 0;
        for (const auto& extent : extents_) length += extent.length;
        const auto raw = write_extents(extents_);
        const auto chunk = TRY(reader_.store_.store(ChunkKind::extents, raw, reader_.bench_));
        lists_.push_back({Extent::Kind::list, chunk, 0, length});
        extents_.clear();
        return {};
    }

    Result<> finish() {
        TRY(collect(0));
        const auto status = os::status_of(file_);
        if (!status) {
            mark_unreadable(item_, status.refusal());
            return {};
        }
        const auto before = item_.now.stamp;
        if (!take_status(item_, file_, *status)) return {};
        if (item_.now.stamp != before) item_.now.settled = false;
        // As it was when it was opened, unless it became shorter: a hole may end it.
        auto size = std::min(before.size, item_.now.stamp.size);
        size = std::max(size, described_);
        TRY(add_hole_up_to(size));
        if (!lists_.empty() && !extents_.empty()) TRY(store_list());
        item_.now.entry.size = size;
        item_.now.entry.extents = lists_.empty() ? std::move(extents_) : std::move(lists_);
        item_.shape = sampler_.finish();
        item_.changed = item_.now.entry.extents != item_.extents_before;
        return {};
    }

    ContentReader& reader_;
    WalkItem& item_;
    const os::Descriptor& file_;
    const bool sparse_;
    content::ShapeSampler sampler_;
    std::deque<ChunkTask> tasks_;  // In the order of the file; a deque does not move them.
    std::size_t buffered_ = 0;
    std::uint64_t position_ = 0;  // In the file: what is read next.
    std::uint64_t data_end_ = 0;
    bool at_end_ = false;
    std::deque<Piece> pieces_;     // Where the bytes in the buffer stand in the file.
    std::uint64_t described_ = 0;  // How much of the file the extents say.
    std::vector<Extent> extents_;
    std::vector<Extent> lists_;
};

Result<> ContentReader::read_large(WalkItem& item) {
    const auto file = open_item(item);
    if (!file.is_open()) return {};
    const auto status = os::status_of(file);
    if (!status) {
        mark_unreadable(item, status.refusal());
        return {};
    }
    if (!take_status(item, file, *status)) return {};
    constexpr std::uint64_t block_bytes = 512;
    const bool sparse =
        static_cast<std::uint64_t>(status->st_blocks) * block_bytes < item.now.stamp.size;
    return LargeFile(*this, item, file, sparse).store_all();
}

}  // namespace primum::vault
