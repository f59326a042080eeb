#include "probes/files/text_signs.h"

#include <algorithm>
#include <utility>

#include "formats/french_text.h"
#include "probes/files/number_shapes.h"
#include "probes/files/phrase_pattern.h"

namespace primum::probes {
namespace {

struct HintPattern {
    Hint hint;
    std::string_view text;  // As fold_french() leaves it.
};
constexpr std::array<HintPattern, 30> hint_patterns{{
    {Hint::hl7, "msh|"},
    {Hint::hl7, "msh^"},
    {Hint::hl7, "fhs|"},
    {Hint::hl7, "bhs|"},
    {Hint::hl7, "urn:hl7-org:v2xml"},
    {Hint::hprim_sante, "|h2."},
    {Hint::hprim_medecins, "****fin"},
    {Hint::hprim_medecins, "****lab"},
    {Hint::clinical_document, "clinicaldocument"},
    {Hint::fhir, "\"resourcetype\""},
    {Hint::fhir, "http://hl7.org/fhir"},
    {Hint::emergency, "fr.health."},
    {Hint::emergency, "urn:emergency:"},
    {Hint::emergency, "healthmotive"},
    {Hint::emergency, "\"patientid\""},
    {Hint::exchange_metadata, "sourcepatientinfo"},
    {Hint::dicom_dump, "(0010,0010)"},
    {Hint::calendar, "begin:vcalendar"},
    {Hint::contacts, "begin:vcard"},
    {Hint::sql, "insert into"},
    {Hint::sql, "create table"},
    {Hint::sql, "copy "},
    {Hint::card_dump, "m_clef_nir"},
    {Hint::card_dump, "[vitale"},
    {Hint::identity_system, "1.2.250.1.213.1.4."},
    {Hint::private_mail, "x-mss-codecda"},
    {Hint::private_mail, "x-mss-ins"},
    {Hint::private_mail, "x-mss-nil"},
    {Hint::private_mail, "x-mss-mes"},
    {Hint::private_mail, "subject: xdm/1.0/ddm"},
}};

constexpr std::size_t number_span_max = 18;   // 13 characters and five separators.
constexpr std::size_t mark_length_max = 256;  // Longer than any label, stem or mark of a format.

// Where stems are looked for. Small at first: a letter has enough of them in its first lines.
constexpr std::size_t first_piece_bytes = 1024;
constexpr std::size_t piece_bytes_max = 64UL * 1024;

constexpr std::size_t inflected_length_min = 4;  // "pr" is no feminine "pre".

// The endings of the plural and of the feminine, and no other letters.
bool ends_as_word(std::string_view text, std::size_t end, std::size_t length) {
    if (length < inflected_length_min)
        return end >= text.size() || !formats::is_folded_word_character(text[end]);
    static constexpr std::array<std::string_view, 5> endings{"", "s", "e", "es", "x"};
    auto after = end;
    while (after < text.size() && formats::is_folded_word_character(text[after])) {
        if (++after > end + 2) return false;
    }
    const auto ending = text.substr(end, after - end);
    return std::ranges::find(endings, ending) != endings.end();
}

bool is_place(WordClass sign) {
    return sign == WordClass::birth || sign == WordClass::number || sign == WordClass::record ||
           sign == WordClass::title || sign == WordClass::doctor || sign == WordClass::age;
}

constexpr std::size_t first_label_length_min = 5;  // Shorter ones stand in too many words.

// A label of the first pass: what stands before a birth date or a number.
bool is_first_label(const Word& word) {
    const bool is_label = word.sign == WordClass::birth || word.sign == WordClass::number ||
                          word.sign == WordClass::record;
    return is_label && word.phrase.size() >= first_label_length_min;
}

bool is_stem(const Word& word) { return word.sign == WordClass::stem; }

}  // namespace

class SignFinder::Collector {
public:
    Collector(const std::vector<Word>& words, std::string_view text,
              std::vector<std::uint8_t>& seen)
        : words_(words), text_(text), seen_(seen) {
        seen_.assign(words.size(), 0);
    }

    // `index` counts in the table, `end` in the whole text: where the word's expression ends.
    void take_word(std::size_t index, std::size_t end) {
        const auto& word = words_[index];
        const bool counted = seen_[index] != 0;
        if (counted && !is_place(word.sign)) return;
        const auto whole = end_of_phrase(word.phrase, text_, end);
        if (!whole) return;
        end = *whole;
        const auto begin = end - std::min(end, word.phrase.size());
        if (word.sign != WordClass::stem && !stands_alone(word, begin, end)) return;
        if (!counted) {
            seen_[index] = 1;
            ++signs_.distinct[static_cast<std::size_t>(word.sign)];
            signs_.weight[static_cast<std::size_t>(word.sign)] += word.weight;
        }
        if (is_place(word.sign) && signs_.labels.size() < labels_max) {
            add_label({.sign = word.sign, .begin = begin, .end = end});
        }
    }

    // What follows begins anew: its labels lie between those taken so far.
    void begin_second_pass() { second_pass_ = signs_.labels.size(); }

    // The match ends with the 13th character; its beginning is looked for where it can be.
    void take_number(std::size_t end) {
        if (end <= number_end_ || signs_.numbers.size() >= numbers_max) return;
        for (auto span = formats::social_security_number_length; span <= number_span_max; ++span) {
            if (span > end) return;
            const auto number = formats::read_social_security_number(text_, end - span);
            if (!number || number->end < end) continue;
            number_end_ = number->end;
            if (number->key_is_right) {
                signs_.numbers.push_back(*number);
            } else if (number->has_key) {
                ++signs_.wrong_numbers;
            }
            return;
        }
    }

    void take_code(std::size_t index, std::size_t end) {
        signs_.codes.take(code_patterns.at(index).kind, text_, end);
    }

    void take_hint(Hint hint) { signs_.hints.at(static_cast<std::size_t>(hint)) = true; }

    bool has_enough_stems() const { return signs_.distinct_of(WordClass::stem) >= stems_min; }
    bool is_worth_while() const {
        return is_short() || !signs_.numbers.empty() || has_enough_stems();
    }
    bool is_short() const { return text_.size() <= short_text_bytes_max; }

    TextSigns result() && {
        auto& labels = signs_.labels;
        const auto middle = labels.begin() + static_cast<std::ptrdiff_t>(second_pass_);
        std::ranges::inplace_merge(labels, middle, {}, &Label::begin);
        return std::move(signs_);
    }

private:
    // Matches come nearly in the order of their ends, which is nearly that of their beginnings.
    void add_label(const Label& label) {
        auto& labels = signs_.labels;
        labels.push_back(label);
        for (auto i = labels.size() - 1; i > second_pass_ && labels[i - 1].begin > label.begin;
             --i) {
            std::swap(labels[i - 1], labels[i]);
        }
    }

    // Where a phrase has a number its beginning is not known: the number itself stands apart.
    bool stands_alone(const Word& word, std::size_t begin, std::size_t end) const {
        const bool begins = word.any_beginning || begin == 0 ||
                            !formats::is_folded_word_character(word.phrase.front()) ||
                            !formats::is_folded_word_character(text_[begin - 1]) ||
                            has_number(word.phrase);
        const bool ends = word.any_ending ||
                          !formats::is_folded_word_character(word.phrase.back()) ||
                          ends_as_word(text_, end, word.phrase.size());
        return begins && ends;
    }

    const std::vector<Word>& words_;
    std::string_view text_;
    std::vector<std::uint8_t>& seen_;
    TextSigns signs_;
    std::size_t number_end_ = 0;
    std::size_t second_pass_ = 0;  // The first label of it.
};

Result<SignFinder> SignFinder::create(std::vector<Word> words) {
    const auto after_labels = std::ranges::stable_partition(words, is_first_label);
    const auto after_stems = std::ranges::stable_partition(after_labels, is_stem);
    const auto labels = words.size() - after_labels.size();
    const auto stems = after_labels.size() - after_stems.size();
    std::vector<std::string> marks, stem_expressions, phrases;
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto& expressions = i < labels ? marks : i < labels + stems ? stem_expressions : phrases;
        expressions.push_back(expression_of(words[i].phrase));
    }
    for (const auto& hint : hint_patterns) marks.push_back(literal(hint.text));
    for (const auto& code : code_patterns) phrases.emplace_back(code.expression);
    auto with_stems = marks;
    with_stems.insert(with_stems.end(), stem_expressions.begin(), stem_expressions.end());
    Sets sets{.marks = TRY(PatternSet::compile(marks)),
              .marks_and_stems = TRY(PatternSet::compile(with_stems)),
              .phrases = TRY(PatternSet::compile(phrases))};
    return SignFinder(std::move(words), labels, stems, std::move(sets));
}

Result<SignFinder::Scratch> SignFinder::make_scratch() const {
    auto marks = TRY(sets_.marks.make_scratch());
    auto marks_and_stems = TRY(sets_.marks_and_stems.make_scratch());
    auto phrases = TRY(sets_.phrases.make_scratch());
    return Scratch{.marks = std::move(marks),
                   .marks_and_stems = std::move(marks_and_stems),
                   .phrases = std::move(phrases),
                   .seen = {}};
}

void SignFinder::take_mark(unsigned pattern, std::size_t end, Collector& collector) const {
    if (pattern < label_count_) return collector.take_word(pattern, end);
    collector.take_hint(hint_patterns.at(pattern - label_count_).hint);
}

// The marks are looked for everywhere. Stems only where they decide, and only until they have:
// piece by piece, because the matches of one piece come in any order.
void SignFinder::find_marks(std::string_view folded, Scratch& scratch, Collector& collector) const {
    bool wants_stems = !collector.is_short();
    auto piece_bytes = first_piece_bytes;
    for (std::size_t begin = 0; begin < folded.size();) {
        const auto end = wants_stems ? std::min(begin + piece_bytes, folded.size()) : folded.size();
        find_marks_between(folded, {begin, end}, wants_stems, scratch, collector);
        wants_stems = wants_stems && !collector.has_enough_stems();
        piece_bytes = std::min(2 * piece_bytes, piece_bytes_max);
        begin = end;
    }
}

// Those that end after `piece.begin`; they may begin before it.
void SignFinder::find_marks_between(std::string_view folded, Piece piece, bool with_stems,
                                    Scratch& scratch, Collector& collector) const {
    const auto first_stem = label_count_ + hint_patterns.size();
    const auto from = piece.begin - std::min(piece.begin, mark_length_max);
    const auto take = [&](unsigned pattern, std::size_t end) {
        if (from + end <= piece.begin) return;
        if (pattern < first_stem) return take_mark(pattern, from + end, collector);
        collector.take_word(label_count_ + pattern - first_stem, from + end);
    };
    const auto text = folded.substr(from, piece.end - from);
    if (with_stems) {
        sets_.marks_and_stems.scan(text, scratch.marks_and_stems, take);
    } else {
        sets_.marks.scan(text, scratch.marks, take);
    }
}

void SignFinder::find_phrases(std::string_view folded, std::size_t begin, std::size_t length,
                              Scratch& scratch, Collector& collector) const {
    const auto first_phrase = label_count_ + stem_count_;
    sets_.phrases.scan(folded.substr(begin, length), scratch.phrases,
                       [&](unsigned pattern, std::size_t end) {
                           const auto index = first_phrase + pattern;
                           if (index < words_.size()) {
                               collector.take_word(index, begin + end);
                           } else {
                               collector.take_code(index - words_.size(), begin + end);
                           }
                       });
}

TextSigns SignFinder::find(std::string_view folded, Scratch& scratch) const {
    Collector collector(words_, folded, scratch.seen);
    find_number_shapes(folded, [&](std::size_t end) { collector.take_number(end); });
    find_marks(folded, scratch, collector);
    if (!collector.is_worth_while()) return std::move(collector).result();
    collector.begin_second_pass();
    find_phrases(folded, 0, head_bytes_max, scratch, collector);
    if (folded.size() > head_bytes_max) {
        const auto tail = std::min(tail_bytes_max, folded.size() - head_bytes_max);
        find_phrases(folded, folded.size() - tail, tail, scratch, collector);
    }
    return std::move(collector).result();
}

}  // namespace primum::probes
