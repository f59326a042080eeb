// What is done with an open file. A call that a signal interrupted is made again, and one that
// moved less than it was asked for goes on: what is returned here is whole or refused.
//
// Thread-safe as far as the kernel is: calls with an offset do not share a position.
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <span>

#include "base/bytes.h"
#include "os/attempt.h"
#include "os/descriptor.h"

namespace primum::os {

// By path, and never through a symlink in its last name.
Attempt<Descriptor> file_to_read(const std::filesystem::path& path);
Attempt<Descriptor> emptied_file(const std::filesystem::path& path);    // To write; made 0600.
Attempt<Descriptor> file_to_append(const std::filesystem::path& path);  // To read too; made 0600.
Attempt<Descriptor> file_to_append_if_there(const std::filesystem::path& path);

// Until it is closed, or its process ends. EWOULDBLOCK when another has it; see LockFile to wait.
Attempt<> try_lock(const Descriptor& file);
// The same beside others who share it: only try_lock() is kept out.
Attempt<> try_shared_lock(const Descriptor& file);

// Stop at the file's end: the number of bytes read.
Attempt<std::size_t> read_on(const Descriptor& file, std::span<std::byte> output);
Attempt<std::size_t> read_at(const Descriptor& file, std::uint64_t offset,
                             std::span<std::byte> output);

Attempt<> write_on(const Descriptor& file, BytesView bytes);
Attempt<> write_at(const Descriptor& file, std::uint64_t offset, BytesView bytes);
// All parts one after the other, into a file that is empty. Large ones go past the page cache where
// the file system can: what a backup writes nobody reads soon, and it costs no copy.
Attempt<> write_parts(const Descriptor& file, std::span<const BytesView> parts);

Attempt<> seek(const Descriptor& file, std::uint64_t offset);
Attempt<> seek_before_end(const Descriptor& file, std::uint64_t bytes);
Attempt<> resize(const Descriptor& file, std::uint64_t size);

// The next stretch of data at or after `offset` that is not a hole. ENXIO: only a hole is left;
// other refusals: the file system does not tell.
struct DataStretch {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};
Attempt<DataStretch> next_data(const Descriptor& file, std::uint64_t offset);

Attempt<struct stat> status_of(const Descriptor& file);

Attempt<> set_owner(const Descriptor& file, std::uint32_t user, std::uint32_t group);
Attempt<> set_permissions(const Descriptor& file, std::uint32_t permissions);
Attempt<> set_modified(const Descriptor& file, const timespec& time);

// Content and metadata are on the disk on return.
Attempt<> flush(const Descriptor& file);
// Content is, and what is needed to find it.
Attempt<> flush_content(const Descriptor& file);
// Closes it and tells what closing alone would keep silent: a share may refuse only now.
Attempt<> close(Descriptor file);

// A file without a name in `folder`: it goes away with its descriptor.
Attempt<Descriptor> nameless_file(const std::filesystem::path& folder);

}  // namespace primum::os
