// ComputerCertificate: a reader's word that a computer may add to the repository. §6 of the format.
#pragma once

#include <vector>

#include "base/time.h"
#include "vault/sealing_key.h"

namespace primum::vault {

struct ComputerCertificate {
    Id16 repository{};
    crypto::Ed25519Public public_key{};
    std::string host;
    Time created;
    Id16 certifier{};
    crypto::Suite suite = crypto::Suite::none;
    Box box;  // Views into the file that was read.

    Id16 computer() const { return computer_id_of(public_key); }
};

// `certifier` vouches for the computer that holds `key`. `randomness` as in append_box().
Result<Bytes> write_certificate(const SealingKey& key, const ReadingKey& certifier,
                                const std::string& host, Time created,
                                BoxRandomness randomness = BoxRandomness::fresh());

// Checks the computer's signature, and the certifier's against the one of `readers` that it names:
// ErrorKind::denied when none of them does. `file` must outlive the result.
Result<ComputerCertificate> read_certificate(BytesView file, std::span<const ReaderPublic> readers);

// What the certificate tells readers: how to find the computer's chunks, and what computers need
// to wrap to each reader.
struct ComputerSecrets {
    struct Preshared {
        Id16 reader;
        crypto::Secret32 secret;
    };
    ComputerKeys keys;
    std::vector<Preshared> preshared;
};
Result<ComputerSecrets> open_certificate(const ComputerCertificate& certificate,
                                         const ReadingKey& key);

}  // namespace primum::vault
