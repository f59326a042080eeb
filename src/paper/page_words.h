// PageWords: what the page says, in one place for both of its forms. Private to this room.
#pragma once

#include <array>

#include "base/sentence.h"

namespace primum::paper {

struct Advice {
    Sentence title;
    Sentence text;
};

struct PageWords {
    Sentence title;
    Sentence what;      // What this paper is, in two sentences.
    Sentence numbered;  // Above the words.
    Sentence code;      // Beside the QR code.
    std::array<Advice, 3> keep;
    Sentence restore_title;
    std::array<Sentence, 4> restore;
    Sentence test;
};

const PageWords& page_words();

}  // namespace primum::paper
