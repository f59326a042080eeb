// File structure: whether a file that still begins like one of its kind still holds together.
//
// Ransomware in a hurry encrypts a part of each file and may leave its first bytes alone; the
// content of a compressed file is noise before and after. But its own table of contents then points
// at noise. What is checked, by kind, is a few positions each:
//   archive  the end record, and local headers where the central directory says (APPNOTE.TXT, 4.3)
//   pdf      "startxref" near the end, and "xref" or an object where it points (ISO 32000-1, 7.5.5)
//   jpeg     after FF only what the standard allows inside a scan (ITU-T T.81, B.1.1.2)
//   png      "IEND" at the end (PNG 5.6)
// Other kinds are never said to be damaged. A file that is cut short is damaged.
#pragma once

#include <cstdint>
#include <functional>

#include "base/bytes.h"
#include "content/file_type.h"

namespace primum::content {

// Gives up to `count` bytes of the file from `offset`, valid until the next call; fewer at its end
// or when it cannot be read (a file that vanishes meanwhile).
using ReadAt = std::function<BytesView(std::uint64_t offset, std::size_t count)>;

// Reads at most some 100 KiB, whatever the file's size.
bool is_damaged(FileType type, std::uint64_t size_bytes, const ReadAt& read_at);

}  // namespace primum::content
