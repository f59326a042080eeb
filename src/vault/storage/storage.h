// Storage: where a repository's objects are kept. A folder today; a server or S3 may follow.
//
// Objects are immutable: put() never overwrites. Every implementation passes the contract suite in
// storage_contract.h. Thread-safe: a backup puts and reads from several threads.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "vault/format/encoding.h"

namespace primum::vault {

enum class ObjectKind { config, reader, computer, pack, index, snapshot, record };

// Which objects stand together. Packs, indexes and snapshots stand apart for each computer.
struct ObjectFolder {
    ObjectKind kind = ObjectKind::config;
    Id16 computer{};  // Of packs, indexes and snapshots; zeros otherwise.

    std::string path() const;  // "packs/0232…", relative to the repository.
};

struct ObjectName {
    ObjectFolder folder;
    Hash hash{};  // Zeros for the config.

    static ObjectName config() { return {}; }
    std::string path() const;  // "packs/0232…/8453…"
};

struct ListedObject {
    Hash hash{};
    std::uint64_t size_bytes = 0;
};

enum class PutOutcome { stored, was_there };

// An object whose bytes the storage has taken over, and which nobody can see yet. What is never
// published goes away with this object.
class PreparedObject {
public:
    PreparedObject() = default;
    virtual ~PreparedObject() = default;
    PreparedObject(const PreparedObject&) = delete;
    PreparedObject& operator=(const PreparedObject&) = delete;

    // Durable and visible on return. Call it once; see Storage::put().
    virtual Result<PutOutcome> publish() = 0;
};

class Storage {
public:
    Storage() = default;
    virtual ~Storage() = default;
    Storage(const Storage&) = delete;
    Storage& operator=(const Storage&) = delete;

    // Publishes the concatenation of `parts` under `name`, durably on return; whoever lists or
    // reads meanwhile sees all of it or nothing. An object of the same content that is already
    // there is left alone; one of another content is ErrorKind::corrupt. After an error the object
    // is there whole or not at all, and putting it again is allowed.
    Result<PutOutcome> put(const ObjectName& name, std::span<const BytesView> parts) {
        return TRY(prepare(name, parts))->publish();
    }
    Result<PutOutcome> put(const ObjectName& name, BytesView content) {
        return put(name, std::span(&content, 1));
    }
    // The first half of put(): `parts` are not needed any more on return. What takes time, making
    // it durable, is left to publish(), on any thread. The storage must outlive what it prepared.
    virtual Result<std::unique_ptr<PreparedObject>> prepare(const ObjectName& name,
                                                            std::span<const BytesView> parts) = 0;

    // The whole object; ErrorKind::not_found, or malformed when it is longer than that.
    virtual Result<Bytes> get(const ObjectName& name, std::uint64_t size_bytes_max) = 0;
    // Fills `output` from `offset` on; ErrorKind::corrupt when the object ends before.
    virtual Result<> read(const ObjectName& name, std::uint64_t offset,
                          std::span<std::byte> output) = 0;
    // As read(), but stops at the object's end: the number of bytes read.
    virtual Result<std::size_t> read_some(const ObjectName& name, std::uint64_t offset,
                                          std::span<std::byte> output) = 0;

    // All published objects there, in no order; empty when there are none. Names that are no
    // object's are passed over.
    virtual Result<std::vector<ListedObject>> list(const ObjectFolder& folder) = 0;
    // The computers that have objects of a kind that stands apart for each.
    virtual Result<std::vector<Id16>> list_computers(ObjectKind kind) = 0;
    // Bytes that can still be stored, where the storage knows.
    virtual Result<std::optional<std::uint64_t>> free_bytes() = 0;
};

// What only a reader's prune is given.
class RemovingStorage : public Storage {
public:
    // Durable on return. What is not there is removed already.
    virtual Result<> remove(const ObjectName& name) = 0;
};

}  // namespace primum::vault
