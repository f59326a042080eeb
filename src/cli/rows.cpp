#include "cli/rows.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/check.h"
#include "base/text.h"
#include "facts/cell.h"

namespace primum::cli {
namespace {

using facts::text_of;

using Json = nlohmann::ordered_json;

constexpr std::size_t column_width_max = 60;

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

// Names of files and what devices say may hold what a terminal would obey.
std::string shown(const facts::Value& value) {
    constexpr std::size_t cell_bytes_max = 8192;
    return printable(text_of(value), cell_bytes_max);
}

std::string as_text(const store::Rows& rows) {
    std::vector<std::vector<std::string>> lines{rows.columns};
    for (const auto& row : rows.rows) {
        lines.emplace_back(row.size());
        std::ranges::transform(row, lines.back().begin(), shown);
    }
    std::vector<std::size_t> widths(rows.columns.size());
    for (const auto& line : lines) {
        for (std::size_t i = 0; i < line.size(); ++i) {
            widths[i] = std::max(widths[i], characters(line[i]));
        }
    }
    std::string text;
    for (const auto& line : lines) {
        std::string aligned;
        for (std::size_t i = 0; i < widths.size(); ++i) {
            const auto width = std::min(widths[i], column_width_max);
            aligned += line[i] + std::string(width - std::min(width, characters(line[i])) + 2, ' ');
        }
        aligned.erase(aligned.find_last_not_of(' ') + 1);
        text += aligned + "\n";
    }
    return text;
}

std::string as_json(const store::Rows& rows) {
    Json array = Json::array();
    for (const auto& row : rows.rows) {
        Json object = Json::object();
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto* number = std::get_if<std::int64_t>(&row[i]);
            const auto* text = std::get_if<std::string>(&row[i]);
            object[rows.columns[i]] = number != nullptr ? Json(*number)
                                      : text != nullptr ? Json(*text)
                                                        : Json();
        }
        array.push_back(std::move(object));
    }
    return array.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

// A field that a spreadsheet would take for a formula is defused with a leading apostrophe.
std::string csv_field(std::string field) {
    if (!field.empty() && std::string_view("=+-@").find(field[0]) != std::string_view::npos) {
        field.insert(0, "'");
    }
    if (field.find_first_of("\",\r\n;") == std::string::npos) return field;
    std::string quoted = "\"";
    for (const char character : field) {
        quoted += character;
        if (character == '"') quoted += '"';
    }
    return quoted + "\"";
}

std::string as_csv(const store::Rows& rows) {
    std::string text;
    for (std::size_t i = 0; i < rows.columns.size(); ++i) {
        text += (i > 0 ? "," : "") + csv_field(rows.columns[i]);
    }
    text += "\r\n";
    for (const auto& row : rows.rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += (i > 0 ? "," : "") + csv_field(text_of(row[i]));
        }
        text += "\r\n";
    }
    return text;
}

}  // namespace

std::string rows_as(const std::string& format, const store::Rows& rows) {
    if (format == "json") return as_json(rows);
    if (format == "csv") return as_csv(rows);
    CHECK(format == "text");
    return as_text(rows);
}

}  // namespace primum::cli
