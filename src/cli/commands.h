// The commands. Each prints its result to standard output and returns its exit code; an Error is
// printed by main.
#pragma once

#include "base/result.h"
#include "cli/arguments.h"
#include "cli/exit_code.h"

namespace primum::cli {

Result<ExitCode> run_audit(const Arguments& arguments, const AuditArguments& audit);
Result<ExitCode> run_report(const Arguments& arguments, const ReportArguments& report);
Result<ExitCode> run_accept(const Arguments& arguments, const AcceptArguments& accept);
Result<ExitCode> run_facts(const FactsArguments& facts);
Result<ExitCode> run_query(const QueryArguments& query);
Result<ExitCode> run_fix(const Arguments& arguments, const FixArguments& fix);
Result<ExitCode> run_answer(const Arguments& arguments, const AnswerArguments& answer);
Result<ExitCode> run_password(const Arguments& arguments, const PasswordArguments& password);
Result<ExitCode> run_controls(const Arguments& arguments, const ControlsArguments& controls);
Result<ExitCode> run_serve(const Arguments& arguments, const ServeArguments& serve);

}  // namespace primum::cli
