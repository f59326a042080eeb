// Text of a PowerPoint presentation of before 2007 (ppt, pps), [MS-PPT].
#pragma once

#include "formats/office/compound_file.h"
#include "formats/office/office_text.h"

namespace primum::formats {

// ErrorKind::not_found when the file holds no presentation.
Result<OfficeText> read_powerpoint_show(const CompoundFile& file);

}  // namespace primum::formats
