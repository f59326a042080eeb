#include "vault/check.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/hex.h"
#include "base/parallel.h"
#include "crypto/random.h"
#include "vault/chunk_source.h"
#include "vault/pack_scan.h"
#include "vault/tree_walk.h"

namespace primum::vault {
namespace {

constexpr std::size_t faults_max = 10'000;

struct PackToRead {
    ObjectName name;
    std::uint64_t size_bytes = 0;
};

class Checker {
public:
    Checker(const CheckRequest& request, const CheckTools& tools)
        : request_(request), tools_(tools), storage_(tools.repository.storage()) {}

    Result<CheckResult> run() {
        result_.snapshots = TRY(tools_.repository.snapshots());
        add(tools_.repository.faults());
        add(chain_faults(tools_.repository, result_.snapshots));
        add(rollback_faults(tools_.state, tools_.repository, result_.snapshots));
        for (const auto& computer : TRY(all_computers())) TRY(check_computer(computer));
        if (tools_.reading != nullptr) TRY(follow_snapshots());
        if (request_.read_percent > 0) TRY(read_packs());
        if (tools_.stop.requested()) return os::Stop::error();
        return std::move(result_);
    }

private:
    void add(Fault fault) {
        if (result_.faults.size() < faults_max) result_.faults.push_back(std::move(fault));
    }
    void add(std::vector<Fault> faults) {
        for (auto& fault : faults) add(std::move(fault));
    }
    void add(const ObjectName& name, const Sentence& what) {
        const auto path = name.path();
        add(Fault{join({path, path}, what)});
    }

    Result<std::set<Id16>> all_computers() {
        std::set<Id16> computers;
        for (const auto kind : {ObjectKind::pack, ObjectKind::index, ObjectKind::snapshot}) {
            for (const auto& computer : TRY(storage_.list_computers(kind))) {
                computers.insert(computer);
            }
        }
        return computers;
    }

    // What opens the index of a computer, as far as the keys at hand go.
    std::optional<ComputerKeys> keys_for(const Id16& computer) {
        if (tools_.sealing != nullptr && tools_.sealing->computer_id() == computer) {
            return tools_.sealing->keys().duplicate();
        }
        const auto* known = tools_.repository.find_computer(computer);
        if (tools_.reading == nullptr || known == nullptr) return std::nullopt;
        auto secrets = open_certificate(known->certificate, *tools_.reading);
        if (!secrets) {
            add(Fault{
                join(say("le certificat de {}", "the certificate of {}", known->certificate.host),
                     secrets.error().message)});
            return std::nullopt;
        }
        return std::move(secrets->keys);
    }

    Result<> check_computer(const Id16& computer) {
        if (tools_.repository.find_computer(computer) == nullptr) {
            add(Fault{say("le certificat de l'ordinateur {} manque",
                          "the certificate of the computer {} is missing",
                          hex_of(computer).substr(0, 12))});
        }
        std::map<Hash, std::uint64_t> present;
        for (const auto& listed : TRY(storage_.list({ObjectKind::pack, computer}))) {
            present[listed.hash] = listed.size_bytes;
            packs_.push_back({{{ObjectKind::pack, computer}, listed.hash}, listed.size_bytes});
        }
        result_.packs += present.size();
        if (const auto keys = keys_for(computer)) {
            TRY(check_index(computer, *keys, std::move(present)));
        } else {
            TRY(check_index_fronts(computer));
        }
        return {};
    }

    Result<> check_index(const Id16& computer, const ComputerKeys& keys,
                         std::map<Hash, std::uint64_t> present) {
        auto chain =
            TRY(read_indexes(storage_, computer, keys, [&](const IndexedPack& pack) -> Result<> {
                const ObjectName name{{ObjectKind::pack, computer}, pack.pack};
                const auto found = present.find(pack.pack);
                if (found == present.end()) {
                    if (!was_condemned(pack.pack)) {
                        add(name, {"ce paquet a disparu", "this pack is gone"});
                    }
                } else if (found->second != pack.size_bytes) {
                    add(name,
                        {"ce paquet n'a pas la bonne taille", "this pack has the wrong size"});
                } else {
                    indexed_.insert(pack.pack);
                }
                return {};
            }));
        add(std::move(chain.faults));
        check_chain(computer, chain);
        std::erase_if(present, [&](const auto& item) { return indexed_.contains(item.first); });
        if (!present.empty()) {
            result_.remarks.push_back(
                say("{} paquets d'une sauvegarde interrompue attendent la suivante",
                    "{} packs of an interrupted backup wait for the next one", present.size()));
        }
        return {};
    }

    bool was_condemned(const Hash& pack) const {
        for (const auto& known : tools_.repository.records()) {
            const auto* body = std::get_if<CondemnRecord>(&known.record.body);
            if (body == nullptr) continue;
            for (const auto& item : body->packs) {
                if (item.pack == pack) return true;
            }
        }
        return false;
    }

    // Without a key: the index files that there are, by their names and what each says came before.
    Result<> check_index_fronts(const Id16& computer) {
        IndexChain chain;
        for (const auto& listed : TRY(storage_.list({ObjectKind::index, computer}))) {
            const ObjectName name{{ObjectKind::index, computer}, listed.hash};
            const auto front = [&]() -> Result<IndexFront> {
                return read_index_front(TRY(get_verified(storage_, name, index_size_bytes_max)));
            }();
            if (!front) {
                add(Fault{front.error().message});
                continue;
            }
            chain.names.insert(listed.hash);
            chain.previous[listed.hash] = front->previous;
        }
        check_chain(computer, chain);
        return {};
    }

    void check_chain(const Id16& computer, const IndexChain& chain) {
        const KnownSnapshot* newest = nullptr;
        for (const auto& snapshot : result_.snapshots) {
            if (snapshot.part.computer != computer) continue;
            if (newest == nullptr || snapshot.part.sequence > newest->part.sequence) {
                newest = &snapshot;
            }
        }
        if (newest == nullptr) return;
        if (chain.is_whole(newest->part.index_head, replaced_indexes(tools_.repository))) return;
        add(
            Fault{say("l'index de {} est perdu ou incomplet. Rien n'est perdu pour autant : la "
                      "prochaine sauvegarde de cet ordinateur (primum vault backup) le refait à "
                      "partir des paquets, et une restauration s'en passe",
                      "the index of {} is lost or incomplete. Nothing else is lost: the next "
                      "backup of that computer (primum vault backup) makes it again from the "
                      "packs, and a restore does without",
                      newest->part.host)});
    }

    // Every name, every extent: each chunk must stand in some pack.
    Result<> follow_snapshots() {
        std::map<Id16, std::unique_ptr<ChunkSource>> sources;
        std::set<Hash> followed;  // Trees that were, by the hash of their list of chunks.
        for (const auto& snapshot : result_.snapshots) {
            const auto outcome = follow(snapshot, sources, followed);
            if (outcome) continue;
            if (outcome.error().kind == ErrorKind::stopped) return outcome.error();
            add({{ObjectKind::snapshot, snapshot.part.computer}, snapshot.id},
                outcome.error().message);
        }
        return {};
    }

    Result<> follow(const KnownSnapshot& snapshot,
                    std::map<Id16, std::unique_ptr<ChunkSource>>& sources,
                    std::set<Hash>& followed) {
        const auto part = TRY(TRY(tools_.repository.load(snapshot)).open(*tools_.reading));
        auto& source = sources[snapshot.part.computer];
        if (!source) {
            source =
                TRY(ChunkSource::open(tools_.repository, *tools_.reading, snapshot.part.computer,
                                      snapshot.part.index_head, request_.scratch));
        }
        crypto::Sha256 list;
        for (const auto& chunk : part.tree_chunks) list.update(chunk);
        if (!followed.insert(list.finish()).second) return {};

        ReadingBench tree_bench(source->keys());
        ReadingBench bench(source->keys());
        TreeReader tree(tree_source(part, *source, tree_bench));
        Hash last{};
        std::uint64_t missing = 0;
        while (const auto entry = TRY(tree.next())) {
            if (tools_.stop.requested()) return os::Stop::error();
            if (entry->kind != EntryKind::file) continue;
            ++result_.files_followed;
            bool whole = true;
            TRY(for_each_extent(*entry, *source, bench, [&](const Extent& extent) -> Result<> {
                if (extent.kind == Extent::Kind::hole || extent.chunk == last) return {};
                const bool found = TRY(source->find(extent.chunk)).has_value();
                if (found) last = extent.chunk;
                whole = whole && found;
                return {};
            }));
            if (!whole) ++missing;
        }
        if (missing == 0) return {};
        return Error{ErrorKind::corrupt, say("{} fichiers y sont incomplets",
                                             "{} files in it are incomplete", missing)};
    }

    Result<> read_packs() {
        std::erase_if(packs_, [&](const auto&) {
            return crypto::random_below(1'000'000) >= request_.read_percent * 10'000;
        });
        std::ranges::sort(packs_, {}, [](const auto& pack) { return pack.name.hash; });
        parallel_for_each(packs_, request_.threads, [&](const PackToRead& pack) {
            if (tools_.stop.requested()) return;
            const auto outcome = read_pack(pack);
            const std::lock_guard lock(mutex_);
            if (!outcome) add(pack.name, outcome.error().message);
            ++result_.packs_read;
            result_.bytes_read += pack.size_bytes;
            if (tools_.progress) tools_.progress({result_.packs_read, packs_.size()});
        });
        return {};
    }

    Result<> read_pack(const PackToRead& pack) {
        // No chunk of it is read then: a listed size would be how much memory it takes.
        if (pack.size_bytes > pack_size_bytes_max) {
            return broken({"ce paquet est trop long", "this pack is too long"});
        }
        PackScan scan(storage_, pack.name, pack.size_bytes);
        const auto opened = read_chunks(scan, pack.name.folder.computer);
        // That it was changed says more than what no longer opens for that reason.
        TRY(scan.finish());
        return opened;
    }

    // Each chunk of the pack, down to its raw bytes, where there is a key for it.
    Result<> read_chunks(PackScan& scan, const Id16& computer) const {
        const auto head = TRY(scan.head());
        if (head.computer != computer) {
            return Error{
                ErrorKind::corrupt,
                {"ce paquet est celui d'un autre ordinateur", "this pack is another computer's"}};
        }
        const auto* known = tools_.repository.find_computer(computer);
        if (tools_.reading == nullptr || known == nullptr) return {};  // Told already.
        const auto keys = TRY(open_certificate(known->certificate, *tools_.reading)).keys;
        crypto::SymmetricKey key(head.suite, TRY(tools_.reading->unwrap(head.envelope, head.salt)));
        ReadingBench bench(keys);
        std::uint64_t number = 0;
        for (const auto& chunk : TRY(open_directory(head, keys))) {
            const auto stored = TRY(scan.next(chunk.size_bytes));
            if (stored.size() < crypto::tag_size_bytes) {
                return broken(
                    {"un morceau a une taille impossible", "a chunk has an impossible size"});
            }
            const auto plain = room_in(bench.plain, stored.size() - crypto::tag_size_bytes);
            TRY(key.open(crypto::Nonce(number++), chunk.id, stored, plain));
            const auto decoded = TRY(decode_chunk(plain, bench.zstd, bench.raw));
            if (bench.namer.name(decoded.kind, decoded.raw) != chunk.id) {
                return Error{ErrorKind::corrupt,
                             {"un morceau n'est pas celui qu'il prétend être",
                              "a chunk is not the one that it claims to be"}};
            }
        }
        if (scan.at_end()) return {};
        return broken({"des octets suivent le dernier morceau", "bytes follow the last chunk"});
    }

    const CheckRequest& request_;
    const CheckTools& tools_;
    Storage& storage_;
    CheckResult result_;
    std::vector<PackToRead> packs_;
    std::set<Hash> indexed_;
    std::mutex mutex_;
};

}  // namespace

Result<CheckResult> check(const CheckRequest& request, const CheckTools& tools) {
    return Checker(request, tools).run();
}

}  // namespace primum::vault
