// primum: the program. Reads the command line, runs one command, says what went wrong.
#include <cstdio>
#include <exception>

#include "cli/commands.h"
#include "cli/office_commands.h"
#include "cli/vault_commands.h"

namespace {

using namespace primum;
using cli::ExitCode;

Result<ExitCode> run(int argc, char** argv) {
    const auto arguments = TRY(cli::parse_arguments(argc, argv));
    struct Runner {
        const cli::Arguments& arguments;
        Result<ExitCode> operator()(const cli::Printed& printed) const {
            std::fputs(printed.text.c_str(), stdout);
            return ExitCode::fine;
        }
        Result<ExitCode> operator()(const cli::AuditArguments& audit) const {
            return cli::run_audit(arguments, audit);
        }
        Result<ExitCode> operator()(const cli::ReportArguments& report) const {
            return cli::run_report(arguments, report);
        }
        Result<ExitCode> operator()(const cli::AcceptArguments& accept) const {
            return cli::run_accept(arguments, accept);
        }
        Result<ExitCode> operator()(const cli::FactsArguments& facts) const {
            return cli::run_facts(facts);
        }
        Result<ExitCode> operator()(const cli::QueryArguments& query) const {
            return cli::run_query(query);
        }
        Result<ExitCode> operator()(const cli::ControlsArguments& controls) const {
            return cli::run_controls(arguments, controls);
        }
        Result<ExitCode> operator()(const cli::FixArguments& fix) const {
            return cli::run_fix(arguments, fix);
        }
        Result<ExitCode> operator()(const cli::VaultArguments& vault) const {
            return cli::run_vault(arguments, vault);
        }
        Result<ExitCode> operator()(const cli::AnswerArguments& answer) const {
            return cli::run_answer(arguments, answer);
        }
        Result<ExitCode> operator()(const cli::PasswordArguments& password) const {
            return cli::run_password(arguments, password);
        }
        Result<ExitCode> operator()(const cli::OfficeArguments& office) const {
            return cli::run_office(arguments, office);
        }
        Result<ExitCode> operator()(const cli::ServeArguments& serve) const {
            return cli::run_serve(arguments, serve);
        }
    };
    return std::visit(Runner{arguments}, arguments.command);
}

// What the person asked for cannot be: 2. What could not be looked at or kept: 3.
ExitCode exit_code_of(const Error& error) {
    return error.kind == ErrorKind::usage ? ExitCode::usage : ExitCode::incomplete;
}

}  // namespace

int main(int argc, char** argv) {
    const auto language = cli::language_of(argc, argv);
    try {
        const auto outcome = run(argc, argv);
        if (outcome) return static_cast<int>(*outcome);
        std::fprintf(stderr, "primum : %s\n", outcome.error().message.in(language).c_str());
        return static_cast<int>(exit_code_of(outcome.error()));
    } catch (const std::exception& thrown) {
        std::fprintf(stderr, "primum : %s\n", thrown.what());
        return static_cast<int>(ExitCode::incomplete);
    }
}
