#include "vault/forget.h"

#include <algorithm>
#include <map>

#include "crypto/hash.h"

namespace primum::vault {
namespace {

constexpr std::size_t items_in_a_record_max = 10'000;  // Some 600 KiB: a record has at most 1 MiB.

// Snapshots of the same paths get the same number, in the order in which the paths are first met.
class Groups {
public:
    std::uint64_t number_of(const std::vector<std::string>& paths) {
        return numbers_.emplace(paths, numbers_.size() + 1).first->second;
    }

private:
    std::map<std::vector<std::string>, std::uint64_t> numbers_;
};

std::vector<ForgetRecord::Item> forgotten_before(const Repository& repository) {
    std::vector<ForgetRecord::Item> items;
    for (const auto& known : repository.records()) {
        const auto* forget = std::get_if<ForgetRecord>(&known.record.body);
        if (forget != nullptr)
            items.insert(items.end(), forget->snapshots.begin(), forget->snapshots.end());
    }
    return items;
}

bool is_named(const std::vector<ForgetRecord::Item>& items, const KnownSnapshot& snapshot) {
    return std::ranges::any_of(items,
                               [&](const auto& item) { return item.snapshot == snapshot.id; });
}

}  // namespace

std::size_t ForgetPlan::dropped() const {
    return static_cast<std::size_t>(std::ranges::count(fates, Fate::dropped));
}

Result<ForgetPlan> plan_forget(Repository& repository, const ReadingKey& key,
                               const RetentionRules& rules, Time now) {
    ForgetPlan plan{.snapshots = TRY(repository.snapshots()), .fates = {}};
    std::vector<RetainedSnapshot> retained;
    Groups groups;
    for (const auto& known : plan.snapshots) {
        const auto snapshot = TRY(repository.load(known));
        const auto inside = TRY(snapshot.open(key));
        retained.push_back(
            {.id = known.id, .public_part = known.part, .group = groups.number_of(inside.paths)});
    }
    const auto before = forgotten_before(repository);
    plan.fates = judge_retention({.snapshots = retained, .forgotten = before}, rules, now);
    for (std::size_t i = 0; i < plan.snapshots.size(); ++i) {
        // A record that was written before the removal was cut off decided already.
        if (is_named(before, plan.snapshots[i])) plan.fates[i] = Fate::dropped;
    }
    return plan;
}

Result<> publish_record(
    Repository& repository, const ReadingKey& key, Time now,
    std::variant<ForgetRecord, CondemnRecord, ReindexRecord, EraseRecord> body) {
    Record record{.repository = repository.id(),
                  .reader = key.id(),
                  .sequence = 1,
                  .made = now,
                  .body = std::move(body)};
    for (const auto& known : repository.records()) {
        if (known.record.reader != key.id() || known.record.sequence < record.sequence) continue;
        record.sequence = known.record.sequence + 1;
        record.previous = known.hash;
    }
    const auto file = write_record(record, key);
    const auto hash = crypto::sha256(file);
    TRY(repository.storage().put({.folder = {.kind = ObjectKind::record}, .hash = hash}, file));
    repository.add_record({.hash = hash, .record = std::move(record)});
    return {};
}

Result<> carry_out(const ForgetPlan& plan, Repository& repository, RemovingStorage& storage,
                   const ReadingKey& key, Time now) {
    const auto before = forgotten_before(repository);
    ForgetRecord record;
    const auto publish = [&]() -> Result<> {
        if (record.snapshots.empty()) return {};
        return publish_record(repository, key, now, std::exchange(record, {}));
    };
    for (std::size_t i = 0; i < plan.snapshots.size(); ++i) {
        const auto& snapshot = plan.snapshots[i];
        if (plan.fates[i] != Fate::dropped || is_named(before, snapshot)) continue;
        record.snapshots.push_back({.computer = snapshot.part.computer,
                                    .sequence = snapshot.part.sequence,
                                    .snapshot = snapshot.id});
        if (record.snapshots.size() == items_in_a_record_max) TRY(publish());
    }
    TRY(publish());
    for (std::size_t i = 0; i < plan.snapshots.size(); ++i) {
        if (plan.fates[i] != Fate::dropped) continue;
        const ObjectFolder folder{.kind = ObjectKind::snapshot,
                                  .computer = plan.snapshots[i].part.computer};
        TRY(storage.remove({.folder = folder, .hash = plan.snapshots[i].id}));
    }
    return {};
}

}  // namespace primum::vault
