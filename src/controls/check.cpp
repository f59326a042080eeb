#include "controls/check.h"

#include <algorithm>
#include <set>

#include "controls/exposed.h"
#include "controls/question_check.h"
#include "controls/run.h"
#include "controls/sql_check.h"
#include "facts/tables.h"

namespace primum::controls {
namespace {

using facts::Fact;
using store::Store;

// Makes `store` hold exactly `rows`, as if the named probes had looked for every table, wholly.
Result<> furnish(Store& store, const std::vector<Fact>& rows, std::vector<std::string> probes) {
    TRY(store.forget_all());
    if (probes.empty()) probes = {"case"};
    const auto run = TRY(store.begin_run({.version = "case"}));
    for (const auto& probe : probes) {
        facts::Observation observation{.probe = probe, .scope = "case"};
        observation.tables = facts::all_tables();
        if (probe == probes[0]) observation.facts = rows;
        TRY(store.record(run, observation));
    }
    return {};
}

Status status_of(Case::Expected expected) {
    switch (expected) {
        case Case::Expected::fail:
            return Status::fail;
        case Case::Expected::pass:
            return Status::pass;
        case Case::Expected::not_applicable:
            return Status::not_applicable;
    }
    CHECK(false);
    return {};
}

class Checker {
public:
    Checker(const Catalogue& catalogue, Store& store, std::vector<Problem>& problems)
        : catalogue_(catalogue), store_(store), problems_(problems) {}

    void check(const Control& control) {
        check_file_name(control.id, control.file);
        check_cites(control);
        check_reads(control);
        for (const auto expected : {Case::Expected::fail, Case::Expected::pass}) {
            if (std::ranges::find(control.cases, expected, &Case::expected) ==
                control.cases.end()) {
                wrong(control.file, 0,
                      say("pas un seul cas « {} »", "not one \"{}\" case",
                          name_of(status_of(expected))));
            }
        }
        if (!store_.shape(control.fails)) return;  // Already named; its cases would only repeat it.
        for (const auto& tried : control.cases) check_case(control, tried);
    }

    void check(const LeadingNumber& number) {
        if (number.cases.empty()) wrong(number.file, 0, {"pas un seul cas", "not one case"});
        for (const auto& tried : number.cases) check_try(number, tried);
    }

private:
    void wrong(const std::filesystem::path& file, int line, Sentence what) {
        problems_.push_back({file, line, std::move(what)});
    }

    void check_file_name(const std::string& id, const std::filesystem::path& file) {
        if (file.stem() == id) return;
        wrong(file, 0,
              say("le fichier doit s'appeler {}.yaml", "the file must be named {}.yaml", id));
    }

    void check_cites(const Control& control) {
        for (const auto& id : control.cites) {
            if (catalogue_.find_reference(id) != nullptr) continue;
            wrong(control.file, 0, say("référence inconnue : {}", "unknown reference: {}", id));
        }
    }

    // A table read without a word would pass unseen; named probes already say who must have looked.
    void check_reads(const Control& control) {
        if (!control.probes.empty()) return;
        std::set<std::string> read;
        for (const auto& sql : {control.fails, control.applies.value_or("")}) {
            const auto shape = store_.shape(sql);
            if (shape) read.insert(shape->tables.begin(), shape->tables.end());
        }
        for (const auto& table : read) {
            if (std::ranges::find(control.reads, table) != control.reads.end()) continue;
            wrong(control.file, 0,
                  say("la table {} est lue sans figurer dans « reads »",
                      "table {} is read but not named in \"reads\"", table));
        }
    }

    void check_case(const Control& control, const Case& tried) {
        const auto furnished = furnish(store_, tried.facts, control.probes);
        const auto finding = furnished ? run_one(control, store_, Time{}) : furnished.error();
        if (!finding) {
            wrong(control.file, tried.line, finding.error().message);
            return;
        }
        const auto expected = status_of(tried.expected);
        if (finding->status != expected) {
            auto what =
                say("ce cas devait donner {} et donne {}", "this case should give {} and gives {}",
                    name_of(expected), name_of(finding->status));
            if (!finding->reasons.empty()) what = join(what, finding->reasons[0]);
            wrong(control.file, tried.line, std::move(what));
        } else if (tried.severity && finding->severity != *tried.severity) {
            wrong(control.file, tried.line,
                  say("ce cas devait être de gravité {} et est {}",
                      "this case should be of severity {} and is {}", name_of(*tried.severity),
                      name_of(finding->severity)));
        }
        for (const auto& subject : finding->subjects) {
            if (subject.name != "?" && !subject.name.empty()) continue;
            wrong(
                control.file, tried.line,
                {"ce cas donne une ligne sans subject", "this case gives a row without a subject"});
        }
    }

    void check_try(const LeadingNumber& number, const LeadingNumber::Try& tried) {
        const auto furnished = furnish(store_, tried.given, number.probes);
        const auto found = furnished ? exposed(catalogue_, store_) : furnished.error();
        if (!found) {
            wrong(number.file, tried.line, found.error().message);
            return;
        }
        if (found->patients != tried.patients || found->records != tried.records) {
            wrong(number.file, tried.line,
                  say("ce cas devait compter {} patients et {} dossiers, et en compte {} et {}",
                      "this case should count {} patients and {} records, and counts {} and {}",
                      tried.patients, tried.records, found->patients, found->records));
        }
        for (const auto& door : found->doors) {
            if (catalogue_.find_control(door.control) != nullptr) continue;
            wrong(number.file, tried.line,
                  say("une porte est attribuée au contrôle inconnu « {} »",
                      "a door is given to the unknown control \"{}\"", door.control));
        }
    }

    const Catalogue& catalogue_;
    Store& store_;
    std::vector<Problem>& problems_;
};

void sort(std::vector<Problem>& problems) {
    std::ranges::stable_sort(problems, [](const Problem& left, const Problem& right) {
        return std::tie(left.file, left.line) < std::tie(right.file, right.line);
    });
}

}  // namespace

std::vector<Problem> check(const std::filesystem::path& directory) {
    auto [catalogue, problems] = read_catalogue(directory);
    auto store = Store::open_in_memory();
    const auto queries = check_queries(catalogue, problems);
    if (!store || !queries) {
        problems.push_back({directory, 0, store ? queries.error().message : store.error().message});
        return problems;
    }
    Checker checker(catalogue, *store, problems);
    for (const auto& control : catalogue.controls) checker.check(control);
    if (catalogue.exposed) {
        checker.check(*catalogue.exposed);
    } else {
        problems.push_back({"exposed.yaml", 0, {"le fichier manque", "the file is missing"}});
    }
    check_questions(catalogue, problems);
    sort(problems);
    return problems;
}

}  // namespace primum::controls
