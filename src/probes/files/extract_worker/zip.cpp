// Zip files: archives, or office documents, told by the names of their members.
#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "base/byte_reader.h"
#include "formats/office/open_document.h"
#include "probes/files/extract_worker/archive.h"

namespace primum::probes::files {

void read_zip_members(Source& source, const std::string& inside, Extraction& extraction);

namespace {

enum class Office { none, word, sheets, slides, open_document };

// From the members' names: the first few hundred say it.
Office office_kind(Source& source) {
    constexpr std::size_t names_max = 500;
    Archive archive(source, ArchiveForm::zip);
    bool mimetype = false;
    for (std::size_t i = 0; i < names_max && archive.next(); ++i) {
        const auto& path = archive.path();
        if (path == "word/document.xml") return Office::word;
        if (path == "xl/workbook.xml") return Office::sheets;
        if (path == "ppt/presentation.xml") return Office::slides;
        mimetype |= path == "mimetype";
        if (mimetype && path == "content.xml") return Office::open_document;
    }
    return Office::none;
}

std::string read_text(Archive& archive, Extraction& extraction) {
    const auto member = archive.read(Extraction::member_bytes_max, extraction);
    return std::string(as_text(member.bytes));
}

// "xl/worksheets/sheet2.xml" is sheet 2; sheets and slides come in any order.
std::string sorting_key(const std::string& path) {
    const auto dot = path.rfind('.');
    auto begin = dot;
    while (begin != std::string::npos && begin > 0 && path[begin - 1] >= '0' &&
           path[begin - 1] <= '9') {
        --begin;
    }
    if (begin == std::string::npos) return path;
    const auto digits = path.substr(begin, dot - begin);
    return path.substr(0, begin) + std::string(digits.size() < 8 ? 8 - digits.size() : 0, '0') +
           digits;
}

// Documents laid into this one: objects, and pictures where somebody reads them.
bool is_embedded(const std::string& path) {
    return path.find("/embeddings/") != std::string::npos ||
           path.find("/media/") != std::string::npos || path.starts_with("Pictures/") ||
           path.starts_with("Object ");
}

void read_embedded(Archive& archive, const std::string& inside, Extraction& extraction) {
    const auto member = archive.read(Extraction::member_bytes_max, extraction);
    if (!member.whole || member.bytes.empty()) return;
    const auto media = formats::media_type_of(member.bytes, last_part(archive.path()));
    if (media == formats::MediaType::plain) return;  // Settings and drawings, not documents.
    extraction.found(member.bytes, true, inside_of(inside, archive.path()));
}

// The texts of a word or slide document, in their order, as one.
void read_pages(Source& source, Office kind, const std::string& inside, Extraction& extraction) {
    constexpr std::array<std::string_view, 5> word_parts{
        "word/document", "word/header", "word/footer", "word/footnotes", "word/comments"};
    std::map<std::string, std::string> texts;
    Archive archive(source, ArchiveForm::zip);
    while (!extraction.over() && archive.next()) {
        const auto& path = archive.path();
        const bool text =
            path.ends_with(".xml") &&
            (kind == Office::word
                 ? std::ranges::any_of(word_parts,
                                       [&](auto part) { return path.starts_with(part); })
                 : path.starts_with("ppt/slides/slide") || path.starts_with("ppt/notesSlides/"));
        if (text) texts[sorting_key(path)] = formats::open_xml_text(read_text(archive, extraction));
        if (is_embedded(path)) read_embedded(archive, inside, extraction);
    }
    std::string all;
    for (const auto& [path, text] : texts) all += text + "\n";
    extraction.text(inside, all);
    if (!archive.ended_well() && !extraction.over()) extraction.unread(inside, Unread::damaged);
}

formats::WorkbookParts read_workbook_parts(Source& source, Extraction& extraction) {
    formats::WorkbookParts parts;
    Archive archive(source, ArchiveForm::zip);
    while (!extraction.over() && archive.next()) {
        const auto& path = archive.path();
        if (path == "xl/sharedStrings.xml") {
            formats::read_shared_strings(read_text(archive, extraction), parts);
        } else if (path == "xl/styles.xml") {
            formats::read_styles(read_text(archive, extraction), parts);
        } else if (path == "xl/workbook.xml") {
            formats::read_workbook(read_text(archive, extraction), parts);
        }
    }
    return parts;
}

void read_sheets(Source& source, const std::string& inside, Extraction& extraction) {
    const auto parts = read_workbook_parts(source, extraction);
    Archive archive(source, ArchiveForm::zip);
    while (!extraction.over() && archive.next()) {
        const auto& path = archive.path();
        if (path.starts_with("xl/worksheets/") && path.ends_with(".xml")) {
            extraction.text(inside, formats::sheet_text(read_text(archive, extraction), parts));
        } else if (path.starts_with("xl/comments") || path.starts_with("xl/drawings/drawing")) {
            extraction.text(inside, formats::open_xml_text(read_text(archive, extraction)));
        } else if (is_embedded(path)) {
            read_embedded(archive, inside, extraction);
        }
    }
    if (!archive.ended_well() && !extraction.over()) extraction.unread(inside, Unread::damaged);
}

void read_open_document(Source& source, const std::string& inside, Extraction& extraction) {
    std::string content, around;
    Archive archive(source, ArchiveForm::zip);
    bool encrypted = false;
    while (!extraction.over() && archive.next()) {
        const auto& path = archive.path();
        if (path == "content.xml") {
            content = read_text(archive, extraction);
        } else if (path == "styles.xml") {  // Headers and footers.
            around = formats::open_document_text(read_text(archive, extraction));
        } else if (path == "META-INF/manifest.xml") {
            encrypted = formats::manifest_says_encrypted(read_text(archive, extraction));
        } else if (is_embedded(path) && !encrypted) {
            read_embedded(archive, inside, extraction);
        }
    }
    if (encrypted) return extraction.sealed(inside);
    extraction.text(inside, formats::open_document_text(content) + "\n" + around);
    if (!archive.ended_well() && !extraction.over()) extraction.unread(inside, Unread::damaged);
}

}  // namespace

void read_zip(Source& source, const std::string& inside, Extraction& extraction) {
    const auto kind = office_kind(source);
    switch (kind) {
        case Office::word:
        case Office::slides:
            return read_pages(source, kind, inside, extraction);
        case Office::sheets:
            return read_sheets(source, inside, extraction);
        case Office::open_document:
            return read_open_document(source, inside, extraction);
        case Office::none:
            return read_zip_members(source, inside, extraction);
    }
}

}  // namespace primum::probes::files
