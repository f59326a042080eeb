#include "content/ransom_signs.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "base/text.h"

namespace primum::content {
namespace {

constexpr unsigned note_weight = 9;
constexpr unsigned note_weight_when_named = 6;
constexpr unsigned word_weight_max = 5;
constexpr std::size_t suffix_bytes_max =
    40;  // Of ".id-1A2B3C4D.[someone@example.org].eking" the last part.

Error malformed_line(std::string_view list, std::size_t line_number) {
    return {ErrorKind::malformed, say("{}, ligne {} : entrée illisible",
                                      "{}, line {}: unreadable entry", list, line_number)};
}

// Calls `use(entry, line_number)` for each line that is neither empty nor a comment.
template <class Use>
void for_each_line(std::string_view list, Use use) {
    std::size_t line_number = 0;
    for (const auto line : split(list, '\n')) {
        ++line_number;
        const auto entry = trim(line);
        if (!entry.empty() && entry.front() != '#') use(entry, line_number);
    }
}

std::unordered_set<std::string> words_of(std::string_view list) {
    std::unordered_set<std::string> words;
    for_each_line(list, [&](std::string_view entry, std::size_t) {
        for (const auto word : split(entry, ' ')) {
            if (!word.empty()) words.insert(lower_case(word));
        }
    });
    return words;
}

std::string letters_and_digits(std::string_view name) {
    std::string kept;
    for (const char letter : lower_case(name)) {
        const bool keep = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
        if (keep) kept += letter;
    }
    return kept;
}

// In lower case, white space folded, the zero bytes of UTF-16 and the tags of HTML left out.
std::string as_plain_text(BytesView bytes) {
    std::string plain;
    bool in_tag = false;
    for (const char letter : lower_case(as_text(bytes))) {
        if (letter == '\0') continue;
        if (letter == '<' || letter == '>') in_tag = letter == '<';
        const bool space = in_tag || static_cast<unsigned char>(letter) <= ' ' || letter == '>';
        if (!space) plain += letter;
        if (space && !plain.empty() && plain.back() != ' ') plain += ' ';
    }
    return plain;
}

// The part after the last dot, in lower case; nothing when there is none.
std::string last_suffix(std::string_view name) {
    const auto dot = name.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return {};
    const auto suffix = name.substr(dot + 1);
    return suffix.size() > suffix_bytes_max ? std::string{} : lower_case(suffix);
}

}  // namespace

Result<RansomSigns> RansomSigns::parse(const RansomLists& lists) {
    RansomSigns signs;
    signs.extensions_ = words_of(lists.extensions);
    signs.documents_ = words_of(lists.documents);
    for_each_line(lists.note_names, [&](std::string_view entry, std::size_t) {
        signs.note_names_.push_back(letters_and_digits(entry));
    });
    std::size_t bad_line = 0;
    for_each_line(lists.note_words, [&](std::string_view entry, std::size_t line_number) {
        const auto space = std::min(entry.find(' '), entry.size());
        const auto weight = parse_number(entry.substr(0, space));
        const auto word = trim(entry.substr(space));
        const bool readable = weight && *weight >= 1 && *weight <= word_weight_max && !word.empty();
        if (!readable && bad_line == 0) bad_line = line_number;
        if (readable) {
            signs.note_words_.push_back(
                {.word = std::string(word), .weight = static_cast<unsigned>(*weight)});
        }
    });
    if (bad_line != 0) return malformed_line("note-words.txt", bad_line);
    return signs;
}

bool RansomSigns::has_ransom_extension(std::string_view name) const {
    return extensions_.contains(last_suffix(name));
}

bool RansomSigns::is_document(std::string_view name) const {
    return documents_.contains(last_suffix(name));
}

bool RansomSigns::has_added_suffix(std::string_view name) const {
    if (is_document(name)) return false;
    for (auto dot = name.rfind('.'); dot != std::string_view::npos && dot > 0;
         dot = name.rfind('.', dot - 1)) {
        if (is_document(name.substr(0, dot))) return true;
    }
    return false;
}

bool RansomSigns::is_note_name(std::string_view name) const {
    const auto plain = letters_and_digits(name);
    return std::ranges::any_of(note_names_,
                               [&](const auto& piece) { return contains(plain, piece); });
}

bool RansomSigns::is_note(BytesView first_bytes, bool name_of_note) const {
    const auto text =
        as_plain_text(first_bytes.first(std::min(first_bytes.size(), note_bytes_max)));
    const unsigned enough = name_of_note ? note_weight_when_named : note_weight;
    unsigned weight = 0;
    for (const auto& [word, word_weight] : note_words_) {
        if (contains(text, word)) weight += word_weight;
    }
    return weight >= enough;
}

}  // namespace primum::content
