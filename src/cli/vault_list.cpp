#include "base/hex.h"
#include "cli/vault_commands.h"
#include "cli/vault_open.h"
#include "cli/vault_words.h"

namespace primum::cli {
namespace {

// Exact where this computer made the snapshot and remembers; rounded as in its public part
// otherwise.
std::uint64_t bytes_of(const vault::KnownSnapshot& snapshot, const vault::RepositoryState& state) {
    const auto own = state.own.find(snapshot.id);
    return own == state.own.end() ? snapshot.part.bytes_rounded : own->second.bytes;
}

bool is_healthy(const vault::KnownSnapshot& snapshot) {
    return snapshot.part.health != vault::SnapshotHealth::attacked;
}

void show_json(std::span<const vault::KnownSnapshot> snapshots,
               const vault::RepositoryState& state) {
    auto array = nlohmann::ordered_json::array();
    for (const auto& snapshot : snapshots) {
        array.push_back({{"id", hex_of(snapshot.id)},
                         {"time", format_time(snapshot.part.finished)},
                         {"host", snapshot.part.host},
                         {"files", snapshot.part.files},
                         {"bytes", bytes_of(snapshot, state)},
                         {"healthy", is_healthy(snapshot)},
                         {"unreadable", snapshot.part.unreadable}});
    }
    print_json(array);
}

void show_text(std::span<const vault::KnownSnapshot> snapshots, const vault::RepositoryState& state,
               Language language) {
    for (const auto& snapshot : snapshots) {
        const auto remark = is_healthy(snapshot)
                                ? Sentence{"", ""}
                                : Sentence{"  semble attaquée", "  looks attacked"};
        fmt::print("{}  {}  {:<16} {:>9}  {:>9}{}\n", short_id(snapshot.id),
                   format_time(snapshot.part.finished), path_text(snapshot.part.host),
                   snapshot.part.files, size_text(bytes_of(snapshot, state), language),
                   remark.in(language));
    }
    if (snapshots.empty()) {
        print_line({"Ce dépôt ne contient encore aucune sauvegarde.",
                    "This repository holds no snapshot yet."},
                   language);
    }
}

}  // namespace

Result<ExitCode> run_vault_list(const VaultArguments& asked, Language language) {
    auto vault = TRY(open_vault(asked.repository, ""));
    const auto snapshots = TRY(vault.repository->snapshots());
    const auto rollback = vault::rollback_faults(vault.state, *vault.repository, snapshots);
    for (const auto& fault : vault.repository->faults()) print_note(fault.what, language);
    for (const auto& fault : rollback) print_note(fault.what, language);
    if (asked.format == "json") {
        show_json(snapshots, vault.state);
    } else {
        show_text(snapshots, vault.state, language);
    }
    return ExitCode::fine;
}

}  // namespace primum::cli
