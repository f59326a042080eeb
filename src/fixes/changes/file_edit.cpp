#include "fixes/changes/file_edit.h"

#include <unistd.h>
#include <nlohmann/json.hpp>

#include "fixes/diff.h"
#include "os/random.h"

namespace primum::fixes {
namespace {

Json as_json(const std::optional<os::KeptFile>& file) {
    if (!file) return nullptr;
    return {{"permissions", file->permissions},
            {"owner", file->owner},
            {"group", file->group},
            {"content", as_json_text(file->content)}};
}

Result<std::optional<os::KeptFile>> file_from(const Json& kept) {
    if (kept.is_null()) return std::optional<os::KeptFile>{};
    constexpr std::uint64_t id_max = std::numeric_limits<uid_t>::max();
    constexpr std::uint64_t permissions_max = 07777;
    const auto permissions = TRY(kept_number(kept, "permissions", permissions_max));
    return std::optional(
        os::KeptFile{.content = TRY(from_json_text(TRY(kept_text(kept, "content")))),
                     .permissions = static_cast<unsigned>(permissions),
                     .owner = static_cast<uid_t>(TRY(kept_number(kept, "owner", id_max))),
                     .group = static_cast<gid_t>(TRY(kept_number(kept, "group", id_max)))});
}

std::string without(std::string text, const std::string& hidden) {
    if (hidden.empty()) return text;
    for (auto at = text.find(hidden); at != std::string::npos; at = text.find(hidden, at)) {
        text.replace(at, hidden.size(), "••••••••");
    }
    return text;
}

}  // namespace

Result<std::unique_ptr<Change>> FileEdit::rewrite(const std::filesystem::path& path,
                                                  std::string content, unsigned permissions,
                                                  std::string hidden) {
    std::unique_ptr<FileEdit> edit(new FileEdit(path, TRY(os::read_kept_file(path))));
    auto after = edit->before_.value_or(
        os::KeptFile{.permissions = permissions, .owner = ::geteuid(), .group = ::getegid()});
    after.content = std::move(content);
    edit->hidden_ = std::move(hidden);
    edit->key_ = {os::random_number(), os::random_number()};
    edit->after_mark_ = edit->mark_of(after);
    edit->after_ = std::move(after);
    return std::unique_ptr<Change>(std::move(edit));
}

Result<std::unique_ptr<Change>> FileEdit::from(const Json& kept) {
    const auto path = TRY(from_json_text(TRY(kept_text(kept, "path"))));
    if (!kept.contains("before")) {
        return Error{ErrorKind::corrupt, say("le journal ne dit pas ce que {} était",
                                             "the journal does not say what {} was", path)};
    }
    std::unique_ptr<FileEdit> edit(new FileEdit(path, TRY(file_from(kept["before"]))));
    edit->key_ = {TRY(kept_number(kept, "key0")), TRY(kept_number(kept, "key1"))};
    edit->after_mark_ = TRY(kept_number(kept, "mark"));
    return std::unique_ptr<Change>(std::move(edit));
}

Json FileEdit::keep() const {
    return {{"kind", kind},
            {"path", as_json_text(path_.string())},
            {"before", as_json(before_)},
            {"key0", key_[0]},
            {"key1", key_[1]},
            {"mark", after_mark_}};
}

std::uint64_t FileEdit::mark_of(const os::KeptFile& file) const {
    return keyed_hash(
        key_, fmt::format("{:o} {} {} {}", file.permissions, file.owner, file.group, file.content));
}

Sentence FileEdit::show() const {
    const auto diff = unified_diff(path_.string(), before_ ? before_->content : "",
                                   after_ ? without(after_->content, hidden_) : "");
    if (before_) return {diff, diff};
    return {"(nouveau fichier)\n" + diff, "(new file)\n" + diff};
}

Result<Stands> FileEdit::look() const {
    const auto now = TRY(os::read_kept_file(path_));
    if (now == before_) return Stands::before;
    if (now && mark_of(*now) == after_mark_) return Stands::after;
    return Stands::foreign;
}

Result<> FileEdit::apply() {
    CHECK(after_.has_value());  // From the journal, an edit is only ever put back.
    return os::write_kept_file(path_, *after_);
}

Result<> FileEdit::revert() {
    if (before_) return os::write_kept_file(path_, *before_);
    return os::remove_kept_file(path_);
}

}  // namespace primum::fixes
