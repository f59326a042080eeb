// Container: patients' files encrypted under one password, by one of two well-known programs.
//
// gocryptfs makes a folder, file by file: a folder like any other to a disk, a key or a backup,
// which opens on Linux, macOS and (with cppcryptfs) Windows, and needs no rights. LUKS makes one
// file of a size set beforehand that says nothing of what is in it, not even how many files; only
// an administrator opens it by hand, or the desktop for everybody (udisks). When which is chosen:
// docs/adr/0042-fixes.md.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>

#include "base/result.h"
#include "fixes/folder.h"

namespace primum::fixes {

// What a new container must hold, and whose it is.
struct ContainerNeeds {
    FolderSize size;
    uid_t owner = 0;
    gid_t group = 0;
};

class ContainerFormat {
public:
    virtual ~ContainerFormat() = default;

    virtual std::string_view name() const = 0;    // "gocryptfs": in the journal, on a command line.
    virtual std::string_view ending() const = 0;  // Of a container's own name.

    // ErrorKind::not_found with the package to install, or with what this computer lacks.
    virtual Result<> is_possible() const = 0;
    virtual bool needs_root() const = 0;
    virtual std::uint64_t bytes_needed(const FolderSize& size) const = 0;
    // Of the largest file that it is made of: not every disk can hold one as large.
    virtual std::uint64_t largest_file_bytes(const FolderSize& size) const = 0;

    // Makes an empty one at `place`, where nothing is.
    virtual Result<> make(const std::filesystem::path& place, const std::string& password,
                          const ContainerNeeds& needs) const = 0;
    // Shows what is in it at `folder`, which is there and empty. ErrorKind::usage on a wrong
    // password.
    virtual Result<> open(const std::filesystem::path& place, const std::filesystem::path& folder,
                          const std::string& password) const = 0;
    // Durable on return. Closes also what a process that was killed has left half open for
    // `folder`; nothing is open there: no error.
    virtual Result<> close(const std::filesystem::path& folder) const = 0;

    // Whether a container that make() has finished stands at `place`.
    virtual bool is_container(const std::filesystem::path& place) const = 0;

    // For a person: how to open and to close it without Primum.
    virtual Sentence how_to_open(const std::filesystem::path& place) const = 0;
};

const ContainerFormat& gocryptfs();
const ContainerFormat& luks();
// ErrorKind::usage when there is none of that name.
Result<const ContainerFormat*> container_format_named(std::string_view name);

class OpenContainer {
public:
    // Opens it at `folder`, made for it, which only this user can enter. ErrorKind::usage on a
    // wrong password.
    static Result<OpenContainer> open(const ContainerFormat& format,
                                      const std::filesystem::path& place,
                                      const std::filesystem::path& folder,
                                      const std::string& password);

    OpenContainer(OpenContainer&& other) noexcept;
    OpenContainer& operator=(OpenContainer&&) = delete;
    ~OpenContainer();  // Closes it, should close() not have been called.

    const std::filesystem::path& folder() const { return folder_; }  // What is inside, in clear.

    // Durable on return: all that was written is on the disk.
    Result<> close();

private:
    OpenContainer(const ContainerFormat& format, std::filesystem::path folder)
        : format_(&format), folder_(std::move(folder)) {}

    const ContainerFormat* format_;
    std::filesystem::path folder_;
};

// Closes what a process that was killed has left open at `folder`, and removes the folder.
Result<> close_left_open(const ContainerFormat& format, const std::filesystem::path& folder);

// ErrorKind::usage when a container for so much needs a file larger than its disk can hold.
Result<> check_file_size(const ContainerFormat& format, const FolderSize& size,
                         std::uint64_t file_bytes_max);

// ErrorKind::not_found with what to install, when one of `programs` is not there.
Result<> programs_are_there(const std::vector<std::string_view>& programs,
                            std::string_view packages);

// It would not open: a wrong password where the program says so by this answer.
Error would_not_open(std::string_view program, int answer, int wrong_password);

}  // namespace primum::fixes
