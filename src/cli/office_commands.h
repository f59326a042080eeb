// The commands of the practice's accounts and obligations, by subject. run_office() chooses.
#pragma once

#include "base/result.h"
#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "cli/office.h"

namespace primum::cli {

Result<ExitCode> run_office(const Arguments& arguments, const OfficeArguments& wanted);

Result<ExitCode> run_account(const OfficeArguments& wanted, Language language);

// Each is for somebody signed in, with the ledger open.
struct Desk {
    const Arguments& arguments;
    const OfficeArguments& wanted;
    Office& office;
    compliance::Ledger& ledger;

    Language language() const { return arguments.language; }
    void print(const Sentence& sentence) const;
};
Result<ExitCode> run_record(const Desk& desk);    // add, change, list, show, versions, erase
Result<ExitCode> run_document(const Desk& desk);  // letter, letters, form, print, certificate
Result<ExitCode> run_register_prefill(const Desk& desk);
Result<ExitCode> run_training(const Desk& desk);
Result<ExitCode> run_overview(const Desk& desk);  // overview, history, verify

}  // namespace primum::cli
