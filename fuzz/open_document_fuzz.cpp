// The XML parts of new office documents, each read as any of them.
#include "formats/office/open_document.h"

#include <cstdint>

#include "base/byte_reader.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const auto xml = as_text(std::as_bytes(std::span(data, size)));
    CHECK(formats::open_xml_text(xml).size() <= 2 * size);
    CHECK(formats::open_document_text(xml).size() <= 2 * size);
    formats::WorkbookParts parts;
    formats::read_shared_strings(xml, parts);
    formats::read_styles(xml, parts);
    formats::read_workbook(xml, parts);
    CHECK(parts.strings.size() <= size);
    formats::sheet_text(xml, parts);
    formats::manifest_says_encrypted(xml);
    return 0;
}
