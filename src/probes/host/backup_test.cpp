#include "probes/host/backup.h"

#include <unistd.h>

#include <fstream>

#include <gmock/gmock.h>

#include "base/testing/temporary_folder.h"
#include "probes/testing/recording_sink.h"

namespace primum::probes {
namespace {

namespace fs = std::filesystem;
const Time noon{std::chrono::sys_days{std::chrono::year{2026} / 11 / 27} + std::chrono::hours{12}};

class BackupProbeTest : public ::testing::Test {
protected:
    void write(const fs::path& path, const std::string& text) {
        fs::create_directories((folder_ / path).parent_path());
        std::ofstream(folder_ / path) << text;
    }
    facts::Observation look() {
        BackupProbe probe(folder_ / "vault");
        return probes::look(probe, [](auto, const auto&) {});
    }

    TemporaryFolder folder_;
};

TEST_F(BackupProbeTest, no_folder_is_no_backup_and_was_seen) {
    const auto seen = look();
    EXPECT_EQ(seen.status, facts::Status::complete);
    EXPECT_TRUE(seen.facts.empty());
}

TEST_F(BackupProbeTest, each_repository_is_a_row) {
    write("disk/config", "");
    write("vault/aa/status", formats::write_backup_status(
                                 {.location = (folder_ / "disk").string(), .last_success = now()}));
    write("vault/bb/status",
          formats::write_backup_status({.location = "/nowhere", .last_success = now()}));
    write("vault/cc/sealing.key", "");
    const auto seen = look();
    EXPECT_EQ(seen.status, facts::Status::complete);
    ASSERT_EQ(seen.facts.size(), 2U);
    const auto reachable = static_cast<std::size_t>(seen.facts[0].table->find("reachable"));
    EXPECT_EQ(seen.facts[0].values[reachable], facts::Value(std::int64_t{1}));
    EXPECT_EQ(seen.facts[1].values[reachable], facts::Value(std::int64_t{0}));
}

TEST_F(BackupProbeTest, an_unreadable_note_is_not_an_absence) {
    write("vault/aa/status", "nonsense");
    EXPECT_EQ(look().status, facts::Status::partial);
}

TEST(BackupRow, ages_are_whole_days) {
    const formats::BackupStatus status{.last_success = noon - std::chrono::hours{47},
                                       .last_drill = noon + std::chrono::hours{5}};
    const auto row = backup_row("aa", status, false, noon);
    EXPECT_EQ(row.days_since_success, 1);
    EXPECT_EQ(row.days_since_restore_test, 0);  // A clock that was put back.
    EXPECT_EQ(row.offline_copy, true);
    EXPECT_EQ(backup_row("aa", {}, true, noon).days_since_success, std::nullopt);
}

}  // namespace
}  // namespace primum::probes
