#include "controls/exposed.h"

#include <algorithm>
#include <map>

#include "controls/coverage.h"
#include "facts/cell.h"

namespace primum::controls {
namespace {

using facts::text_of;

// What a machine says of itself may be absurd; past this, sums stay sums.
constexpr std::int64_t count_max = 1'000'000'000'000;

struct Columns {
    explicit Columns(const std::vector<std::string>& names)
        : control(index(names, "control")),
          subject(index(names, "subject")),
          machine(index(names, "machine")),
          patients(index(names, "patients")),
          records(index(names, "records")) {}

    static std::size_t index(const std::vector<std::string>& names, std::string_view name) {
        return static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
    }
    bool all_found(std::size_t count) const {
        return std::max({control, subject, machine, patients, records}) < count;
    }

    std::size_t control, subject, machine, patients, records;
};

std::int64_t count_of(const facts::Value& value) {
    const auto* number = std::get_if<std::int64_t>(&value);
    return number == nullptr ? 0 : std::clamp<std::int64_t>(*number, 0, count_max);
}

Door door_of(const std::vector<facts::Value>& row, const Columns& columns) {
    Door door{.control = text_of(row[columns.control]),
              .subject = text_of(row[columns.subject]),
              .machine = text_of(row[columns.machine]),
              .patients = count_of(row[columns.patients]),
              .records = count_of(row[columns.records])};
    if (door.machine.empty()) door.machine = door.subject;
    return door;
}

void add_up(Exposed& exposed) {
    struct Largest {
        std::int64_t patients = 0;
        std::int64_t records = 0;
    };
    std::map<std::string, Largest> machines;
    for (const auto& door : exposed.doors) {
        auto& largest = machines[door.machine];
        largest.patients = std::max(largest.patients, door.patients);
        largest.records = std::max(largest.records, door.records);
    }
    for (const auto& [machine, largest] : machines) {
        exposed.patients += largest.patients;
        exposed.records += largest.records;
    }
}

}  // namespace

Result<Exposed> exposed(const Catalogue& catalogue, const store::Store& store) {
    if (!catalogue.exposed) {
        return Error{ErrorKind::not_found,
                     {"le catalogue n'a pas de fichier exposed.yaml",
                      "the catalogue has no file exposed.yaml"}};
    }
    const auto& rule = *catalogue.exposed;
    const Sentence counting{"compter les dossiers exposés", "count the exposed records"};
    const auto shape = TRY(store.shape(rule.query).context(counting));
    const auto rows = TRY(store.query(rule.query).context(counting));
    const Columns columns(rows.columns);
    if (!columns.all_found(rows.columns.size())) {
        return Error{ErrorKind::usage,
                     {"la requête d'exposed.yaml ne donne pas les colonnes attendues",
                      "the query of exposed.yaml does not give the expected columns"}};
    }
    Exposed found;
    for (const auto& row : rows.rows) found.doors.push_back(door_of(row, columns));
    add_up(found);
    const auto observations = TRY(store.observations());
    found.not_seen =
        coverage_of({shape.tables, rule.probes, "network"}, {.observations = observations})
            .not_seen;
    return found;
}

}  // namespace primum::controls
