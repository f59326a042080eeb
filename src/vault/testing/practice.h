// Practice: a repository and a computer of a test, without the command line: backs up, restores,
// checks, as the commands do.
#pragma once

#include <gtest/gtest.h>

#include <fstream>

#include "base/testing/temporary_folder.h"
#include "crypto/random.h"
#include "vault/backup.h"
#include "vault/check.h"
#include "vault/restore.h"
#include "vault/storage/folder_storage.h"

namespace primum::vault::testing {

namespace fs = std::filesystem;

// One computer with its own keys and local files.
struct TestComputer {
    explicit TestComputer(SealingKey with_key) : key(std::move(with_key)) {}

    SealingKey key;
    TemporaryFolder home;
    RepositoryState state;
    crypto::Secret32 cache_key = crypto::random_secret();

    void forget_everything() {
        for (const auto& entry : fs::directory_iterator(home.path())) fs::remove_all(entry);
        state = {};
    }
};

class Practice {
public:
    Practice() : reader(ReadingKey::create()), repository_id(crypto::random_bytes<16>()) {
        storage = std::move(FolderStorage::open(folder.path())).value();
        const RepositoryConfig config{repository_id, now(), {{reader.public_part(), "lecture 1"}}};
        auto key = make_sealing_key(repository_id, std::span(&reader, 1));
        CHECK(create_repository(*storage, {config, std::span(&reader, 1), key, "accueil", now()}));
        computer = std::make_unique<TestComputer>(std::move(key));
    }

    // A second computer, let in by the reader.
    std::unique_ptr<TestComputer> join(const std::string& host) {
        auto repository = Repository::open(*storage, reader);
        CHECK(repository);
        auto key = join_repository(*repository, reader, host, now());
        CHECK(key);
        return std::make_unique<TestComputer>(std::move(key).value());
    }

    Result<BackupResult> back_up(TestComputer& from, Storage& to) {
        auto repository = TRY(Repository::open(to, {}));
        const BackupRequest request{
            .walk = {.paths = {files.path().string()}}, .host = "accueil", .threads = 2};
        const BackupPlaces places{from.home.path() / "journal", from.home.path() / "cache",
                                  from.home.path()};
        const os::Stop stop;
        const content::RansomSigns signs;
        return vault::back_up(request, places,
                              {repository, from.key, from.cache_key, signs, stop, {}}, from.state);
    }
    Result<BackupResult> back_up() { return back_up(*computer, *storage); }

    // Restores `wanted` of the newest snapshot into `target`, with the paper key alone.
    Result<RestoreResult> restore(const fs::path& target, const std::string& wanted = "latest",
                                  bool overwrite = false) {
        ReadingKey key(reader.seed().duplicate());
        auto repository = TRY(Repository::open(*storage, key));
        const auto snapshots = TRY(repository.snapshots());
        const auto snapshot = TRY(find_snapshot(snapshots, wanted));
        const os::Stop stop;
        return vault::restore(
            snapshot,
            {.target = target, .overwrite = overwrite, .threads = 2, .scratch = scratch.path()},
            {repository, key, stop, {}});
    }

    Result<CheckResult> check(double read_percent, bool with_key) {
        ReadingKey key(reader.seed().duplicate());
        auto repository =
            with_key ? TRY(Repository::open(*storage, key)) : TRY(Repository::open(*storage, {}));
        const os::Stop stop;
        return vault::check({.read_percent = read_percent, .scratch = scratch.path()},
                            {repository,
                             with_key ? &key : nullptr,
                             with_key ? nullptr : &computer->key,
                             computer->state,
                             stop,
                             {}});
    }

    void write(const std::string& name, std::string_view content) const {
        fs::create_directories((files.path() / name).parent_path());
        std::ofstream(files.path() / name, std::ios::binary) << content;
    }

    // As if the power had gone before the index was written.
    void keep_only_packs() {
        fs::remove_all(folder.path() / "index");
        fs::remove_all(folder.path() / "snapshots");
        fs::remove(computer->home.path() / "cache");
        computer->state = {};
    }

    TemporaryFolder folder;  // The repository.
    TemporaryFolder files;   // What is backed up.
    TemporaryFolder scratch;
    ReadingKey reader;
    Id16 repository_id;
    std::unique_ptr<FolderStorage> storage;
    std::unique_ptr<TestComputer> computer;
};

// Bytes that nobody can compress, the same for the same seed.
inline std::string noise(std::size_t size, std::uint64_t seed) {
    std::string bytes(size, '\0');
    for (auto& byte : bytes) {
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        byte = static_cast<char>(seed >> 56);
    }
    return bytes;
}

inline std::string content_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Every file below `left` is below `right` with the same content.
inline bool same_files(const fs::path& left, const fs::path& right) {
    for (const auto& entry : fs::recursive_directory_iterator(left)) {
        const auto other = right / entry.path().lexically_relative(left);
        if (entry.is_regular_file() && !entry.is_symlink() &&
            (!fs::is_regular_file(other) || content_of(entry.path()) != content_of(other))) {
            return false;
        }
    }
    return true;
}

}  // namespace primum::vault::testing
