// VaultArguments: what the person asked of the vault.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "vault/retention.h"

namespace CLI {
class App;
}

namespace primum::cli {

struct VaultArguments {
    enum class Verb {
        init,
        backup,
        list,
        restore,
        check,
        drill,
        forget,
        prune,
        erase,
        key_add,
        key_list,
        key_test
    };

    Verb verb = Verb::list;
    std::string repository;  // --repo DIR
    std::string key;         // --key FILE: a paper key typed in, or a file under a passphrase.
    std::string format = "text";
    std::vector<std::string> paths;
    std::vector<std::string> excludes;          // backup
    std::vector<std::string> tags;              // backup
    std::string recovery;                       // init, key add: where the paper key goes.
    std::string sealed;                         // key add: a file under a passphrase instead.
    std::string label;                          // key add: whose key it is.
    unsigned readers = 1;                       // init
    std::string snapshot;                       // restore
    std::string target;                         // restore
    bool overwrite = false;                     // restore
    std::optional<unsigned> read_data_percent;  // check
    vault::RetentionRules rules;                // forget
    bool dry_run = false;                       // forget, prune
    bool at_once = false;                       // prune, erase: no backup is running anywhere.
};

// Adds `vault` and its commands to the program's command line. `vault` receives what was asked, and
// `chosen` is called when one of them was; both must outlive the parsing.
void declare_vault(CLI::App& program, Language language, VaultArguments& vault,
                   const std::function<void()>& chosen);

}  // namespace primum::cli
