#include "vault/retention.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include <gmock/gmock.h>

namespace primum::vault {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr RetentionRules usual{.daily = 7, .weekly = 5, .monthly = 12, .yearly = 20};
const Time start{std::chrono::sys_days{std::chrono::year{2023} / 1 / 2}};

Id16 computer(std::uint8_t number) {
    Id16 id{};
    id[0] = std::byte{number};
    return id;
}

// Chains of snapshots, as computers write them.
class Chains {
public:
    RetainedSnapshot& add(std::uint8_t of, Time finished, bool honest = true) {
        auto& last = last_[of];
        RetainedSnapshot snapshot;
        snapshot.id = next_id();
        snapshot.public_part.computer = computer(of);
        snapshot.public_part.sequence = last.second + 1;
        snapshot.public_part.previous = last.first;
        snapshot.public_part.started = finished - hours{1};
        snapshot.public_part.finished = finished;
        snapshot.public_part.health = SnapshotHealth::healthy;
        last = {snapshot.id, snapshot.public_part.sequence};
        if (honest) honest_.insert(snapshot.id);
        all_.push_back(snapshot);
        return all_.back();
    }
    // Beside the chain: claims the place of one that is there.
    void fork(const RetainedSnapshot& of, Time finished) {
        auto snapshot = of;
        snapshot.id = next_id();
        snapshot.public_part.finished = finished;
        all_.push_back(snapshot);
    }

    std::set<SnapshotId> kept(Time now, bool honest_only = true) const {
        const auto fates = judge_retention({.snapshots = all_, .forgotten = {}}, usual, now);
        std::set<SnapshotId> ids;
        for (std::size_t i = 0; i < all_.size(); ++i) {
            if (fates[i] != Fate::dropped && (!honest_only || honest_.contains(all_[i].id)))
                ids.insert(all_[i].id);
        }
        return ids;
    }
    std::vector<RetainedSnapshot>& all() { return all_; }
    std::uint64_t last_sequence(std::uint8_t of) const { return last_.at(of).second; }

private:
    SnapshotId next_id() {
        SnapshotId id{};
        for (std::size_t i = 0; i < 8; ++i) id[i] = static_cast<std::byte>(random_() & 0xFFU);
        return id;
    }

    std::mt19937_64 random_{5};
    std::vector<RetainedSnapshot> all_;
    std::set<SnapshotId> honest_;
    std::map<std::uint8_t, std::pair<SnapshotId, std::uint64_t>> last_;
};

TEST(Retention, keeps_days_weeks_months_and_years_of_an_ordinary_practice) {
    Chains chains;
    for (int day = 0; day < 1'200; ++day) chains.add(1, start + days{day} + hours{19});
    const auto now = start + days{1'200};
    const auto kept = chains.kept(now).size();
    EXPECT_GT(kept, 30U + 12U);
    EXPECT_LT(kept, 30U + 2U * (7 + 5 + 12 + 20));
}

TEST(Retention, v10_nothing_younger_than_thirty_days_is_dropped) {
    Chains chains;
    for (int hour = 0; hour < 24 * 30; ++hour) chains.add(1, start + hours{hour + 1});
    EXPECT_EQ(chains.kept(start + days{30}).size(), chains.all().size());
}

TEST(Retention, a_computer_that_stopped_for_years_keeps_its_last_week) {
    Chains chains;
    for (int day = 0; day < 100; ++day) chains.add(1, start + days{day});
    const auto kept = chains.kept(start + days{1'000});
    for (std::size_t i = 93; i < 100; ++i) EXPECT_TRUE(kept.contains(chains.all()[i].id)) << i;
    EXPECT_LT(kept.size(), 25U);
}

TEST(Retention, paths_that_are_backed_up_apart_do_not_push_one_another_out) {
    Chains chains;
    for (int day = 0; day < 100; ++day)
        chains.add(1, start + days{day}).group = day % 10 == 0 ? 2 : 1;
    const auto kept = chains.kept(start + days{1'000});
    EXPECT_TRUE(kept.contains(chains.all()[90].id));
    EXPECT_TRUE(kept.contains(
        chains.all()[30].id));  // The seventh day from the end that has any of group 2.
}

TEST(Retention, v7_the_last_healthy_snapshot_before_an_attack_is_kept) {
    Chains chains;
    for (int day = 0; day < 40; ++day) {
        chains.add(1, start + days{day}).public_part.health =
            day < 20 ? SnapshotHealth::healthy : SnapshotHealth::attacked;
    }
    const auto fates = judge_retention({.snapshots = chains.all(), .forgotten = {}}, {.yearly = 1},
                                       start + days{400});
    EXPECT_NE(fates[19], Fate::dropped);
}

TEST(Retention, v10_a_snapshot_dated_ahead_takes_no_place_and_stays) {
    Chains chains;
    for (int day = 0; day < 60; ++day) chains.add(1, start + days{day});
    const auto now = start + days{90};
    const auto before = chains.kept(now);
    for (int year = 1; year < 30; ++year) chains.add(1, start + days{365 * year}, false);
    EXPECT_TRUE(std::ranges::includes(chains.kept(now), before));
}

TEST(Retention, v10_a_flood_pushes_nothing_out) {
    Chains chains;
    for (int day = 0; day < 60; ++day) chains.add(1, start + days{day});
    const auto now = start + days{120};
    const auto before = chains.kept(now);
    for (int i = 0; i < 2'000; ++i)
        chains.add(1, start + days{61} + std::chrono::seconds{i}, false);
    EXPECT_TRUE(std::ranges::includes(chains.kept(now), before));
}

TEST(Retention, v10_a_fork_dated_before_an_honest_snapshot_does_not_take_its_place) {
    Chains chains;
    for (int month = 0; month < 12; ++month) chains.add(1, start + days{month * 31 + 5});
    const auto now = start + days{500};
    const auto before = chains.kept(now);
    for (int i = 0; i < 12; ++i) {
        const auto of = chains.all()[static_cast<std::size_t>(i)];
        chains.fork(of, of.public_part.finished - days{2});
    }
    EXPECT_TRUE(std::ranges::includes(chains.kept(now), before));
}

TEST(Retention, v10_a_place_that_a_record_says_was_another_s_cannot_be_taken) {
    Chains chains;
    for (int i = 0; i < 6; ++i) chains.add(1, start + days{100 + i});
    auto all = chains.all();
    auto hostile = all[2];
    all.erase(all.begin() + 1, all.begin() + 4);  // Sequences 2, 3, 4 were forgotten.
    std::vector<ForgetRecord::Item> forgotten{
        {.computer = computer(1), .sequence = 3, .snapshot = hostile.id}};
    hostile.id[0] = static_cast<std::byte>(std::to_integer<unsigned>(hostile.id[0]) ^ 1U);
    all.push_back(hostile);
    const auto fates =
        judge_retention({.snapshots = all, .forgotten = forgotten}, usual, start + days{300});
    EXPECT_EQ(fates.back(), Fate::kept_not_believed);
}

// One random history: honest backups with the faults of honest clocks; then hostile writes of every
// kind.
class Histories : public ::testing::TestWithParam<std::uint64_t> {
protected:
    int up_to(int limit) { return static_cast<int>(random_() % static_cast<std::uint64_t>(limit)); }

    void live_honestly() {
        for (int day = 0; day < 200 + up_to(500); day += 1 + up_to(4)) {
            time_ = start + days{day} + hours{up_to(24)};
            const bool wrong_clock = up_to(60) == 0;
            const auto& snapshot = chains_.add(1, wrong_clock ? time_ - days{up_to(900)} : time_);
            if (up_to(10) != 0) continue;
            // Taken before another is added: adding moves them.
            const Witness seen{.computer = computer(1),
                               .sequence = snapshot.public_part.sequence,
                               .snapshot = snapshot.id};
            chains_.add(2, time_ + hours{2}).public_part.witnesses = {seen};
        }
    }

    void attack() {
        for (int i = 0; i < 1 + up_to(80); ++i) {
            switch (up_to(5)) {
                case 0:
                    chains_.add(1, time_ + days{up_to(4'000)}, false);
                    break;
                case 1:
                    chains_.add(1, time_ - days{up_to(900)}, false);
                    break;
                case 2:
                    flood(time_ + days{up_to(40)});
                    break;
                case 3:
                    fork_one();
                    break;
                case 4:
                    lie_about(1);
                    break;
            }
        }
    }

    void flood(Time day) {
        for (int i = 0; i < 60; ++i) chains_.add(1, day + std::chrono::seconds{i}, false);
    }
    void fork_one() {
        const auto of = chains_.all()[random_() % chains_.all().size()];
        chains_.fork(of, of.public_part.finished + days{up_to(60) - 30});
    }
    void lie_about(std::uint8_t other) {
        const auto sequence = 1 + random_() % chains_.last_sequence(other);
        auto& liar = chains_.add(3, time_ - days{up_to(500)}, false);
        liar.public_part.witnesses = {
            {.computer = computer(other), .sequence = sequence, .snapshot = {}}};
        liar.public_part.health = static_cast<SnapshotHealth>(up_to(4));
    }

    std::mt19937_64 random_{GetParam()};
    Chains chains_;
    Time time_;
};

TEST_P(Histories, v10_forged_dates_floods_forks_and_false_witnesses_make_forget_drop_nothing_more) {
    live_honestly();
    const auto now = time_ + days{up_to(700)};
    const auto without = chains_.kept(now);
    // What comes first shows itself: see the test below for what does not.
    chains_.add(1, time_ - days{2}, false);
    attack();
    const auto with = chains_.kept(now);
    EXPECT_TRUE(std::ranges::includes(with, without));
}

TEST_P(Histories, v10_even_hostile_backups_that_look_right_leave_the_calendar_s_places) {
    live_honestly();
    const auto now = time_ + days{400};
    std::set<SnapshotId> firsts;  // Of each month of the last twelve.
    std::set<std::pair<int, unsigned>> months;
    Time newest = Time::min();
    for (const auto& [id, part, group] : chains_.all()) {
        if (part.computer != computer(1) || part.finished < newest) continue;
        newest = part.finished;
        const std::chrono::year_month_day date{std::chrono::floor<days>(part.finished)};
        const std::chrono::year_month_day today{std::chrono::floor<days>(now)};
        const auto age = (today.year() - date.year()).count() * 12 +
                         static_cast<int>(static_cast<unsigned>(today.month())) -
                         static_cast<int>(static_cast<unsigned>(date.month()));
        const bool first =
            months.emplace(static_cast<int>(date.year()), static_cast<unsigned>(date.month()))
                .second;
        if (first && age < 12) firsts.insert(id);
    }
    for (int day = 1; day < 400; ++day) chains_.add(1, time_ + days{day}, false);
    EXPECT_TRUE(std::ranges::includes(chains_.kept(now), firsts));
}

INSTANTIATE_TEST_SUITE_P(Seeds, Histories, ::testing::Range<std::uint64_t>(0, 60));

}  // namespace
}  // namespace primum::vault
