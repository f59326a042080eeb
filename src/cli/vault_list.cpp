#include <cstdio>

#include <nlohmann/json.hpp>

#include "cli/vault_commands.h"

namespace primum::cli {
namespace {

// What is exactly known, to a reader or to the computer that made it; the rounded figure otherwise.
struct Figures {
    std::uint64_t files;
    std::uint64_t bytes;
    std::vector<std::string> paths;  // A reader's only.
};

class Lister {
public:
    Lister(vault::Repository& repository, std::optional<vault::ReadingKey> key,
           vault::RepositoryState state)
        : repository_(repository), key_(std::move(key)), state_(std::move(state)) {}

    Result<Figures> figures_of(const vault::KnownSnapshot& snapshot) const {
        if (key_) {
            const auto inside = TRY(TRY(repository_.load(snapshot)).open(*key_));
            return Figures{snapshot.part.files, inside.bytes, inside.paths};
        }
        const auto own = state_.own.find(snapshot.id);
        if (own != state_.own.end()) return Figures{own->second.files, own->second.bytes, {}};
        return Figures{snapshot.part.files, snapshot.part.bytes_rounded, {}};
    }

private:
    vault::Repository& repository_;
    std::optional<vault::ReadingKey> key_;
    vault::RepositoryState state_;
};

bool is_healthy(const vault::PublicPart& part) {
    return part.health != vault::SnapshotHealth::attacked;
}

nlohmann::ordered_json as_json(const vault::KnownSnapshot& snapshot, const Figures& figures) {
    return {{"id", vault::to_hex(snapshot.id)},
            {"time", format_time(snapshot.part.finished)},
            {"host", snapshot.part.host},
            {"files", figures.files},
            {"bytes", figures.bytes},
            {"healthy", is_healthy(snapshot.part)},
            {"computer", vault::to_hex(snapshot.part.computer)},
            {"unreadable", snapshot.part.unreadable}};
}

std::string as_line(const vault::KnownSnapshot& snapshot, const Figures& figures,
                    Language language) {
    const Sentence attacked{"  ATTAQUÉE ?", "  ATTACKED?"};
    const auto mark = is_healthy(snapshot.part) ? std::string{} : attacked.in(language);
    return fmt::format("{}  {}  {:<16} {:>9} {:>11.1f} Mo{}",
                       vault::to_hex(snapshot.id).substr(0, 8), format_time(snapshot.part.finished),
                       snapshot.part.host, figures.files, static_cast<double>(figures.bytes) / 1e6,
                       mark);
}

// With the newest of each computer attacked, the last one that is not is what a person needs to
// know.
void tell_last_healthy(const std::vector<vault::KnownSnapshot>& snapshots, Language language) {
    if (snapshots.empty() || is_healthy(snapshots.back().part)) return;
    for (auto snapshot = snapshots.rbegin(); snapshot != snapshots.rend(); ++snapshot) {
        if (!is_healthy(snapshot->part)) continue;
        say_to_person(
            say("La dernière sauvegarde saine est {}, du {}.",
                "The last healthy backup is {}, of {}.", vault::to_hex(snapshot->id).substr(0, 8),
                format_time(snapshot->part.finished)),
            language);
        return;
    }
}

}  // namespace

Result<ExitCode> run_vault_list(const VaultArguments& vault, Language language) {
    const auto storage = TRY(open_storage(vault.repository));
    std::optional<vault::ReadingKey> key;
    if (!vault.key.empty()) key = TRY(read_key_file(vault.key));
    auto repository =
        key ? TRY(vault::Repository::open(*storage, *key))
            : TRY(vault::Repository::open(*storage, std::span<const vault::ReaderPublic>{}));
    const auto home = TRY(VaultHome::of(repository.id()));
    const auto snapshots = TRY(repository.snapshots());
    say_faults(repository, language);
    const Lister lister(repository, std::move(key), TRY(home.state()));
    auto shown = nlohmann::ordered_json::array();
    for (const auto& snapshot : snapshots) {
        const auto figures = TRY(lister.figures_of(snapshot));
        if (vault.format == "json")
            shown.push_back(as_json(snapshot, figures));
        else
            std::printf("%s\n", as_line(snapshot, figures, language).c_str());
    }
    if (vault.format == "json") std::printf("%s\n", shown.dump(2).c_str());
    tell_last_healthy(snapshots, language);
    return ExitCode::fine;
}

}  // namespace primum::cli
