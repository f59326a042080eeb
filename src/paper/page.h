// Page: the paper key as a person keeps it: the words, the QR code, what they are and where they
// belong.
//
// One page of A4 (HTML, from which WeasyPrint makes the PDF), or a text file that read_words()
// takes as it is. What is returned is as secret as the secret.
#pragma once

#include <string>

#include "base/sentence.h"
#include "base/time.h"
#include "paper/words.h"

namespace primum::paper {

struct Page {
    SecretView secret;       // Borrowed.
    std::string computer;    // Whose backups these are: the name of the computer that made the key.
    std::string repository;  // Its identifier, in hexadecimal.
    std::string reader;      // "reader 1", or whose key this is.
    Time made;
};

std::string as_text(const Page& page, Language language);

// A complete document, nothing of it loaded from elsewhere. Fails only when the QR code cannot be
// made.
Result<std::string> as_html(const Page& page, Language language);

}  // namespace primum::paper
