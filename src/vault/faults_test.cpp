// V4: an interruption at any instant, and an error at any call, harm no finished snapshot.
#include <gtest/gtest.h>

#include "base/hex.h"
#include "vault/testing/faulty_storage.h"
#include "vault/testing/killed_process.h"
#include "vault/testing/practice.h"

namespace primum::vault::testing {
namespace {

using Afterwards = FaultyStorage::Afterwards;

class Faults : public ::testing::Test {
protected:
    // The first snapshot is finished and must stay; then there is more to back up.
    Faults() {
        practice_.write("lettre.txt", "Bonjour.\n");
        practice_.write("radio.dcm", noise(2'500'000, 1));
        const auto first = practice_.back_up();
        CHECK(first);
        first_ = first->snapshot;
        fs::copy(practice_.files.path(), before_.path() / "files", fs::copy_options::recursive);
    }
    void write_more() {
        for (int i = 0; i < 60; ++i) {
            practice_.write("notes/" + std::to_string(i), noise(5'000, std::uint64_t(i) + 9));
        }
        practice_.write("scanner.dcm", noise(6'000'000, 2));
    }
    void expect_first_whole(const std::string& what) {
        const TemporaryFolder target;
        const auto result = practice_.restore(target.path(), hex_of(first_));
        ASSERT_TRUE(result) << what << ": " << result.error().message.english;
        EXPECT_EQ(result->failed, 0U) << what;
        EXPECT_TRUE(same_files(before_.path() / "files",
                               target.path() / practice_.files.path().relative_path()))
            << what;
    }
    // The next backup finishes, and all is as it must be.
    void expect_next_finishes(const std::string& what) {
        const auto next = practice_.back_up();
        ASSERT_TRUE(next) << what << ": " << next.error().message.english;
        const auto checked = practice_.check(100, /*with_key=*/true);
        ASSERT_TRUE(checked) << what;
        for (const auto& fault : checked->faults) ADD_FAILURE() << what << fault.what.english;
        const TemporaryFolder target;
        ASSERT_TRUE(practice_.restore(target.path()));
        EXPECT_TRUE(same_files(practice_.files.path(),
                               target.path() / practice_.files.path().relative_path()))
            << what;
    }

    Practice practice_;
    TemporaryFolder before_;
    SnapshotId first_{};
};

TEST_F(Faults, V4_an_error_at_any_call_of_the_storage_harms_nothing) {
    write_more();
    FaultyStorage counting(*practice_.storage, ~std::uint64_t{0}, Afterwards::works);
    ASSERT_TRUE(practice_.back_up(*practice_.computer, counting));
    for (const auto afterwards : {Afterwards::works, Afterwards::fails}) {
        for (std::uint64_t call = 0; call < counting.calls(); ++call) {
            const auto what = "call " + std::to_string(call) + " ";
            practice_.write("change", std::to_string(call));  // So that there is always something.
            FaultyStorage faulty(*practice_.storage, call, afterwards);
            const auto result = practice_.back_up(*practice_.computer, faulty);
            EXPECT_FALSE(result) << what << "failed, and the backup went on as if it had not";
            if (call % 8 == 0) expect_first_whole(what);
        }
    }
    expect_first_whole("at the end");
    expect_next_finishes("at the end");
}

TEST_F(Faults, V4_killed_at_random_instants_nothing_finished_is_harmed) {
    write_more();
    Killer killer([&] { return practice_.back_up().has_value(); });
    for (int kill = 0; kill < kills_wanted(); ++kill) {
        practice_.write("scanner.dcm", noise(6'000'000, std::uint64_t(kill) + 100));
        killer.start_and_kill([&] { return practice_.back_up().has_value(); });
        const auto what = "kill " + std::to_string(kill) + " ";
        expect_first_whole(what);
        // What the killed process published counts as the newest: its state died with it.
        expect_next_finishes(what);
    }
    EXPECT_GT(killer.killed(), 0);
}

TEST_F(Faults, V9_a_pack_that_is_too_long_is_told_without_being_read) {
    const auto computer = fs::directory_iterator(practice_.folder.path() / "packs")->path();
    const auto pack = computer / std::string(64, 'a');
    std::ofstream(pack) << "x";
    fs::resize_file(pack, 64_MiB + 1);
    const auto checked = practice_.check(100, /*with_key=*/true);
    ASSERT_TRUE(checked);
    ASSERT_EQ(checked->faults.size(), 1U);
    EXPECT_TRUE(checked->faults.front().what.english.ends_with("this pack is too long"));
}

TEST_F(Faults, V4_a_journal_that_was_cut_short_loses_no_name_of_the_next_backup) {
    const auto journal = practice_.computer->home.path() / "journal";
    std::ofstream(journal, std::ios::app) << "0123456789abcdef";
    practice_.write("scanner.dcm", noise(6'000'000, 2));
    ASSERT_TRUE(practice_.back_up());
    practice_.keep_only_packs();
    const auto again = practice_.back_up();
    ASSERT_TRUE(again);
    EXPECT_LT(again->part.stored_bytes, 60'000U);
}

}  // namespace
}  // namespace primum::vault::testing
