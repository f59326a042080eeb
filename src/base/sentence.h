// Sentence: something a person may read, in French and in English, side by side.
//
// Both languages stand where the sentence is used, so that neither can be forgotten: a Sentence
// with one language does not compile. See docs/adr/0002-sentences-in-both-languages.md.
#pragma once

#include <string>
#include <utility>

#include <fmt/format.h>

namespace primum {

enum class Language { french, english };

struct Sentence {
    std::string french;
    std::string english;

    const std::string& in(Language language) const {
        return language == Language::french ? french : english;
    }
    bool operator==(const Sentence&) const = default;
};

// Formats both languages with the same arguments: say("{} ne répond plus", "{} fell silent", host).
template <class... Arguments>
Sentence say(fmt::format_string<Arguments...> french, fmt::format_string<Arguments...> english,
             Arguments&&... arguments) {
    return {fmt::vformat(french, fmt::make_format_args(arguments...)),
            fmt::vformat(english, fmt::make_format_args(arguments...))};
}

// "doing: what happened", in both languages.
inline Sentence join(const Sentence& doing, const Sentence& what) {
    return {doing.french + " : " + what.french, doing.english + ": " + what.english};
}

}  // namespace primum
