#include "controls/sql_check.h"

#include <algorithm>

#include "store/store.h"

namespace primum::controls {
namespace {

class QueryChecker {
public:
    QueryChecker(const store::Store& store, std::vector<Problem>& problems)
        : store_(store), problems_(problems) {}

    void check(const Control& control) {
        if (control.applies) prepare(control.file, "applies", *control.applies);
        if (control.observed) prepare(control.file, "observed", *control.observed);
        const auto columns = prepare(control.file, "fails", control.fails);
        if (!columns.empty() && columns[0] != "subject") {
            wrong(control.file, {"la première colonne de « fails » doit être subject",
                                 "the first column of \"fails\" must be subject"});
        }
    }

    void check(const LeadingNumber& number) {
        const auto columns = prepare(number.file, "query", number.query);
        if (columns.empty()) return;
        for (const char* needed : {"control", "subject", "machine", "patients", "records"}) {
            if (std::ranges::find(columns, needed) != columns.end()) continue;
            wrong(number.file, say("la requête ne donne pas la colonne {}",
                                   "the query does not give column {}", needed));
        }
    }

    void check(const QuestionGroup& group) {
        for (const auto& question : group.questions) {
            if (question.known) prepare(group.file, "known", *question.known);
        }
    }

private:
    void wrong(const std::filesystem::path& file, Sentence what) {
        problems_.push_back({file, 0, std::move(what)});
    }

    // The columns; none when the query is wrong, which is then noted, or absent, which was already.
    std::vector<std::string> prepare(const std::filesystem::path& file, const char* key,
                                     const std::string& sql) {
        if (sql.empty()) return {};
        auto shape = store_.shape(sql);
        if (shape) return std::move(shape->columns);
        wrong(file, join({key, key}, shape.error().message));
        return {};
    }

    const store::Store& store_;
    std::vector<Problem>& problems_;
};

}  // namespace

Result<> check_queries(const Catalogue& catalogue, std::vector<Problem>& problems) {
    const auto store = TRY(store::Store::open_in_memory());
    QueryChecker checker(store, problems);
    for (const auto& control : catalogue.controls) checker.check(control);
    for (const auto& group : catalogue.questions) checker.check(group);
    if (catalogue.exposed) checker.check(*catalogue.exposed);
    return {};
}

}  // namespace primum::controls
