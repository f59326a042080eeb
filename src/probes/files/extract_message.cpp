#include "probes/files/extract_message.h"

#include <algorithm>

#include "base/byte_reader.h"

namespace primum::probes::files {
namespace {

constexpr std::uint8_t flag_whole = 1;
constexpr std::uint8_t flag_image = 2;

Error unknown_words() {
    return {ErrorKind::malformed,
            {"le processus a répondu des mots inconnus", "the process answered unknown words"}};
}

Result<ExtractedPart> parse_part(std::string_view content) {
    ByteReader reader(as_bytes(content));
    const auto flags = TRY(reader.u8());
    const auto inside_bytes = TRY(reader.u16_little());
    const auto inside = TRY(reader.take(inside_bytes));
    return ExtractedPart{.inside = as_text(inside),
                         .bytes = reader.rest(),
                         .whole = (flags & flag_whole) != 0,
                         .image = (flags & flag_image) != 0};
}

}  // namespace

std::string to_content(const ExtractRequest& request) {
    std::string content;
    content.push_back(static_cast<char>(request.media));
    content.push_back(request.images ? '\1' : '\0');
    content += request.name.substr(0, inside_bytes_max);
    return content;
}

Result<ExtractRequest> parse_extract_request(std::string_view content) {
    if (content.size() < 2) return unknown_words();
    const auto media = static_cast<std::uint8_t>(content[0]);
    if (media > static_cast<std::uint8_t>(formats::MediaType::uninteresting))
        return unknown_words();
    return ExtractRequest{static_cast<formats::MediaType>(media), content[1] != '\0',
                          std::string(content.substr(2))};
}

std::string part_head(const ExtractedPart& part) {
    const auto inside = part.inside.substr(0, inside_bytes_max);
    std::string head;
    head.push_back(
        static_cast<char>((part.whole ? flag_whole : 0) | (part.image ? flag_image : 0)));
    head.push_back(static_cast<char>(inside.size() & 0xFF));
    head.push_back(static_cast<char>(inside.size() >> 8));
    head += inside;
    return head;
}

Result<ExtractAnswer> parse_extract_answer(std::uint8_t kind, std::string_view content) {
    switch (static_cast<AnswerKind>(kind)) {
        case AnswerKind::part:
            return ExtractAnswer(TRY(parse_part(content)));
        case AnswerKind::sealed:
            return ExtractAnswer(SealedPart{content.substr(0, inside_bytes_max)});
        case AnswerKind::unread: {
            if (content.empty()) return unknown_words();
            const auto why = static_cast<std::uint8_t>(content[0]);
            if (why > static_cast<std::uint8_t>(Unread::no_text)) return unknown_words();
            return ExtractAnswer(
                UnreadPart{content.substr(1, inside_bytes_max), static_cast<Unread>(why)});
        }
        case AnswerKind::done:
            return ExtractAnswer(ExtractionDone{});
    }
    return unknown_words();
}

Sentence words_of(Unread why) {
    switch (why) {
        case Unread::damaged:
            return {"le fichier est abîmé", "the file is damaged"};
        case Unread::too_large:
            return {"trop grand une fois déplié", "too large once unpacked"};
        case Unread::too_deep:
            return {"trop d'archives les unes dans les autres", "too many archives in one another"};
        case Unread::too_many:
            return {"trop d'éléments à l'intérieur", "too many members inside"};
        case Unread::no_text:
            return {"des images de pages, à lire avec --ocr",
                    "pictures of pages, to read with --ocr"};
    }
    return {"raison inconnue", "reason unknown"};
}

}  // namespace primum::probes::files
