// Deeds: who did what in Primum, one line each, chained so that no line can be changed or removed
// unseen.
//
// A file of JSON lines (0600), only ever appended to and flushed before anything is answered. Each
// line holds the SHA-256 of the line before it. Whoever holds the whole file can write a new chain;
// the newest hash, which a person may note down, tells. No patient's name belongs here.
// Thread-safe.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "os/descriptor.h"

namespace primum::web {

struct Deed {
    std::string at;    // UTC.
    std::string by;    // The account.
    std::string what;  // "accept": one of the words that pages/history.cpp says in two languages.
    std::string of;    // The control, the account, the form of report; may be empty.

    bool operator==(const Deed&) const = default;
};

constexpr std::size_t deed_line_bytes_max = 2'000;
constexpr std::size_t deeds_file_bytes_max = 64UL * 1024 * 1024;

struct ReadDeeds {
    std::vector<Deed> deeds;  // The oldest first.
    std::string newest_hash;  // Of the last line; empty when there is none.
};

// A pure function over the file's text. ErrorKind::corrupt, with the line, where the chain breaks.
Result<ReadDeeds> parse_deeds(std::string_view text);

class Deeds {
public:
    // Refuses a file whose chain is broken (corrupt), or that another program writes (usage).
    static Result<Deeds> open(const std::filesystem::path& file);

    // Durable on return.
    Result<> add(const std::string& by, const std::string& what, const std::string& of);
    // The newest first, at most so many; and the newest hash.
    Result<ReadDeeds> newest(std::size_t count_max) const;

    Deeds(Deeds&& other) noexcept;

private:
    Deeds(std::filesystem::path file, os::Descriptor descriptor, std::string newest_hash);

    mutable std::mutex mutex_;
    std::filesystem::path file_;
    os::Descriptor descriptor_;
    std::string newest_hash_;
};

}  // namespace primum::web
