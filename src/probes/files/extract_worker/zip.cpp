// Zip files: archives, or office documents, told by the names of their members.
#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/office/open_document.h"
#include "probes/files/extract_worker/members.h"

namespace primum::probes::files {

void read_zip_members(Members& members, const std::string& inside, Extraction& extraction);

namespace {

enum class Office { none, word, sheets, slides, open_document };

// From the members' names: the first few hundred say it.
Office office_kind(Members& members) {
    constexpr std::size_t names_max = 500;
    bool mimetype = false;
    for (std::size_t i = 0; i < names_max && members.next(); ++i) {
        const auto path = members.path();
        if (path == "word/document.xml") return Office::word;
        if (path == "xl/workbook.xml") return Office::sheets;
        if (path == "ppt/presentation.xml") return Office::slides;
        mimetype |= path == "mimetype";
        if (mimetype && path == "content.xml") return Office::open_document;
    }
    return Office::none;
}

// Good until the next member is read.
std::string_view read_text(Members& members, Extraction& extraction) {
    return as_text(members.read(Extraction::member_bytes_max, extraction).bytes);
}

// "xl/worksheets/sheet2.xml" is sheet 2; sheets and slides come in any order.
std::string sorting_key(std::string_view path) {
    const auto dot = path.rfind('.');
    auto begin = dot;
    while (begin != std::string_view::npos && begin > 0 && path[begin - 1] >= '0' &&
           path[begin - 1] <= '9') {
        --begin;
    }
    if (begin == std::string_view::npos) return std::string(path);
    const auto digits = path.substr(begin, dot - begin);
    std::string key(path.substr(0, begin));
    key.append(digits.size() < 8 ? 8 - digits.size() : 0, '0');
    return key.append(digits);
}

// Documents laid into this one: objects, and pictures where somebody reads them.
bool is_embedded(std::string_view path) {
    return contains(path, "/embeddings/") || contains(path, "/media/") ||
           path.starts_with("Pictures/") || path.starts_with("Object ");
}

void read_embedded(Members& members, const std::string& inside, Extraction& extraction) {
    const auto member = members.read(Extraction::member_bytes_max, extraction);
    if (!member.whole || member.bytes.empty()) return;
    const auto media = formats::media_type_of(member.bytes, last_part(members.path()));
    if (media == formats::MediaType::plain) return;  // Settings and drawings, not documents.
    extraction.found(member.bytes, true, inside_of(inside, members.path()));
}

// The texts of a word or slide document, in their order, as one.
void read_pages(Members& members, Office kind, const std::string& inside, Extraction& extraction) {
    constexpr std::array<std::string_view, 5> word_parts{
        "word/document", "word/header", "word/footer", "word/footnotes", "word/comments"};
    std::map<std::string, std::string> texts;
    members.rewind();
    while (!extraction.over() && members.next()) {
        const auto path = members.path();
        const bool text =
            path.ends_with(".xml") &&
            (kind == Office::word
                 ? std::ranges::any_of(word_parts,
                                       [&](auto part) { return path.starts_with(part); })
                 : path.starts_with("ppt/slides/slide") || path.starts_with("ppt/notesSlides/"));
        if (text) texts[sorting_key(path)] = formats::open_xml_text(read_text(members, extraction));
        if (is_embedded(path)) read_embedded(members, inside, extraction);
    }
    std::string all;
    for (auto& [path, text] : texts) {
        text.push_back('\n');
        all = all.empty() ? std::move(text) : std::move(all) + text;
    }
    extraction.text(inside, all);
    if (!members.ended_well() && !extraction.over()) extraction.unread(inside, Unread::damaged);
}

formats::WorkbookParts read_workbook_parts(Members& members, Extraction& extraction) {
    formats::WorkbookParts parts;
    members.rewind();
    while (!extraction.over() && members.next()) {
        const auto path = members.path();
        if (path == "xl/sharedStrings.xml") {
            formats::read_shared_strings(read_text(members, extraction), parts);
        } else if (path == "xl/styles.xml") {
            formats::read_styles(read_text(members, extraction), parts);
        } else if (path == "xl/workbook.xml") {
            formats::read_workbook(read_text(members, extraction), parts);
        }
    }
    return parts;
}

void read_sheets(Members& members, const std::string& inside, Extraction& extraction) {
    const auto parts = read_workbook_parts(members, extraction);
    members.rewind();
    while (!extraction.over() && members.next()) {
        const auto path = members.path();
        if (path.starts_with("xl/worksheets/") && path.ends_with(".xml")) {
            extraction.text(inside, formats::sheet_text(read_text(members, extraction), parts));
        } else if (path.starts_with("xl/comments") || path.starts_with("xl/drawings/drawing")) {
            extraction.text(inside, formats::open_xml_text(read_text(members, extraction)));
        } else if (is_embedded(path)) {
            read_embedded(members, inside, extraction);
        }
    }
    if (!members.ended_well() && !extraction.over()) extraction.unread(inside, Unread::damaged);
}

void read_open_document(Members& members, const std::string& inside, Extraction& extraction) {
    std::string text, around;
    members.rewind();
    bool encrypted = false;
    while (!extraction.over() && members.next()) {
        const auto path = members.path();
        if (path == "content.xml") {
            text = formats::open_document_text(read_text(members, extraction));
        } else if (path == "styles.xml") {  // Headers and footers.
            around = formats::open_document_text(read_text(members, extraction));
        } else if (path == "META-INF/manifest.xml") {
            encrypted = formats::manifest_says_encrypted(read_text(members, extraction));
        } else if (is_embedded(path) && !encrypted) {
            read_embedded(members, inside, extraction);
        }
    }
    if (encrypted) return extraction.sealed(inside);
    extraction.text(inside, text.append("\n").append(around));
    if (!members.ended_well() && !extraction.over()) extraction.unread(inside, Unread::damaged);
}

}  // namespace

void read_zip(Source& source, const std::string& inside, Extraction& extraction) {
    const auto members = open_zip(source);
    const auto kind = office_kind(*members);
    switch (kind) {
        case Office::word:
        case Office::slides:
            return read_pages(*members, kind, inside, extraction);
        case Office::sheets:
            return read_sheets(*members, inside, extraction);
        case Office::open_document:
            return read_open_document(*members, inside, extraction);
        case Office::none:
            members->rewind();
            return read_zip_members(*members, inside, extraction);
    }
}

}  // namespace primum::probes::files
