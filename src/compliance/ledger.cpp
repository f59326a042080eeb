#include "compliance/ledger.h"

#include <algorithm>

#include "base/check.h"
#include "compliance/ledger_state.h"
#include "os/file.h"
#include "os/lock_file.h"

namespace primum::compliance {
namespace {

using accounts::Role;

constexpr std::size_t author_bytes_max = 200;

Result<> check_author(const Author& by, RecordKind kind, Action action) {
    if (by.name.empty() || by.name.size() > author_bytes_max) {
        return Error{ErrorKind::usage,
                     {"il faut le nom de la personne", "a person's name is needed"}};
    }
    const bool changes_nothing = action == Action::exported || action == Action::viewed;
    if (by.role == Role::technician) {
        return Error{ErrorKind::denied,
                     {"un technicien n'ouvre pas les demandes ni les violations",
                      "a technician does not open requests or breaches"}};
    }
    if (by.role == Role::data_protection_officer && kind != RecordKind::note && !changes_nothing) {
        return Error{ErrorKind::denied,
                     {"le délégué lit tout, et n'écrit que ses notes",
                      "the data protection officer reads all, and writes notes only"}};
    }
    if (action == Action::erased && by.role != Role::in_charge) {
        return Error{ErrorKind::denied,
                     {"seule la personne responsable du cabinet peut effacer",
                      "only the person in charge of the practice can erase"}};
    }
    return {};
}

Result<Values> accepted(RecordKind kind, const Values& typed, Time at) {
    auto checked = check_record(kind, typed, at);
    if (checked.refusals.empty()) return std::move(checked.values);
    const auto& first = checked.refusals.front();
    const auto* field = find_field(form_of(kind), first.field);
    const auto label =
        field != nullptr ? field->label.sentence() : Sentence{first.field, first.field};
    return Error{ErrorKind::usage, join(label, first.why)};
}

Result<> check_size(const Values& values) {
    std::size_t bytes = 0;
    for (const auto& [name, value] : values) bytes += name.size() + value.size() + 8;
    if (bytes <= record_bytes_max) return {};
    return Error{ErrorKind::usage, {"c'est trop long", "this is too long"}};
}

Error gone() {
    return {ErrorKind::not_found, {"cette fiche n'existe pas", "there is no such record"}};
}

}  // namespace

Wording words_of(Action action) {
    switch (action) {
        case Action::added:
            return {"ajouté", "added"};
        case Action::changed:
            return {"modifié", "changed"};
        case Action::erased:
            return {"effacé", "erased"};
        case Action::exported:
            return {"imprimé ou exporté", "printed or exported"};
        case Action::viewed:
            return {"consulté", "viewed"};
    }
    return {};
}

Ledger::Ledger(std::unique_ptr<State> state) : state_(std::move(state)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

Result<Ledger> Ledger::open(const std::filesystem::path& file, const accounts::LedgerKey& key) {
    if (key.is_empty()) {
        return Error{ErrorKind::denied,
                     {"ce compte n'ouvre pas les demandes ni les violations",
                      "this account does not open requests or breaches"}};
    }
    auto state = std::make_unique<State>(file, key);
    TRY(state->read_on());
    return Ledger(std::move(state));
}

std::span<const Record> Ledger::records(RecordKind kind) const { return state_->records_of(kind); }

const Record* Ledger::find(RecordKind kind, std::uint32_t number) const {
    const auto& list = state_->records_of(kind);
    const auto found = std::ranges::lower_bound(list, number, {}, &Record::number);
    return found == list.end() || found->number != number ? nullptr : &*found;
}

Result<std::vector<Version>> Ledger::versions(RecordKind kind, std::uint32_t number) const {
    if (find(kind, number) == nullptr) return gone();
    std::vector<Version> versions;
    for (std::size_t i = 0; i < state_->history.size(); ++i) {
        const auto& entry = state_->history[i];
        const auto& place = state_->places[i];
        if (entry.kind != kind || entry.number != number || place.size_bytes == 0) continue;
        versions.push_back({.version = place.version,
                            .at = entry.at,
                            .by = entry.by,
                            .values = TRY(state_->read_values(i))});
    }
    return versions;
}

std::span<const HistoryEntry> Ledger::history() const { return state_->history; }

Result<std::uint32_t> Ledger::add(RecordKind kind, const Values& values, const Author& by,
                                  Time at) {
    TRY(check_author(by, kind, Action::added));
    const auto kept = TRY(accepted(kind, values, at));
    TRY(check_size(kept));
    const auto lock = TRY(os::LockFile::take(state_->file.string() + ".lock"));
    TRY(refresh());
    if (kind == RecordKind::practice && practice() != nullptr) {
        return Error{ErrorKind::usage,
                     {"le cabinet est déjà décrit : changez sa fiche",
                      "the practice is described already: change its record"}};
    }
    Head head{.previous = {},
              .at = at,
              .action = Action::added,
              .kind = kind,
              .number = state_->next_number(kind),
              .version = 1,
              .values = {},
              .by = by.name};
    const auto number = head.number;
    TRY(state_->append(std::move(head), kept));
    return number;
}

Result<> Ledger::change(const Record& seen, const Values& values, const Author& by, Time at) {
    // `seen` may be one of ours, which reading on replaces.
    const auto kind = seen.kind;
    const auto number = seen.number;
    const auto version = seen.version;
    TRY(check_author(by, kind, Action::changed));
    const auto kept = TRY(accepted(kind, values, at));
    TRY(check_size(kept));
    const auto lock = TRY(os::LockFile::take(state_->file.string() + ".lock"));
    TRY(refresh());
    const auto* record = find(kind, number);
    if (record == nullptr) return gone();
    if (by.role == Role::data_protection_officer && record->changed_by != by.name) {
        return Error{ErrorKind::denied,
                     {"cette note est de quelqu'un d'autre", "this note is somebody else's"}};
    }
    if (record->version != version) {
        return Error{ErrorKind::usage, say("{} a modifié cette fiche entre-temps : relisez-la",
                                           "{} has changed this record meanwhile: read it again",
                                           record->changed_by)};
    }
    if (record->values == kept) return {};
    return state_->append({.previous = {},
                           .at = at,
                           .action = Action::changed,
                           .kind = kind,
                           .number = number,
                           .version = version + 1,
                           .values = {},
                           .by = by.name},
                          kept);
}

Result<> Ledger::erase(RecordKind kind, std::uint32_t number, const Author& by, Time at) {
    TRY(check_author(by, kind, Action::erased));
    if (kind == RecordKind::practice) {
        return Error{ErrorKind::usage,
                     {"la fiche du cabinet se change, et ne s'efface pas",
                      "the practice's record is changed, not erased"}};
    }
    const auto lock = TRY(os::LockFile::take(state_->file.string() + ".lock"));
    TRY(refresh());
    const auto* record = find(kind, number);
    if (record == nullptr) return gone();
    const auto content = TRY(state_->without({kind, number}, {.previous = {},
                                                              .at = at,
                                                              .action = Action::erased,
                                                              .kind = kind,
                                                              .number = number,
                                                              .version = record->version,
                                                              .values = {},
                                                              .by = by.name}));
    TRY(os::publish(state_->file, content));
    return refresh();
}

Result<> Ledger::note(Action action, RecordKind kind, std::uint32_t number, const Author& by,
                      Time at) {
    CHECK(action == Action::exported || action == Action::viewed);
    TRY(check_author(by, kind, action));
    const auto lock = TRY(os::LockFile::take(state_->file.string() + ".lock"));
    TRY(refresh());
    const auto* record = find(kind, number);
    if (record == nullptr) return gone();
    return state_->append({.previous = {},
                           .at = at,
                           .action = action,
                           .kind = kind,
                           .number = number,
                           .version = record->version,
                           .values = {},
                           .by = by.name},
                          {});
}

Result<> Ledger::refresh() { return state_->read_on(); }

Result<> Ledger::verify() const {
    // A second reading from nothing checks every head; then every version that is kept.
    const auto again = TRY(open(state_->file, state_->key));
    for (std::size_t i = 0; i < again.state_->places.size(); ++i) {
        if (again.state_->places[i].size_bytes > 0) TRY(again.state_->read_values(i));
    }
    return {};
}

}  // namespace primum::compliance
