#include <unistd.h>

#include <cstdio>

#include "cli/assemble.h"
#include "cli/commands.h"
#include "cli/places.h"
#include "os/file.h"

namespace primum::cli {

Result<ExitCode> run_report(const Arguments& arguments, const ReportArguments& report) {
    const auto catalogue =
        TRY(controls::Catalogue::load(TRY(catalogue_directory(arguments.catalogue))));
    const auto home = TRY(home_directory());
    auto store = store::Store::open_read_only(home / "facts.db");
    if (!store && store.error().kind == ErrorKind::not_found) {
        return Error{ErrorKind::usage,
                     {"rien n'a encore été regardé : lancez d'abord primum audit",
                      "nothing has been looked at yet: run primum audit first"}};
    }
    const auto opened = TRY(std::move(store));
    const auto made = TRY(assemble(catalogue, opened, std::nullopt));
    const bool colored = report.output.empty() && ::isatty(STDOUT_FILENO) == 1;
    const auto text = report.format == "json" ? report::as_json(made, arguments.language)
                                              : report::as_text(made, arguments.language,
                                                                colored ? report::Style::colored
                                                                        : report::Style::plain);
    if (!report.output.empty()) {
        TRY(os::publish(report.output, text));
        return ExitCode::fine;
    }
    std::fwrite(text.data(), 1, text.size(), stdout);
    return ExitCode::fine;
}

}  // namespace primum::cli
