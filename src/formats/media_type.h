// MediaType: what kind of container a file is, told from its first bytes.
//
// Only as far as needed to choose who reads it: most files are plain (text, DICOM, databases) and
// need no extractor; others hold text inside, or other files, or nothing a person wrote. The name
// is a hint for formats that have no mark of their own. Written by hand and not by libmagic:
// a scan asks this for every file, in well under a microsecond.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace primum::formats {

enum class MediaType : std::uint8_t {
    plain,           // Read as it is: text, DICOM, databases, anything without a container.
    pdf,             //
    zip,             // Archives, and docx, xlsx, pptx, odt, ods, odp, epub.
    compound,        // OLE 2: doc, xls, ppt, msg, and their encrypted successors.
    rtf,             //
    html,            //
    mail,            // One message, RFC 5322.
    mailbox,         // Several, in mbox form.
    outlook_store,   // PST, OST.
    deflated_dicom,  // Any other DICOM file is plain.
    archive,         // 7z, rar, tar, cab, lha, cpio, ar, ISO 9660, and what gzip and others wrap.
    image,           // That a scanner or a camera makes: PNG, JPEG, TIFF, BMP, WebP, JPEG 2000.
    encrypted,      // A container of which nothing can be read without its key: LUKS, OpenPGP, age.
    uninteresting,  // Programs, sounds, films, fonts: nothing that a person wrote.
};

inline constexpr std::size_t media_type_first_bytes = 4096;  // More is not looked at.

MediaType media_type_of(BytesView first_bytes, std::string_view name);

}  // namespace primum::formats
