#include <filesystem>

#include "base/hex.h"
#include "cli/progress.h"
#include "cli/vault_commands.h"
#include "cli/vault_open.h"
#include "cli/vault_words.h"
#include "vault/restore.h"

namespace primum::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t threads = 3;
constexpr std::size_t paths_shown_max = 20;

void show_json(const vault::KnownSnapshot& snapshot, const vault::RestoreResult& result,
               Language language) {
    auto failures = nlohmann::ordered_json::array();
    for (const auto& failure : result.failures) {
        failures.push_back(
            {{"path", path_text(failure.path)}, {"reason", failure.reason.in(language)}});
    }
    auto not_found = nlohmann::ordered_json::array();
    for (const auto& path : result.not_found) not_found.push_back(path_text(path));
    print_json({{"snapshot", hex_of(snapshot.id)},
                {"files", result.files},
                {"folders", result.folders},
                {"bytes", result.bytes},
                {"failed", result.failed},
                {"failures", failures},
                {"not_found", not_found},
                {"metadata_lost", result.metadata_lost},
                {"unreadable", result.unreadable}});
}

void warn(const vault::RestoreResult& result, Language language) {
    for (const auto& fault : result.faults) print_note(fault.what, language);
    for (const auto& path : result.not_found) {
        print_note(say("{} n'est pas dans cette sauvegarde", "{} is not in this snapshot",
                       path_text(path)),
                   language);
    }
    if (result.failed > 0) {
        print_note(
            say("{} fichiers n'ont pas été remis :", "{} files were not put back:", result.failed),
            language);
    }
    for (std::size_t i = 0; i < std::min(paths_shown_max, result.failures.size()); ++i) {
        const auto path = path_text(result.failures[i].path);
        print_note(join({"  " + path, "  " + path}, result.failures[i].reason), language);
    }
    if (result.metadata_lost > 0) {
        print_note(say("{} fichiers ont été remis sans leur propriétaire ou un attribut, que le "
                       "système refuse (lancez la commande en tant que root)",
                       "{} files were put back without their owner or an attribute, which the "
                       "system refuses (run the command as root)",
                       result.metadata_lost),
                   language);
    }
    if (result.unreadable > 0) {
        print_note(say("{} fichiers ou dossiers n'avaient pas pu être lus lors de la sauvegarde",
                       "{} files or folders could not be read when the snapshot was made",
                       result.unreadable),
                   language);
    }
}

}  // namespace

Result<ExitCode> run_vault_restore(const VaultArguments& asked, Language language) {
    auto vault = TRY(open_vault(asked.repository, asked.key));
    const auto snapshots = TRY(vault.repository->snapshots());
    for (const auto& fault : vault.repository->faults()) print_note(fault.what, language);
    for (const auto& fault : vault::rollback_faults(vault.state, *vault.repository, snapshots)) {
        print_note(fault.what, language);
    }
    const auto snapshot = TRY(vault::find_snapshot(snapshots, asked.snapshot));

    vault::RestoreRequest request{.target = asked.target,
                                  .overwrite = asked.overwrite,
                                  .threads = threads,
                                  .scratch = scratch_folder(vault)};
    for (const auto& path : asked.paths) request.paths.push_back(path_in_snapshot(path));
    os::Stop stop;
    obey_signals(stop);
    Progress progress(language);
    const auto result = TRY(vault::restore(
        snapshot, request,
        {*vault.repository, *vault.reading, stop, [&](const vault::RestoreProgress& now) {
             progress.show("vault", say("{} fichiers, {} sur {}", "{} files, {} of {}", now.files,
                                        size_text(now.bytes, language),
                                        size_text(now.bytes_total, language)));
         }}));
    progress.clear();
    remember_seen(vault, snapshots, language);
    if (asked.format == "json") {
        show_json(snapshot, result, language);
    } else {
        print_line(say("{} fichiers, {}, remis dans {}.", "{} files, {}, put back in {}.",
                       result.files, size_text(result.bytes, language), asked.target),
                   language);
    }
    warn(result, language);
    return result.failed > 0 || !result.not_found.empty() ? ExitCode::incomplete : ExitCode::fine;
}

}  // namespace primum::cli
