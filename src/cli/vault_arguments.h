// What the person asked of the vault: primum vault init, backup, list, restore, check, drill,
// forget, prune, erase, key.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "vault/retention.h"

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
        key_test,
        key_list,
        key_protect,
    };

    Verb verb = Verb::list;
    std::string repository;
    std::string format = "text";
    std::string key;                       // File of a reading key.
    std::vector<std::string> recoveries;   // init, key add: where the paper keys go.
    unsigned readers = 1;                  // init
    std::vector<std::string> paths;        // backup, restore, erase
    std::vector<std::string> excludes;     // backup
    std::vector<std::string> tags;         // backup
    std::string snapshot;                  // restore
    std::string target;                    // restore
    bool overwrite = false;                // restore
    std::optional<std::string> read_data;  // check: "" or a percentage.
    vault::RetentionRules rules;           // forget
    bool dry_run = false;                  // forget, prune
    bool at_once = false;                  // prune, erase: no backup is running anywhere.
    std::string label;                     // key add: whose it is.
    std::string output;                    // key protect: the file to write.
};

}  // namespace primum::cli
