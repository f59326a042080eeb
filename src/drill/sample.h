// Sample: which files of a snapshot a drill restores. Every database, and others drawn by lot.
//
// By lot, because a fixed choice would test the same files for ever; within limits, because the
// disk of a small practice has no room for a second copy of everything.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace primum::drill {

struct Candidate {
    std::string path;
    std::uint64_t size_bytes = 0;
};

struct SampleLimits {
    std::size_t files_max = 200;                          // Beside the databases.
    std::uint64_t bytes_max = 2ULL * 1024 * 1024 * 1024;  // Of those others.
    std::uint64_t database_bytes_max = 50ULL * 1024 * 1024 * 1024;
};

// A suffix that the files of databases have: .db, .sqlite, .mdb, .fdb, …
bool is_database_name(std::string_view path);

// `lot` seeds the draw; the same number gives the same sample.
std::vector<Candidate> choose_sample(std::vector<Candidate> all, const SampleLimits& limits,
                                     std::uint64_t lot);

}  // namespace primum::drill
