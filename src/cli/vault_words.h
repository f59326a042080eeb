// How the vault's commands say sizes, counts and results.
#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>

#include "base/sentence.h"
#include "vault/snapshot.h"

namespace primum::cli {

// "1,4 Go" / "1.4 GB": three figures, powers of ten.
std::string size_text(std::uint64_t bytes, Language language);
// A name in any bytes, fit for a terminal and for JSON.
std::string path_text(const std::string& path);
// As paths stand in a snapshot: from the root, without what changes nothing.
std::string path_in_snapshot(const std::string& path);
std::string short_id(const vault::Hash& id);  // Twelve digits, enough to name a snapshot.
void print_line(const Sentence& sentence, Language language);  // To standard output.
void print_note(const Sentence& sentence, Language language);  // To standard error.
void print_json(const nlohmann::ordered_json& value);

}  // namespace primum::cli
