// What the program and its extraction workers say to each other about one file.
//
// The frames are os/serving_worker.h's. A worker answers any number of parts, then `done`. What it
// says has passed through foreign libraries and is believed no more than the file.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.h"
#include "base/result.h"
#include "formats/media_type.h"

namespace primum::probes::files {

inline constexpr std::size_t inside_bytes_max = 1024;  // Of a place inside a file; the rest is cut.

struct ExtractRequest {
    formats::MediaType media = formats::MediaType::plain;
    bool images = false;  // Hand pictures over too: somebody reads them.
    std::string name;     // The last part of the path.
};

// A part of the file that can be judged by itself: a text, or the bytes of a member.
struct ExtractedPart {
    // Where it lies in the file: "courriers.zip/lettre.docx"; empty for the file itself. Parts in
    // one place that follow each other belong to one document.
    std::string_view inside;
    BytesView bytes;
    bool whole = true;   // False: more was there than anybody needs.
    bool image = false;  // A picture, or a document that is nothing but pictures.
};

// It asks for a password.
struct SealedPart {
    std::string_view inside;
};

enum class Unread : std::uint8_t {
    damaged,
    too_large,
    too_deep,
    too_many,
    no_text,  // Pictures of pages: only OCR could read it.
};

struct UnreadPart {
    std::string_view inside;
    Unread why = Unread::damaged;
};

struct ExtractionDone {};

using ExtractAnswer = std::variant<ExtractedPart, SealedPart, UnreadPart, ExtractionDone>;

inline constexpr std::uint8_t extract_request_kind = 1;
enum class AnswerKind : std::uint8_t { part = 1, sealed = 2, unread = 3, done = 4 };

std::string to_content(const ExtractRequest& request);
Result<ExtractRequest> parse_extract_request(std::string_view content);

// What stands before a part's bytes in its frame.
std::string part_head(const ExtractedPart& part);
// The views are into `content`.
Result<ExtractAnswer> parse_extract_answer(std::uint8_t kind, std::string_view content);

Sentence words_of(Unread why);

}  // namespace primum::probes::files
