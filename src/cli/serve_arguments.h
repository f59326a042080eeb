// What `primum serve` was asked for.
#pragma once

#include <string>
#include <vector>

namespace primum::cli {

struct ServeArguments {
    std::string listen = "127.0.0.1:7717";  // ADDRESS:PORT
    std::string certificate;                // PEM files, both or neither.
    std::string key;
    std::vector<std::string> names;  // By which browsers call us, beside the address.
};

}  // namespace primum::cli
