// Files by folder: the name of a file can be the name of a patient.
#pragma once

#include <vector>

#include "controls/run.h"

namespace primum::report {

// Subjects that are files on this computer become their folders, with the number of files in each;
// of counts the largest is kept, because files may speak of the same persons. Details that differ
// within a folder, or that name a file, are left out.
void group_by_folder(std::vector<controls::Finding>& findings);

}  // namespace primum::report
