// Document: a letter, a sheet or a register on its way to paper, and the three forms it can take.
//
// Plain text is UTF-8. HTML is one page with nothing from outside, which WeasyPrint makes the PDF
// from. ODT (OASIS OpenDocument 1.3) can be changed in any word processor before it is sent. The
// same document gives the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/sentence.h"

namespace primum::compliance {

enum class BlockKind : std::uint8_t {
    paragraph,
    heading,
    bullet,
    tick,    // A box to tick by hand.
    answer,  // A label and what was answered.
    space,   // Room to write or to sign.
};

struct Block {
    BlockKind kind = BlockKind::paragraph;
    std::string text;
    std::string label = {};  // Of an answer.
};

struct Document {
    Language language = Language::french;
    std::string title;
    std::vector<std::string> sender = {};     // Lines; of a letter.
    std::vector<std::string> recipient = {};  // Lines; of a letter.
    std::string date = {};                    // In words.
    std::vector<Block> blocks = {};
    std::string foot = {};  // One line at the end of every page.
};

constexpr std::size_t document_blocks_max = 20'000;

std::string as_text(const Document& document);
std::string as_html(const Document& document);
std::string as_odt(const Document& document);

// As a typesetter writes French: no line begins with a punctuation mark. English is left as it is.
std::string typeset(std::string_view text, Language language);

// For HTML and for OpenDocument's XML: & < > " ' become references, and characters that XML does
// not have are left out.
std::string escaped(std::string_view text);

}  // namespace primum::compliance
