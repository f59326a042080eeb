#include "vault/repository.h"

#include <algorithm>
#include <set>

namespace primum::vault {
namespace {

ObjectName object(ObjectKind kind, const Hash& hash) { return {{.kind = kind}, hash}; }

bool is_zero(BytesView bytes) {
    return std::ranges::all_of(bytes, [](auto byte) { return byte == std::byte{0}; });
}

// What the person gave cannot open this: another key must be given.
Error wrong_key() {
    return {ErrorKind::usage,
            {"cette clé est celle d'un autre dépôt : ce dépôt ne la connaît pas",
             "this key belongs to another repository: this one does not know it"}};
}

// The key is right, and the repository has lost a file.
Error adder_is_missing() {
    return {ErrorKind::corrupt,
            {"le lecteur qui a ajouté cette clé manque dans le dépôt",
             "the reader who added this key is missing in the repository"}};
}

Error not_this_repository() {
    return {ErrorKind::denied,
            {"appartient à un autre dépôt, ou à personne que celui-ci connaisse",
             "belongs to another repository, or to nobody whom this one knows"}};
}

}  // namespace

bool is_storage_failure(const Error& error) {
    return error.kind == ErrorKind::io || error.kind == ErrorKind::unreachable ||
           error.kind == ErrorKind::stopped;
}

Result<Bytes> get_verified(Storage& storage, const ObjectName& name, std::uint64_t size_bytes_max) {
    auto content = TRY(storage.get(name, size_bytes_max));
    if (crypto::sha256(content) != name.hash) {
        return Error{ErrorKind::corrupt,
                     say("{} : son contenu a été modifié ou abîmé",
                         "{}: its content was modified or damaged", name.path())};
    }
    return content;
}

void Repository::add_fault(const ObjectName& name, const Error& error) {
    const auto path = name.path();
    faults_.push_back({join({path, path}, error.message)});
}

template <class Take>
Result<> Repository::for_each_object(ObjectKind kind, const Take& take) {
    for (const auto& listed : TRY(storage_->list({.kind = kind}))) {
        const auto name = object(kind, listed.hash);
        auto file = get_verified(*storage_, name, small_object_bytes_max);
        const auto taken = file ? take(name, std::move(file).value()) : Result<>(file.error());
        if (taken) continue;
        if (is_storage_failure(taken.error())) return taken.error();
        add_fault(name, taken.error());
    }
    return {};
}

Result<> Repository::read_config_file() {
    auto file = storage_->get(ObjectName::config(), small_object_bytes_max);
    if (!file && file.error().kind == ErrorKind::not_found) {
        return Error{ErrorKind::usage,
                     {"il n'y a pas de dépôt Primum à cet endroit (primum vault init en crée un)",
                      "there is no Primum repository in this place (primum vault init makes one)"}};
    }
    config_ = TRY(read_config(TRY(std::move(file)))
                      .context({"le fichier config du dépôt", "the repository's config file"}));
    for (const auto& named : config_.readers) readers_.push_back({.named = named});
    return {};
}

// A reader may have been added by one who was added: tried until no more is vouched for.
Result<> Repository::read_readers() {
    std::vector<std::pair<ObjectName, Bytes>> waiting;
    TRY(for_each_object(ObjectKind::reader, [&](const ObjectName& name, Bytes file) -> Result<> {
        waiting.emplace_back(name, std::move(file));
        return {};
    }));
    bool progress = true;
    while (progress) {
        progress = false;
        std::erase_if(waiting, [&](auto& item) {
            const auto known = reader_keys();
            KnownReader reader{.file = std::move(item.second)};
            auto added = read_added_reader(reader.file, known);
            if (!added || added->repository != config_.repository ||
                readers_.size() >= readers_max) {
                item.second = std::move(reader.file);
                return false;
            }
            reader.named = added->named;
            reader.added = std::move(added).value();
            readers_.push_back(std::move(reader));
            progress = true;
            return true;
        });
    }
    for (const auto& [name, file] : waiting) {
        const auto reason = read_added_reader(file, reader_keys());
        if (!reason && reason.error().kind == ErrorKind::denied) {
            if (const auto claimed = claimed_reader(file)) orphans_.push_back(*claimed);
        }
        add_fault(name, reason ? not_this_repository() : reason.error());
    }
    return {};
}

Result<> Repository::read_computers() {
    const auto known = reader_keys();
    return for_each_object(ObjectKind::computer, [&](const ObjectName&, Bytes file) -> Result<> {
        KnownComputer computer{.file = std::move(file)};
        computer.certificate = TRY(read_certificate(computer.file, known));
        if (computer.certificate.repository != config_.repository) return not_this_repository();
        computers_.push_back(std::move(computer));
        return {};
    });
}

Result<> Repository::read_records() {
    const auto known = reader_keys();
    return for_each_object(ObjectKind::record, [&](const ObjectName& name, Bytes file) -> Result<> {
        KnownRecord record{name.hash, TRY(read_record(file, known))};
        if (record.record.repository != config_.repository) return not_this_repository();
        records_.push_back(std::move(record));
        return {};
    });
}

Result<Repository> Repository::open(Storage& storage, std::span<const ReaderPublic> trusted) {
    Repository repository(storage);
    TRY(repository.read_config_file());
    const auto is_trusted = [&](const NamedReader& named) {
        return std::ranges::find(trusted, named.reader) != trusted.end();
    };
    if (!trusted.empty() && std::ranges::none_of(repository.config_.readers, is_trusted)) {
        return Error{ErrorKind::corrupt,
                     {"les lecteurs de ce dépôt ne sont plus ceux que cet ordinateur connaît : le "
                      "dépôt a été remplacé",
                      "the readers of this repository are no longer those that this computer "
                      "knows: the repository was replaced"}};
    }
    TRY(repository.read_readers());
    TRY(repository.read_computers());
    TRY(repository.read_records());
    return repository;
}

Result<Repository> Repository::open(Storage& storage, ReadingKey& key) {
    auto repository = TRY(open(storage, std::span<const ReaderPublic>()));
    const auto own = key.public_part();
    const auto& readers = repository.readers_;
    auto known = std::ranges::find(readers, own, [](const auto& r) { return r.named.reader; });
    if (known == readers.end()) {
        const bool is_orphan =
            std::ranges::find(repository.orphans_, own) != repository.orphans_.end();
        return is_orphan ? adder_is_missing() : wrong_key();
    }
    // Follow who added whom back to a first reader, taking over what each handed on.
    while (known->added) {
        TRY(vault::take_over(*known->added, key));
        const auto adder = known->added->adder;
        known =
            std::ranges::find(readers, adder, [](const auto& r) { return r.named.reader.id(); });
        if (known == readers.end()) return adder_is_missing();
    }
    return repository;
}

const KnownComputer* Repository::find_computer(const Id16& computer) const {
    for (const auto& known : computers_) {
        if (known.certificate.computer() == computer) return &known;
    }
    return nullptr;
}

std::vector<ReaderPublic> Repository::reader_keys() const {
    std::vector<ReaderPublic> keys;
    for (const auto& known : readers_) keys.push_back(known.named.reader);
    return keys;
}

Result<KnownSnapshot> Repository::verify(const Snapshot& snapshot, const Id16& computer) const {
    const auto& part = snapshot.public_part();
    if (part.repository != config_.repository || part.computer != computer) {
        return Error{
            ErrorKind::corrupt,
            {"cette sauvegarde n'est pas à sa place", "this snapshot is not in its place"}};
    }
    const auto* known = find_computer(computer);
    if (known == nullptr) {
        return Error{ErrorKind::denied,
                     {"faite par un ordinateur dont aucun lecteur ne répond",
                      "made by a computer that no reader vouches for"}};
    }
    const bool amended = !is_zero(part.amends);
    if (amended != (snapshot.signer() == Signer::reader)) {
        return Error{ErrorKind::corrupt,
                     {"signée par qui n'en a pas le droit", "signed by one who has no right to"}};
    }
    if (!amended) {
        if (snapshot.signer_id() != computer) return not_this_repository();
        TRY(snapshot.check_signature(crypto::CheckingKey(known->certificate.public_key)));
        return KnownSnapshot{snapshot.id(), part, snapshot.signer()};
    }
    for (const auto& reader : reader_keys()) {
        if (reader.id() != snapshot.signer_id()) continue;
        TRY(snapshot.check_signature(crypto::CheckingKey(reader.public_ed)));
        return KnownSnapshot{snapshot.id(), part, snapshot.signer()};
    }
    return not_this_repository();
}

Result<> Repository::read_snapshots_of(const Id16& computer,
                                       std::vector<KnownSnapshot>& snapshots) {
    for (const auto& listed : TRY(storage_->list({ObjectKind::snapshot, computer}))) {
        const ObjectName name{{ObjectKind::snapshot, computer}, listed.hash};
        const auto verified = [&]() -> Result<KnownSnapshot> {
            auto file = TRY(get_verified(*storage_, name, snapshot_size_bytes_max));
            return verify(TRY(Snapshot::parse(std::move(file))), computer);
        }();
        if (verified) {
            snapshots.push_back(*verified);
        } else if (is_storage_failure(verified.error())) {
            return verified.error();
        } else {
            add_fault(name, verified.error());
        }
    }
    return {};
}

Result<std::vector<KnownSnapshot>> Repository::snapshots() {
    std::vector<KnownSnapshot> snapshots;
    for (const auto& computer : TRY(storage_->list_computers(ObjectKind::snapshot))) {
        TRY(read_snapshots_of(computer, snapshots));
    }
    std::set<SnapshotId> amended;
    for (const auto& snapshot : snapshots) {
        if (!is_zero(snapshot.part.amends)) amended.insert(snapshot.part.amends);
    }
    std::erase_if(snapshots, [&](const auto& snapshot) { return amended.contains(snapshot.id); });
    std::ranges::sort(snapshots, [](const auto& left, const auto& right) {
        return std::tie(left.part.finished, left.part.sequence, left.id) <
               std::tie(right.part.finished, right.part.sequence, right.id);
    });
    return snapshots;
}

Result<Snapshot> Repository::load(const KnownSnapshot& snapshot) const {
    const ObjectName name{{ObjectKind::snapshot, snapshot.part.computer}, snapshot.id};
    return Snapshot::parse(TRY(get_verified(*storage_, name, snapshot_size_bytes_max)));
}

SealingKey make_sealing_key(const Id16& repository, std::span<const ReadingKey> readers) {
    std::vector<Recipient> recipients;
    for (const auto& reader : readers) {
        recipients.push_back({reader.public_part(), reader.wrapping_key()});
    }
    return SealingKey::create(repository, std::move(recipients));
}

Result<> create_repository(Storage& storage, const NewRepository& repository) {
    const auto certificate = TRY(write_certificate(repository.computer, repository.readers.front(),
                                                   repository.host, repository.now));
    const auto config = write_config(repository.config, repository.readers);
    // The config comes last: without it, the folder is no repository yet.
    TRY(storage.put(object(ObjectKind::computer, crypto::sha256(certificate)), certificate));
    const auto put = storage.put(ObjectName::config(), config);
    if (!put && put.error().kind == ErrorKind::corrupt) {
        return Error{
            ErrorKind::usage,
            {"il y a déjà un dépôt à cet endroit", "there is already a repository in this place"}};
    }
    TRY(put);
    return {};
}

Result<std::vector<Recipient>> recipients_of(const Repository& repository, const ReadingKey& key) {
    std::vector<Recipient> recipients;
    const auto add = [&](const ReaderPublic& reader, const crypto::Secret32& preshared) {
        for (const auto& known : recipients) {
            if (known.reader == reader) return;
        }
        recipients.push_back({reader, {reader.public_x, preshared.duplicate()}});
    };
    add(key.public_part(), key.wrapping_key().preshared);
    for (const auto& computer : repository.computers()) {
        const auto secrets = TRY(open_certificate(computer.certificate, key));
        for (const auto& preshared : secrets.preshared) {
            for (const auto& reader : repository.reader_keys()) {
                if (reader.id() == preshared.reader) add(reader, preshared.secret);
            }
        }
    }
    for (const auto& reader : repository.readers()) {
        if (!reader.added) continue;
        const auto recipient = TRY(recipient_of(*reader.added, key));
        add(recipient.reader, recipient.wrapping.preshared);
    }
    return recipients;
}

Result<SealingKey> join_repository(Repository& repository, const ReadingKey& key,
                                   const std::string& host, Time now) {
    auto recipients = TRY(recipients_of(repository, key));
    auto sealing = SealingKey::create(repository.id(), std::move(recipients));
    const auto certificate = TRY(write_certificate(sealing, key, host, now));
    TRY(repository.storage().put(object(ObjectKind::computer, crypto::sha256(certificate)),
                                 certificate));
    return sealing;
}

Result<bool> adopt_new_readers(const Repository& repository, SealingKey& key) {
    const auto before = key.readers().size();
    for (const auto& reader : repository.readers()) {
        if (!reader.added) continue;
        auto recipient = recipient_of(*reader.added, key.computer_id(), key.keys());
        if (!recipient && recipient.error().kind == ErrorKind::not_found) continue;
        key.add_reader(TRY(std::move(recipient)));
    }
    return key.readers().size() != before;
}

}  // namespace primum::vault
