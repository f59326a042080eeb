// PdfText: the text of the pages of a PDF file that is written plainly.
//
// The quick way for what most offices and programs make; whatever it does not know for sure
// (pdf_file.h, pdf_font.h) it leaves to a library that knows all of PDF, by giving nothing. Words
// are put together from where they are drawn: a gap is a space, another height is another line.
#pragma once

#include <optional>
#include <string>

#include "formats/pdf/pdf_file.h"

namespace primum::formats {

// In UTF-8, a page after another, each ended by a form feed; not much more than `text_bytes_max`.
// Nothing when the file must be read otherwise, or when its pages have no text.
std::optional<std::string> pdf_text(BytesView bytes, const Inflate& inflate,
                                    std::size_t text_bytes_max);

}  // namespace primum::formats
