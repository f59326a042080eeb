// The vault's commands, one a file. Results go to standard output, messages to standard error.
#pragma once

#include "cli/arguments.h"
#include "cli/exit_code.h"
#include "cli/vault_places.h"

namespace primum::cli {

Result<ExitCode> run_vault_init(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_list(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_forget(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_key_add(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_key_list(const VaultArguments& vault, Language language);
Result<ExitCode> run_vault_key_test(const VaultArguments& vault, Language language);

std::string host_name();

// A line to standard error.
void say_to_person(const Sentence& sentence, Language language);
// What is wrong with the repository, a line each, to standard error.
void say_faults(const vault::Repository& repository, Language language);

}  // namespace primum::cli
