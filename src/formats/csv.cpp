#include "formats/csv.h"

#include <algorithm>

namespace primum::formats {
namespace {

Error malformed_csv(std::size_t row) {
    return {ErrorKind::malformed, say("le fichier CSV est mal formé (ligne {})",
                                      "the CSV file is malformed (row {})", row)};
}

char separator_of(std::string_view text) {
    const auto first = text.substr(0, text.find('\n'));
    return std::ranges::count(first, ';') > std::ranges::count(first, ',') ? ';' : ',';
}

class CsvReader {
public:
    explicit CsvReader(std::string_view text) : rest_(text), separator_(separator_of(text)) {}

    bool at_end() const { return rest_.empty(); }

    // False when a quote does not end, or there are too many fields.
    bool read_row(std::vector<std::string>& fields) {
        fields.clear();
        while (true) {
            std::string field;
            if (!read_field(field) || fields.size() >= csv_fields_max) return false;
            fields.push_back(std::move(field));
            if (rest_.empty()) return true;
            const char end = rest_.front();
            rest_.remove_prefix(1);
            if (end == '\n') return true;
        }
    }

private:
    // Stops before a separator, a line's end or the end.
    bool read_field(std::string& field) {
        if (rest_.starts_with('"')) {
            if (!read_quoted(field)) return false;
        }
        const auto end = std::min(rest_.find(separator_), rest_.find('\n'));
        const auto plain = rest_.substr(0, end);
        field += plain;
        rest_.remove_prefix(plain.size());
        if (field.ends_with('\r') && (rest_.empty() || rest_.front() == '\n')) field.pop_back();
        return true;
    }

    bool read_quoted(std::string& field) {
        rest_.remove_prefix(1);
        while (true) {
            const auto quote = rest_.find('"');
            if (quote == std::string_view::npos) return false;
            field += rest_.substr(0, quote);
            rest_.remove_prefix(quote + 1);
            if (!rest_.starts_with('"')) return true;
            field += '"';  // Twice is one.
            rest_.remove_prefix(1);
        }
    }

    std::string_view rest_;
    char separator_;
};

}  // namespace

Result<> for_each_csv_row(std::string_view text,
                          const std::function<bool(std::vector<std::string>& fields)>& take) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    CsvReader reader(text);
    std::vector<std::string> fields;
    for (std::size_t row = 1; !reader.at_end(); ++row) {
        if (row > csv_rows_max || !reader.read_row(fields)) return malformed_csv(row);
        if (!take(fields)) return {};
    }
    return {};
}

}  // namespace primum::formats
