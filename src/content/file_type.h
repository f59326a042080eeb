// FileType: what a file is, told by its first bytes, in as many kinds as the judgement of a backup
// needs.
//
// The numbers are kept in the local caches of backups: they are never given to another kind.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace primum::content {

enum class FileType : std::uint8_t {
    empty = 0,
    text = 1,  // Words, figures, markup or source, in an encoding of text.
    encoded =
        2,  // Printable, but every symbol as likely as another: base64 or hexadecimal of noise.
    opaque = 3,       // Noise from its first byte on, with nothing that says what it is.
    unknown = 4,      // Something with a structure, of no kind below.
    ransom_note = 5,  // A text that demands a ransom. See ransom_signs.h.
    sealed =
        6,  // Encrypted by a person, and it says so: age, OpenPGP, openssl, KeePass, LUKS, zip.
    pdf = 10,
    office = 11,   // Compound files of older offices: doc, xls, ppt, msg; protected new ones too.
    archive = 12,  // zip and what is made of it: docx, xlsx, odt, jar.
    jpeg = 13,
    png = 14,
    image = 15,       // gif, tiff, bmp, webp, heif, jxl, psd.
    dicom = 16,       // Part 10 of the standard: "DICM" at byte 128.
    media = 17,       // Sound and film.
    database = 18,    // SQLite, Access, Firebird and other stores of programs.
    compressed = 19,  // gz, bz2, xz, zst, 7z, rar, zlib.
    program = 20,
};

// Only the first 512 bytes are looked at; `first_bytes` may be shorter than that. Never text,
// encoded, opaque or ransom_note: that takes statistics, see file_shape.h.
FileType type_by_first_bytes(BytesView first_bytes);

// Of a kind whose loss can be noticed: whatever is not noise, unknown or empty.
bool is_recognised(FileType type);

// Noise, or printable noise: what encryption leaves.
inline bool is_noise(FileType type) {
    return type == FileType::opaque || type == FileType::encoded;
}

// For messages and tests: "pdf".
std::string_view name_of(FileType type);

}  // namespace primum::content
