// Container: a folder encrypted by gocryptfs, file by file, under one password.
//
// It is a folder like any other to a disk, a key or a backup, and opens on Linux, macOS and (with
// cppcryptfs) Windows. Chosen rather than a LUKS file: docs/adr/0042-fixes.md.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace primum::fixes {

class OpenContainer {
public:
    OpenContainer(OpenContainer&& other) noexcept;
    OpenContainer& operator=(OpenContainer&&) = delete;
    ~OpenContainer();  // Closes it, should close() not have been called.

    const std::filesystem::path& folder() const { return folder_; }  // What is inside, in clear.

    // Durable on return: all that was written is on the disk.
    Result<> close();

private:
    friend Result<OpenContainer> open_container(const std::filesystem::path&,
                                                const std::filesystem::path&, const std::string&);
    explicit OpenContainer(std::filesystem::path folder) : folder_(std::move(folder)) {}

    std::filesystem::path folder_;
};

// ErrorKind::not_found with the package to install when there is no gocryptfs.
Result<> containers_are_possible();

// Makes an empty container in `container`, which must not be there.
Result<> make_container(const std::filesystem::path& container, const std::string& password);

// Opens it at `folder`, made for it, which only this user can enter. ErrorKind::usage on a wrong
// password.
Result<OpenContainer> open_container(const std::filesystem::path& container,
                                     const std::filesystem::path& folder,
                                     const std::string& password);

// Closes what a process that was killed has left open at `folder`, and removes the folder.
Result<> close_left_open(const std::filesystem::path& folder);

}  // namespace primum::fixes
