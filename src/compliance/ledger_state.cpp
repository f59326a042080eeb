#include "compliance/ledger_state.h"

#include <algorithm>
#include <cerrno>
#include <utility>

#include "base/byte_reader.h"
#include "crypto/random.h"
#include "os/file.h"
#include "os/open_file.h"
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

Result<Bytes> read_from(const os::Descriptor& descriptor, std::uint64_t from, std::uint64_t length,
                        const std::filesystem::path& file) {
    Bytes bytes(length);
    bytes.resize(TRY(os::read_at(descriptor, from, bytes).or_error(doing(file))));
    return bytes;
}

}  // namespace

struct Ledger::State::Reading {
    std::uint64_t end = 0;
    crypto::Hash last{};
    std::array<std::uint32_t, record_kinds_max> last_number{};
    std::vector<Head> heads;
    std::vector<Place> places;  // One for each head.
    std::set<RecordName> added;
    std::set<RecordName> erased;
    std::set<RecordName> without_values;       // Fine only when the record was erased later.
    std::map<RecordName, std::size_t> newest;  // The head that has the newest version read now.
    std::map<RecordName, Values> values;       // Of these.
};

Result<bool> Ledger::State::is_another_file() const {
    const auto newest = TRY(os::file_to_read(file).or_error(doing(file)));
    const auto named = TRY(os::status_of(newest).or_error(doing(file)));
    const auto opened = TRY(os::status_of(descriptor).or_error(doing(file)));
    return opened.st_ino != named.st_ino || opened.st_dev != named.st_dev;
}

Result<bool> Ledger::State::open_file() {
    auto opened = os::file_to_append_if_there(file);
    if (opened.refusal() == ENOENT) return false;
    if (!opened) return os::system_error(opened.refusal(), doing(file));
    const auto header = TRY(parse_header(TRY(read_from(*opened, 0, header_bytes, file))));
    auto proven = std::make_unique<LedgerSeal>(key, header.id);
    if (proven->key_proof() != header.key_proof) {
        return Error{ErrorKind::corrupt,
                     {"ce registre est scellé avec une autre clé que celle de vos comptes",
                      "this ledger is sealed with another key than that of your accounts"}};
    }
    descriptor = std::move(*opened);
    seal = std::move(proven);
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
    return read_from(descriptor, from, length, file);
}

Result<> Ledger::State::read_on() {
    if (descriptor.is_open() && TRY(is_another_file())) {
        // Another process has erased something, and so written another file.
        State fresh(file, key);
        if (!TRY(fresh.open_file())) return os::system_error(ENOENT, doing(file));
        TRY(fresh.read_on());
        *this = std::move(fresh);
        return {};
    }
    if (!descriptor.is_open() && !TRY(open_file())) return {};
    const auto status = TRY(os::status_of(descriptor).or_error(doing(file)));
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size < end || size > ledger_bytes_max) return changed_outside();
    const auto bytes = TRY(read_bytes(end, size - end));
    Reading reading{.end = end, .last = last, .last_number = last_number};
    while (true) {
        const auto rest = BytesView(bytes).subspan(reading.end - end);
        if (is_all_zeros(rest)) break;
        const auto frame = TRY(parse_frame(seal->id(), reading.end, rest));
        if (!frame) break;
        TRY(check_frame(*frame, reading));
    }
    if (!reading.without_values.empty()) return changed_outside();
    TRY(open_newest(bytes, reading));
    take_in(std::move(reading));
    return {};
}

Result<> Ledger::State::check_frame(const Frame& frame, Reading& reading) const {
    const std::uint64_t sequence = history.size() + reading.heads.size() + 1;
    if (sequence > entries_max) return changed_outside();
    auto head = seal->open_head(sequence, frame.head);
    if (!head || head->previous != reading.last) return changed_outside();
    TRY(check_record(*head, reading));
    const RecordName name{head->kind, head->number};
    if (head->has_values() && frame.values.empty()) {
        reading.without_values.insert(name);
    } else if (head->has_values()) {
        reading.newest[name] = reading.heads.size();
    }
    reading.last = crypto::sha256(frame.head);
    reading.places.push_back({.position = reading.end + frame_header_bytes + frame.head.size(),
                              .size_bytes = static_cast<std::uint32_t>(frame.values.size()),
                              .version = head->version,
                              .hash = head->values});
    reading.heads.push_back(*std::move(head));
    reading.end += frame.size_bytes();
    return {};
}

Result<> Ledger::State::check_record(const Head& head, Reading& reading) const {
    const RecordName name{head.kind, head.number};
    if (head.action == Action::added) {
        auto& greatest = reading.last_number.at(static_cast<std::size_t>(head.kind));
        if (head.number != greatest + 1) return changed_outside();
        greatest = head.number;
        reading.added.insert(name);
        return {};
    }
    const bool known = reading.added.contains(name) || find(name) != nullptr;
    if (!known || reading.erased.contains(name)) return changed_outside();
    if (head.action == Action::erased) {
        reading.erased.insert(name);
        reading.without_values.erase(name);
    }
    return {};
}

Result<> Ledger::State::open_newest(BytesView bytes, Reading& reading) const {
    for (const auto& [name, entry] : reading.newest) {
        if (reading.erased.contains(name)) continue;
        const auto& place = reading.places[entry];
        const auto sealed = bytes.subspan(place.position - end, place.size_bytes);
        if (crypto::sha256(sealed) != place.hash) return changed_outside();
        const auto sequence = history.size() + entry + 1;
        reading.values.emplace(name, TRY(seal->open_values(sequence, sealed)));
    }
    return {};
}

void Ledger::State::take_in(Reading&& reading) {
    for (const auto& head : reading.heads) {
        take_record(head);
        history.push_back({.sequence = history.size() + 1,
                           .at = head.at,
                           .by = head.by,
                           .action = head.action,
                           .kind = head.kind,
                           .number = head.number});
    }
    places.insert(places.end(), reading.places.begin(), reading.places.end());
    for (auto& [name, values] : reading.values) find(name)->values = std::move(values);
    end = reading.end;
    last = reading.last;
    last_number = reading.last_number;
}

// Requires a head that check_record() found right.
void Ledger::State::take_record(const Head& head) {
    auto& list = records.at(static_cast<std::size_t>(head.kind));
    if (head.action == Action::added) {
        list.push_back({.kind = head.kind,
                        .number = head.number,
                        .version = 1,
                        .created_at = head.at,
                        .changed_at = head.at,
                        .changed_by = head.by,
                        .values = {}});
        return;
    }
    auto* record = find({head.kind, head.number});
    if (head.action == Action::erased) {
        list.erase(list.begin() + (record - list.data()));
    } else if (head.action == Action::changed) {
        record->version = head.version;
        record->changed_at = head.at;
        record->changed_by = head.by;
    }
}

const Record* Ledger::State::find(const RecordName& name) const {
    const auto& list = records_of(name.first);
    const auto found = std::ranges::lower_bound(list, name.second, {}, &Record::number);
    return found == list.end() || found->number != name.second ? nullptr : &*found;
}

Record* Ledger::State::find(const RecordName& name) {
    const auto* found = std::as_const(*this).find(name);
    auto& list = records.at(static_cast<std::size_t>(name.first));
    return found == nullptr ? nullptr : list.data() + (found - list.data());
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
    TRY(os::resize(descriptor, end).or_error(doing(file)));
    auto written = os::write_on(descriptor, as_bytes(frame));
    if (written) written = os::flush_content(descriptor);
    if (!written) {
        // A full disk: half an entry helps nobody. If this fails too, the next write does it.
        (void)os::resize(descriptor, end);
        return written.or_error(doing(file));
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
