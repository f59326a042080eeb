#include "formats/office/open_document.h"

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

// Without its namespace: writers choose the prefixes.
std::string_view local_name(const MarkupPiece& piece) {
    const auto colon = piece.text.find(':');
    return colon == std::string_view::npos ? piece.text : piece.text.substr(colon + 1);
}

bool closes_itself(const MarkupPiece& piece) { return piece.attributes.ends_with('/'); }

// The text of the elements <t>, from the present piece up to the end of `element`.
std::string text_until_end_of(MarkupReader& reader, std::string_view element) {
    std::string text;
    bool inside = false;
    bool phonetic = false;  // How to pronounce it: not read twice.
    while (const auto* piece = reader.next()) {
        const auto name = local_name(*piece);
        if (piece->kind == Kind::text) {
            if (inside && !phonetic) append_without_entities(text, piece->text);
        } else if (name == "t") {
            inside = piece->kind == Kind::opening && !closes_itself(*piece);
        } else if (name == "rPh") {
            phonetic = piece->kind == Kind::opening;
        } else if (piece->kind == Kind::closing && name == element) {
            break;
        }
    }
    return text;
}

std::optional<std::uint32_t> number_attribute(const MarkupPiece& piece, std::string_view name) {
    const auto value = parse_number(attribute_of(piece, name));
    if (!value || *value > 0xFFFFFFFF) return std::nullopt;
    return static_cast<std::uint32_t>(*value);
}

class Sheet {
public:
    Sheet(std::string_view xml, const WorkbookParts& parts) : reader_(xml), parts_(parts) {}

    std::string read() {
        while (const auto* piece = reader_.next()) {
            if (text_.size() > office_text_bytes_max) break;
            const auto name = local_name(*piece);
            if (piece->kind == Kind::closing && name == "row") text_.push_back('\n');
            if (piece->kind == Kind::opening && name == "c" && !closes_itself(*piece)) cell(*piece);
        }
        return std::move(text_);
    }

private:
    void cell(const MarkupPiece& opening) {
        const std::string type(attribute_of(opening, "t"));
        const auto style = number_attribute(opening, "s").value_or(0);
        if (type == "inlineStr") {
            text_ += text_until_end_of(reader_, "c") + "\t";
            return;
        }
        std::string value;
        bool inside = false;
        while (const auto* piece = reader_.next()) {
            const auto name = local_name(*piece);
            if (piece->kind == Kind::text && inside) append_without_entities(value, piece->text);
            if (name == "v") inside = piece->kind == Kind::opening && !closes_itself(*piece);
            if (name == "c" && piece->kind == Kind::closing) break;
        }
        text_ += shown(type, value, style) + "\t";
    }

    std::string shown(std::string_view type, const std::string& value, std::uint32_t style) const {
        if (type == "s") {
            const auto index = parse_number(trim(value));
            return index && *index < parts_.strings.size() ? parts_.strings[*index] : std::string{};
        }
        if (!type.empty() && type != "n") return value;
        double number = 0;
        const auto* const end = value.data() + value.size();
        const auto parsed = std::from_chars(value.data(), end, number);
        if (parsed.ec != std::errc{} || parsed.ptr != end) return value;
        return text_of_number(
            number, style < parts_.styles.size() ? parts_.styles[style] : CellStyle::number,
            parts_.dates);
    }

    MarkupReader reader_;
    const WorkbookParts& parts_;
    std::string text_;
};

}  // namespace

std::string open_xml_text(std::string_view xml) {
    MarkupReader reader(xml);
    std::string text;
    bool inside = false;
    while (const auto* piece = reader.next()) {
        if (text.size() > office_text_bytes_max) break;
        if (piece->kind == Kind::text) {
            if (inside) append_without_entities(text, piece->text);
            continue;
        }
        const auto name = local_name(*piece);
        const bool closing = piece->kind == Kind::closing;
        if (name == "t" || name == "delText") inside = !closing && !closes_itself(*piece);
        if (closing && (name == "p" || name == "tr")) text.push_back('\n');
        if (closing && name == "tc") text.push_back('\t');
        if (!closing && (name == "tab" || name == "ptab")) text.push_back('\t');
        if (!closing && (name == "br" || name == "cr")) text.push_back('\n');
    }
    return text;
}

std::string open_document_text(std::string_view xml) {
    MarkupReader reader(xml);
    std::string text;
    while (const auto* piece = reader.next()) {
        if (text.size() > office_text_bytes_max) break;
        if (piece->kind == Kind::text) {
            append_without_entities(text, piece->text);
            continue;
        }
        const auto name = local_name(*piece);
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
    std::size_t bytes = 0;
    while (const auto* piece = reader.next()) {
        if (piece->kind != Kind::opening || local_name(*piece) != "si") continue;
        parts.strings.push_back(closes_itself(*piece) ? std::string{}
                                                      : text_until_end_of(reader, "si"));
        bytes += parts.strings.back().size();
        if (parts.strings.size() >= WorkbookParts::strings_max ||
            bytes > WorkbookParts::string_bytes_max) {
            return;
        }
    }
}

void read_styles(std::string_view xml, WorkbookParts& parts) {
    constexpr std::size_t styles_max = 65'536;
    MarkupReader reader(xml);
    std::map<std::uint32_t, CellStyle> own;
    bool in_cell_formats = false;
    while (const auto* piece = reader.next()) {
        const auto name = local_name(*piece);
        if (name == "cellXfs") in_cell_formats = piece->kind == Kind::opening;
        if (piece->kind != Kind::opening || parts.styles.size() >= styles_max) continue;
        const auto number = number_attribute(*piece, "numFmtId").value_or(0);
        if (name == "numFmt") own[number] = style_of_format(attribute_of(*piece, "formatCode"));
        if (name != "xf" || !in_cell_formats) continue;
        const auto found = own.find(number);
        parts.styles.push_back(found != own.end() ? found->second : style_of_format(number));
    }
}

void read_workbook(std::string_view xml, WorkbookParts& parts) {
    MarkupReader reader(xml);
    while (const auto* piece = reader.next()) {
        if (piece->kind != Kind::opening || local_name(*piece) != "workbookPr") continue;
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
        if (piece->kind == Kind::opening && local_name(*piece) == "encryption-data") return true;
    }
    return false;
}

}  // namespace primum::formats
