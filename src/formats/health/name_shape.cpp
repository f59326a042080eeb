#include "formats/health/name_shape.h"

#include <algorithm>
#include <array>

namespace primum::formats {
namespace {

enum class Shape { other, initial, capital, capitals };

// Bytes beyond ASCII stand for letters: accents, whatever the encoding.
bool is_upper(char letter) { return letter >= 'A' && letter <= 'Z'; }
bool is_lower(char letter) {
    return (letter >= 'a' && letter <= 'z') || static_cast<unsigned char>(letter) >= 0x80;
}

// Short words in capitals that are no names: "IRM Normale", "HTA Dyslipidemie".
bool is_usual_short_form(std::string_view word) {
    static constexpr std::array<std::string_view, 101> forms{
        "ADN",   "AEG",  "AINS", "ALAT",  "ALD",  "AMM",  "ANCA", "AOD",   "APA", "ARN",  "ARS",
        "ASAT",  "ATB",  "ATCD", "AVC",   "AVK",  "AVP",  "BAV",  "BGN",   "BHC", "BHE",  "BMR",
        "BPCO",  "CCAM", "CDI",  "CEDEX", "CHU",  "CMV",  "CPAM", "CPAP",  "CPK", "CRP",  "DNID",
        "DRESS", "EBV",  "ECBU", "ECG",   "ECMO", "EEG",  "EFR",  "EHPAD", "EMG", "EPO",  "ESV",
        "ETO",   "ETT",  "FAV",  "FCV",   "FID",  "FOGD", "FSH",  "GEU",   "GGT", "HAD",  "HBPM",
        "HCG",   "HLA",  "HSV",  "HTA",   "HTAP", "HTIC", "IDE",  "IDM",   "IMC", "INR",  "IPP",
        "IRM",   "ISRS", "LCR",  "LDH",   "MMSE", "MRSA", "NFS",  "NYHA",  "OAP", "OMI",  "OMS",
        "ORL",   "PCR",  "PMI",  "PSA",   "QRS",  "RCP",  "SAMU", "SARM",  "SEP", "SMUR", "SOS",
        "SSR",   "TDM",  "TEP",  "TSH",   "TVP",  "UHCD", "USI",  "VIH",   "VHB", "VHC",  "VNI",
        "VRS",   "VZV"};
    return std::ranges::find(forms, word) != forms.end();
}

Shape shape_of(std::string_view word) {
    const auto uppers = std::ranges::count_if(word, is_upper);
    const auto lowers = std::ranges::count_if(word, is_lower);
    if (word.empty() || !is_upper(word.front())) return Shape::other;
    if (uppers == 1 && lowers == 0) return Shape::initial;
    if (lowers == 0 && uppers >= 3) {
        return is_usual_short_form(word) ? Shape::other : Shape::capitals;
    }
    // "ZOÉ" has two bytes that are no ASCII capitals; "Jean-Noël" two capitals.
    if (uppers >= 3 && lowers <= 2) return Shape::capitals;
    return uppers <= 2 && lowers >= 2 ? Shape::capital : Shape::other;
}

bool is_name(Shape left, Shape right) {
    if (left == Shape::initial) return right == Shape::capitals || right == Shape::capital;
    return (left == Shape::capitals && right == Shape::capital) ||
           (left == Shape::capital && right == Shape::capitals);
}

bool is_word_character(char letter) {
    return is_upper(letter) || is_lower(letter) || letter == '-' || letter == '\'';
}

// One sign between two words of a name: "DUPONT Jeanne", "DUPONT, Jeanne", "J. DUPONT".
bool joins(std::string_view between, Shape left) {
    if (between == " " || between == ", " || between == "\t" || between == "^") return true;
    return left == Shape::initial && (between == ". " || between == ".");
}

}  // namespace

NameShapes count_name_shapes(std::string_view text) {
    text = text.substr(0, name_shape_bytes_max);
    NameShapes count;
    Shape before = Shape::other;
    std::size_t before_end = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (!is_word_character(text[at])) {
            ++at;
            continue;
        }
        auto end = at;
        while (end < text.size() && is_word_character(text[end])) ++end;
        const auto shape = shape_of(text.substr(at, end - at));
        const bool together = joins(text.substr(before_end, at - before_end), before);
        const bool alike = before == shape && (shape == Shape::capital || shape == Shape::capitals);
        if (together && is_name(before, shape)) ++count.sure;
        if (together && alike) ++count.likely;
        before = shape;
        before_end = end;
        at = end;
    }
    return count;
}

}  // namespace primum::formats
