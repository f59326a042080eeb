#include "os/open_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "os/pages.h"

namespace primum::os {
namespace {

// Calls `transfer(bytes left)` until nothing is left or it gives 0; the number of bytes moved.
template <class Span, class Transfer>
Attempt<std::size_t> repeat(Span bytes, const Transfer& transfer) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const auto count = transfer(bytes.subspan(done), done);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return Refusal{errno};
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

// A write that moves nothing would go on for ever.
Attempt<> whole(const Attempt<std::size_t>& written, std::size_t size) {
    if (!written) return Refusal{written.refusal()};
    return *written == size ? Attempt<>() : Refusal{EIO};
}

Attempt<Descriptor> opened(const std::filesystem::path& path, int flags) {
    Descriptor file(::open(path.c_str(), flags | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.is_open()) return Refusal{errno};
    return file;
}

}  // namespace

Attempt<Descriptor> file_to_read(const std::filesystem::path& path) {
    return opened(path, O_RDONLY);
}

Attempt<Descriptor> emptied_file(const std::filesystem::path& path) {
    return opened(path, O_WRONLY | O_CREAT | O_TRUNC);
}

Attempt<Descriptor> file_to_append(const std::filesystem::path& path) {
    return opened(path, O_RDWR | O_APPEND | O_CREAT);
}

Attempt<Descriptor> file_to_append_if_there(const std::filesystem::path& path) {
    return opened(path, O_RDWR | O_APPEND);
}

Attempt<> try_lock(const Descriptor& file) {
    return done_or_refused(::flock(file.number(), LOCK_EX | LOCK_NB));
}

Attempt<> try_shared_lock(const Descriptor& file) {
    return done_or_refused(::flock(file.number(), LOCK_SH | LOCK_NB));
}

Attempt<std::size_t> read_on(const Descriptor& file, std::span<std::byte> output) {
    return repeat(output, [&](std::span<std::byte> left, std::size_t) {
        return ::read(file.number(), left.data(), left.size());
    });
}

Attempt<std::size_t> read_at(const Descriptor& file, std::uint64_t offset,
                             std::span<std::byte> output) {
    return repeat(output, [&](std::span<std::byte> left, std::size_t done) {
        return ::pread(file.number(), left.data(), left.size(), static_cast<off_t>(offset + done));
    });
}

Attempt<> write_on(const Descriptor& file, BytesView bytes) {
    const auto written = repeat(bytes, [&](BytesView left, std::size_t) {
        return ::write(file.number(), left.data(), left.size());
    });
    return whole(written, bytes.size());
}

Attempt<> write_at(const Descriptor& file, std::uint64_t offset, BytesView bytes) {
    const auto written = repeat(bytes, [&](BytesView left, std::size_t done) {
        return ::pwrite(file.number(), left.data(), left.size(), static_cast<off_t>(offset + done));
    });
    return whole(written, bytes.size());
}

namespace {

// Parts one after the other, as blocks that begin where the kernel can take them without copying.
class BlockWriter {
public:
    BlockWriter(const Descriptor& file, std::size_t size_bytes)
        : file_(file),
          block_(std::min(block_bytes_max, size_bytes + alignment - size_bytes % alignment)),
          is_direct_(size_bytes >= direct_bytes_min && pass_by_the_cache(true)) {}

    Attempt<> add(BytesView part) {
        while (!part.empty()) {
            const auto taken = std::min(part.size(), block_.bytes().size() - filled_);
            std::memcpy(block_.bytes().data() + filled_, part.data(), taken);
            filled_ += taken;
            part = part.subspan(taken);
            if (filled_ < block_.bytes().size()) continue;
            if (auto written = write_block(); !written) return written;
        }
        return {};
    }

    Attempt<> finish() {
        const auto whole_sectors = filled_ - filled_ % alignment;
        const std::size_t rest = filled_ - whole_sectors;
        filled_ = whole_sectors;
        if (auto written = write_block(); !written) return written;
        if (is_direct_) pass_by_the_cache(false);
        return write_at(file_, offset_, block_.bytes().subspan(whole_sectors, rest));
    }

private:
    static constexpr std::size_t alignment = 4096;  // Of the largest sectors.
    static constexpr std::size_t block_bytes_max = 1_MiB;
    static constexpr std::size_t direct_bytes_min = block_bytes_max;

    bool pass_by_the_cache(bool yes) {
        const auto flags = ::fcntl(file_.number(), F_GETFL);
        return flags >= 0 &&
               ::fcntl(file_.number(), F_SETFL, yes ? flags | O_DIRECT : flags & ~O_DIRECT) == 0;
    }

    Attempt<> write_block() {
        const auto bytes = std::as_const(block_).bytes().first(filled_);
        auto written = write_at(file_, offset_, bytes);
        if (is_direct_ && written.refusal() == EINVAL) {
            // This file system said yes and cannot: through the cache, then.
            is_direct_ = false;
            pass_by_the_cache(false);
            written = write_at(file_, offset_, bytes);
        }
        offset_ += filled_;
        filled_ = 0;
        return written;
    }

    const Descriptor& file_;
    Pages block_;
    std::size_t filled_ = 0;
    std::uint64_t offset_ = 0;  // In the file, of the block.
    bool is_direct_;
};

}  // namespace

Attempt<> write_parts(const Descriptor& file, std::span<const BytesView> parts) {
    std::size_t size = 0;
    for (const auto part : parts) size += part.size();
    BlockWriter writer(file, size);
    for (const auto part : parts) {
        if (auto added = writer.add(part); !added) return added;
    }
    return writer.finish();
}

Attempt<> seek(const Descriptor& file, std::uint64_t offset) {
    return done_or_refused(::lseek(file.number(), static_cast<off_t>(offset), SEEK_SET) < 0 ? -1
                                                                                            : 0);
}

Attempt<> seek_before_end(const Descriptor& file, std::uint64_t bytes) {
    return done_or_refused(::lseek(file.number(), -static_cast<off_t>(bytes), SEEK_END) < 0 ? -1
                                                                                            : 0);
}

Attempt<> resize(const Descriptor& file, std::uint64_t size) {
    return done_or_refused(::ftruncate(file.number(), static_cast<off_t>(size)));
}

Attempt<DataStretch> next_data(const Descriptor& file, std::uint64_t offset) {
    const auto begin = ::lseek(file.number(), static_cast<off_t>(offset), SEEK_DATA);
    if (begin < 0) return Refusal{errno};
    const auto end = ::lseek(file.number(), begin, SEEK_HOLE);
    if (end < 0) return Refusal{errno};
    return DataStretch{static_cast<std::uint64_t>(begin), static_cast<std::uint64_t>(end)};
}

Attempt<struct stat> status_of(const Descriptor& file) {
    struct stat status {};
    if (::fstat(file.number(), &status) != 0) return Refusal{errno};
    return status;
}

Attempt<> set_owner(const Descriptor& file, std::uint32_t user, std::uint32_t group) {
    return done_or_refused(::fchown(file.number(), user, group));
}

Attempt<> set_permissions(const Descriptor& file, std::uint32_t permissions) {
    return done_or_refused(::fchmod(file.number(), permissions));
}

Attempt<> set_modified(const Descriptor& file, const timespec& time) {
    const std::array times{timespec{.tv_sec = 0, .tv_nsec = UTIME_OMIT}, time};
    return done_or_refused(::futimens(file.number(), times.data()));
}

Attempt<> flush(const Descriptor& file) { return done_or_refused(::fsync(file.number())); }

Attempt<> flush_content(const Descriptor& file) {
    return done_or_refused(::fdatasync(file.number()));
}

Attempt<> close(Descriptor file) { return done_or_refused(::close(file.release())); }

Attempt<Descriptor> nameless_file(const std::filesystem::path& folder) {
    Descriptor file(::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
    if (file.is_open()) return file;
    // A file system without such files.
    auto name = (folder / "primum-XXXXXX").string();
    file = Descriptor(::mkostemp(name.data(), O_CLOEXEC));
    if (!file.is_open()) return Refusal{errno};
    ::unlink(name.c_str());
    return file;
}

}  // namespace primum::os
