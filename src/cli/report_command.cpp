#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "cli/assemble.h"
#include "cli/commands.h"
#include "cli/history.h"
#include "cli/places.h"
#include "cli/report_forms.h"
#include "cli/rows.h"
#include "os/file.h"
#include "report/folders.h"

namespace primum::cli {
namespace {

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

// The audits kept, the newest first, for --runs.
Result<store::Rows> list_of_runs(const controls::Catalogue& catalogue, const store::Store& store,
                                 const std::filesystem::path& path) {
    const auto history = TRY(history_of(catalogue, path));
    store::Rows rows{.columns = {"run", "started_at", "finished_at", "patients"}};
    for (const auto& run : TRY(store.runs())) {
        const auto number = static_cast<std::int64_t>(run.id);
        const auto moment = std::ranges::find(history, number, &report::Moment::run);
        rows.rows.push_back(
            {number, format_time(run.start.started_at),
             run.finished_at ? facts::Value{format_time(*run.finished_at)} : facts::Value{},
             moment == history.end() ? facts::Value{} : facts::Value{moment->patients}});
    }
    return rows;
}

// --format where it is given, else what the file's name says, else text.
Result<std::string> form_wanted(const ReportArguments& wanted) {
    if (!wanted.format.empty()) return wanted.format;
    if (wanted.output.empty()) return std::string("text");
    const auto form = form_of_file(wanted.output);
    if (form) return *form;
    return Error{
        ErrorKind::usage,
        say("--output {} : ajoutez --format, le nom du fichier ne dit pas quelle forme",
            "--output {}: add --format, the file's name does not say which form", wanted.output)};
}

// A list of audits is a table, and has the forms of tables.
Result<std::string> form_of_list(const ReportArguments& wanted) {
    if (wanted.format.empty()) return std::string("text");
    for (const char* form : {"text", "json", "csv"}) {
        if (wanted.format == form) return wanted.format;
    }
    return Error{ErrorKind::usage,
                 {"--runs se montre en text, json ou csv", "--runs is shown as text, json or csv"}};
}

}  // namespace

Result<ExitCode> run_report(const Arguments& arguments, const ReportArguments& wanted) {
    const auto catalogue =
        TRY(controls::Catalogue::load(TRY(catalogue_directory(arguments.catalogue))));
    const auto path = TRY(home_directory()) / "facts.db";
    const auto store = TRY(open_for_reading(path));
    if (wanted.runs) {
        const auto form = TRY(form_of_list(wanted));
        print(rows_as(form, TRY(list_of_runs(catalogue, store, path))));
        return ExitCode::fine;
    }
    const auto form = TRY(form_wanted(wanted));
    const bool on_terminal = wanted.output.empty() && ::isatty(STDOUT_FILENO) == 1;
    if (form == "pdf" && on_terminal) {
        return Error{ErrorKind::usage,
                     {"un PDF ne s'affiche pas ici : ajoutez --output FICHIER.pdf",
                      "a PDF cannot be shown here: add --output FILE.pdf"}};
    }

    auto made = TRY(assemble(catalogue, store, std::nullopt));
    if (made.finished_at == Time{}) {
        return Error{ErrorKind::usage,
                     {"aucun audit n'a été mené à son terme : lancez primum audit",
                      "no audit has come to its end: run primum audit"}};
    }
    if (wanted.paths == Paths::folders) report::group_by_folder(made.findings);
    made.history = TRY(history_of(catalogue, path));
    if (!wanted.compare.empty()) {
        const auto run = TRY(run_named(wanted.compare, store));
        made.comparison = TRY(compare_with(run, catalogue, path, made, wanted.paths));
    }
    const auto style = on_terminal ? report::Style::colored : report::Style::plain;
    const auto text = TRY(make_form(form, made, arguments.language, style));
    if (!wanted.output.empty()) {
        TRY(os::publish(wanted.output, text));
    } else {
        print(text);
    }
    return ExitCode::fine;
}

}  // namespace primum::cli
