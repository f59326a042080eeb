// RansomSigns: what is known of ransomware's file names and letters, from catalogue/ransomware/.
//
// Four lists that a person can edit, one entry a line, `#` begins a comment:
//   extensions.txt   suffixes that ransomware adds, without the dot: "lockbit"
//   documents.txt    suffixes of files that people make and would pay for: "docx"
//   note-names.txt   pieces of a note's file name, in lower case without separators: "howtodecrypt"
//   note-words.txt   a weight, then words that letters demanding a ransom use
// Constant once read; may be shared between threads.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::content {

struct RansomLists {
    std::string_view extensions;
    std::string_view documents;
    std::string_view note_names;
    std::string_view note_words;
};

class RansomSigns {
public:
    static constexpr std::size_t list_bytes_max = 1024UL * 1024;
    static constexpr std::size_t note_bytes_max = 8192;  // How much of a text is read as a note.

    // Nothing known: only statistics remain.
    RansomSigns() = default;

    // Fails with ErrorKind::malformed, naming the list and the line.
    static Result<RansomSigns> parse(const RansomLists& lists);

    // Of "scan.pdf.lockbit" and "scan.pdf.id-7.[a@b.c].eking", whatever the case.
    bool has_ransom_extension(std::string_view name) const;
    // Of "lettre.docx" and "IMG_1.JPG".
    bool is_document(std::string_view name) const;
    // A document's name with something added behind it: "lettre.docx.k7Qx".
    bool has_added_suffix(std::string_view name) const;
    // A name that such letters have; it proves nothing by itself.
    bool is_note_name(std::string_view name) const;
    // A text that demands a ransom. Asks less of a text whose name already says it.
    bool is_note(BytesView first_bytes, bool name_of_note) const;

private:
    struct WeighedWord {
        std::string text;
        int weight;  // Negative: words of those who warn.
    };

    static std::optional<WeighedWord> read_note_word(std::string_view entry);

    std::unordered_set<std::string> extensions_;
    std::unordered_set<std::string> documents_;
    std::vector<std::string> note_names_;
    std::vector<WeighedWord> note_words_;
};

}  // namespace primum::content
