// What host.backup hands over: the backups that this computer makes.
//
// Ages are counted by the probe at the moment of looking, so that controls need no clock.
#pragma once

#include "facts/column.h"

namespace primum::facts {

struct Backup {
    std::string repository;
    Text location;
    std::optional<Time> last_success;
    Number days_since_success;
    std::optional<Time> last_restore_test;
    Number days_since_restore_test;
    Number restored_files;
    Flag healthy;
    std::optional<Time> last_healthy;
    Flag reachable;
    Flag offline_copy;
    Flag offsite_copy;
    Flag encrypted;
    Flag append_only;
    Number unreadable;
};

// clang-format off
template <> struct Declaration<Backup> {
    static constexpr std::string_view name = "backup";
    static constexpr std::string_view meaning = "a backup set that this computer writes to";
    static constexpr std::tuple columns{
        ColumnOf{"repository", &Backup::repository, "its identifier, or its folder when it has none"},
        ColumnOf{"location", &Backup::location, "the folder it was last seen in"},
        ColumnOf{"last_success", &Backup::last_success, "end of the last backup that was finished"},
        ColumnOf{"days_since_success", &Backup::days_since_success, "whole days between that and the look"},
        ColumnOf{"last_restore_test", &Backup::last_restore_test, "the last restore test that succeeded"},
        ColumnOf{"days_since_restore_test", &Backup::days_since_restore_test, "whole days between that and the look"},
        ColumnOf{"restored_files", &Backup::restored_files, "files that this test restored and opened"},
        ColumnOf{"healthy", &Backup::healthy, "false: the last backup looks as after a ransomware attack"},
        ColumnOf{"last_healthy", &Backup::last_healthy, "end of the newest backup that does not"},
        ColumnOf{"reachable", &Backup::reachable, "the disk was plugged in, or the folder there, at the moment of looking"},
        ColumnOf{"offline_copy", &Backup::offline_copy, "it was not: whoever takes this computer over could not reach it"},
        ColumnOf{"offsite_copy", &Backup::offsite_copy, "kept outside the practice; a program cannot see it"},
        ColumnOf{"encrypted", &Backup::encrypted, "unreadable without a key that is not on this computer"},
        ColumnOf{"append_only", &Backup::append_only, "this computer cannot remove what is stored"},
        ColumnOf{"unreadable", &Backup::unreadable, "files and folders that the last backup could not read"}};
};
// clang-format on

}  // namespace primum::facts
