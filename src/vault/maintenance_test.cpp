// Forget, prune and erase over real repositories, also when the disk goes away in between.
#include <random>

#include <gmock/gmock.h>

#include "vault/check.h"
#include "vault/chunk_source.h"
#include "vault/erase.h"
#include "vault/forget.h"
#include "vault/prune.h"
#include "vault/readers.h"
#include "vault/testing/killed_process.h"
#include "vault/testing/practice_vault.h"

namespace primum::vault {
namespace {

using testing::FailingStorage;
using testing::PracticeVault;

constexpr RetentionRules keep_one_day{.daily = 1};
const auto in_a_year = std::chrono::days{365};

std::string noise(std::size_t bytes, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::string made(bytes, '\0');
    for (auto& byte : made) byte = static_cast<char>(random());
    return made;
}

class Maintenance : public ::testing::Test {
protected:
    // Three snapshots, the last of which does without most of what the first held.
    void SetUp() override {
        for (int i = 0; i < 20; ++i)
            vault_.write(fmt::format("patients/{}/courrier.txt", i),
                         noise(3'000, 100U + static_cast<unsigned>(i)));
        vault_.write("films/irm.bin", noise(9'000'000, 1));
        vault_.write("films/scanner.bin", noise(3'000'000, 2));
        first_ = vault_.back_up();
        testing::fs::remove(vault_.data() / "films/irm.bin");
        second_ = vault_.back_up();
        vault_.write("patients/3/courrier.txt", noise(5'000, 3));
        third_ = vault_.back_up();
        last_content_ = vault_.there();
    }

    Result<> forget(RemovingStorage& storage) {
        auto repository = TRY(Repository::open(storage, vault_.reader()));
        const auto plan =
            TRY(plan_forget(repository, vault_.reader(), keep_one_day, now() + in_a_year));
        return carry_out(plan, repository, storage, vault_.reader(), now());
    }
    Result<PrunePlan> prune(RemovingStorage& storage, PruneOptions options) {
        options.scratch = vault_.scratch();
        auto repository = TRY(Repository::open(storage, vault_.reader()));
        auto plan = TRY(plan_prune(repository, vault_.reader(), options));
        TRY(carry_out(plan, repository, storage, vault_.reader(), options));
        return plan;
    }
    Result<EraseResult> erase_from(RemovingStorage& storage, const std::string& path) {
        auto repository = TRY(Repository::open(storage, vault_.reader()));
        return erase(repository, storage, vault_.reader(),
                     {.paths = {(vault_.data() / path).string()},
                      .scratch = vault_.scratch(),
                      .now = now()});
    }
    void expect_whole() {
        auto repository = vault_.open();
        const os::Stop stop;
        const RepositoryState nothing_seen;
        const auto result = check({.read_percent = 100, .threads = 1, .scratch = vault_.scratch()},
                                  {repository, &vault_.reader(), nullptr, nothing_seen, stop, {}});
        ASSERT_TRUE(result) << result.error().message.english;
        for (const auto& fault : result->faults) ADD_FAILURE() << fault.what.english;
    }
    std::size_t snapshots() { return vault_.open().snapshots().value().size(); }

    PracticeVault vault_;
    SnapshotId first_{}, second_{}, third_{};
    std::map<std::string, std::string> last_content_;
};

TEST_F(Maintenance, forget_drops_what_no_rule_keeps_and_check_finds_no_hole) {
    ASSERT_TRUE(forget(vault_.storage()));
    EXPECT_EQ(snapshots(), 1U);
    EXPECT_EQ(vault_.restored(third_), last_content_);
    expect_whole();
}

TEST_F(Maintenance, forget_before_thirty_days_drops_nothing) {
    auto repository = vault_.open();
    EXPECT_EQ(plan_forget(repository, vault_.reader(), keep_one_day, now() + std::chrono::days{29})
                  .value()
                  .dropped(),
              0U);
}

TEST_F(Maintenance, prune_waits_a_day_and_then_frees_the_space) {
    ASSERT_TRUE(forget(vault_.storage()));
    const auto before = vault_.stored_bytes();
    const auto plan = prune(vault_.storage(), {.now = now()}).value();
    EXPECT_GT(plan.condemned_bytes, 8'000'000U);
    EXPECT_EQ(plan.freed_bytes, 0U);
    EXPECT_EQ(vault_.stored_bytes(), before);
    EXPECT_EQ(prune(vault_.storage(), {.now = now() + std::chrono::hours{23}}).value().freed_bytes,
              0U);
    EXPECT_GT(prune(vault_.storage(), {.now = now() + std::chrono::hours{25}}).value().freed_bytes,
              8'000'000U);
    EXPECT_LT(vault_.stored_bytes(), before - 8'000'000);
    EXPECT_EQ(vault_.restored(third_), last_content_);
    expect_whole();
}

TEST_F(Maintenance, a_backup_after_prune_stores_again_what_was_removed) {
    ASSERT_TRUE(forget(vault_.storage()));
    ASSERT_TRUE(prune(vault_.storage(), {.at_once = true, .now = now()}));
    vault_.write("films/irm.bin", noise(9'000'000, 1));
    const auto again = vault_.back_up();
    EXPECT_EQ(vault_.restored(again), vault_.there());
    expect_whole();
}

TEST_F(Maintenance, prune_of_a_repository_without_waste_changes_nothing) {
    const auto before = vault_.stored_bytes();
    const auto plan = prune(vault_.storage(), {.at_once = true, .now = now()}).value();
    EXPECT_EQ(plan.condemned_bytes + plan.freed_bytes, 0U);
    EXPECT_EQ(vault_.stored_bytes(), before);
}

TEST_F(Maintenance, V4_forget_and_prune_cut_off_at_any_change_harm_nothing_and_go_on) {
    bool failed = true;
    for (std::size_t changes = 0; failed && changes < 60; ++changes) {
        FailingStorage storage(vault_.storage(), changes);
        const auto forgotten = forget(storage);
        const auto pruned = forgotten ? prune(storage, {.at_once = true, .now = now()})
                                      : Result<PrunePlan>(forgotten.error());
        failed = storage.failed();
        EXPECT_EQ(failed, !pruned.has_value());
        EXPECT_EQ(vault_.restored(third_), last_content_) << "after " << changes << " changes";
    }
    EXPECT_FALSE(failed);
    EXPECT_EQ(snapshots(), 1U);
    expect_whole();
}

TEST_F(Maintenance, V4_forget_and_prune_killed_at_random_instants_harm_nothing_and_go_on) {
    const auto tidy = [&] {
        return forget(vault_.storage()) &&
               prune(vault_.storage(), {.at_once = true, .now = now()}).has_value();
    };
    testing::Killer killer(tidy);
    for (int kill = 0; kill < testing::kills_wanted(); ++kill) {
        vault_.write("films/irm.bin", noise(4'000'000, 10U + static_cast<unsigned>(kill)));
        vault_.back_up();
        testing::fs::remove(vault_.data() / "films/irm.bin");
        const auto last = vault_.back_up();
        killer.start_and_kill(tidy);
        EXPECT_EQ(vault_.restored(last), vault_.there()) << "kill " << kill;
        EXPECT_TRUE(tidy()) << "kill " << kill;
        EXPECT_EQ(vault_.restored(last), vault_.there()) << "kill " << kill;
        EXPECT_EQ(snapshots(), 1U);
        expect_whole();
    }
    EXPECT_GT(killer.killed(), 0);
}

TEST_F(Maintenance, erase_takes_a_person_s_files_out_of_every_snapshot) {
    const auto erased = erase_from(vault_.storage(), "patients/7").value();
    EXPECT_EQ(erased.files, 3U);
    EXPECT_EQ(erased.snapshots, 3U);
    EXPECT_EQ(snapshots(), 3U);
    auto expected = last_content_;
    expected.erase((vault_.data() / "patients/7/courrier.txt").string());
    const auto left = vault_.open().snapshots().value();
    EXPECT_EQ(vault_.restored(left.back().id), expected);
    expect_whole();
}

TEST_F(Maintenance, erased_bytes_are_in_no_chunk_once_pruned) {
    const auto secret =
        vault_.there().at((vault_.data() / "patients/7/courrier.txt").string()).substr(1'000, 64);
    ASSERT_TRUE(erase_from(vault_.storage(), "patients/7/courrier.txt"));
    ASSERT_TRUE(prune(vault_.storage(), {.dead_percent_min = 0, .at_once = true, .now = now()}));
    auto repository = vault_.open();
    const auto chunks = ChunkSource::open(repository, vault_.reader(),
                                          vault_.sealing().computer_id(), Hash{}, vault_.scratch())
                            .value();
    ReadingBench bench(chunks->keys());
    std::size_t read = 0;
    const auto chain =
        read_indexes(vault_.storage(), vault_.sealing().computer_id(), chunks->keys(),
                     [&](IndexedPack&& pack) -> Result<> {
                         for (const auto& chunk : pack.chunks) {
                             const auto any = TRY(chunks->read_any(chunk.id, bench));
                             EXPECT_EQ(as_text(any.raw).find(secret), std::string_view::npos);
                             ++read;
                         }
                         return {};
                     });
    EXPECT_TRUE(chain) << chain.error().message.english;
    EXPECT_GT(read, 3U);
    expect_whole();
}

TEST_F(Maintenance, erasing_what_is_not_there_changes_nothing) {
    const auto before = vault_.open().snapshots().value();
    EXPECT_EQ(erase_from(vault_.storage(), "patients/99").value().files, 0U);
    const auto after = vault_.open().snapshots().value();
    ASSERT_EQ(before.size(), after.size());
    EXPECT_EQ(before.back().id, after.back().id);
}

TEST_F(Maintenance, a_backup_after_erase_goes_on_in_the_same_chain) {
    ASSERT_TRUE(erase_from(vault_.storage(), "patients/7"));
    testing::fs::remove_all(vault_.data() / "patients/7");
    const auto next = vault_.back_up();
    EXPECT_EQ(vault_.restored(next), vault_.there());
    expect_whole();
}

TEST_F(Maintenance, V4_erase_cut_off_at_any_change_harms_nothing_and_goes_on) {
    auto expected = last_content_;
    expected.erase((vault_.data() / "patients/7/courrier.txt").string());
    bool failed = true;
    for (std::size_t changes = 0; failed && changes < 40; ++changes) {
        FailingStorage storage(vault_.storage(), changes);
        const auto erased = erase_from(storage, "patients/7/courrier.txt");
        failed = storage.failed();
        const auto left = vault_.open().snapshots().value();
        ASSERT_FALSE(left.empty());
        const auto restored = vault_.restored(left.back().id);
        EXPECT_TRUE(restored == last_content_ || restored == expected)
            << "after " << changes << " changes";
    }
    const auto left = vault_.open().snapshots().value();
    EXPECT_EQ(vault_.restored(left.back().id), expected);
}

TEST_F(Maintenance, a_key_whose_adder_s_file_is_lost_is_not_called_another_repository_s) {
    auto second = ReadingKey::create();
    ASSERT_TRUE(add_reader(vault_.open(), vault_.reader(), second, "Dr Martin", now()));
    const auto of_second = vault_.storage().list({.kind = ObjectKind::reader}).value();
    ASSERT_EQ(of_second.size(), 1U);
    auto third = ReadingKey::create();
    const auto repository = Repository::open(vault_.storage(), second).value();
    ASSERT_TRUE(add_reader(repository, second, third, "Dr Petit", now()));
    ASSERT_TRUE(Repository::open(vault_.storage(), third));
    ASSERT_TRUE(vault_.storage().remove({{.kind = ObjectKind::reader}, of_second[0].hash}));
    EXPECT_EQ(Repository::open(vault_.storage(), third).error().kind, ErrorKind::corrupt);
    EXPECT_EQ(Repository::open(vault_.storage(), second).error().kind, ErrorKind::usage);
}

TEST_F(Maintenance, a_reader_added_later_reads_what_came_before_and_after) {
    auto added = ReadingKey::create();
    ASSERT_TRUE(add_reader(vault_.open(), vault_.reader(), added, "Dr Martin", now()));
    auto repository = Repository::open(vault_.storage(), added).value();
    for (const auto& snapshot : repository.snapshots().value()) {
        EXPECT_TRUE(repository.load(snapshot).value().open(added));
    }
    EXPECT_EQ(add_reader(repository, vault_.reader(), added, "", now()).error().kind,
              ErrorKind::usage);
}

}  // namespace
}  // namespace primum::vault
