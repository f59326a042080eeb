// Snapshots: one backup of one computer, as everybody may see it and as readers may. §10 of the
// format.
#pragma once

#include <optional>
#include <vector>

#include "base/time.h"
#include "vault/sealing_key.h"

namespace primum::vault {

constexpr std::uint64_t snapshot_size_bytes_max = 16_MiB;

using SnapshotId = Hash;  // SHA-256 of its object.

// As judged when it was made, vault/health.h.
enum class SnapshotHealth : std::uint8_t {
    not_judged = 0,
    healthy = 1,
    attacked = 2,
    suspicious = 3
};

// A number that helped to judge: `figure` is its place in HealthCounts, vault/health.h.
struct HealthFigure {
    std::uint8_t figure = 0;
    std::uint64_t value = 0;

    bool operator==(const HealthFigure&) const = default;
};

// The newest snapshot of another computer, as seen by the one that made this snapshot.
struct Witness {
    Id16 computer{};
    std::uint64_t sequence = 0;
    SnapshotId snapshot{};

    bool operator==(const Witness&) const = default;
};

// Signed, and readable without any key.
struct PublicPart {
    Id16 repository{};
    Id16 computer{};
    std::uint64_t sequence = 0;  // 1 for the first of a computer.
    SnapshotId previous{};       // Zeros for the first.
    Hash index_head{};           // The newest index file of this computer.
    SnapshotId amends{};         // What a reader's amendment stands for; zeros otherwise.
    Time started;
    Time finished;
    std::string host;
    std::uint64_t files = 0;
    std::uint64_t folders = 0;
    std::uint64_t bytes_rounded = 0;  // padme() of the sum of the files' sizes.
    std::uint64_t stored_bytes = 0;   // What this backup added to the storage.
    std::uint64_t unreadable = 0;     // Files and folders that could not be read.
    SnapshotHealth health = SnapshotHealth::not_judged;
    std::vector<HealthFigure> figures;
    std::vector<Witness> witnesses;

    bool operator==(const PublicPart&) const = default;
};

// Sealed to the readers.
struct PrivatePart {
    std::uint64_t bytes = 0;
    std::uint64_t tree_bytes = 0;
    std::vector<std::string> tags;
    std::vector<std::string> paths;  // Absolute, as bytes.
    std::vector<std::string> excludes;
    std::vector<Hash> tree_chunks;

    bool operator==(const PrivatePart&) const = default;
};

enum class Signer : std::uint8_t { computer = 1, reader = 2 };

class Snapshot {
public:
    // Takes an object apart; no signature is checked yet.
    static Result<Snapshot> parse(Bytes file);

    const SnapshotId& id() const { return id_; }
    const PublicPart& public_part() const { return public_; }
    Signer signer() const { return signer_; }
    const Id16& signer_id() const { return signer_id_; }
    BytesView file() const { return file_; }

    Result<> check_signature(const crypto::CheckingKey& signer) const;
    Result<PrivatePart> open(const ReadingKey& key) const;

private:
    Snapshot() = default;

    Bytes file_;
    SnapshotId id_{};
    crypto::Suite suite_ = crypto::Suite::none;
    PublicPart public_;
    std::size_t box_begin_ = 0;  // Kept as offsets, so that a Snapshot can be moved.
    std::size_t box_end_ = 0;
    std::size_t signed_size_ = 0;
    Signer signer_ = Signer::computer;
    Id16 signer_id_{};
    crypto::Signature signature_{};
};

// By the computer that made it.
Result<Bytes> write_snapshot(const SealingKey& key, const PublicPart& public_part,
                             const PrivatePart& private_part,
                             BoxRandomness randomness = BoxRandomness::fresh());
// By a reader who amends it (public_part.amends says which), sealed to `recipients`.
Result<Bytes> write_amendment(const ReadingKey& reader, Recipients recipients,
                              const PublicPart& public_part, const PrivatePart& private_part);

}  // namespace primum::vault
