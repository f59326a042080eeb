#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "base/hex.h"
#include "cli/progress.h"
#include "cli/vault_commands.h"
#include "cli/vault_open.h"
#include "cli/vault_words.h"
#include "drill/sample.h"
#include "drill/trial.h"
#include "os/file.h"
#include "os/random.h"
#include "vault/restore.h"
#include "vault/tree_walk.h"

namespace primum::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t threads = 2;
constexpr std::size_t failures_shown_max = 20;

// Where the sample is put: private, overwritten and gone at the end, whatever happened.
//
// Beside the system's temporary files that outlive a restart, because it may be too large for
// memory; and not under Primum's own folder, which the worker, who is nobody, could not enter.
class PrivateFolder {
public:
    static Result<PrivateFolder> make() {
        std::error_code ignored;
        const fs::path parent = fs::is_directory("/var/tmp", ignored) ? fs::path("/var/tmp")
                                                                      : fs::temp_directory_path();
        const auto path = parent / fmt::format("primum-drill-{:016x}", os::random_number());
        TRY(os::make_private_directory(path));
        return PrivateFolder(path);
    }
    PrivateFolder(PrivateFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    PrivateFolder& operator=(PrivateFolder&&) = delete;
    ~PrivateFolder() {
        if (path_.empty()) return;
        for_each_file(overwrite);
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }

    const fs::path& path() const { return path_; }

    // What was restored may be anybody's and unreadable: the worker must be able to open it, and
    // nobody else.
    void give_to_worker() const {
        const auto give = [](const fs::path& path, fs::perms mode) {
            std::error_code ignored;
            if (::geteuid() == 0 && ::lchown(path.c_str(), worker_user, worker_user) != 0) return;
            fs::permissions(path, mode, ignored);
        };
        give(path_, fs::perms::owner_all);
        std::error_code ignored;
        for (const auto& entry : fs::recursive_directory_iterator(path_, ignored)) {
            if (entry.is_symlink(ignored)) continue;
            const bool folder = entry.is_directory(ignored);
            give(entry.path(),
                 folder ? fs::perms::owner_all : fs::perms::owner_read | fs::perms::owner_write);
        }
    }

private:
    static constexpr uid_t worker_user = 65534;  // What os/sandbox.h makes of root.

    explicit PrivateFolder(fs::path path) : path_(std::move(path)) {}

    void for_each_file(const std::function<void(const fs::path&)>& use) const {
        std::error_code ignored;
        for (const auto& entry : fs::recursive_directory_iterator(path_, ignored)) {
            if (!entry.is_symlink(ignored) && entry.is_regular_file(ignored)) use(entry.path());
        }
    }

    // In place. A disk that remaps its blocks may keep the old ones: as good as a program can.
    static void overwrite(const fs::path& path) {
        std::error_code ignored;
        const std::vector<char> zeros(1UL << 20U);
        std::fstream stream(path, std::ios::binary | std::ios::in | std::ios::out);
        for (auto left = fs::file_size(path, ignored); stream && left > 0;) {
            const auto count = std::min<std::uintmax_t>(left, zeros.size());
            stream.write(zeros.data(), static_cast<std::streamsize>(count));
            left -= count;
        }
    }

    fs::path path_;
};

Result<std::vector<drill::Candidate>> files_of(const OpenVault& vault,
                                               const vault::KnownSnapshot& snapshot) {
    const auto part = TRY(TRY(vault.repository->load(snapshot)).open(*vault.reading));
    const auto chunks =
        TRY(vault::ChunkSource::open(*vault.repository, *vault.reading, snapshot.part.computer,
                                     snapshot.part.index_head, scratch_folder(vault)));
    vault::ReadingBench bench(chunks->keys());
    vault::TreeReader tree(vault::tree_source(part, *chunks, bench));
    std::vector<drill::Candidate> files;
    std::vector<std::string> folders;
    for (auto entry = TRY(tree.next()); entry; entry = TRY(tree.next())) {
        if (entry->kind == vault::EntryKind::end) folders.pop_back();
        const auto path = folders.empty() ? std::string() : folders.back() + "/" + entry->name;
        if (entry->kind == vault::EntryKind::folder) folders.push_back(path);
        if (entry->kind == vault::EntryKind::file)
            files.push_back({.path = path, .size_bytes = entry->size});
    }
    return files;
}

struct Outcome {
    std::size_t chosen = 0;
    vault::RestoreResult restored;
    drill::Trial trial;

    bool succeeded() const {
        return restored.failed == 0 && restored.not_found.empty() && trial.failed.empty() &&
               trial.files() == chosen;
    }
};

Result<Outcome> try_sample(const OpenVault& vault, const vault::KnownSnapshot& snapshot,
                           const os::Stop& stop) {
    Outcome outcome;
    const auto folder = TRY(PrivateFolder::make());
    const auto sample =
        drill::choose_sample(TRY(files_of(vault, snapshot)), {}, os::random_number());
    outcome.chosen = sample.size();
    vault::RestoreRequest request{.paths = {},
                                  .target = folder.path() / "sample",
                                  .overwrite = false,
                                  .threads = threads,
                                  .scratch = scratch_folder(vault)};
    for (const auto& file : sample) request.paths.push_back(file.path);
    if (sample.empty()) return outcome;
    outcome.restored =
        TRY(vault::restore(snapshot, request, {*vault.repository, *vault.reading, stop, {}}));
    std::vector<fs::path> files;
    for (const auto& file : sample) {
        const auto path = fs::path(request.target.string() + file.path);
        std::error_code ignored;
        if (fs::is_regular_file(fs::symlink_status(path, ignored))) files.push_back(path);
    }
    folder.give_to_worker();
    const auto worker = TRY(os::program_directory()) / "primum-drill";
    outcome.trial = TRY(drill::try_files(worker, request.target, files, stop));
    return outcome;
}

void show_json(const vault::KnownSnapshot& snapshot, const Outcome& outcome, Language language) {
    auto failed = nlohmann::ordered_json::array();
    for (const auto& file : outcome.trial.failed) {
        failed.push_back({{"path", path_text(file.path.filename().string())},
                          {"reason", file.reason.in(language)}});
    }
    print_json({{"ok", outcome.succeeded()},
                {"snapshot", hex_of(snapshot.id)},
                {"files", outcome.chosen},
                {"opened", outcome.trial.opened},
                {"without_check", outcome.trial.without_check},
                {"not_restored", outcome.restored.failed + outcome.restored.not_found.size()},
                {"failed", failed}});
}

void show_text(const vault::KnownSnapshot& snapshot, const Outcome& outcome, Language language) {
    print_line(say("Sauvegarde {} du {} : {} fichiers restaurés à part, essayés, puis effacés.",
                   "Snapshot {} of {}: {} files restored apart, tried, then erased.",
                   short_id(snapshot.id), format_time(snapshot.part.finished), outcome.chosen),
               language);
    for (const auto& [kind, count] : outcome.trial.opened) fmt::print("  {:>6}  {}\n", count, kind);
    if (outcome.trial.without_check > 0) {
        print_line(
            say("  {:>6}  d'une sorte qu'on ne sait pas ouvrir, entiers",
                "  {:>6}  of a kind that cannot be opened, whole", outcome.trial.without_check),
            language);
    }
    print_line(outcome.succeeded()
                   ? Sentence{"L'essai de restauration a réussi.", "The restore test succeeded."}
                   : Sentence{"L'essai de restauration a ÉCHOUÉ.", "The restore test FAILED."},
               language);
}

void warn(const Outcome& outcome, Language language) {
    for (std::size_t i = 0; i < std::min(failures_shown_max, outcome.trial.failed.size()); ++i) {
        const auto name = path_text(outcome.trial.failed[i].path.filename().string());
        print_note(join({name, name}, outcome.trial.failed[i].reason), language);
    }
    for (const auto& failure : outcome.restored.failures) {
        print_note(join({path_text(failure.path), path_text(failure.path)}, failure.reason),
                   language);
    }
}

}  // namespace

Result<ExitCode> run_vault_drill(const VaultArguments& asked, Language language) {
    auto vault = TRY(open_vault(asked.repository, asked.key));
    const auto snapshots = TRY(vault.repository->snapshots());
    for (const auto& fault : vault.repository->faults()) print_note(fault.what, language);
    const auto snapshot = TRY(vault::find_snapshot(snapshots, "latest"));
    os::Stop stop;
    obey_signals(stop);
    TRY(vault.home->make());
    const auto outcome = TRY(try_sample(vault, snapshot, stop));
    // The proof: host.backup makes a fact of it.
    TRY(vault.home->update_status([&](formats::BackupStatus& status) {
        status.location = vault.path.string();
        if (!outcome.succeeded()) {
            status.last_failed_drill = now();
            return;
        }
        status.last_drill = now();
        status.drill_files = static_cast<std::int64_t>(outcome.chosen);
    }));
    remember_seen(vault, snapshots, language);
    if (asked.format == "json")
        show_json(snapshot, outcome, language);
    else
        show_text(snapshot, outcome, language);
    warn(outcome, language);
    return outcome.succeeded() ? ExitCode::fine : ExitCode::found;
}

}  // namespace primum::cli
