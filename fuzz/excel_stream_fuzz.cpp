// The records of an Excel workbook, without the file system around them.
#include <cstdint>

#include "base/check.h"
#include "formats/office/excel_workbook.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto read = primum::formats::read_excel_stream(std::as_bytes(std::span(data, size)));
    if (read) CHECK(!read->encrypted || read->text.empty());
    return 0;
}
