// FileFindings: what one file holds, and what could not be read of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/byte_reader.h"
#include "base/result.h"
#include "probes/files/recogniser.h"

namespace primum::probes::files {

struct FoundDocument {
    std::string inside;  // Member path; empty for the file itself.
    Recognition recognition;
    bool encrypted = false;  // It asks for a password: nothing else is known of it.
};

struct UnreadDocument {
    std::string inside;
    Sentence why;
    bool broken = false;  // The bytes themselves are at fault; nobody could read more of them.
};

struct FileFindings {
    static constexpr std::size_t documents_max = 500;  // Of one file; then the last one takes all.
    static constexpr std::size_t unread_max = 50;

    std::vector<FoundDocument> documents;
    std::vector<UnreadDocument> unread;

    bool empty() const { return documents.empty() && unread.empty(); }
    void add(FoundDocument document);
    void add(UnreadDocument part);
};

// For the cache: bytes of our own, in the order of the members.
std::string encode(const FileFindings& findings);
Result<FileFindings> parse_file_findings(ByteReader& reader);

}  // namespace primum::probes::files
