#include <cstdio>

#include "cli/commands.h"
#include "cli/vault_commands.h"

namespace primum::cli {

void say_to_person(const Sentence& sentence, Language language) {
    std::fprintf(stderr, "%s\n", sentence.in(language).c_str());
}

void say_faults(const vault::Repository& repository, Language language) {
    for (const auto& fault : repository.faults()) say_to_person(fault.what, language);
}

Result<ExitCode> run_vault(const Arguments& arguments, const VaultArguments& vault) {
    using Verb = VaultArguments::Verb;
    const auto language = arguments.language;
    switch (vault.verb) {
        case Verb::init:
            return run_vault_init(vault, language);
        case Verb::list:
            return run_vault_list(vault, language);
        case Verb::forget:
            return run_vault_forget(vault, language);
        case Verb::key_add:
            return run_vault_key_add(vault, language);
        case Verb::key_list:
            return run_vault_key_list(vault, language);
        case Verb::key_test:
            return run_vault_key_test(vault, language);
        case Verb::backup:
        case Verb::restore:
        case Verb::check:
        case Verb::drill:
        case Verb::prune:
        case Verb::erase:
            break;
    }
    return Error{ErrorKind::usage,
                 {"cette commande n'est pas encore construite", "this command is not built yet"}};
}

}  // namespace primum::cli
