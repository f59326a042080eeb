// Text of an Excel workbook of before 2007 (xls, xlt): BIFF5 and BIFF8, [MS-XLS].
//
// Cells as their reader sees them, as far as the recogniser needs: texts, numbers, dates.
#pragma once

#include "formats/office/compound_file.h"
#include "formats/office/office_text.h"

namespace primum::formats {

// ErrorKind::not_found when the file holds no workbook.
Result<OfficeText> read_excel_workbook(const CompoundFile& file);

// The same, of the stream "Workbook" or "Book" itself.
Result<OfficeText> read_excel_stream(BytesView stream);

}  // namespace primum::formats
