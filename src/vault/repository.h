// Repository: who belongs to it, what its readers decided, and which snapshots it holds, all
// verified.
//
// Opening reads the config, the certificates, the readers added later and the records; what is not
// vouched for by a reader of the repository is told as a fault and otherwise treated as absent.
// Not thread-safe; `storage` is borrowed and must outlive it.
#pragma once

#include <optional>
#include <vector>

#include "vault/format/certificate.h"
#include "vault/format/config.h"
#include "vault/format/reader_file.h"
#include "vault/format/record.h"
#include "vault/snapshot.h"
#include "vault/storage/storage.h"

namespace primum::vault {

constexpr std::uint64_t small_object_bytes_max = 1_MiB;

// Something in the repository that is not as it must be.
struct Fault {
    Sentence what;
};

struct KnownComputer {
    Bytes file;
    ComputerCertificate certificate;  // Views into `file`.
};

struct KnownReader {
    Bytes file;  // Empty for the first readers, which the config names.
    NamedReader named;
    std::optional<AddedReader> added;  // Views into `file`.
};

struct KnownRecord {
    Hash hash{};
    Record record;
};

// The storage itself failed: nothing can be said of the object, least of all that it is absent.
bool is_storage_failure(const Error& error);

// A snapshot whose signature was verified.
struct KnownSnapshot {
    SnapshotId id{};
    PublicPart part;
    Signer signer = Signer::computer;
};

class Repository {
public:
    // For who holds no reading key. `trusted` are readers known from elsewhere (a sealing key):
    // one of them must be in the config. Without any, the config is taken at its word.
    static Result<Repository> open(Storage& storage, std::span<const ReaderPublic> trusted);
    // For a reader; `key` takes over what was handed on to it. ErrorKind::usage when this
    // repository does not know the key; ErrorKind::corrupt when it lost the reader who added it.
    static Result<Repository> open(Storage& storage, ReadingKey& key);

    Repository(Repository&&) = default;
    Repository& operator=(Repository&&) = default;
    Repository(const Repository&) = delete;  // Certificates are views into files that it holds.
    Repository& operator=(const Repository&) = delete;
    ~Repository() = default;

    Storage& storage() const { return *storage_; }
    const RepositoryConfig& config() const { return config_; }
    const Id16& id() const { return config_.repository; }
    const std::vector<KnownReader>& readers() const { return readers_; }
    const std::vector<KnownComputer>& computers() const { return computers_; }
    const std::vector<KnownRecord>& records() const { return records_; }
    // What a reader just published, so that the next record continues the chain.
    void add_record(KnownRecord record) { records_.push_back(std::move(record)); }
    // Found while opening and while listing snapshots.
    const std::vector<Fault>& faults() const { return faults_; }

    const KnownComputer* find_computer(const Id16& computer) const;
    std::vector<ReaderPublic> reader_keys() const;

    // All snapshots, oldest first by time; those that an amendment stands for are left out. What is
    // wrong with others is added to faults(). An Error when the storage fails.
    Result<std::vector<KnownSnapshot>> snapshots();
    Result<Snapshot> load(const KnownSnapshot& snapshot) const;

private:
    explicit Repository(Storage& storage) : storage_(&storage) {}

    Result<> read_config_file();
    Result<> read_readers();
    Result<> read_computers();
    Result<> read_records();
    Result<> read_snapshots_of(const Id16& computer, std::vector<KnownSnapshot>& snapshots);
    Result<KnownSnapshot> verify(const Snapshot& snapshot, const Id16& computer) const;
    void add_fault(const ObjectName& name, const Error& error);
    template <class Take>
    Result<> for_each_object(ObjectKind kind, const Take& take);

    Storage* storage_;
    RepositoryConfig config_;
    std::vector<KnownReader> readers_;
    std::vector<ReaderPublic> orphans_;  // By files whose adder is not among the readers: unproved.
    std::vector<KnownComputer> computers_;
    std::vector<KnownRecord> records_;
    std::vector<Fault> faults_;
};

// Makes a repository in an empty storage: config, and the certificate of this computer, by the
// first of `readers`. ErrorKind::usage when there is a repository already.
struct NewRepository {
    const RepositoryConfig& config;
    std::span<const ReadingKey> readers;  // In the order of config.readers.
    const SealingKey& computer;           // As make_sealing_key() gave it.
    std::string host;
    Time now;
};
Result<> create_repository(Storage& storage, const NewRepository& repository);
// Of a computer that seals to these readers.
SealingKey make_sealing_key(const Id16& repository, std::span<const ReadingKey> readers);

// All readers of the repository, so that something can be sealed to them: as `key` is told by the
// computers' certificates and by what was handed over to readers added later.
Result<std::vector<Recipient>> recipients_of(const Repository& repository, const ReadingKey& key);

// A further computer, by a reader's key: certified from what other certificates tell readers.
Result<SealingKey> join_repository(Repository& repository, const ReadingKey& key,
                                   const std::string& host, Time now);

// Adds to `key` the readers who came later and told this computer; true when there were any.
Result<bool> adopt_new_readers(const Repository& repository, SealingKey& key);

// Reads an object and verifies that its name is its hash.
Result<Bytes> get_verified(Storage& storage, const ObjectName& name, std::uint64_t size_bytes_max);

}  // namespace primum::vault
