#include "formats/health/sql_dump.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::size_t name_length_max = 128;
constexpr std::string_view quotes = "\"'`[]";

bool is_space(char character) {
    return character == ' ' || character == '\n' || character == '\r' || character == '\t';
}

bool starts_with_word(std::string_view text, std::string_view word) {
    return text.size() >= word.size() && equal_ignoring_case(text.substr(0, word.size()), word);
}

std::string_view without_quotes(std::string_view name) {
    while (!name.empty() && quotes.find(name.front()) != std::string_view::npos) {
        name.remove_prefix(1);
    }
    while (!name.empty() && quotes.find(name.back()) != std::string_view::npos) {
        name.remove_suffix(1);
    }
    return name;
}

// Walks over statements. Every step goes forward, so that any text is walked once.
class Walk {
public:
    Walk(std::string_view text, const SqlListener& listener) : text_(text), listener_(listener) {}

    void walk() {
        while (at_ < text_.size()) {
            skip_space();
            const auto rest = text_.substr(at_);
            if (starts_with_word(rest, "create table")) {
                create_table();
            } else if (starts_with_word(rest, "insert into")) {
                insert_into();
            } else if (starts_with_word(rest, "copy ")) {
                copy();
            }
            skip_line();
        }
    }

private:
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void skip_space() {
        while (is_space(here())) ++at_;
    }
    void skip_line() { at_ = std::min(text_.find('\n', at_), text_.size() - 1) + 1; }
    bool skip_word(std::string_view word) {
        skip_space();
        if (!starts_with_word(text_.substr(at_), word)) return false;
        at_ += word.size();
        return true;
    }

    // "public.patient", "`patient`": the last part.
    std::string_view take_name() {
        skip_space();
        const auto end = std::min(text_.find_first_of(" (\n\r\t;", at_), text_.size());
        auto name = text_.substr(at_, std::min(end - at_, name_length_max));
        at_ = end;
        const auto dot = name.rfind('.');
        if (dot != std::string_view::npos) name.remove_prefix(dot + 1);
        return without_quotes(name);
    }

    // A text in quotes, or anything else up to what ends a value.
    std::string_view take_value() {
        skip_space();
        if (here() == 'N' && text_.substr(at_).starts_with("N'")) ++at_;  // SQL Server.
        if (here() != '\'' && here() != '"') {
            const auto end = std::min(text_.find_first_of(",)\n", at_), text_.size());
            const auto value = text_.substr(at_, end - at_);
            at_ = end;
            return trim(value);
        }
        const char quote = here();
        const auto begin = ++at_;
        while (at_ < text_.size()) {
            const bool is_quote = text_[at_] == quote;
            const bool is_doubled = is_quote && at_ + 1 < text_.size() && text_[at_ + 1] == quote;
            if (is_quote && !is_doubled) break;
            at_ += is_doubled || text_[at_] == '\\' ? 2U : 1U;
        }
        const auto end = std::min(at_, text_.size());
        at_ = std::min(end + 1, text_.size());
        return text_.substr(begin, end - begin);
    }

    // "(a, b, c)" from its bracket on.
    void take_list(std::vector<std::string_view>& values) {
        values.clear();
        ++at_;
        while (at_ < text_.size()) {
            const auto value = take_value();
            if (values.size() < sql_columns_max) values.push_back(value);
            skip_space();
            const char sign = here();
            if (at_ < text_.size()) ++at_;
            if (sign != ',') return;
        }
    }

    void create_table() {
        at_ += std::string_view("create table").size();
        (void)skip_word("if not exists");
        const auto table = take_name();
        const auto begin = at_;
        const auto end = std::min(text_.find(";\n", at_), text_.size());
        const auto columns = columns_of(text_.substr(begin, end - begin));
        listener_.table(table, columns);
        at_ = std::min(end, text_.size());
    }

    void insert_into() {
        at_ += std::string_view("insert into").size();
        const auto table = take_name();
        skip_space();
        if (here() == '(') {
            take_list(values_);
            for (auto& name : values_) name = without_quotes(name);
            listener_.table(table, values_);
        }
        if (!skip_word("values")) return;
        skip_space();
        while (here() == '(') {
            take_list(values_);
            listener_.row(table, values_);
            skip_space();
            if (here() != ',') return;
            ++at_;
            skip_space();
        }
    }

    // PostgreSQL: a line a row, tabs between, until "\.".
    void copy() {
        at_ += std::string_view("copy").size();
        const auto table = take_name();
        skip_space();
        if (here() != '(') return;
        take_list(values_);
        for (auto& name : values_) name = without_quotes(name);
        if (!skip_word("from stdin")) return;
        listener_.table(table, values_);
        skip_line();
        while (at_ < text_.size() && !text_.substr(at_).starts_with("\\.")) {
            const auto end = std::min(text_.find('\n', at_), text_.size());
            values_ = split(text_.substr(at_, end - at_), '\t');
            listener_.row(table, values_);
            at_ = std::min(end + 1, text_.size());
        }
    }

    std::string_view text_;
    const SqlListener& listener_;
    std::size_t at_ = 0;
    std::vector<std::string_view> values_;
};

// What a line of CREATE TABLE begins with when it is no column.
bool is_constraint(std::string_view name) {
    static constexpr std::array<std::string_view, 9> words{
        "primary", "key", "unique", "constraint", "foreign", "index", "check", "fulltext", ")"};
    return std::ranges::any_of(words, [&](auto word) { return equal_ignoring_case(name, word); });
}

}  // namespace

std::vector<std::string_view> columns_of(std::string_view statement) {
    std::vector<std::string_view> columns;
    const auto open = statement.find('(');
    if (open == std::string_view::npos) return columns;
    int depth = 0;
    bool at_name = true;
    for (auto at = open; at < statement.size() && columns.size() < sql_columns_max; ++at) {
        const char sign = statement[at];
        if (sign == '(') {
            ++depth;
        } else if (sign == ')') {
            if (--depth == 0) break;
        } else if (sign == ',' && depth == 1) {
            at_name = true;
        } else if (at_name && depth == 1 && !is_space(sign)) {
            const auto end = std::min(statement.find_first_of(" \t\r\n,(", at), statement.size());
            const auto name = statement.substr(at, end - at);
            if (!is_constraint(name)) columns.push_back(without_quotes(name));
            at_name = false;
            at = end - 1;
        }
    }
    return columns;
}

void walk_sql_dump(std::string_view text, const SqlListener& listener) {
    if (!text.empty()) Walk(text, listener).walk();
}

}  // namespace primum::formats
