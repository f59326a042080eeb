// PDF from one HTML page, by WeasyPrint.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace primum::cli {

// Whether this computer can make one. ErrorKind::usage, with what to install, when it cannot.
Result<> check_pdf();

// The same page gives the same bytes. `html` names nothing outside itself.
Result<std::string> pdf_of(std::string_view html);

}  // namespace primum::cli
