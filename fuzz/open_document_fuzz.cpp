// The XML parts of new office documents, each read as any of them: what is written as most writers
// do is read the quick way, and shows what it shows written otherwise.
#include "formats/office/open_document.h"

#include <cstdint>
#include <string>

#include "base/byte_reader.h"
#include "base/check.h"

namespace {

// With a blank or two behind the names of tags, in turn: means the same, and is no usual writing.
std::string written_otherwise(std::string_view xml) {
    std::string other;
    for (std::size_t at = 0, blanks = 1; at < xml.size(); ++at) {
        const auto before = xml.substr(0, at);
        if (xml[at] == '>' && (before.ends_with("<t") || before.ends_with("<v"))) {
            other.append(blanks, ' ');
            blanks = 3 - blanks;
        }
        other.push_back(xml[at]);
    }
    return other;
}

}  // namespace

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
    const auto sheet = formats::sheet_text(xml, parts);
    formats::manifest_says_encrypted(xml);

    const auto other = written_otherwise(xml);
    CHECK(formats::open_xml_text(other) == formats::open_xml_text(xml));
    formats::WorkbookParts other_parts;
    formats::read_shared_strings(other, other_parts);
    formats::read_styles(other, other_parts);
    formats::read_workbook(other, other_parts);
    CHECK(formats::sheet_text(other, other_parts) == sheet);
    return 0;
}
