// PDF: the text of its pages, and the files attached to it. What is written plainly is read by
// formats/pdf, many times faster; all other files by Poppler.
#include <poppler-document.h>
#include <poppler-embedded-file.h>
#include <poppler-global.h>
#include <poppler-page.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <span>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/office/legacy_text.h"
#include "formats/pdf/pdf_text.h"
#include "probes/files/extract_worker/extraction.h"
#include "probes/files/extract_worker/inflate.h"

namespace primum::probes::files {
namespace {

// Our reader goes through all of a file; longer ones are scans, of which Poppler reads the table
// alone.
constexpr std::size_t plain_bytes_max = 32UL * 1024 * 1024;

constexpr int pages_max = 3000;
constexpr std::size_t embedded_files_max = 200;

// Not by ustring::to_utf8(), which opens a converter for every page.
std::string utf8_of(const poppler::ustring& text) {
    return formats::utf8_of_utf16(std::as_bytes(std::span(text.data(), text.size())));
}

// False when a page that exists has no text at all in any of them.
bool read_pages(poppler::document& document, std::string& text) {
    const int pages = std::min(document.pages(), pages_max);
    for (int i = 0; i < pages && text.size() < content_bytes_max; ++i) {
        const std::unique_ptr<poppler::page> page(document.create_page(i));
        if (page)
            text += utf8_of(page->text(poppler::rectf(), poppler::page::raw_order_layout)) + "\n\f";
    }
    return pages == 0 || text.find_first_not_of(" \t\r\n\f") != std::string::npos;
}

void read_embedded_files(poppler::document& document, const std::string& inside,
                         Extraction& extraction) {
    if (!document.has_embedded_files()) return;
    std::size_t count = 0;
    for (auto* const file : document.embedded_files()) {
        if (extraction.over() || ++count > embedded_files_max || !file->is_valid()) continue;
        const auto place = inside_of(inside, printable(file->name()));
        if (file->size() > static_cast<int>(Extraction::member_bytes_max)) {
            extraction.unread(place, Unread::too_large);
            continue;
        }
        const auto bytes = file->data();
        if (!extraction.may_unpack(bytes.size(), place)) return;
        extraction.found(std::as_bytes(std::span(bytes)), true, place);
    }
}

}  // namespace

void prepare_pdf() {
    poppler::set_debug_error_function([](const std::string&, void*) {}, nullptr);
}

void read_pdf(Source& source, const std::string& inside, Extraction& extraction) {
    constexpr std::size_t pdf_bytes_max = 0x7FFF'0000;  // Poppler counts in int.
    const auto bytes = source.view();
    if (bytes.empty() || bytes.size() > pdf_bytes_max) {
        return extraction.unread(inside, Unread::too_large);
    }
    if (bytes.size() <= plain_bytes_max) {
        const auto plain = formats::pdf_text(bytes, inflate_zlib, content_bytes_max);
        if (plain) return extraction.text(inside, *plain);
    }
    const std::unique_ptr<poppler::document> document(poppler::document::load_from_raw_data(
        reinterpret_cast<const char*>(bytes.data()), static_cast<int>(bytes.size())));
    if (!document) return extraction.unread(inside, Unread::damaged);
    if (document->is_locked()) return extraction.sealed(inside);
    std::string text;
    if (read_pages(*document, text)) {
        extraction.text(inside, text);
    } else if (extraction.wants_images()) {
        extraction.picture(inside, source);
    } else {
        extraction.unread(inside, Unread::no_text);
    }
    read_embedded_files(*document, inside, extraction);
}

}  // namespace primum::probes::files
