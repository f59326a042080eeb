#include <cstdio>

#include "base/text.h"
#include "cli/acceptances.h"
#include "cli/assemble.h"
#include "cli/commands.h"
#include "cli/places.h"
#include "cli/rows.h"
#include "controls/catalogue.h"

namespace primum::cli {
namespace {

Result<> check_words(const AcceptArguments& accept) {
    if (accept.until.empty() || trim(accept.reason).empty() || trim(accept.by).empty()) {
        return Error{ErrorKind::usage,
                     {"pour accepter, il faut --reason, --until et --by",
                      "to accept, --reason, --until and --by are needed"}};
    }
    return check_last_day(accept.until)
        .context({"--until " + accept.until, "--until " + accept.until});
}

Result<ExitCode> list(const store::Store& store) {
    const auto rows = TRY(store.query("SELECT * FROM acceptance ORDER BY control, subject"));
    const auto text = rows_as("text", rows);
    std::fwrite(text.data(), 1, text.size(), stdout);
    return ExitCode::fine;
}

}  // namespace

Result<ExitCode> run_accept(const Arguments& arguments, const AcceptArguments& accept) {
    const auto path = TRY(home_directory()) / "facts.db";
    // Opened for reading first: accepting before any audit must not make a store.
    TRY(open_for_reading(path));
    auto store = TRY(store::Store::open(path));
    if (accept.control.empty()) return list(store);
    if (accept.revoke) {
        TRY(revoke_acceptance(accept.control, accept.subject, store));
        return ExitCode::fine;
    }
    const auto catalogue =
        TRY(controls::Catalogue::load(TRY(catalogue_directory(arguments.catalogue))));
    if (catalogue.find_control(accept.control) != nullptr) TRY(check_words(accept));
    TRY(keep_acceptance({.control = accept.control,
                         .subject = accept.subject,
                         .reason = accept.reason,
                         .until = accept.until,
                         .by = accept.by},
                        catalogue, store));
    return ExitCode::fine;
}

}  // namespace primum::cli
