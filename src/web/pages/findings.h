// What several pages say of findings.
#pragma once

#include <vector>

#include "web/pages/sheet.h"

namespace primum::web {

// Null when there is no such control.
const controls::Finding* find_finding(const Known& known, std::string_view control);

// Those with something open, the worst first. Pointers into `known`.
std::vector<const report::Failure*> open_failures(const Known& known);

// <li>: what is wrong, where, and what to do first.
void write_failure_item(Sheet& sheet, const Known& known, const report::Failure& failure);

// The subject as a stranger named it, with the name of its device where there is one.
void write_subject(Sheet& sheet, const Known& known, const std::string& subject);

std::string finding_path(const std::string& control);

}  // namespace primum::web
