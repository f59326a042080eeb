// The forms of a report: which there are, and making one.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/report.h"

namespace primum::cli {

// "text", "html", …: what --format takes.
const std::vector<std::string>& report_forms();

// By the ending of a file's name: ".html" is "html".
std::optional<std::string> form_of_file(const std::string& file);

// Whether this computer can make it: a PDF needs WeasyPrint. ErrorKind::usage, with what to
// install.
Result<> check_form(const std::string& form);

// `form` is one of report_forms().
Result<std::string> make_form(const std::string& form, const report::Report& made,
                              Language language, report::Style style);

}  // namespace primum::cli
