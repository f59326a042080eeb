#include <sodium.h>

#include "cli/passphrase.h"
#include "cli/vault_commands.h"
#include "cli/vault_open.h"
#include "cli/vault_words.h"
#include "os/file.h"
#include "passwords/judge.h"
#include "vault/key_file.h"

namespace primum::cli {
namespace {

namespace fs = std::filesystem;

// Who has the file may try phrases without end: it must stand alone.
Result<> refuse_weak(const std::string& passphrase) {
    if (passwords::judge(passphrase, {}).level == passwords::Level::alone) return {};
    return Error{ErrorKind::usage,
                 {"cette phrase de passe se devine trop facilement : prenez-en une plus longue, de "
                  "sept mots au hasard par exemple (primum password en propose)",
                  "this passphrase is too easy to guess: take a longer one, of seven random words "
                  "for example (primum password suggests some)"}};
}

}  // namespace

Result<ExitCode> run_vault_key_protect(const VaultArguments& asked, Language language) {
    const fs::path file = asked.output;
    std::error_code failure;
    if (fs::exists(fs::symlink_status(file, failure))) {
        return Error{ErrorKind::usage, say("{} existe déjà, il n'est pas remplacé",
                                           "{} exists already and is not replaced", asked.output)};
    }
    // A key that opens nothing is not worth protecting.
    const auto vault = TRY(open_vault(asked.repository, asked.key));
    CHECK(vault.reading);  // As a key was given.
    auto passphrase = TRY(ask_new_passphrase());
    TRY(refuse_weak(passphrase));
    const auto text = vault::write_key_file(vault.reading->seed(), passphrase);
    const auto again = TRY(vault::open_key_file(text, passphrase));
    sodium_memzero(passphrase.data(), passphrase.size());
    CHECK(std::ranges::equal(again.view(), vault.reading->seed().view()));
    TRY(os::publish(file, text));
    if (asked.format == "json") {
        print_json({{"file", asked.output}});
    } else {
        print_line(say("La clé protégée est dans {}. Elle ne remplace pas la clé papier : qui "
                       "oublie la phrase de passe en aura besoin.",
                       "The protected key is in {}. It does not replace the paper key: who "
                       "forgets the passphrase will need it.",
                       asked.output),
                   language);
    }
    return ExitCode::fine;
}

}  // namespace primum::cli
