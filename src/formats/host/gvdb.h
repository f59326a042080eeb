// GVDB: the binary table in which dconf keeps a person's settings, and GLib the system's defaults.
//
// Format: gvdb-format.h and gvdb-reader.c of GLib 2.74; values are GVariants ("GVariant
// Serialisation"). The file belongs to the person, not to us: every offset in it is checked. Only
// values that a control can need are read: booleans, whole numbers, texts and lists of texts; the
// others are left out.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

using GvdbValue = std::variant<bool, std::int64_t, std::string, std::vector<std::string>>;

struct GvdbTable {
    static constexpr std::size_t entries_max = 200'000;

    std::map<std::string, GvdbValue, std::less<>> values;  // "/org/gnome/…/lock-enabled"
    // Tables inside: ".locks" of a dconf database (its keys alone count), a schema of GLib's file.
    std::map<std::string, GvdbTable, std::less<>> tables;
    std::vector<std::string> keys;  // Of every entry that is no table, values of other types too.
};

Result<GvdbTable> parse_gvdb(BytesView file);

}  // namespace primum::formats
