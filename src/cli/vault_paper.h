// Where a new paper key goes: a text file, an HTML page or a PDF, readable by its owner alone.
#pragma once

#include <filesystem>

#include "base/result.h"
#include "paper/page.h"

namespace primum::cli {

// ErrorKind::usage when the ending is another than .txt, .html or .pdf, or when there is such a
// file.
Result<> check_recovery(const std::filesystem::path& file);

// In the form that the file's ending says.
Result<> write_paper_key(const paper::Page& page, const std::filesystem::path& file,
                         Language language);

}  // namespace primum::cli
