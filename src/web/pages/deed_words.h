// A line of the history, in words.
#pragma once

#include "web/door/deeds.h"
#include "web/pages/sheet.h"

namespace primum::web {

void write_deed(Sheet& sheet, const Deed& deed);  // As <li>.

}  // namespace primum::web
