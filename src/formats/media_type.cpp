#include "formats/media_type.h"

#include <algorithm>
#include <array>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/health/dicom_file.h"

namespace primum::formats {
namespace {

using namespace std::string_view_literals;

struct Mark {
    std::string_view bytes;
    MediaType type;
    std::size_t offset = 0;
};

// From the formats' own documents, and the list of magic numbers of file(1).
constexpr std::array marks{
    Mark{"%PDF-"sv, MediaType::pdf},
    Mark{"PK\x03\x04"sv, MediaType::zip},
    Mark{"PK\x05\x06"sv, MediaType::zip},
    Mark{"PK\x07\x08"sv, MediaType::zip},
    Mark{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, MediaType::compound},
    Mark{"{\\rtf"sv, MediaType::rtf},
    Mark{"!BDN"sv, MediaType::outlook_store},
    Mark{"7z\xBC\xAF\x27\x1C"sv, MediaType::archive},
    Mark{"Rar!\x1A\x07"sv, MediaType::archive},
    Mark{"MSCF\0\0\0\0"sv, MediaType::archive},
    Mark{"\x1F\x8B\x08"sv, MediaType::archive},
    Mark{"BZh"sv, MediaType::archive},
    Mark{"\xFD\x37zXZ\0"sv, MediaType::archive},
    Mark{"\x28\xB5\x2F\xFD"sv, MediaType::archive},
    Mark{"\x04\x22\x4D\x18"sv, MediaType::archive},
    Mark{"\x1F\x9D"sv, MediaType::archive},
    Mark{"\x89LZO\0\r\n\x1A\n"sv, MediaType::archive},
    Mark{"LZIP\x01"sv, MediaType::archive},
    Mark{"070701"sv, MediaType::archive},
    Mark{"070702"sv, MediaType::archive},
    Mark{"070707"sv, MediaType::archive},
    Mark{"xar!"sv, MediaType::archive},
    Mark{"-lh"sv, MediaType::archive, 2},
    Mark{"ustar"sv, MediaType::archive, 257},
    Mark{"\x89PNG\r\n\x1A\n"sv, MediaType::image},
    Mark{"\xFF\xD8\xFF"sv, MediaType::image},
    Mark{"II*\0"sv, MediaType::image},
    Mark{"MM\0*"sv, MediaType::image},
    Mark{"\0\0\0\x0CjP  "sv, MediaType::image},
    Mark{"LUKS\xBA\xBE"sv, MediaType::encrypted},
    Mark{"age-encryption.org/"sv, MediaType::encrypted},
    Mark{"-----BEGIN PGP MESSAGE-----"sv, MediaType::encrypted},
    Mark{"-----BEGIN AGE ENCRYPTED FILE-----"sv, MediaType::encrypted},
    Mark{"Salted__"sv, MediaType::encrypted},
    Mark{"\x7F"
         "ELF"sv,
         MediaType::uninteresting},
    Mark{"MZ"sv, MediaType::uninteresting},
    Mark{"\xCA\xFE\xBA\xBE"sv, MediaType::uninteresting},
    Mark{"\xCF\xFA\xED\xFE"sv, MediaType::uninteresting},
    Mark{"\xCE\xFA\xED\xFE"sv, MediaType::uninteresting},
    Mark{"!<arch>\n"sv, MediaType::uninteresting},
    Mark{"GIF8"sv, MediaType::uninteresting},
    Mark{"OggS"sv, MediaType::uninteresting},
    Mark{"fLaC"sv, MediaType::uninteresting},
    Mark{"ID3"sv, MediaType::uninteresting},
    Mark{"\x1A\x45\xDF\xA3"sv, MediaType::uninteresting},
    Mark{"ftyp"sv, MediaType::uninteresting, 4},
    Mark{"OTTO"sv, MediaType::uninteresting},
    Mark{"\0\x01\0\0\0"sv, MediaType::uninteresting},
    Mark{"wOFF"sv, MediaType::uninteresting},
    Mark{"wOF2"sv, MediaType::uninteresting},
    Mark{"\0asm"sv, MediaType::uninteresting},
    Mark{"DIRC"sv, MediaType::uninteresting},
    Mark{"PACK\0\0\0\x02"sv, MediaType::uninteresting},
};

constexpr std::array encrypted_endings{".gpg"sv, ".pgp"sv, ".axx"sv, ".hc"sv, ".tc"sv, ".kdbx"sv};

// S/MIME, RFC 5652: the type "enveloped data" stands in the first bytes; signed data is readable.
constexpr std::string_view enveloped_data = "\x2A\x86\x48\x86\xF7\x0D\x01\x07\x03"sv;

bool has_at(std::string_view text, std::size_t offset, std::string_view part) {
    return text.size() >= offset && text.substr(offset).starts_with(part);
}

// Where even the list of members asks for the password: APPNOTE.TXT §4.4.4, bit 13.
bool is_sealed_zip(std::string_view text) {
    return text.starts_with("PK\x03\x04") && has_at(text, 7, "\x20"sv);
}

// Access since 2007 with a password: where its pages would begin, a description of how they are
// encrypted ([MS-OFFCRYPTO] §2.3): its length, then its version, 2 to 4 each.
bool is_sealed_access(std::string_view text) {
    constexpr std::size_t description_at = 0x299;
    if (!has_at(text, 4, "Standard ACE DB"sv) || text.size() < description_at + 6) return false;
    const auto description = text.substr(description_at, 6);
    const bool has_length = description[0] != '\0' || description[1] != '\0';
    const auto is_version = [&](std::size_t at) {
        return description[at] >= 2 && description[at] <= 4 && description[at + 1] == '\0';
    };
    return has_length && is_version(2) && is_version(4);
}

bool is_dicom(std::string_view text) { return has_at(text, 128, "DICM"); }

// A tar of before POSIX has no mark, but a sum over its first block, written in octal.
bool is_old_tar(std::string_view text) {
    constexpr std::size_t block = 512, sum_offset = 148, sum_length = 8;
    if (text.size() < block || text[0] == '\0') return false;
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < block; ++i) {
        const bool in_sum = i >= sum_offset && i < sum_offset + sum_length;
        sum += in_sum ? std::uint8_t{' '} : static_cast<std::uint8_t>(text[i]);
    }
    auto written = text.substr(sum_offset, sum_length);
    written.remove_prefix(std::min(written.find_first_not_of(' '), written.size()));
    std::uint64_t value = 0;
    std::size_t digits = 0;
    while (digits < written.size() && written[digits] >= '0' && written[digits] <= '7') {
        value = value * 8 + static_cast<std::uint64_t>(written[digits++] - '0');
    }
    return digits >= 4 && value == sum;
}

// Header fields that hardly any other text begins its lines with.
constexpr std::array mail_fields{
    "received:"sv,     "return-path:"sv, "from:"sv,           "to:"sv,
    "subject:"sv,      "date:"sv,        "message-id:"sv,     "mime-version:"sv,
    "content-type:"sv, "x-mailer:"sv,    "reply-to:"sv,       "delivered-to:"sv,
    "cc:"sv,           "sender:"sv,      "dkim-signature:"sv, "x-mozilla-status:"sv};

bool is_field_name(std::string_view name) {
    return !name.empty() && name.size() <= 60 && std::ranges::all_of(name, [](char character) {
        return character > ' ' && character < '\x7f' && character != ':';
    });
}

// Lines of "Name: value" from the start, three of them known names and one of those that say who.
bool is_mail(std::string_view text) {
    std::size_t known = 0;
    bool says_who = false;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (trim(line).empty()) break;
        if (line[0] == ' ' || line[0] == '\t') continue;
        const auto colon = line.find(':');
        if (colon == std::string_view::npos || !is_field_name(line.substr(0, colon))) {
            if (text.empty()) break;  // Cut in the middle of a line.
            return false;
        }
        const auto name = lower_case(line.substr(0, colon + 1));
        if (std::ranges::count(mail_fields, name) > 0) ++known;
        says_who |= name == "from:" || name == "received:" || name == "return-path:" ||
                    name == "message-id:" || name == "mime-version:";
    }
    return known >= 2 && says_who;
}

bool is_mailbox(std::string_view text) {
    if (!text.starts_with("From ")) return false;
    const auto line_end = text.find('\n');
    if (line_end == std::string_view::npos) return false;
    const auto rest = text.substr(line_end + 1);
    return rest.starts_with(">From ") || is_mail(rest);
}

bool is_html(std::string_view text) {
    const auto beginning = lower_case(text.substr(0, 1024));
    const auto first = beginning.find_first_not_of(" \t\r\n");
    if (first == std::string::npos || beginning[first] != '<') return false;
    return contains(beginning, "<!doctype html") || contains(beginning, "<html") ||
           contains(beginning, "<body");
}

std::string_view without_byte_order_mark(std::string_view text) {
    return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

bool ends_in(std::string_view name, std::string_view ending) {
    return name.size() > ending.size() &&
           equal_ignoring_case(name.substr(name.size() - ending.size()), ending);
}

// Sounds and films wrapped in RIFF; WebP is a picture.
MediaType riff_type(std::string_view text) {
    return has_at(text, 8, "WEBP") ? MediaType::image : MediaType::uninteresting;
}

bool looks_binary(std::string_view text) {
    return std::ranges::count(text.substr(0, 512), '\0') > 0 ||
           std::ranges::count_if(text.substr(0, 512), [](char character) {
               return character < ' ' && character >= 0 && character != '\n' && character != '\r' &&
                      character != '\t';
           }) > 16;
}

}  // namespace

MediaType media_type_of(BytesView first_bytes, std::string_view name) {
    const auto text =
        as_text(first_bytes.first(std::min(first_bytes.size(), media_type_first_bytes)));
    // Its preamble may look like something else.
    if (is_dicom(text)) {
        return deflated_data_set(as_bytes(text)) ? MediaType::deflated_dicom : MediaType::plain;
    }
    if (is_sealed_zip(text) || is_sealed_access(text)) return MediaType::encrypted;
    for (const auto& mark : marks) {
        if (has_at(text, mark.offset, mark.bytes)) return mark.type;
    }
    if (text.starts_with("RIFF")) return riff_type(text);
    if (text.starts_with("BM") && has_at(text, 6, "\0\0\0\0"sv)) return MediaType::image;
    if (is_old_tar(text)) return MediaType::archive;
    if (looks_binary(text)) {
        const bool sealed = std::ranges::any_of(
            encrypted_endings, [&](std::string_view ending) { return ends_in(name, ending); });
        if (sealed || contains(text.substr(0, 64), enveloped_data)) return MediaType::encrypted;
        // Readers of PDF accept what stands before it.
        return contains(text.substr(0, 1024), "%PDF-") ? MediaType::pdf : MediaType::plain;
    }
    const auto words = without_byte_order_mark(text);
    if (words.starts_with("{\\rtf")) return MediaType::rtf;
    if (is_mailbox(words)) return MediaType::mailbox;
    if (is_mail(words)) return MediaType::mail;
    if (ends_in(name, ".eml") && contains(words, ": ")) return MediaType::mail;
    if (is_html(words)) return MediaType::html;
    if (contains(words.substr(0, 1024), "%PDF-")) return MediaType::pdf;
    return MediaType::plain;
}

}  // namespace primum::formats
