#include "drill/open_worker/dump_file.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace primum::drill {
namespace {

struct DumpEnd {
    std::string_view beginning;
    std::string_view last_line;  // Other lines may follow it, of blanks and remarks.
};

// Written by pg_dump, pg_dumpall, mysqldump, mariadb-dump and sqlite3's .dump.
constexpr std::array ends{
    DumpEnd{"-- PostgreSQL database dump\n", "-- PostgreSQL database dump complete"},
    DumpEnd{"-- PostgreSQL database cluster dump\n",
            "-- PostgreSQL database cluster dump complete"},
    DumpEnd{"-- MySQL dump ", "-- Dump completed"},
    DumpEnd{"-- MariaDB dump ", "-- Dump completed"},
    DumpEnd{"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;", "COMMIT;"},
};

constexpr std::size_t beginning_within_bytes = 512;  // Remarks may come first.

Reach reach(bool whole) { return whole ? Reach::whole : Reach::cut_short; }

}  // namespace

Reach reach_of_dump(std::string_view head, std::string_view tail) {
    const auto begins = head.substr(0, beginning_within_bytes);
    for (const auto& end : ends) {
        if (begins.find(end.beginning) == std::string_view::npos) continue;
        return reach(tail.rfind(end.last_line) != std::string_view::npos);
    }
    return Reach::unknown;
}

Reach reach_of_access(std::string_view head, std::uint64_t size_bytes) {
    constexpr std::size_t version_at = 20;
    if (head.size() <= version_at ||
        (head.find("Standard Jet DB") != 4 && head.find("Standard ACE DB") != 4)) {
        return Reach::unknown;
    }
    const std::uint64_t page_bytes = head[version_at] == 0 ? 2048 : 4096;
    return reach(size_bytes >= page_bytes && size_bytes % page_bytes == 0);
}

}  // namespace primum::drill
