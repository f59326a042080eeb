#include "compliance/ledger_state.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/byte_reader.h"
#include "crypto/random.h"
#include "os/file.h"
#include "os/system_error.h"

namespace primum::compliance {
namespace {

Sentence doing(const std::filesystem::path& file) {
    return {"le registre " + file.string(), "the ledger " + file.string()};
}

Error changed_outside() {
    return {ErrorKind::corrupt,
            {"le registre a été abîmé ou modifié hors de Primum : restaurez une sauvegarde",
             "the ledger was damaged, or changed outside Primum: restore a backup"}};
}

// After a power cut some file systems leave zeros where a write had not reached the disk.
bool is_all_zeros(BytesView bytes) {
    return std::ranges::all_of(bytes, [](std::byte byte) { return byte == std::byte{0}; });
}

crypto::Hash first_link(const Id16& id) { return crypto::sha256(id); }

}  // namespace

struct Ledger::State::Reading {
    std::map<RecordName, std::size_t> newest;  // The entry that has the newest version read now.
    std::set<RecordName> without_values;       // Fine only when the record was erased later.
};

void Ledger::State::forget() {
    descriptor = {};
    seal.reset();
    end = 0;
    history.clear();
    places.clear();
    for (auto& list : records) list.clear();
    last_number = {};
}

Result<bool> Ledger::State::open_file() {
    struct stat named {};
    if (::stat(file.c_str(), &named) != 0) {
        if (errno == ENOENT && !descriptor.is_open()) return false;
        return os::system_error(errno, doing(file));
    }
    struct stat opened {};
    if (descriptor.is_open() && ::fstat(descriptor.number(), &opened) == 0 &&
        opened.st_ino == named.st_ino && opened.st_dev == named.st_dev) {
        return true;
    }
    forget();  // Another process has erased something, and so written another file.
    descriptor = os::Descriptor(::open(file.c_str(), O_RDWR | O_APPEND | O_CLOEXEC));
    if (!descriptor.is_open()) return os::system_error(errno, doing(file));
    const auto header = TRY(parse_header(TRY(read_bytes(0, header_bytes))));
    seal = std::make_unique<LedgerSeal>(key, header.id);
    if (seal->key_proof() != header.key_proof) {
        forget();
        return Error{ErrorKind::corrupt,
                     {"ce registre est scellé avec une autre clé que celle de vos comptes",
                      "this ledger is sealed with another key than that of your accounts"}};
    }
    end = header_bytes;
    last = first_link(header.id);
    return true;
}

Result<> Ledger::State::create_file() {
    const auto id = crypto::random_bytes<sizeof(Id16)>();
    const LedgerSeal made(key, id);
    TRY(os::publish(file, encode_header({.id = id, .key_proof = made.key_proof()})));
    TRY(open_file());
    return {};
}

Result<Bytes> Ledger::State::read_bytes(std::uint64_t from, std::uint64_t length) const {
    Bytes bytes(length);
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const auto count = ::pread(descriptor.number(), bytes.data() + filled,
                                   bytes.size() - filled, static_cast<off_t>(from + filled));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return os::system_error(errno, doing(file));
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    bytes.resize(filled);
    return bytes;
}

Result<> Ledger::State::read_on() {
    if (!TRY(open_file())) return {};
    struct stat status {};
    if (::fstat(descriptor.number(), &status) != 0) return os::system_error(errno, doing(file));
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size < end || size > ledger_bytes_max) return changed_outside();
    const auto start = end;
    const auto bytes = TRY(read_bytes(start, size - start));
    Reading reading;
    while (true) {
        const auto rest = BytesView(bytes).subspan(end - start);
        if (is_all_zeros(rest)) break;
        const auto frame = TRY(parse_frame(seal->id(), end, rest));
        if (!frame) break;
        TRY(take_in(*frame, end, reading));
        end += frame->size_bytes();
    }
    if (!reading.without_values.empty()) return changed_outside();
    for (const auto& [name, entry] : reading.newest) {
        auto* record = find(name);
        if (record == nullptr) continue;  // Erased since.
        const auto& place = places[entry];
        const auto sealed = BytesView(bytes).subspan(place.position - start, place.size_bytes);
        if (crypto::sha256(sealed) != place.hash) return changed_outside();
        record->values = TRY(seal->open_values(history[entry].sequence, sealed));
    }
    return {};
}

Result<> Ledger::State::take_in(const Frame& frame, std::uint64_t position, Reading& reading) {
    const std::uint64_t sequence = history.size() + 1;
    if (sequence > entries_max) return changed_outside();
    const auto head = seal->open_head(sequence, frame.head);
    if (!head || head->previous != last) return changed_outside();
    last = crypto::sha256(frame.head);
    TRY(take_record(*head));
    const RecordName name{head->kind, head->number};
    if (head->action == Action::erased) {
        reading.without_values.erase(name);
    } else if (head->has_values() && frame.values.empty()) {
        reading.without_values.insert(name);
    } else if (head->has_values()) {
        reading.newest[name] = history.size();
    }
    places.push_back({.position = position + frame_header_bytes + frame.head.size(),
                      .size_bytes = static_cast<std::uint32_t>(frame.values.size()),
                      .version = head->version,
                      .hash = head->values});
    history.push_back({.sequence = sequence,
                       .at = head->at,
                       .by = head->by,
                       .action = head->action,
                       .kind = head->kind,
                       .number = head->number});
    return {};
}

Result<> Ledger::State::take_record(const Head& head) {
    auto& list = records.at(static_cast<std::size_t>(head.kind));
    auto& greatest = last_number.at(static_cast<std::size_t>(head.kind));
    if (head.action == Action::added) {
        if (head.number != greatest + 1) return changed_outside();
        greatest = head.number;
        list.push_back({.kind = head.kind,
                        .number = head.number,
                        .version = 1,
                        .created_at = head.at,
                        .changed_at = head.at,
                        .changed_by = head.by,
                        .values = {}});
        return {};
    }
    auto* record = find({head.kind, head.number});
    if (record == nullptr) return changed_outside();
    if (head.action == Action::erased) {
        list.erase(list.begin() + (record - list.data()));
    } else if (head.action == Action::changed) {
        record->version = head.version;
        record->changed_at = head.at;
        record->changed_by = head.by;
    }
    return {};
}

Record* Ledger::State::find(const RecordName& name) {
    auto& list = records.at(static_cast<std::size_t>(name.first));
    const auto found = std::ranges::lower_bound(list, name.second, {}, &Record::number);
    return found == list.end() || found->number != name.second ? nullptr : &*found;
}

Result<> Ledger::State::append(Head head, const Values& values) {
    if (!descriptor.is_open()) TRY(create_file());
    const std::uint64_t sequence = history.size() + 1;
    if (sequence > entries_max) {
        return Error{ErrorKind::usage, {"le registre est plein", "the ledger is full"}};
    }
    Bytes sealed_values;
    if (!values.empty()) {
        sealed_values = seal->seal_values(sequence, values);
        head.values = crypto::sha256(sealed_values);
    }
    head.previous = last;
    const auto frame =
        encode_frame(seal->id(), end, seal->seal_head(sequence, head), sealed_values);
    // What a killed write has left behind the last whole entry was acknowledged to nobody.
    const auto whole = static_cast<off_t>(end);
    if (::ftruncate(descriptor.number(), whole) != 0) return os::system_error(errno, doing(file));
    auto written = os::write_all(descriptor.number(), frame, doing(file));
    if (written && ::fdatasync(descriptor.number()) != 0) {
        written = os::system_error(errno, doing(file));
    }
    if (!written) {
        // A full disk: half an entry helps nobody. If this fails too, the next write does it.
        if (::ftruncate(descriptor.number(), whole) != 0) return written;
        return written;
    }
    return read_on();
}

Result<std::string> Ledger::State::without(const RecordName& erased, Head head) {
    const auto bytes = TRY(read_bytes(0, end));
    std::string kept(as_text(BytesView(bytes).first(header_bytes)));
    std::uint64_t position = header_bytes;
    for (const auto& entry : history) {
        const auto rest = BytesView(bytes).subspan(position);
        const auto frame = TRY(parse_frame(seal->id(), position, rest));
        if (!frame) return changed_outside();
        position += frame->size_bytes();
        const bool drops = RecordName{entry.kind, entry.number} == erased;
        kept +=
            encode_frame(seal->id(), kept.size(), frame->head, drops ? BytesView() : frame->values);
    }
    head.previous = last;
    kept += encode_frame(seal->id(), kept.size(), seal->seal_head(history.size() + 1, head), {});
    return kept;
}

Result<Values> Ledger::State::read_values(std::size_t entry) const {
    const auto& place = places[entry];
    const auto sealed = TRY(read_bytes(place.position, place.size_bytes));
    if (crypto::sha256(sealed) != place.hash) return changed_outside();
    return seal->open_values(history[entry].sequence, sealed);
}

}  // namespace primum::compliance
