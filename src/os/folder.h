// Folder: a folder held open. What is in it is reached relative to it and never through a symlink,
// so that whoever swaps a folder for a link meanwhile leads nobody astray.
//
// A name may also be a relative path ("packs/0232"), whose folders above the last are the caller's
// own. Thread-safe: it holds nothing but its descriptor.
#pragma once

#include <sys/stat.h>

#include <filesystem>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "os/attempt.h"
#include "os/descriptor.h"

namespace primum::os {

class Folder {
public:
    Folder() = default;
    // The path alone may lead through symlinks: a person named it.
    static Attempt<Folder> open(const std::filesystem::path& path);

    bool is_open() const { return descriptor_.is_open(); }
    const Descriptor& descriptor() const { return descriptor_; }

    Attempt<Folder> folder(const std::string& name) const;
    // Only to pass through it: it need not be readable, and cannot be listed.
    Attempt<Folder> passage(const std::string& name) const;
    // The names in it, sorted, without "." and "..".
    Attempt<std::vector<std::string>> names() const;
    // Of a symlink itself.
    Attempt<struct stat> status(const std::string& name) const;
    // At most so many bytes of it. EINVAL when it is no symlink.
    Attempt<std::string> symlink_target(const std::string& name, std::size_t bytes_max) const;

    // Without touching the time of its last reading, where the system lets us. Does not wait for
    // whoever writes into a pipe of that name.
    Attempt<Descriptor> file(const std::string& name) const;
    // EEXIST when something is there.
    Attempt<Descriptor> new_file(const std::string& name, unsigned permissions) const;
    Attempt<> make_folder(const std::string& name) const;  // 0700
    Attempt<> make_symlink(const std::string& name, const std::string& target) const;
    // A pipe, socket or device: type and permissions in one number, mknod(2).
    Attempt<> make_node(const std::string& name, unsigned mode, std::uint64_t device) const;
    // A second name for a file of another folder.
    Attempt<> make_link(const std::string& name, const Folder& folder,
                        const std::string& other) const;

    // Of what bears the name, a symlink itself.
    Attempt<> set_owner(const std::string& name, std::uint32_t user, std::uint32_t group) const;
    Attempt<> set_modified(const std::string& name, const timespec& time) const;
    // Not of a symlink, which has none of its own.
    Attempt<> set_permissions(const std::string& name, std::uint32_t permissions) const;

    // EEXIST when something is there.
    Attempt<> rename_to_new(const std::string& from, const std::string& to) const;
    Attempt<> rename_over(const std::string& from, const std::string& to) const;
    Attempt<> remove_file(const std::string& name) const;

    // Makes the names in it durable: new, removed and renamed ones. Some file systems of shares
    // cannot, and answer EINVAL: there is no other way, and it is no refusal.
    Attempt<> flush() const;
    Attempt<std::uint64_t> free_bytes() const;
    // Its file system holds no files of anybody: what is in it is made when it is read (/proc).
    bool is_made_by_the_kernel() const;

private:
    explicit Folder(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}
    Attempt<Descriptor> opened(const std::string& name, int flags, unsigned permissions = 0) const;

    Descriptor descriptor_;
};

}  // namespace primum::os
