// What the person asked of the vault: primum vault init, backup, list, restore, check, key.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace primum::cli {

struct VaultArguments {
    enum class Verb { init, backup, list, restore, check, key_test, key_list };

    Verb verb = Verb::list;
    std::string repository;
    std::string format = "text";
    std::string key;                       // File of a reading key.
    std::vector<std::string> recoveries;   // init: where the paper keys go.
    unsigned readers = 1;                  // init
    std::vector<std::string> paths;        // backup, restore
    std::vector<std::string> excludes;     // backup
    std::vector<std::string> tags;         // backup
    std::string snapshot;                  // restore
    std::string target;                    // restore
    bool overwrite = false;                // restore
    std::optional<std::string> read_data;  // check: "" or a percentage.
};

}  // namespace primum::cli
