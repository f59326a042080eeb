#include "cli/serve_known.h"

#include <algorithm>

#include "cli/answers.h"
#include "cli/assemble.h"
#include "cli/assignments.h"
#include "cli/history.h"
#include "cli/interview.h"
#include "facts/cell.h"
#include "fixes/fix_list.h"
#include "fixes/journal.h"
#include "report/folders.h"

namespace primum::cli {
namespace {

using facts::flag_of;
using facts::number_of;
using facts::text_of;
using facts::text_or_nothing;

using facts::Value;

Result<std::vector<web::Device>> devices_of(const store::Store& store) {
    const auto rows = TRY(store.query(
        "SELECT address, coalesce(name, vendor, ''), coalesce(vendor, ''), "
        "coalesce(kind, 'unknown'), coalesce(this_computer, 0) FROM device ORDER BY address"));
    std::vector<web::Device> devices;
    devices.reserve(rows.rows.size());
    for (const auto& row : rows.rows) {
        devices.push_back({.address = text_of(row[0]),
                           .name = text_of(row[1]),
                           .vendor = text_of(row[2]),
                           .kind = text_of(row[3]),
                           .this_computer = number_of(row[4]) != 0});
    }
    const auto doors = TRY(store.query(
        "SELECT address, port, coalesce(protocol, product, ''), needs_login, tls FROM service "
        "ORDER BY address, port"));
    for (const auto& row : doors.rows) {
        const auto device = std::ranges::find(devices, text_of(row[0]), &web::Device::address);
        if (device == devices.end()) continue;
        device->doors.push_back({.port = number_of(row[1]),
                                 .what = text_of(row[2]),
                                 .needs_login = flag_of(row[3]),
                                 .is_encrypted = flag_of(row[4])});
    }
    return devices;
}

// The folders that hold most patients first. Payroll and the like are no patients' data.
Result<std::vector<web::Folder>> folders_of(const store::Store& store) {
    const auto rows = TRY(store.query(
        "SELECT folder, min(place), count(*), coalesce(sum(patients_new_in_folder), 0), "
        "min(volume_encrypted) FROM document WHERE kind <> 'payroll' "
        "GROUP BY folder ORDER BY 4 DESC, 3 DESC, folder"));
    std::vector<web::Folder> folders;
    folders.reserve(rows.rows.size());
    for (const auto& row : rows.rows) {
        folders.push_back({.path = text_of(row[0]),
                           .place = text_of(row[1]),
                           .documents = number_of(row[2]),
                           .patients = number_of(row[3]),
                           .is_encrypted = flag_of(row[4])});
    }
    return folders;
}

Result<std::vector<facts::Backup>> backups_of(const store::Store& store) {
    const auto rows = TRY(store.query(
        "SELECT repository, location, last_success, last_restore_test, healthy, offline_copy, "
        "encrypted, append_only, reachable FROM backup ORDER BY repository"));
    std::vector<facts::Backup> backups;
    for (const auto& row : rows.rows) {
        facts::Backup backup;
        backup.repository = text_of(row[0]);
        backup.location = text_or_nothing(row[1]);
        backup.last_success = parse_time(text_of(row[2]));
        backup.last_restore_test = parse_time(text_of(row[3]));
        backup.healthy = flag_of(row[4]);
        backup.offline_copy = flag_of(row[5]);
        backup.encrypted = flag_of(row[6]);
        backup.append_only = flag_of(row[7]);
        backup.reachable = flag_of(row[8]);
        backups.push_back(std::move(backup));
    }
    return backups;
}

Result<std::vector<web::AskedQuestion>> questions_of(const controls::Catalogue& catalogue,
                                                     const store::Store& store) {
    using Kind = QuestionState::Kind;
    std::vector<web::AskedQuestion> questions;
    for (const auto& state : TRY(question_states(catalogue, store, now()))) {
        web::AskedQuestion asked{.question = state.question, .group = state.group};
        asked.is_due = state.kind == Kind::to_ask;
        asked.is_needed = state.kind == Kind::to_ask || state.kind == Kind::answered;
        if (state.answer) {
            asked.value = state.answer->value;
            asked.answer = answer_in_words(*state.question, *state.answer);
        }
        questions.push_back(std::move(asked));
    }
    return questions;
}

// What the journal of repairs can put back. One that cannot be read offers nothing: `primum fix`
// says why.
std::set<std::string> undoable_in(const std::filesystem::path& home) {
    std::set<std::string> controls;
    const auto folder = home / "fixes";
    std::error_code failure;
    if (!std::filesystem::is_directory(folder, failure)) return controls;
    const auto journal = fixes::Journal::open(folder);
    const auto entries =
        journal ? journal->entries() : Result<std::vector<fixes::Entry>>(journal.error());
    if (!entries) return controls;
    for (const auto& entry : *entries) {
        if (entry.state == fixes::State::applied) controls.insert(entry.control);
    }
    return controls;
}

Result<> read_facts(web::Known& known, const store::Store& store) {
    const auto& catalogue = *known.catalogue;
    known.report = TRY(assemble(catalogue, store, std::nullopt));
    report::group_by_folder(known.report.findings);
    known.ever_looked = !known.report.observations.empty();
    known.devices = TRY(devices_of(store));
    known.folders = TRY(folders_of(store));
    known.backups = TRY(backups_of(store));
    known.questions = TRY(questions_of(catalogue, store));
    for (const auto& finding : known.report.findings) {
        if (finding.status != controls::Status::fail) continue;
        const auto& id = finding.control->id;
        if (!fixes::fixes_of(id).empty()) known.mendable.insert(id);
    }
    return {};
}

}  // namespace

Result<web::KnownNow> read_known(std::shared_ptr<const controls::Catalogue> catalogue,
                                 const std::filesystem::path& path, const web::Known* before) {
    auto known = std::make_shared<web::Known>();
    known->catalogue = std::move(catalogue);
    known->read_at = now();
    known->undoable = undoable_in(path.parent_path());
    known->assignments = TRY(read_assignments(path.parent_path() / assignments_file));
    auto store = store::Store::open_read_only(path);
    if (!store && store.error().kind == ErrorKind::not_found) {
        const auto nothing = TRY(store::Store::open_in_memory());
        TRY(read_facts(*known, nothing));
        return web::KnownNow(std::move(known));
    }
    if (!store) return store.error();
    TRY(read_facts(*known, *store));
    // A curve that cannot be drawn is no reason to hide what was seen.
    const auto already = before != nullptr ? before->report.history : std::vector<report::Moment>{};
    if (auto history = history_of(*known->catalogue, path, already)) {
        known->report.history = *history;
    }
    // They point into the findings, which stay where they are from here on.
    known->failures = report::failures(known->report.findings, known->report.acceptances);
    return web::KnownNow(std::move(known));
}

}  // namespace primum::cli
