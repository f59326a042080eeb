#include "vault/history.h"

#include <algorithm>
#include <set>

#include "base/hex.h"
#include "base/text.h"

namespace primum::vault {
namespace {

constexpr std::string_view state_title = "primum vault state 1";

std::string short_name(const Hash& hash) { return hex_of(hash).substr(0, 12); }

// Snapshots that readers removed with a word.
std::set<SnapshotId> forgotten(const Repository& repository) {
    std::set<SnapshotId> ids;
    for (const auto& known : repository.records()) {
        if (const auto* body = std::get_if<ForgetRecord>(&known.record.body)) {
            for (const auto& item : body->snapshots) ids.insert(item.snapshot);
        }
        if (const auto* body = std::get_if<EraseRecord>(&known.record.body)) {
            for (const auto& item : body->snapshots) ids.insert(item.amended);
        }
    }
    return ids;
}

// Everything that is there or gone for a known reason, so that chains may lead to it.
std::set<SnapshotId> accounted_for(const Repository& repository,
                                   std::span<const KnownSnapshot> snapshots) {
    auto ids = forgotten(repository);
    for (const auto& snapshot : snapshots) {
        ids.insert(snapshot.id);
        ids.insert(snapshot.part.amends);
    }
    return ids;
}

using Chain = std::vector<const KnownSnapshot*>;

std::map<Id16, Chain> chains_of(std::span<const KnownSnapshot> snapshots) {
    std::map<Id16, Chain> chains;
    for (const auto& snapshot : snapshots) chains[snapshot.part.computer].push_back(&snapshot);
    for (auto& [computer, chain] : chains) {
        std::ranges::sort(chain, {}, [](const auto* known) { return known->part.sequence; });
    }
    return chains;
}

void check_chain(const Chain& chain, const std::set<SnapshotId>& accounted,
                 std::vector<Fault>& faults) {
    for (std::size_t i = 0; i < chain.size(); ++i) {
        const auto& part = chain[i]->part;
        const auto name = short_name(chain[i]->id);
        if (i > 0 && part.sequence == chain[i - 1]->part.sequence) {
            faults.push_back({say("deux sauvegardes de {} ont le même rang : {} et {}",
                                  "two snapshots of {} have the same rank: {} and {}", part.host,
                                  short_name(chain[i - 1]->id), name)});
        }
        if (part.sequence > 1 && !accounted.contains(part.previous)) {
            faults.push_back(
                {say("la sauvegarde {} de {}, qui venait avant {}, a disparu sans "
                     "décision d'un lecteur",
                     "the snapshot {} of {}, which came before {}, is gone without a "
                     "reader's decision",
                     short_name(part.previous), part.host, name)});
        }
    }
}

void check_witnesses(std::span<const KnownSnapshot> snapshots,
                     const std::set<SnapshotId>& accounted, std::vector<Fault>& faults) {
    std::set<SnapshotId> told;
    for (const auto& snapshot : snapshots) {
        for (const auto& witness : snapshot.part.witnesses) {
            if (accounted.contains(witness.snapshot)) continue;
            if (!told.insert(witness.snapshot).second) continue;
            faults.push_back({say("{} a vu la sauvegarde {} d'un autre ordinateur, qui a disparu",
                                  "{} saw the snapshot {} of another computer, which is gone",
                                  snapshot.part.host, short_name(witness.snapshot))});
        }
    }
}

void check_record_chains(const Repository& repository, std::vector<Fault>& faults) {
    std::set<Hash> present;
    for (const auto& known : repository.records()) present.insert(known.hash);
    for (const auto& known : repository.records()) {
        if (known.record.sequence > 1 && !present.contains(known.record.previous)) {
            faults.push_back({say("une décision d'un lecteur, qui venait avant {}, a disparu",
                                  "a reader's decision, which came before {}, is gone",
                                  short_name(known.hash))});
        }
    }
}

Result<RepositoryState::Head> read_head(std::span<const std::string_view> words) {
    const auto sequence = parse_number(words[0]);
    if (!sequence) return broken({"un rang illisible", "an unreadable rank"});
    return RepositoryState::Head{*sequence, TRY(array_from_hex<32>(words[1]))};
}

Result<> read_line(std::string_view line, RepositoryState& state) {
    const auto words = split(line, ' ');
    if (words.size() != 4) return broken({"une ligne illisible", "an unreadable line"});
    const auto rest = std::span(words).subspan(2);
    if (words[0] == "head") {
        state.heads[TRY(array_from_hex<16>(words[1]))] = TRY(read_head(rest));
    } else if (words[0] == "record") {
        state.records[TRY(array_from_hex<16>(words[1]))] = TRY(read_head(rest));
    } else if (words[0] == "own") {
        const auto files = parse_number(words[2]);
        const auto bytes = parse_number(words[3]);
        if (!files || !bytes) return broken({"une ligne illisible", "an unreadable line"});
        state.own[TRY(array_from_hex<32>(words[1]))] = {*files, *bytes};
    }  // Other words are of a later version, which only adds.
    return {};
}

}  // namespace

std::string write_state(const RepositoryState& state) {
    std::string text(state_title);
    text += "\n";
    const auto heads = [&](std::string_view word, const auto& map) {
        for (const auto& [id, head] : map) {
            text +=
                fmt::format("{} {} {} {}\n", word, hex_of(id), head.sequence, hex_of(head.object));
        }
    };
    heads("head", state.heads);
    heads("record", state.records);
    for (const auto& [id, figures] : state.own) {
        text += fmt::format("own {} {} {}\n", hex_of(id), figures.files, figures.bytes);
    }
    return text;
}

Result<RepositoryState> read_state(std::string_view text) {
    RepositoryState state;
    const auto lines = split(text, '\n');
    if (lines.front() != state_title) {
        return broken({"le fichier d'état du dépôt est illisible",
                       "the repository's state file is unreadable"});
    }
    for (std::size_t i = 1; i < lines.size(); ++i) {
        if (!lines[i].empty()) TRY(read_line(lines[i], state));
    }
    return state;
}

std::vector<Fault> chain_faults(const Repository& repository,
                                std::span<const KnownSnapshot> snapshots) {
    std::vector<Fault> faults;
    const auto accounted = accounted_for(repository, snapshots);
    for (const auto& [computer, chain] : chains_of(snapshots)) {
        check_chain(chain, accounted, faults);
    }
    check_witnesses(snapshots, accounted, faults);
    check_record_chains(repository, faults);
    return faults;
}

std::vector<Fault> rollback_faults(const RepositoryState& state, const Repository& repository,
                                   std::span<const KnownSnapshot> snapshots) {
    std::vector<Fault> faults;
    const auto accounted = accounted_for(repository, snapshots);
    for (const auto& [computer, head] : state.heads) {
        if (accounted.contains(head.object)) continue;
        faults.push_back(
            {say("ce dépôt a été remis dans un état plus ancien : la sauvegarde {} "
                 "(rang {}), vue ici, n'y est plus",
                 "this repository was put back to an older state: the snapshot {} "
                 "(rank {}), which was seen here, is no longer in it",
                 short_name(head.object), head.sequence)});
    }
    std::set<Hash> records;
    for (const auto& known : repository.records()) records.insert(known.hash);
    for (const auto& [reader, head] : state.records) {
        if (records.contains(head.object)) continue;
        faults.push_back(
            {say("ce dépôt a été remis dans un état plus ancien : la décision {} d'un "
                 "lecteur n'y est plus",
                 "this repository was put back to an older state: a reader's decision "
                 "{} is no longer in it",
                 short_name(head.object))});
    }
    return faults;
}

void remember(RepositoryState& state, const Repository& repository,
              std::span<const KnownSnapshot> snapshots) {
    std::set<SnapshotId> present;
    for (const auto& snapshot : snapshots) {
        present.insert(snapshot.id);
        auto& head = state.heads[snapshot.part.computer];
        if (snapshot.part.sequence >= head.sequence) {
            head = {snapshot.part.sequence, snapshot.id};
        }
    }
    for (const auto& known : repository.records()) {
        auto& head = state.records[known.record.reader];
        if (known.record.sequence >= head.sequence) head = {known.record.sequence, known.hash};
    }
    std::erase_if(state.own, [&](const auto& item) { return !present.contains(item.first); });
}

Result<KnownSnapshot> find_snapshot(std::span<const KnownSnapshot> snapshots,
                                    std::string_view wanted) {
    if (snapshots.empty()) {
        return Error{ErrorKind::usage,
                     {"ce dépôt ne contient encore aucune sauvegarde",
                      "this repository holds no snapshot yet"}};
    }
    if (wanted == "latest") return snapshots.back();
    const KnownSnapshot* found = nullptr;
    for (const auto& snapshot : snapshots) {
        if (wanted.empty() || !hex_of(snapshot.id).starts_with(wanted)) continue;
        if (found != nullptr) {
            return Error{ErrorKind::usage,
                         say("plusieurs sauvegardes commencent par « {} »",
                             "several snapshots begin with \"{}\"", std::string(wanted))};
        }
        found = &snapshot;
    }
    if (found != nullptr) return *found;
    return Error{
        ErrorKind::usage,
        say("il n'y a pas de sauvegarde « {} » (primum vault list les montre)",
            "there is no snapshot \"{}\" (primum vault list shows them)", std::string(wanted))};
}

}  // namespace primum::vault
