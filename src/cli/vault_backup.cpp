#include <sys/stat.h>

#include <filesystem>

#include "base/hex.h"
#include "cli/places.h"
#include "cli/progress.h"
#include "cli/vault_commands.h"
#include "cli/vault_open.h"
#include "cli/vault_words.h"
#include "os/file.h"
#include "vault/backup.h"

namespace primum::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t threads = 3;  // Two processors, and one that waits for a disk.
constexpr std::size_t paths_shown_max = 20;

// Absolute; symlinks on the way are followed, the last name is taken as it is.
Result<std::string> real_path(const std::string& path) {
    std::error_code failure;
    const auto absolute = fs::absolute(path).lexically_normal();
    const auto name = absolute.has_filename() ? absolute : absolute.parent_path();
    if (!fs::exists(fs::symlink_status(name, failure))) {
        return Error{ErrorKind::usage, say("{} n'existe pas", "{} does not exist", path)};
    }
    const auto parent = fs::canonical(name.parent_path(), failure);
    if (failure) return Error{ErrorKind::usage, say("{} n'existe pas", "{} does not exist", path)};
    return (parent / name.filename()).string();
}

Result<content::RansomSigns> ransom_signs(const fs::path& catalogue) {
    const auto folder = catalogue / "ransomware";
    const auto read = [&](const char* name) {
        return os::read_text(folder / name, content::RansomSigns::list_bytes_max);
    };
    const auto extensions = TRY(read("extensions.txt"));
    const auto documents = TRY(read("documents.txt"));
    const auto names = TRY(read("note-names.txt"));
    const auto words = TRY(read("note-words.txt"));
    return content::RansomSigns::parse({extensions, documents, names, words});
}

Result<vault::BackupRequest> request_of(const VaultArguments& arguments, const OpenVault& vault) {
    vault::BackupRequest request;
    for (const auto& path : arguments.paths) {
        request.walk.paths.push_back(TRY(real_path(path)));
    }
    std::ranges::sort(request.walk.paths);
    request.walk.excludes = arguments.excludes;
    struct stat status {};
    if (::stat(vault.path.c_str(), &status) == 0) {
        request.walk.never.insert({status.st_dev, status.st_ino});
    }
    request.tags = arguments.tags;
    request.host = host_name();
    request.threads = threads;
    return request;
}

void show_json(const vault::BackupResult& result, Language language) {
    nlohmann::ordered_json unreadable = nlohmann::ordered_json::array();
    for (const auto& item : result.unreadable) unreadable.push_back(path_text(item.path));
    nlohmann::ordered_json reasons = nlohmann::ordered_json::array();
    for (const auto& reason : result.health.reasons) reasons.push_back(reason.in(language));
    print_json({{"snapshot", hex_of(result.snapshot)},
                {"files", result.counts.files},
                {"folders", result.counts.folders},
                {"changed", result.counts.changed},
                {"bytes", result.counts.bytes},
                {"stored_bytes", result.part.stored_bytes},
                {"unreadable", unreadable},
                {"attacked", result.health.health == vault::Health::attacked},
                {"reasons", reasons}});
}

void show_text(const vault::BackupResult& result, Language language) {
    print_line(
        say("Sauvegarde {} : {} fichiers, {}, dont {} nouveaux ou modifiés ; {} ajoutés au dépôt.",
            "Snapshot {}: {} files, {}, of which {} new or changed; {} added to the repository.",
            short_id(result.snapshot), result.counts.files,
            size_text(result.counts.bytes, language), result.counts.changed,
            size_text(result.part.stored_bytes, language)),
        language);
}

void warn(const vault::BackupResult& result, Language language) {
    for (const auto& fault : result.faults) print_note(fault.what, language);
    if (result.counts.unreadable > 0) {
        print_note(say("{} fichiers ou dossiers n'ont pas pu être lus :",
                       "{} files or folders could not be read:", result.counts.unreadable),
                   language);
    }
    for (std::size_t i = 0; i < std::min(paths_shown_max, result.unreadable.size()); ++i) {
        const auto& item = result.unreadable[i];
        const auto path = path_text(item.path);
        print_note(join({"  " + path, "  " + path}, item.reason), language);
    }
    if (result.health.health == vault::Health::healthy) return;
    if (result.health.health == vault::Health::attacked) {
        print_note({"ATTENTION : ce qui vient d'être sauvegardé ressemble à des fichiers chiffrés "
                    "par un rançongiciel. Débranchez cet ordinateur du réseau et appelez à l'aide. "
                    "Les sauvegardes d'avant restent intactes.",
                    "WARNING: what was just backed up looks like files encrypted by ransomware. "
                    "Unplug this computer from the network and call for help. The snapshots from "
                    "before stay intact."},
                   language);
    }
    for (const auto& reason : result.health.reasons) {
        print_note({"  " + reason.french, "  " + reason.english}, language);
    }
}

Result<> note_status(const OpenVault& vault, const vault::BackupResult& result) {
    return vault.home->update_status([&](formats::BackupStatus& status) {
        status.location = vault.path.string();
        status.last_success = result.part.finished;
        status.healthy = result.health.health != vault::Health::attacked;
        if (*status.healthy) status.last_healthy = result.part.finished;
        status.unreadable = static_cast<std::int64_t>(result.counts.unreadable);
    });
}

Result<OpenVault> open_for_backup(const VaultArguments& arguments) {
    auto vault = TRY(open_vault(arguments.repository, ""));
    if (!vault.sealing) {
        return Error{
            ErrorKind::usage,
            {"cet ordinateur n'a pas de clé de scellement pour ce dépôt ; pour l'ajouter : "
             "primum vault init --repo DOSSIER --key CLÉ",
             "this computer has no sealing key for this repository; to add it: primum "
             "vault init --repo FOLDER --key KEY"}};
    }
    if (TRY(vault::adopt_new_readers(*vault.repository, *vault.sealing))) {
        TRY(vault.home->keep_sealing_key(*vault.sealing));
    }
    TRY(vault.home->update_status([&](formats::BackupStatus& status) {
        status.location = vault.path.string();
        status.last_attempt = now();
    }));
    return vault;
}

ExitCode exit_code_of(const vault::BackupResult& result) {
    if (result.health.health == vault::Health::attacked) return ExitCode::attacked;
    return result.counts.unreadable > 0 ? ExitCode::incomplete : ExitCode::fine;
}

}  // namespace

Result<ExitCode> run_vault_backup(const Arguments& arguments, const VaultArguments& asked) {
    const auto language = arguments.language;
    const auto signs = TRY(ransom_signs(TRY(catalogue_directory(arguments.catalogue))));
    auto vault = TRY(open_for_backup(asked));
    const auto lock = TRY(vault.home->lock());
    const auto request = TRY(request_of(asked, vault));
    const auto cache_key = TRY(vault.home->cache_key());
    TRY(vault.storage->sweep());

    const auto seen = TRY(vault.repository->snapshots());
    for (const auto& fault : vault::rollback_faults(vault.state, *vault.repository, seen)) {
        print_note(fault.what, language);
    }
    os::Stop stop;
    obey_signals(stop);
    Progress progress(language);
    const auto started = std::chrono::steady_clock::now();
    const vault::BackupTools tools{
        *vault.repository,
        *vault.sealing,
        cache_key,
        signs,
        stop,
        [&](const vault::BackupProgress& now) {
            const auto seconds =
                std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
            const auto rate = static_cast<std::uint64_t>(static_cast<double>(now.bytes_read) /
                                                         std::max(seconds, 0.001));
            progress.show("vault",
                          say("{} lus, {}/s, {} ajoutés", "{} read, {}/s, {} added",
                              size_text(now.bytes_read, language), size_text(rate, language),
                              size_text(now.stored_bytes, language)));
        }};
    const vault::BackupPlaces places{
        vault.home->journal(), vault.home->cache_for(request.walk.paths), vault.home->folder()};
    const auto result = TRY(vault::back_up(request, places, tools, vault.state));
    progress.clear();
    TRY(vault.home->keep_state(vault.state));
    TRY(note_status(vault, result));
    if (asked.format == "json") {
        show_json(result, language);
    } else {
        show_text(result, language);
    }
    warn(result, language);
    return exit_code_of(result);
}

}  // namespace primum::cli
