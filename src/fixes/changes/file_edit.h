// FileEdit: one small file is rewritten, made or removed.
#pragma once

#include <filesystem>
#include <optional>

#include "base/keyed_hash.h"
#include "fixes/change.h"
#include "os/kept_file.h"

namespace primum::fixes {

class FileEdit : public Change {
public:
    static constexpr std::string_view kind = "file";

    // The file as it is, with `content` instead; made with `permissions` where it was not there.
    // `hidden` is a password inside `content`, which show() does not show.
    static Result<std::unique_ptr<Change>> rewrite(const std::filesystem::path& path,
                                                   std::string content, unsigned permissions = 0644,
                                                   std::string hidden = {});
    static Result<std::unique_ptr<Change>> from(const Json& kept);

    Sentence show() const override;
    std::string place() const override { return path_.string(); }
    bool is_allowed() const override { return os::may_change(path_); }
    Result<Stands> look() const override;
    Result<> apply() override;
    Result<> revert() override;
    Result<> sweep() override { return os::sweep_kept_file(path_); }
    // The former file whole; of the new one a keyed hash, since it may hold a password.
    Json keep() const override;

private:
    FileEdit(std::filesystem::path path, std::optional<os::KeptFile> before)
        : path_(std::move(path)), before_(std::move(before)) {}

    std::uint64_t mark_of(const os::KeptFile& file) const;

    std::filesystem::path path_;
    std::optional<os::KeptFile> before_;  // Nothing: it was not there.
    std::optional<os::KeptFile> after_;   // Nothing after a restart: it can then only be put back.
    std::string hidden_;
    HashKey key_{};
    std::uint64_t after_mark_ = 0;
};

}  // namespace primum::fixes
