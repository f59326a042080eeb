// Rows of a query as text columns, JSON (an array of objects, one a row) or CSV (RFC 4180).
#pragma once

#include <string>

#include "store/types.h"

namespace primum::cli {

std::string rows_as(const std::string& format, const store::Rows& rows);

}  // namespace primum::cli
