#include "formats/health/french_date.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::array<std::string_view, 12> months{"janv", "fev",  "mars", "avr", "mai", "juin",
                                                  "juil", "aout", "sept", "oct", "nov", "dec"};

bool is_letter(char character) { return character >= 'a' && character <= 'z'; }

std::optional<FrenchDate> date_of(int year, int month, int day, std::size_t end) {
    const bool is_real =
        day >= 1 && day <= 31 && month >= 1 && month <= 12 && year >= 1890 && year <= 2099;
    if (!is_real) return std::nullopt;
    std::string digits(8, '0');  // Not by fmt: a list of patients has thousands.
    int rest = (year * 100 + month) * 100 + day;
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, rest /= 10) {
        *digit = static_cast<char>('0' + rest % 10);
    }
    return FrenchDate{.digits = std::move(digits), .end = end};
}

// Walks over one date. Not for reuse.
class Reader {
public:
    Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

    std::size_t position() const { return at_; }
    char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    // One to four digits together: their value and how many.
    std::pair<int, int> number() {
        int value = 0;
        int length = 0;
        for (; length < 5 && is_digit(here()); ++length, ++at_) value = value * 10 + (here() - '0');
        return {value, length};
    }

    // One sign between two parts, with or without spaces around it.
    bool separator() {
        const auto before = at_;
        while (here() == ' ') ++at_;
        if (here() == '/' || here() == '.' || here() == '-' || here() == '|') ++at_;
        while (here() == ' ') ++at_;
        return at_ > before;
    }

    std::optional<int> month_name() {
        if (!is_letter(here())) return std::nullopt;
        const auto word = text_.substr(at_, 9);
        for (std::size_t i = 0; i < months.size(); ++i) {
            if (!word.starts_with(months.at(i))) continue;
            while (is_letter(here())) ++at_;
            return static_cast<int>(i) + 1;
        }
        return std::nullopt;
    }

    void skip(std::string_view part) {
        if (text_.substr(std::min(at_, text_.size())).starts_with(part)) at_ += part.size();
    }

private:
    std::string_view text_;
    std::size_t at_;
};

int whole_year(std::pair<int, int> number) {
    if (number.second == 4) return number.first;
    return number.second == 2 ? 1900 + number.first : 0;
}

// "14/09/1982", "14 septembre 1982".
std::optional<FrenchDate> day_first(std::string_view text, std::size_t begin) {
    Reader reader(text, begin);
    const auto day = reader.number();
    if (day.second < 1 || day.second > 2) return std::nullopt;
    reader.skip("er");
    if (!reader.separator()) return std::nullopt;
    auto month = reader.month_name();
    if (!month) {
        const auto number = reader.number();
        if (number.second < 1 || number.second > 2) return std::nullopt;
        month = number.first;
    }
    if (!reader.separator()) return std::nullopt;
    const auto year = whole_year(reader.number());
    if (is_digit(reader.here())) return std::nullopt;
    return date_of(year, *month, day.first, reader.position());
}

// "1982-09-14".
std::optional<FrenchDate> year_first(std::string_view text, std::size_t begin) {
    Reader reader(text, begin);
    const auto year = reader.number();
    if (year.second != 4 || !reader.separator()) return std::nullopt;
    const auto month = reader.number();
    if (month.second != 2 || !reader.separator()) return std::nullopt;
    const auto day = reader.number();
    if (day.second != 2) return std::nullopt;
    return date_of(year.first, month.first, day.first, reader.position());
}

// Eight digits, together or each apart, with the year last or first.
std::optional<FrenchDate> eight_digits(std::string_view text, std::size_t begin) {
    std::array<int, 8> digits{};
    auto at = begin;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && at < text.size() && text[at] == ' ') ++at;
        if (at >= text.size() || !is_digit(text[at])) return std::nullopt;
        digits.at(i) = text[at++] - '0';
    }
    if (at < text.size() && is_digit(text[at])) return std::nullopt;
    const auto pair = [&](std::size_t i) { return digits.at(i) * 10 + digits.at(i + 1); };
    const auto day_leads = date_of(pair(4) * 100 + pair(6), pair(2), pair(0), at);
    return day_leads ? day_leads : date_of(pair(0) * 100 + pair(2), pair(4), pair(6), at);
}

}  // namespace

std::optional<FrenchDate> read_french_date(std::string_view folded, std::size_t begin) {
    if (begin >= folded.size() || !is_digit(folded[begin])) return std::nullopt;
    if (auto date = year_first(folded, begin)) return date;
    if (auto date = day_first(folded, begin)) return date;
    return eight_digits(folded, begin);
}

}  // namespace primum::formats
