// Arguments: what the person asked for on the command line.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "cli/fix_arguments.h"
#include "cli/office_arguments.h"
#include "cli/progress_form.h"
#include "cli/serve_arguments.h"
#include "cli/vault_arguments.h"
#include "controls/control.h"

namespace primum::cli {

enum class Paths { folders, whole };  // Files by their folders, or by their names.

struct AuditArguments {
    std::vector<std::string> only;  // "host", "network", "files", "hosting"; empty: all but files.
    std::vector<std::string> folders;        // Folders whose files are looked at.
    bool ocr = false;                        // Pictures and scanned pages too.
    std::vector<std::string> lans;           // CIDRs or "auto".
    std::string root = "/";                  // Of the system to look at as this computer.
    std::string consent;                     // Who agrees to have the networks looked at.
    std::vector<std::string> wifi_captures;  // Files.
    bool wifi_keys = false;                  // Agrees to have saved keys measured.
    std::vector<std::string> domains;        // The practice's Internet domains.
    std::string resolver;                    // DNS server to ask; empty: this computer's.
    std::string format = "text";
    std::vector<std::string> reports;  // Files to write, by their ending.
    std::string fail_on = "critical";
    Paths paths = Paths::folders;
    bool explain = false;
    ProgressForm progress = ProgressForm::one_line;
};

struct ReportArguments {
    std::string format;  // Empty: what the ending of `output` says, else text.
    std::string output;  // Empty: standard output.
    Paths paths = Paths::folders;
    std::string compare;  // Number of an audit, or "previous"; empty: no comparison.
    bool runs = false;    // The list of audits instead of a report.
};

struct AcceptArguments {
    std::string control;  // Empty: the list of what is accepted.
    std::string subject;  // Empty: all that the control finds.
    std::string reason;
    std::string until;  // YYYY-MM-DD
    std::string by;
    bool revoke = false;
};

struct FactsArguments {
    std::string table;  // Empty: the list of tables.
    bool schema = false;
    std::string format = "text";
};

struct QueryArguments {
    std::string sql;
    std::string format = "text";
};

struct ControlsArguments {
    enum class Verb { list, show, check } verb = Verb::list;
    std::string id;         // show
    std::string directory;  // check; empty: the catalogue in use.
    std::string format = "text";
};

struct AnswerArguments {
    std::string question;  // Empty: all that are still to be asked.
    std::string value;     // Empty: ask, or show where nobody can be asked.
    std::string by;        // Who answers; empty: the account's name.
    bool list = false;
};

struct PasswordArguments {
    std::string csv;  // A password manager's export; empty: one password, typed.
};

// What to print and the exit code when there is nothing to run: --help, --version.
struct Printed {
    std::string text;
};

struct Arguments {
    Language language = Language::french;
    std::string catalogue;  // --catalogue DIR
    std::variant<Printed, AuditArguments, ReportArguments, AcceptArguments, FactsArguments,
                 QueryArguments, ControlsArguments, VaultArguments, AnswerArguments,
                 PasswordArguments, FixArguments, OfficeArguments, ServeArguments>
        command;
};

// The language of messages about the command line itself is read from it first.
Language language_of(int argc, const char* const* argv);

// ErrorKind::usage with a message that says what to write instead.
Result<Arguments> parse_arguments(int argc, const char* const* argv);

}  // namespace primum::cli
