// Folders with all that is in them: counted, copied, compared, erased.
//
// For patients' files: nothing of a name or content leaves these functions, errors name the folder
// alone. Symbolic links are copied as links and never followed; sockets, devices and what is
// mounted inside are refused, since they could not be put back.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/result.h"

namespace primum::fixes {

constexpr std::uint64_t folder_files_max = 1'000'000;
constexpr int folder_depth_max = 100;

struct FolderSize {
    std::uint64_t files = 0;
    std::uint64_t folders = 0;
    std::uint64_t bytes = 0;
    std::uint64_t largest_file_bytes = 0;
};

// Whether the name leads to anything, a broken link included.
bool is_there(const std::filesystem::path& path);

// Whether `path` stands strictly below `folder`, by their names.
bool is_below(const std::filesystem::path& path, const std::filesystem::path& folder);

// What lies directly in the folder, in order.
Result<std::vector<std::filesystem::path>> entries_of(const std::filesystem::path& folder);

Result<FolderSize> measure_folder(const std::filesystem::path& folder);

// Copies `from`, a file or a folder, to `to`, which must not be there: content, permissions, times,
// and owners where we may. Durable on return.
Result<> copy_whole(const std::filesystem::path& from, const std::filesystem::path& to);

// Reads both again, byte by byte. ErrorKind::corrupt when they differ.
Result<> compare_whole(const std::filesystem::path& one, const std::filesystem::path& other);

// Overwrites each file once, then removes it all. On disks without moving parts the old blocks may
// outlive it: whoever promises more to a person lies. What is not there is no error.
Result<> erase_whole(const std::filesystem::path& path);

// Removes without overwriting: for what is encrypted, or stands elsewhere too.
Result<> remove_whole(const std::filesystem::path& path);

// Moves, by a rename within a disk, else by copy, comparison and erasure. `to` must not be there.
Result<> move_whole(const std::filesystem::path& from, const std::filesystem::path& to);

// Something else is mounted there, such as an opened container.
bool is_mount_point(const std::filesystem::path& folder);

// Identifies a folder, and never one that takes its place later; 0 when it does not exist.
std::uint64_t folder_number(const std::filesystem::path& folder);

// Bytes free for this user on the disk that holds `path`.
Result<std::uint64_t> free_bytes(const std::filesystem::path& path);

// What a file may measure at most on FAT, the format in which keys are sold; exFAT has no such
// limit.
constexpr std::uint64_t fat_file_bytes_max = 0xFFFFFFFF;

// What a file may measure at most on the disk that holds `path`.
Result<std::uint64_t> file_bytes_max(const std::filesystem::path& path);

}  // namespace primum::fixes
