// Text of a Word document of before 2007 (doc, dot), [MS-DOC]; Word 6 and 95 where not fast-saved.
#pragma once

#include "formats/office/compound_file.h"
#include "formats/office/office_text.h"

namespace primum::formats {

// ErrorKind::not_found when the file holds no Word document.
Result<OfficeText> read_word_document(const CompoundFile& file);

}  // namespace primum::formats
