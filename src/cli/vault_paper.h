// Where a new paper key goes: a text file, an HTML page or a PDF, readable by its owner alone; or
// standard output.
#pragma once

#include <string>

#include "base/sentence.h"
#include "vault/reading_key.h"

namespace primum::cli {

struct PaperKey {
    const vault::ReadingKey& key;
    std::string computer;
    vault::Id16 repository{};
    std::string reader;  // Whose it is: "1/2", "Dr Martin".
};

// ErrorKind::usage when the ending is another than .txt, .html or .pdf, or when there is such a
// file already.
Result<> check_recovery_file(const std::string& file);

// "cle.pdf" for the first of several keys, then "cle-2.pdf", "cle-3.pdf".
std::string recovery_file_of(const std::string& file, unsigned number);

// An empty `file`: standard output.
Result<> write_paper_key(const PaperKey& paper, const std::string& file, Language language);

}  // namespace primum::cli
