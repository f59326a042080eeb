#include "content/ransom_signs.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "base/text.h"

namespace primum::content {
namespace {

constexpr int note_weight = 12;
constexpr int note_weight_when_named = 9;
constexpr std::uint64_t word_weight_max = 9;
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

bool is_letter(char letter) { return letter >= 'a' && letter <= 'z'; }

// `word` stands in `text`, and not in the middle of another word.
bool contains_word(std::string_view text, std::string_view word) {
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        if (at == 0 || !is_letter(text[at - 1])) return true;
    }
    return false;
}

std::string letters_and_digits(std::string_view name) {
    std::string kept;
    for (const char letter : lower_case(name)) {
        const bool keep = is_letter(letter) || (letter >= '0' && letter <= '9');
        if (keep) kept += letter;
    }
    return kept;
}

// In lower case, white space folded, the zero bytes of UTF-16 and the tags of HTML left out.
std::string as_plain_text(BytesView bytes) {
    auto text = lower_case(as_text(bytes));
    std::erase(text, '\0');
    std::string plain = " ";
    bool in_tag = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char next = at + 1 < text.size() ? text[at + 1] : ' ';
        if (text[at] == '<') in_tag = is_letter(next) || next == '/' || next == '!';
        const bool space = in_tag || static_cast<unsigned char>(text[at]) <= ' ';
        if (!space) plain += text[at];
        if (space && plain.back() != ' ') plain += ' ';
        if (text[at] == '>') in_tag = false;
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

// "4 tor browser", "-6 ne payez pas".
std::optional<RansomSigns::WeighedWord> RansomSigns::read_note_word(std::string_view entry) {
    const bool warns = entry.starts_with('-');
    if (warns) entry.remove_prefix(1);
    const auto space = std::min(entry.find(' '), entry.size());
    const auto weight = parse_number(entry.substr(0, space));
    const auto text = trim(entry.substr(space));
    if (!weight || *weight < 1 || *weight > word_weight_max || text.empty()) return std::nullopt;
    const auto size = static_cast<int>(*weight);
    return WeighedWord{.text = std::string(text), .weight = warns ? -size : size};
}

Result<RansomSigns> RansomSigns::parse(const RansomLists& lists) {
    RansomSigns signs;
    signs.extensions_ = words_of(lists.extensions);
    signs.documents_ = words_of(lists.documents);
    for_each_line(lists.note_names, [&](std::string_view entry, std::size_t) {
        signs.note_names_.push_back(letters_and_digits(entry));
    });
    std::size_t bad_line = 0;
    for_each_line(lists.note_words, [&](std::string_view entry, std::size_t line_number) {
        auto word = read_note_word(entry);
        if (!word && bad_line == 0) bad_line = line_number;
        if (word) signs.note_words_.push_back(*std::move(word));
    });
    if (bad_line != 0) return malformed_line("note-words.txt", bad_line);
    // The longest first, so that a word within a longer one that was found does not count again.
    std::ranges::stable_sort(signs.note_words_, std::ranges::greater{},
                             [](const WeighedWord& word) { return word.text.size(); });
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
    std::vector<std::string_view> found;
    int weight = 0;
    for (const auto& word : note_words_) {
        const bool within = std::ranges::any_of(
            found, [&](const auto& longer) { return contains(longer, word.text); });
        if (within || !contains_word(text, word.text)) continue;
        found.push_back(word.text);
        weight += word.weight;
    }
    return weight >= (name_of_note ? note_weight_when_named : note_weight);
}

}  // namespace primum::content
