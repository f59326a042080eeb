#include "vault/index_chain.h"

#include <algorithm>

namespace primum::vault {

Hash IndexChain::head() const {
    std::set<Hash> followed;
    for (const auto& [name, before] : previous) followed.insert(before);
    for (const auto& name : names) {
        if (!followed.contains(name)) return name;
    }
    return {};
}

bool IndexChain::is_whole(Hash head, const std::map<Hash, Hash>& replaced) const {
    // Each step leads to a file not seen before, or the chain is no chain.
    std::set<Hash> passed;
    while (head != Hash{}) {
        if (!passed.insert(head).second) return false;
        if (const auto known = previous.find(head); known != previous.end()) {
            head = known->second;
            continue;
        }
        const auto replacement = replaced.find(head);
        if (replacement == replaced.end()) return false;
        head = replacement->second;
    }
    return true;
}

Result<IndexChain> read_indexes(Storage& storage, const Id16& computer, const ComputerKeys& keys,
                                const std::function<Result<>(IndexedPack)>& take) {
    IndexChain chain;
    for (const auto& listed : TRY(storage.list({ObjectKind::index, computer}))) {
        const ObjectName name{{ObjectKind::index, computer}, listed.hash};
        auto index = [&]() -> Result<IndexFile> {
            const auto file = TRY(get_verified(storage, name, index_size_bytes_max));
            auto opened = TRY(open_index(file, keys));
            if (opened.computer != computer) {
                return Error{ErrorKind::corrupt,
                             {"il est celui d'un autre ordinateur", "it is another computer's"}};
            }
            return opened;
        }();
        if (!index && is_storage_failure(index.error())) return index.error();
        if (!index) {
            const auto path = name.path();
            chain.faults.push_back({join({path, path}, index.error().message)});
            continue;
        }
        chain.names.insert(listed.hash);
        chain.previous[listed.hash] = index->previous;
        for (auto& pack : index->packs) TRY(take(std::move(pack)));
    }
    return chain;
}

std::map<Hash, Hash> replaced_indexes(const Repository& repository) {
    std::map<Hash, Hash> replaced;
    for (const auto& known : repository.records()) {
        const auto* body = std::get_if<ReindexRecord>(&known.record.body);
        if (body == nullptr) continue;
        for (const auto& old : body->old_indexes) replaced[old] = body->new_index;
    }
    return replaced;
}

}  // namespace primum::vault
