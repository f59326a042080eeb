// Databases that only their own server can open: what can be said of a file without it.
#pragma once

#include <cstdint>
#include <string_view>

namespace primum::drill {

enum class Reach {
    unknown,  // Not of a kind that says where it ends.
    whole,    // It reaches the end that it should have.
    cut_short,
};

// A dump in text, of PostgreSQL, MySQL, MariaDB or SQLite: each writes a last line of its own.
Reach reach_of_dump(std::string_view head, std::string_view tail);

// An Access database (Jet, ACE) is made of whole pages, of 2 or 4 KiB by its version.
Reach reach_of_access(std::string_view head, std::uint64_t size_bytes);

}  // namespace primum::drill
