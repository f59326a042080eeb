#include "formats/backup_status.h"

#include <gmock/gmock.h>

namespace primum::formats {
namespace {

const Time noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 27} + std::chrono::hours{12}};

TEST(BackupStatus, reads_back_what_it_wrote) {
    const BackupStatus status{.location = "/media/disque du cabinet",
                              .last_attempt = noon,
                              .last_success = noon,
                              .healthy = false,
                              .last_healthy = noon - std::chrono::days{1},
                              .unreadable = 3,
                              .last_drill = noon,
                              .drill_files = 120,
                              .last_failed_drill = {}};
    EXPECT_EQ(parse_backup_status(write_backup_status(status)).value(), status);
    EXPECT_EQ(parse_backup_status(write_backup_status({})).value(), BackupStatus{});
}

TEST(BackupStatus, names_that_are_not_known_are_skipped) {
    EXPECT_EQ(parse_backup_status("primum backup status 1\ncolour blue\nunreadable 4\n").value(),
              (BackupStatus{.unreadable = 4}));
}

TEST(BackupStatus, broken_lines_are_an_error_and_not_an_absence) {
    for (const std::string_view text :
         {"", "other", "primum backup status 1\nhealthy perhaps\n",
          "primum backup status 1\nlast-success yesterday\n",
          "primum backup status 1\nunreadable -1\n",
          "primum backup status 1\nunreadable 99999999999999999999\n"}) {
        EXPECT_EQ(parse_backup_status(text).error().kind, ErrorKind::malformed) << text;
    }
}

TEST(BackupStatus, a_folder_with_a_line_break_writes_no_line_of_its_own) {
    const auto text = write_backup_status({.location = "/a\nhealthy yes"});
    EXPECT_EQ(parse_backup_status(text).value(), BackupStatus{});
}

}  // namespace
}  // namespace primum::formats
