// The fact tables: every row type that a probe can hand over, declared once.
//
// A member of type optional is unknown until somebody saw it: unknown is never false. No member
// ever holds a patient's name, number or date of birth; patients are counted.
#pragma once

#include "facts/backup_tables.h"
#include "facts/compliance_tables.h"
#include "facts/file_tables.h"
#include "facts/host_tables.h"
#include "facts/network_tables.h"
#include "facts/outside_tables.h"
#include "facts/practice_tables.h"

namespace primum::facts {

// All tables of the headers above, in their order.
const std::vector<const TableDescription*>& all_tables();
const TableDescription* find_table(std::string_view name);  // Null when there is none.

}  // namespace primum::facts
