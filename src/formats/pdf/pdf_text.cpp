#include "formats/pdf/pdf_text.h"

#include "formats/pdf/pdf_drawing.h"

namespace primum::formats {
namespace {

constexpr std::size_t pages_max = 3000;
constexpr std::size_t nodes_max = 10'000;
constexpr int depth_max = 40;
constexpr std::size_t node_bytes_max = 128UL * 1024 * 1024;
constexpr std::size_t contents_max = 1000;  // Of one page.

class Document {
public:
    Document(const PdfFile& file, std::size_t text_bytes_max)
        : file_(file), text_bytes_max_(text_bytes_max), drawing_(file, text_bytes_max) {}

    // False when a page must be read otherwise.
    bool read() { return walk(file_.resolved_entry(file_.root(), "Pages"), {}, 0); }
    std::string text() && { return std::move(drawing_).text(); }

private:
    bool walk(std::string_view node, std::string_view resources, int depth) {
        if (++nodes_ > nodes_max || depth > depth_max || node.empty()) return false;
        node_bytes_ += node.size();  // Many kids may be one node.
        if (node_bytes_ > node_bytes_max) return false;
        const auto own = file_.resolved_entry(node, "Resources");
        if (!own.empty()) resources = own;
        const auto kids = file_.resolved_entry(node, "Kids");
        if (kids.empty()) return read_page(node, resources);
        PdfLexer lexer(kids);
        lexer.next();
        for (auto kid = lexer.next_item(); !kid.empty(); kid = lexer.next_item()) {
            if (is_full()) return true;
            if (!walk(file_.resolved(kid), resources, depth + 1)) return false;
        }
        return true;
    }

    bool is_full() const { return pages_ >= pages_max || drawing_.text_bytes() >= text_bytes_max_; }

    bool read_page(std::string_view page, std::string_view resources) {
        ++pages_;
        const auto entry = entry_of(page, "Contents");
        if (entry.empty()) return true;
        std::string content;
        const auto first = file_.object(entry);
        if (!first.value.starts_with('[')) {
            if (!append(first, content)) return false;
        } else if (!append_all(first.value, content)) {
            return false;
        }
        return drawing_.draw_page(content, resources);
    }

    bool append_all(std::string_view parts, std::string& content) {
        PdfLexer lexer(parts);
        lexer.next();
        std::size_t count = 0;
        for (auto part = lexer.next_item(); !part.empty(); part = lexer.next_item()) {
            if (++count > contents_max || !append(file_.object(part), content)) return false;
        }
        return true;
    }

    bool append(const PdfObject& object, std::string& content) {
        const auto part = file_.unpacked(object);
        if (part) content.append(*part).push_back('\n');
        return part.has_value();
    }

    const PdfFile& file_;
    std::size_t text_bytes_max_;
    PdfDrawing drawing_;
    std::size_t nodes_ = 0;
    std::size_t node_bytes_ = 0;
    std::size_t pages_ = 0;
};

}  // namespace

std::optional<std::string> pdf_text(BytesView bytes, const Inflate& inflate,
                                    std::size_t text_bytes_max) {
    const auto file = PdfFile::open(bytes, inflate);
    if (!file) return std::nullopt;
    Document document(*file, text_bytes_max);
    if (!document.read()) return std::nullopt;
    auto text = std::move(document).text();
    const bool has_text = text.find_first_not_of(" \t\r\n\f") != std::string::npos;
    return has_text ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace primum::formats
