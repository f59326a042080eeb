// The XML parts of new office documents, each read as any of them: what is written as most writers
// do is read the quick way, and shows what it shows written otherwise.
#include "formats/office/open_document.h"

#include <cstdint>
#include <string>

#include "base/byte_reader.h"
#include "base/check.h"
#include "formats/markup.h"

namespace {

// With an instruction, which shows nothing, between any two pieces: the quick way is for what
// stands side by side.
std::string written_otherwise(std::string_view xml) {
    using Kind = primum::formats::MarkupPiece::Kind;
    std::string other;
    primum::formats::MarkupReader reader(xml);
    bool other_one = false;
    while (const auto* piece = reader.next()) {
        const auto before_name = piece->kind == Kind::text      ? 0
                                 : piece->kind == Kind::opening ? 1
                                                                : 2;
        other.append(piece->text.data() - before_name, reader.rest().data());
        if (reader.rest().empty()) break;  // A tag may never end.
        other += other_one ? "<?>" : "<?+>";
        other_one = !other_one;
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
