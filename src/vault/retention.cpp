#include "vault/retention.h"

#include <algorithm>
#include <map>
#include <set>

namespace primum::vault {
namespace {

constexpr std::chrono::hours clock_tolerance{
    24};                                         // Between two honest computers, time zones apart.
constexpr std::size_t snapshots_a_day_max = 48;  // More is a flood.
constexpr std::size_t disturbances_max =
    64;  // After so many, nothing later in the chain is dropped.

enum class Period { day, week, month, year };

struct Rule {
    Period period;
    unsigned count;
};

std::vector<Rule> as_list(const RetentionRules& rules) {
    return {{Period::day, rules.daily},
            {Period::week, rules.weekly},
            {Period::month, rules.monthly},
            {Period::year, rules.yearly}};
}

// Periods are numbered without gaps, so that their difference counts them. Weeks begin on Monday.
std::int64_t number_of_period(Time time, Period period) {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{day};
    const auto year = std::int64_t{static_cast<int>(date.year())};
    switch (period) {
        case Period::day:
            return day.time_since_epoch().count();
        case Period::week:
            return (day.time_since_epoch().count() + 3 + 7 * 10'000) / 7;
        case Period::month:
            return year * 12 + std::int64_t{static_cast<unsigned>(date.month())};
        case Period::year:
            return year;
    }
    return year;
}

// What another computer saw of this chain: up to `sequence`, between two times of its own.
struct Sighting {
    std::uint64_t sequence;
    Time started;
    Time finished;
};

// What is known of one computer's chain.
struct ChainKnowledge {
    std::vector<std::size_t> members;
    std::vector<Sighting> sightings;
    std::map<std::uint64_t, SnapshotId>
        forgotten;  // By sequence number, as a reader's records say.
};

// The snapshots of one computer, in the order of their chain.
class Chain {
public:
    Chain(std::span<const RetainedSnapshot> all, ChainKnowledge knowledge, Time now)
        : all_(all),
          members_(std::move(knowledge.members)),
          sightings_(std::move(knowledge.sightings)),
          forgotten_(std::move(knowledge.forgotten)),
          now_(now) {
        std::ranges::sort(members_, {}, [&](std::size_t index) {
            return std::pair(all_[index].public_part.sequence, all_[index].id);
        });
        find_disturbances();
    }

    const std::vector<std::size_t>& members() const { return members_; }
    bool is_believed(std::size_t place) const { return believed_[place]; }
    // Places in the chain where something is wrong; what stands before each is protected from what
    // comes after.
    const std::vector<std::size_t>& disturbances() const { return disturbances_; }

    const PublicPart& at(std::size_t place) const { return all_[members_[place]].public_part; }
    std::uint64_t group(std::size_t place) const { return all_[members_[place]].group; }

private:
    void find_disturbances() {
        Time newest =
            Time::min();  // Of all before, believed or not: a lie can only make more unbelievable.
        const auto floods = days_of_flood();
        for (std::size_t place = 0; place < members_.size(); ++place) {
            const auto& snapshot = at(place);
            const bool believed =
                snapshot.finished >= newest && snapshot.started <= snapshot.finished &&
                snapshot.finished <= now_ && is_alone(place) && agrees_with_sightings(snapshot);
            believed_.push_back(believed);
            if (snapshot.finished <= now_) newest = std::max(newest, snapshot.finished);
            const bool flood = floods.contains(number_of_period(snapshot.finished, Period::day));
            const bool attacked = snapshot.health == SnapshotHealth::attacked ||
                                  snapshot.health == SnapshotHealth::suspicious;
            if (!believed || flood || attacked) disturbances_.push_back(place);
        }
    }

    std::set<std::int64_t> days_of_flood() const {
        std::map<std::int64_t, std::size_t> in_a_day;
        std::set<std::int64_t> floods;
        for (std::size_t place = 0; place < members_.size(); ++place) {
            const auto day = number_of_period(at(place).finished, Period::day);
            if (++in_a_day[day] > snapshots_a_day_max) floods.insert(day);
        }
        return floods;
    }

    // No other claims its sequence number, and its neighbours in the chain agree with it.
    bool is_alone(std::size_t place) const {
        const auto agree = [&](std::size_t earlier, std::size_t later) {
            if (at(earlier).sequence == at(later).sequence) return false;
            const bool adjacent = at(earlier).sequence + 1 == at(later).sequence;
            return !adjacent || at(later).previous == all_[members_[earlier]].id ||
                   at(later).previous == at(earlier).amends;
        };
        const auto forgotten = forgotten_.find(at(place).sequence);
        if (forgotten != forgotten_.end() && forgotten->second != all_[members_[place]].id)
            return false;
        return (place == 0 || agree(place - 1, place)) &&
               (place + 1 == members_.size() || agree(place, place + 1));
    }

    bool agrees_with_sightings(const PublicPart& snapshot) const {
        return std::ranges::all_of(sightings_, [&](const Sighting& sighting) {
            if (snapshot.sequence <= sighting.sequence) {
                return snapshot.finished <= sighting.finished + clock_tolerance;
            }
            return snapshot.finished >= sighting.started - clock_tolerance;
        });
    }

    std::span<const RetainedSnapshot> all_;
    std::vector<std::size_t> members_;
    std::vector<Sighting> sightings_;
    std::map<std::uint64_t, SnapshotId> forgotten_;
    Time now_;
    std::vector<bool> believed_;
    std::vector<std::size_t> disturbances_;
};

class Retention {
public:
    Retention(std::size_t snapshots, const RetentionRules& rules, Time now)
        : rules_(as_list(rules)), now_(now), fates_(snapshots, Fate::dropped) {}

    void judge(const Chain& chain) {
        keep_first_of_calendar(chain);
        keep_as_if_ended(chain, chain.members().size());
        const auto& disturbances = chain.disturbances();
        for (std::size_t i = 0; i < std::min(disturbances.size(), disturbances_max); ++i) {
            keep_as_if_ended(chain, disturbances[i]);
            keep_last_healthy(chain, disturbances[i]);
        }
        if (disturbances.size() > disturbances_max)
            keep_from(chain, disturbances[disturbances_max]);
        keep_young_and_not_believed(chain);
    }

    std::vector<Fate> fates() && { return std::move(fates_); }

private:
    // The first reason stands.
    void keep(const Chain& chain, std::size_t place, Fate why) {
        auto& fate = fates_[chain.members()[place]];
        if (fate == Fate::dropped) fate = why;
    }

    void keep_first_of_calendar(const Chain& chain) {
        for (const auto& [period, count] : rules_) {
            const auto newest = number_of_period(now_, period);
            std::set<std::pair<std::uint64_t, std::int64_t>> taken;
            for (std::size_t place = 0; place < chain.members().size(); ++place) {
                if (!chain.is_believed(place)) continue;
                const auto number = number_of_period(chain.at(place).finished, period);
                if (newest - number >= std::int64_t{count}) continue;
                if (taken.emplace(chain.group(place), number).second)
                    keep(chain, place, Fate::kept_for_period);
            }
        }
    }

    // The ordinary places, of the chain up to `end`; and its newest snapshot of each group.
    void keep_as_if_ended(const Chain& chain, std::size_t end) {
        std::set<std::uint64_t> groups;
        for (std::size_t place = end; place-- > 0;) {
            if (!chain.is_believed(place)) continue;
            if (groups.insert(chain.group(place)).second) keep(chain, place, Fate::kept_newest);
        }
        for (const auto group : groups) {
            for (const auto& rule : rules_) keep_last_of_each(chain, end, group, rule);
        }
    }

    void keep_last_of_each(const Chain& chain, std::size_t end, std::uint64_t group,
                           const Rule& rule) {
        std::set<std::int64_t> taken;
        for (std::size_t place = end; place-- > 0 && taken.size() <= rule.count;) {
            if (!chain.is_believed(place) || chain.group(place) != group) continue;
            const auto number = number_of_period(chain.at(place).finished, rule.period);
            if (taken.size() == rule.count && !taken.contains(number)) break;
            if (taken.insert(number).second) keep(chain, place, Fate::kept_for_period);
        }
    }

    void keep_last_healthy(const Chain& chain, std::size_t end) {
        std::set<std::uint64_t> groups;
        for (std::size_t place = end; place-- > 0;) {
            const bool healthy = chain.at(place).health == SnapshotHealth::healthy;
            if (healthy && groups.insert(chain.group(place)).second)
                keep(chain, place, Fate::kept_healthy);
        }
    }

    void keep_from(const Chain& chain, std::size_t first) {
        for (auto place = first; place < chain.members().size(); ++place) {
            keep(chain, place, Fate::kept_not_believed);
        }
    }

    void keep_young_and_not_believed(const Chain& chain) {
        for (std::size_t place = 0; place < chain.members().size(); ++place) {
            if (!chain.is_believed(place)) keep(chain, place, Fate::kept_not_believed);
            if (chain.at(place).finished + retention_age_min > now_)
                keep(chain, place, Fate::kept_young);
        }
    }

    std::vector<Rule> rules_;
    Time now_;
    std::vector<Fate> fates_;
};

std::map<Id16, ChainKnowledge> by_computer(std::span<const RetainedSnapshot> snapshots,
                                           std::span<const ForgetRecord::Item> forgotten,
                                           Time now) {
    std::map<Id16, ChainKnowledge> chains;
    for (std::size_t i = 0; i < snapshots.size(); ++i) {
        const auto& snapshot = snapshots[i].public_part;
        chains[snapshot.computer].members.push_back(i);
        if (snapshot.finished > now) continue;  // It cannot vouch for anything.
        for (const auto& witness : snapshot.witnesses) {
            chains[witness.computer].sightings.push_back({.sequence = witness.sequence,
                                                          .started = snapshot.started,
                                                          .finished = snapshot.finished});
        }
    }
    for (const auto& item : forgotten)
        chains[item.computer].forgotten[item.sequence] = item.snapshot;
    return chains;
}

}  // namespace

std::vector<Fate> judge_retention(const RetentionInput& input, const RetentionRules& rules,
                                  Time now) {
    Retention retention(input.snapshots.size(), rules, now);
    for (auto& [computer, knowledge] : by_computer(input.snapshots, input.forgotten, now)) {
        retention.judge(Chain(input.snapshots, std::move(knowledge), now));
    }
    return std::move(retention).fates();
}

}  // namespace primum::vault
