// Text of the XML parts of office documents: Office Open XML (docx, xlsx, pptx; ECMA-376) and
// OpenDocument (odt, ods, odp; ISO 26300).
//
// Read as a stream of tags and not as a tree: a sheet of a hundred megabytes needs no more memory
// than a short letter. No entity but those of XML is known, so none can grow.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/office/cell_text.h"

namespace primum::formats {

// word/document.xml, headers, footers, notes, comments, and slides.
std::string open_xml_text(std::string_view xml);

// content.xml and styles.xml of OpenDocument.
std::string open_document_text(std::string_view xml);

// The texts of a workbook's cells, each kept once. All in one piece of memory: there are as many
// as cells.
class SharedStrings {
public:
    static constexpr std::size_t count_max = 1'000'000;
    static constexpr std::size_t bytes_max = 32UL * 1024 * 1024;  // All together.

    std::size_t size() const { return ends_.size(); }
    bool is_full() const { return ends_.size() >= count_max || bytes_.size() > bytes_max; }
    std::string_view operator[](std::size_t index) const {
        const auto begin = index == 0 ? 0 : ends_[index - 1];
        return std::string_view(bytes_).substr(begin, ends_[index] - begin);
    }
    // What `write` appends to the string it is given becomes the next text.
    template <class Write>
    void add(const Write& write) {
        write(bytes_);
        ends_.push_back(bytes_.size());
    }

private:
    std::string bytes_;
    std::vector<std::size_t> ends_;
};

// What the cells of a workbook refer to.
struct WorkbookParts {
    SharedStrings strings;
    std::vector<CellStyle> styles;
    DateSystem dates = DateSystem::since_1900;
};

void read_shared_strings(std::string_view xml, WorkbookParts& parts);  // xl/sharedStrings.xml
void read_styles(std::string_view xml, WorkbookParts& parts);          // xl/styles.xml
void read_workbook(std::string_view xml, WorkbookParts& parts);        // xl/workbook.xml

// xl/worksheets/sheet*.xml
std::string sheet_text(std::string_view xml, const WorkbookParts& parts);

// META-INF/manifest.xml: whether the parts of an OpenDocument file are encrypted.
bool manifest_says_encrypted(std::string_view xml);

}  // namespace primum::formats
