// PracticeVault: a repository with one computer and its backups, for tests of what readers do with
// it.
#pragma once

#include <fstream>
#include <iterator>
#include <map>

#include <gtest/gtest.h>

#include "base/hex.h"
#include "base/testing/temporary_folder.h"
#include "crypto/random.h"
#include "vault/backup.h"
#include "vault/restore.h"
#include "vault/storage/folder_storage.h"

namespace primum::vault::testing {

namespace fs = std::filesystem;

inline std::string content_of(const fs::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

class PracticeVault {
public:
    PracticeVault() {
        fs::create_directories(data());
        fs::create_directories(repository_folder());
        fs::create_directories(scratch());
        storage_ = FolderStorage::open(repository_folder()).value();
        readers_.push_back(ReadingKey::create());
        RepositoryConfig config{
            .repository = crypto::random_bytes<16>(), .created = now(), .readers = {}};
        config.readers.push_back({.reader = reader().public_part(), .label = "lecture 1"});
        sealing_.emplace(make_sealing_key(config.repository, readers_));
        CHECK(create_repository(*storage_, {.config = config,
                                            .readers = readers_,
                                            .computer = *sealing_,
                                            .host = "accueil",
                                            .now = now()}));
        cache_key_ = crypto::random_secret();
    }

    fs::path data() const { return folder_.path() / "cabinet"; }
    fs::path repository_folder() const { return folder_.path() / "disque"; }
    fs::path scratch() const { return folder_.path() / "scratch"; }
    FolderStorage& storage() { return *storage_; }
    ReadingKey& reader() { return readers_.front(); }
    const SealingKey& sealing() const { return *sealing_; }

    void write(const std::string& name, const std::string& content) {
        fs::create_directories((data() / name).parent_path());
        std::ofstream(data() / name, std::ios::binary) << content;
    }

    Repository open() { return Repository::open(*storage_, reader()).value(); }

    Result<SnapshotId> back_up_into(Storage& storage) {
        auto repository = TRY(Repository::open(storage, reader()));
        BackupRequest request{.walk = {.paths = {data().string()}, .excludes = {}, .never = {}},
                              .tags = {},
                              .host = "accueil",
                              .threads = 2};
        const BackupPlaces places{.journal = folder_.path() / "journal",
                                  .cache = folder_.path() / "cache",
                                  .scratch = scratch()};
        static const content::RansomSigns no_signs;
        const os::Stop stop;
        const BackupTools tools{repository, *sealing_, cache_key_, no_signs, stop, {}};
        return TRY(vault::back_up(request, places, tools, state_)).snapshot;
    }
    SnapshotId back_up() { return back_up_into(*storage_).value(); }

    // Every file's path, as it was, and content; an empty map when the restore was not whole.
    std::map<std::string, std::string> restored(const SnapshotId& id) {
        auto repository = open();
        const auto snapshots = repository.snapshots().value();
        const auto snapshot = find_snapshot(snapshots, hex_of(id)).value();
        const TemporaryFolder target;
        const os::Stop stop;
        const auto result =
            restore(snapshot, {.paths = {}, .target = target.path() / "relu", .scratch = scratch()},
                    {repository, reader(), stop, {}});
        std::map<std::string, std::string> files;
        EXPECT_TRUE(result) << result.error().message.english;
        if (!result || result->failed > 0) return files;
        for (const auto& entry : fs::recursive_directory_iterator(target.path() / "relu")) {
            const auto path = "/" + fs::relative(entry.path(), target.path() / "relu").string();
            if (entry.is_regular_file()) files[path] = content_of(entry.path());
        }
        return files;
    }
    std::map<std::string, std::string> there() const {
        std::map<std::string, std::string> files;
        for (const auto& entry : fs::recursive_directory_iterator(data())) {
            if (entry.is_regular_file()) files[entry.path().string()] = content_of(entry.path());
        }
        return files;
    }

    std::uint64_t stored_bytes() const {
        std::uint64_t bytes = 0;
        for (const auto& entry : fs::recursive_directory_iterator(repository_folder() / "packs")) {
            if (entry.is_regular_file()) bytes += entry.file_size();
        }
        return bytes;
    }

private:
    TemporaryFolder folder_;
    std::unique_ptr<FolderStorage> storage_;
    std::vector<ReadingKey> readers_;
    std::optional<SealingKey> sealing_;
    crypto::Secret32 cache_key_;
    RepositoryState state_;
};

// Passes everything on until it has done so many changes, then fails each: a disk that was pulled
// out.
class FailingStorage : public RemovingStorage {
public:
    FailingStorage(RemovingStorage& inner, std::size_t changes)
        : inner_(inner), changes_left_(changes) {}

    Result<std::unique_ptr<PreparedObject>> prepare(const ObjectName& name,
                                                    std::span<const BytesView> parts) override {
        TRY(change());
        return inner_.prepare(name, parts);
    }
    Result<> remove(const ObjectName& name) override {
        TRY(change());
        return inner_.remove(name);
    }
    Result<Bytes> get(const ObjectName& name, std::uint64_t size_bytes_max) override {
        return inner_.get(name, size_bytes_max);
    }
    Result<> read(const ObjectName& name, std::uint64_t offset,
                  std::span<std::byte> output) override {
        return inner_.read(name, offset, output);
    }
    Result<std::size_t> read_some(const ObjectName& name, std::uint64_t offset,
                                  std::span<std::byte> output) override {
        return inner_.read_some(name, offset, output);
    }
    Result<std::vector<ListedObject>> list(const ObjectFolder& folder) override {
        return inner_.list(folder);
    }
    Result<std::vector<Id16>> list_computers(ObjectKind kind) override {
        return inner_.list_computers(kind);
    }
    Result<std::optional<std::uint64_t>> free_bytes() override { return inner_.free_bytes(); }

    bool failed() const { return failed_; }

private:
    Result<> change() {
        if (changes_left_ > 0) {
            --changes_left_;
            return {};
        }
        failed_ = true;
        return Error{ErrorKind::io, {"le disque n'est plus là", "the disk is gone"}};
    }

    RemovingStorage& inner_;
    std::size_t changes_left_;
    bool failed_ = false;
};

}  // namespace primum::vault::testing
