// Ledger::State: what a ledger has read of its file so far. Private to this room.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <set>

#include "compliance/ledger.h"
#include "compliance/ledger_file.h"
#include "compliance/ledger_seal.h"
#include "os/descriptor.h"

namespace primum::compliance {

constexpr std::size_t record_kinds_max = 16;

// Where the sealed values of one entry stand.
struct Place {
    std::uint64_t position = 0;
    std::uint32_t size_bytes = 0;  // 0: the entry has none, or they were erased.
    std::uint32_t version = 0;
    crypto::Hash hash{};
};

using RecordName = std::pair<RecordKind, std::uint32_t>;

struct Ledger::State {
    State(std::filesystem::path path, const accounts::LedgerKey& ledger_key)
        : file(std::move(path)), key(ledger_key.duplicate()) {}

    // Reads what was appended since the last time; all anew when the file is another one. What is
    // cut short at the end is left alone. After an error everything is as it was before.
    Result<> read_on();
    // Requires the lock. Cuts off what a killed write has left, appends, flushes.
    Result<> append(Head head, const Values& values);
    // Requires the lock. The whole file without the values of this record, and `head` behind.
    Result<std::string> without(const RecordName& erased, Head head);
    Result<Values> read_values(std::size_t entry) const;
    const std::vector<Record>& records_of(RecordKind kind) const {
        return records.at(static_cast<std::size_t>(kind));
    }
    std::uint32_t next_number(RecordKind kind) const {
        return last_number.at(static_cast<std::size_t>(kind)) + 1;
    }

    std::filesystem::path file;
    accounts::LedgerKey key;
    os::Descriptor descriptor;         // Not open: there is no file yet.
    std::unique_ptr<LedgerSeal> seal;  // Null as long as there is no file.
    std::uint64_t end = 0;             // Behind the last whole entry.
    crypto::Hash last{};               // Of the last sealed head.
    std::vector<HistoryEntry> history;
    std::vector<Place> places;  // One for each entry of the history.
    std::array<std::vector<Record>, record_kinds_max> records;
    std::array<std::uint32_t, record_kinds_max> last_number{};

private:
    struct Reading;  // What one read_on() has read and not yet taken in.

    Result<bool> is_another_file() const;  // Than the one that is open.
    Result<bool> open_file();              // False: there is none.
    Result<> create_file();
    Result<Bytes> read_bytes(std::uint64_t from, std::uint64_t length) const;
    Result<> check_frame(const Frame& frame, Reading& reading) const;
    Result<> check_record(const Head& head, Reading& reading) const;
    Result<> open_newest(BytesView bytes, Reading& reading) const;
    void take_in(Reading&& reading);
    void take_record(const Head& head);
    Record* find(const RecordName& name);
    const Record* find(const RecordName& name) const;
};

}  // namespace primum::compliance
