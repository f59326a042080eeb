// SoftwareTable: how the databases and exports of practice software look, from
// catalogue/providers/practice-software.txt.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::probes {

// "*" stands for any letters, "?" for one; without regard to case.
bool matches_name(std::string_view pattern, std::string_view name);

// Thread-safe.
class SoftwareTable {
public:
    // Fails with ErrorKind::usage, naming file and line.
    static Result<SoftwareTable> parse(std::string_view text);

    bool has_file(std::string_view name) const;    // Of a database that holds patients.
    bool has_export(std::string_view name) const;  // Of an export or a backup.
    bool has_mark(std::string_view folded) const;  // What stands in such a file.

private:
    std::vector<std::string> files_;
    std::vector<std::string> exports_;
    std::vector<std::string> marks_;
};

// The letters of a binary file, whatever their width, folded: what is neither is a space.
std::string letters_of(BytesView bytes);

// The first bytes of the databases that small practices have: Access, Firebird, SQL Server's
// backups, 4D, FileMaker, HFSQL, and anything that its name calls one.
bool is_database(BytesView bytes, std::string_view name);

}  // namespace primum::probes
