#include "formats/office/open_document.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "base/text.h"
#include "formats/markup.h"
#include "formats/office/html_text.h"
#include "formats/office/office_text.h"

namespace primum::formats {
namespace {

using Kind = MarkupPiece::Kind;

// Appends the text of the elements <t>, from the present piece up to the end of `element`.
void append_until_end_of(MarkupReader& reader, std::string_view element, std::string& text) {
    bool inside = false;
    bool phonetic = false;  // How to pronounce it: not read twice.
    while (const auto* piece = reader.next()) {
        const auto name = piece->local_name;
        if (piece->kind == Kind::text) {
            if (inside && !phonetic) append_without_entities(text, piece->text);
        } else if (name == "t") {
            inside = piece->kind == Kind::opening && !piece->closes_itself();
        } else if (name == "rPh") {
            phonetic = piece->kind == Kind::opening;
        } else if (piece->kind == Kind::closing && name == element) {
            break;
        }
    }
}

// The same up to the end of a shared string, which most often is one text and no more.
void append_shared_string(MarkupReader& reader, std::string& text) {
    const auto only = reader.text_between("<t>", "</t></si>");
    if (only) return append_without_entities(text, *only);
    append_until_end_of(reader, "si", text);
}

std::optional<std::uint32_t> number_of(std::string_view written) {
    const auto value = parse_number(written);
    if (!value || *value > 0xFFFFFFFF) return std::nullopt;
    return static_cast<std::uint32_t>(*value);
}

// How a spreadsheet shows it too: no sign, no zero before it, exact as a double.
bool is_short_whole_number(std::string_view written) {
    constexpr std::size_t exact_digits_max = 15;
    return !written.empty() && written.size() <= exact_digits_max && written[0] != '0' &&
           std::ranges::all_of(written, [](char c) { return c >= '0' && c <= '9'; });
}

class Sheet {
public:
    Sheet(std::string_view xml, const WorkbookParts& parts) : reader_(xml), parts_(parts) {}

    std::string read() {
        while (const auto* piece = reader_.next()) {
            if (text_.size() > office_text_bytes_max) break;
            const auto name = piece->local_name;
            if (piece->kind == Kind::closing && name == "row") text_.push_back('\n');
            if (piece->kind == Kind::opening && name == "c" && !piece->closes_itself()) {
                cell(piece->attributes);
            }
        }
        return std::move(text_);
    }

private:
    void cell(std::string_view attributes) {
        std::string_view type;
        std::uint32_t style = 0;
        for (AttributeReader reader(attributes); reader.next();) {
            if (reader.name() == "t") type = reader.value();
            if (reader.name() == "s") style = number_of(reader.value()).value_or(0);
        }
        if (type == "inlineStr") {
            append_until_end_of(reader_, "c", text_);
        } else {
            append(read_value(), type, style);
        }
        text_.push_back('\t');
    }

    // Up to the end of the cell. Good until the next one.
    std::string_view read_value() {
        const auto only = reader_.text_between("<v>", "</v></c>");
        if (only && only->find('&') == std::string_view::npos) return *only;
        value_.clear();
        if (only) {
            append_without_entities(value_, *only);
            return value_;
        }
        bool inside = false;
        while (const auto* piece = reader_.next()) {
            const auto name = piece->local_name;
            if (piece->kind == Kind::text && inside) append_without_entities(value_, piece->text);
            if (name == "v") inside = piece->kind == Kind::opening && !piece->closes_itself();
            if (name == "c" && piece->kind == Kind::closing) break;
        }
        return value_;
    }

    void append(std::string_view value, std::string_view type, std::uint32_t style_number) {
        if (type == "s") {
            const auto index = parse_number(trim(value));
            if (index && *index < parts_.strings.size()) text_ += parts_.strings[*index];
            return;
        }
        const auto style =
            style_number < parts_.styles.size() ? parts_.styles[style_number] : CellStyle::number;
        const bool is_number = type.empty() || type == "n";
        const bool stands_so = style == CellStyle::number && is_short_whole_number(value);
        double number = 0;
        const auto* const end = value.data() + value.size();
        if (is_number && !stands_so) {
            const auto parsed = std::from_chars(value.data(), end, number);
            if (parsed.ec == std::errc{} && parsed.ptr == end) {
                text_ += text_of_number(number, style, parts_.dates);
                return;
            }
        }
        text_ += value;
    }

    MarkupReader reader_;
    const WorkbookParts& parts_;
    std::string text_;
    std::string value_;  // Of the present cell.
};

// The elements of a text document that show.
enum class Element { text, paragraph, row, cell, tab, line_break, other };

Element element_of(std::string_view name) {
    switch (name.size()) {
        case 1:
            return name[0] == 't'   ? Element::text
                   : name[0] == 'p' ? Element::paragraph
                                    : Element::other;
        case 2:
            if (name == "tr") return Element::row;
            if (name == "tc") return Element::cell;
            return name == "br" || name == "cr" ? Element::line_break : Element::other;
        case 3:
            return name == "tab" ? Element::tab : Element::other;
        case 4:
            return name == "ptab" ? Element::tab : Element::other;
        case 7:
            return name == "delText" ? Element::text : Element::other;
        default:
            return Element::other;
    }
}

// The text of a document in elements <t>, and what stands between them.
class OpenXmlText {
public:
    explicit OpenXmlText(std::string_view xml) : reader_(xml) {
        text_.reserve(std::min(xml.size() / 2, office_text_bytes_max));
    }

    std::string read() {
        const auto* between = reader_.rest().data();
        auto shown_at = text_.size();
        bool inside_before = inside_;
        while (const auto* piece = reader_.next()) {
            if (piece->kind != Kind::text) {
                obey(*piece);
                continue;
            }
            last_ = {.tags = {between, piece->text.data()},
                     .inside_before = inside_before,
                     .inside_after = inside_,
                     .shown_at = shown_at,
                     .shown_bytes = text_.size() - shown_at};
            if (inside_) append_without_entities(text_, piece->text);
            if (text_.size() > office_text_bytes_max) break;
            between = reader_.rest().data();
            shown_at = text_.size();
            inside_before = inside_;
            skip_same_tags();
        }
        return std::move(text_);
    }

private:
    // The tags that stood between two texts, and what became of them.
    struct Between {
        std::string_view tags;
        bool inside_before = false, inside_after = false;
        std::size_t shown_at = 0, shown_bytes = 0;  // In the text.
    };

    // Most often the same tags stand between the next two texts, and mean the same.
    void skip_same_tags() {
        if (last_.inside_before != inside_ || !reader_.skip(last_.tags)) return;
        inside_ = last_.inside_after;
        text_.append(text_, last_.shown_at, last_.shown_bytes);
    }

    void obey(const MarkupPiece& tag) {
        const bool closing = tag.kind == Kind::closing;
        switch (element_of(tag.local_name)) {
            case Element::text:
                inside_ = !closing && !tag.closes_itself();
                break;
            case Element::paragraph:
            case Element::row:
                if (closing) text_.push_back('\n');
                break;
            case Element::cell:
                if (closing) text_.push_back('\t');
                break;
            case Element::tab:
                if (!closing) text_.push_back('\t');
                break;
            case Element::line_break:
                if (!closing) text_.push_back('\n');
                break;
            case Element::other:
                break;
        }
    }

    MarkupReader reader_;
    std::string text_;
    bool inside_ = false;  // An element <t>.
    Between last_;
};

}  // namespace

std::string open_xml_text(std::string_view xml) { return OpenXmlText(xml).read(); }

std::string open_document_text(std::string_view xml) {
    MarkupReader reader(xml);
    std::string text;
    while (const auto* piece = reader.next()) {
        if (text.size() > office_text_bytes_max) break;
        if (piece->kind == Kind::text) {
            append_without_entities(text, piece->text);
            continue;
        }
        const auto name = piece->local_name;
        const bool closing = piece->kind == Kind::closing;
        if (closing && (name == "p" || name == "h" || name == "table-row")) text.push_back('\n');
        if (closing && name == "table-cell") text.push_back('\t');
        if (!closing && name == "s") text.push_back(' ');
        if (!closing && name == "tab") text.push_back('\t');
        if (!closing && name == "line-break") text.push_back('\n');
    }
    return text;
}

void read_shared_strings(std::string_view xml, WorkbookParts& parts) {
    MarkupReader reader(xml);
    while (const auto* piece = reader.next()) {
        if (piece->kind != Kind::opening || piece->local_name != "si") continue;
        const bool is_empty = piece->closes_itself();
        parts.strings.add([&](std::string& text) {
            if (!is_empty) append_shared_string(reader, text);
        });
        if (parts.strings.is_full()) return;
    }
}

void read_styles(std::string_view xml, WorkbookParts& parts) {
    constexpr std::size_t styles_max = 65'536;
    MarkupReader reader(xml);
    std::map<std::uint32_t, CellStyle> own;
    bool in_cell_formats = false;
    while (const auto* piece = reader.next()) {
        const auto name = piece->local_name;
        if (name == "cellXfs") in_cell_formats = piece->kind == Kind::opening;
        if (piece->kind != Kind::opening || parts.styles.size() >= styles_max) continue;
        const auto number = number_of(attribute_of(*piece, "numFmtId")).value_or(0);
        if (name == "numFmt") own[number] = style_of_format(attribute_of(*piece, "formatCode"));
        if (name != "xf" || !in_cell_formats) continue;
        const auto found = own.find(number);
        parts.styles.push_back(found != own.end() ? found->second : style_of_format(number));
    }
}

void read_workbook(std::string_view xml, WorkbookParts& parts) {
    MarkupReader reader(xml);
    while (const auto* piece = reader.next()) {
        if (piece->kind != Kind::opening || piece->local_name != "workbookPr") continue;
        const auto value = attribute_of(*piece, "date1904");
        if (value == "1" || value == "true") parts.dates = DateSystem::since_1904;
        return;
    }
}

std::string sheet_text(std::string_view xml, const WorkbookParts& parts) {
    return Sheet(xml, parts).read();
}

bool manifest_says_encrypted(std::string_view xml) {
    MarkupReader reader(xml);
    while (const auto* piece = reader.next()) {
        if (piece->kind == Kind::opening && piece->local_name == "encryption-data") return true;
    }
    return false;
}

}  // namespace primum::formats
