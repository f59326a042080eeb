// Readers added after the repository was made. §6 of the format.
#pragma once

#include <vector>

#include "base/time.h"
#include "vault/format/certificate.h"
#include "vault/format/config.h"

namespace primum::vault {

// A computer that is told of the new reader, so that it seals to the reader from then on.
struct ToldComputer {
    Id16 computer{};
    ComputerKeys keys;
};

struct AddedReader {
    struct Notice {
        Id16 computer{};
        Hash salt{};
        BytesView sealed;
    };
    Id16 repository{};
    NamedReader named;
    Time created;
    Id16 adder{};
    crypto::Suite suite = crypto::Suite::none;
    Box preshared_box;  // To all readers.
    Box adder_box;      // To the new reader alone.
    std::vector<Notice> notices;
};

// `adder` lets `added` read all that adder can, and tells `computers`. `all` are the readers there
// were, as recipients; the new one is added to them here.
struct NewReader {
    Id16 repository{};
    const ReadingKey& added;
    const ReadingKey& adder;
    std::string label;
    Time created;
};
Result<Bytes> write_added_reader(const NewReader& reader, Recipients all,
                                 std::span<const ToldComputer> computers);

// Checks the adder's signature against `readers`; views into `file`.
Result<AddedReader> read_added_reader(BytesView file, std::span<const ReaderPublic> readers);

// Whom the file says it adds, of which nothing is checked.
Result<ReaderPublic> claimed_reader(BytesView file);

// For the new reader: takes over what the adder handed on.
Result<> take_over(const AddedReader& reader, ReadingKey& key);
// For another reader, and for the computer told: what is needed to seal to the new one.
Result<Recipient> recipient_of(const AddedReader& reader, const ReadingKey& key);
Result<Recipient> recipient_of(const AddedReader& reader, const Id16& computer,
                               const ComputerKeys& keys);

}  // namespace primum::vault
