#include "content/file_type.h"

#include <algorithm>
#include <array>

#include "base/byte_reader.h"

namespace primum::content {
namespace {

using namespace std::string_view_literals;

struct Signature {
    std::size_t offset;
    std::string_view bytes;
    FileType type;
};

// The longest first where one begins like another.
constexpr std::array signatures{
    Signature{0, "%PDF-"sv, FileType::pdf},
    Signature{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, FileType::office},
    Signature{0, "\xFF\xD8\xFF"sv, FileType::jpeg},
    Signature{0, "\x89PNG\r\n\x1A\n"sv, FileType::png},
    Signature{0, "GIF87a"sv, FileType::image},
    Signature{0, "GIF89a"sv, FileType::image},
    Signature{0, "II*\0"sv, FileType::image},
    Signature{0, "MM\0*"sv, FileType::image},
    Signature{0, "8BPS\0\x01"sv, FileType::image},
    Signature{0, "\xFF\x0A"sv, FileType::image},
    Signature{0, "\0\0\0\x0CJXL "sv, FileType::image},
    Signature{0, "\0\0\0\x0CjP  "sv, FileType::image},
    Signature{8, "WEBP"sv, FileType::image},
    Signature{4, "ftypheic"sv, FileType::image},
    Signature{4, "ftypmif1"sv, FileType::image},
    Signature{4, "ftypavif"sv, FileType::image},
    Signature{128, "DICM"sv, FileType::dicom},
    Signature{4, "ftyp"sv, FileType::media},
    Signature{0, "RIFF"sv, FileType::media},
    Signature{0, "ID3"sv, FileType::media},
    Signature{0, "\xFF\xFB"sv, FileType::media},
    Signature{0, "\xFF\xF3"sv, FileType::media},
    Signature{0, "\xFF\xFA"sv, FileType::media},
    Signature{0, "OggS"sv, FileType::media},
    Signature{0, "fLaC"sv, FileType::media},
    Signature{0, "\x1A\x45\xDF\xA3"sv, FileType::media},
    Signature{0, "\x30\x26\xB2\x75\x8E\x66\xCF\x11"sv, FileType::media},
    Signature{0, "SQLite format 3\0"sv, FileType::database},
    Signature{4, "Standard Jet DB"sv, FileType::database},
    Signature{4, "Standard ACE DB"sv, FileType::database},
    Signature{0, "!BDN"sv, FileType::database},
    Signature{0, "PGDMP"sv, FileType::database},
    Signature{0, "\xFE\xFE\x07"sv, FileType::database},
    Signature{0, "\x1F\x8B\x08"sv, FileType::compressed},
    Signature{0, "BZh"sv, FileType::compressed},
    Signature{0,
              "\xFD"
              "7zXZ\0"sv,
              FileType::compressed},
    Signature{0, "\x28\xB5\x2F\xFD"sv, FileType::compressed},
    Signature{0, "\x04\x22\x4D\x18"sv, FileType::compressed},
    Signature{0, "7z\xBC\xAF\x27\x1C"sv, FileType::compressed},
    Signature{0, "Rar!\x1A\x07"sv, FileType::compressed},
    Signature{0, "MSCF\0\0\0\0"sv, FileType::compressed},
    Signature{0, "MZ"sv, FileType::program},
    Signature{0,
              "\x7F"
              "ELF"sv,
              FileType::program},
    Signature{0, "\xCA\xFE\xBA\xBE"sv, FileType::program},
    Signature{0, "\xCF\xFA\xED\xFE"sv, FileType::program},
    Signature{0, "age-encryption.org/"sv, FileType::sealed},
    Signature{0, "-----BEGIN PGP MESSAGE-----"sv, FileType::sealed},
    Signature{0, "-----BEGIN AGE ENCRYPTED FILE-----"sv, FileType::sealed},
    Signature{0, "Salted__"sv, FileType::sealed},
    Signature{0, "\x03\xD9\xA2\x9A"sv, FileType::sealed},
    Signature{0, "LUKS\xBA\xBE"sv, FileType::sealed},
    Signature{0, "\x8C\x0D\x04"sv, FileType::sealed},      // OpenPGP, a passphrase.
    Signature{0, "\x85\x01\x0C\x03"sv, FileType::sealed},  // OpenPGP, an RSA key of 2048 bits.
    Signature{0, "\x85\x02\x0C\x03"sv, FileType::sealed},  // OpenPGP, an RSA key of 4096 bits.
    Signature{0, "\x84\x5E\x03"sv, FileType::sealed},      // OpenPGP, Curve25519.
    Signature{257, "ustar"sv, FileType::archive},
};

// PKWARE's APPNOTE.TXT, 4.4.4: bit 0 of the flags says that the member is encrypted.
FileType type_of_zip(std::string_view bytes) {
    const bool encrypted = bytes.size() > 6 && (static_cast<unsigned char>(bytes[6]) & 1U) != 0;
    return encrypted ? FileType::sealed : FileType::archive;
}

// RFC 1950: the two bytes are a multiple of 31, deflate, window of 32 KiB; the three usual levels.
bool is_zlib(std::string_view bytes) {
    return bytes.size() > 16 && bytes[0] == '\x78' &&
           (bytes[1] == '\x01' || bytes[1] == '\x9C' || bytes[1] == '\xDA');
}

}  // namespace

FileType type_by_first_bytes(BytesView first_bytes) {
    const auto bytes = as_text(first_bytes.first(std::min<std::size_t>(first_bytes.size(), 512)));
    if (bytes.empty()) return FileType::empty;
    if (bytes.starts_with("PK\3\4")) return type_of_zip(bytes);
    if (bytes.starts_with("PK\5\6")) return FileType::archive;
    for (const auto& [offset, signature, type] : signatures) {
        if (bytes.size() >= offset && bytes.substr(offset).starts_with(signature)) return type;
    }
    if (bytes.size() > 2 && bytes.starts_with("BM") && bytes.substr(6).starts_with("\0\0\0\0"sv)) {
        return FileType::image;
    }
    return is_zlib(bytes) ? FileType::compressed : FileType::unknown;
}

bool is_recognised(FileType type) {
    return !is_noise(type) && type != FileType::empty && type != FileType::unknown;
}

std::string_view name_of(FileType type) {
    switch (type) {
        case FileType::empty:
            return "empty";
        case FileType::text:
            return "text";
        case FileType::encoded:
            return "encoded";
        case FileType::opaque:
            return "opaque";
        case FileType::unknown:
            return "unknown";
        case FileType::ransom_note:
            return "ransom-note";
        case FileType::sealed:
            return "sealed";
        case FileType::pdf:
            return "pdf";
        case FileType::office:
            return "office";
        case FileType::archive:
            return "archive";
        case FileType::jpeg:
            return "jpeg";
        case FileType::png:
            return "png";
        case FileType::image:
            return "image";
        case FileType::dicom:
            return "dicom";
        case FileType::media:
            return "media";
        case FileType::database:
            return "database";
        case FileType::compressed:
            return "compressed";
        case FileType::program:
            return "program";
    }
    return "unknown";  // A number from a newer cache.
}

}  // namespace primum::content
