#include "probes/files/content_parts.h"

#include "base/byte_reader.h"
#include "formats/french_text.h"
#include "probes/files/recogniser.h"

namespace primum::probes::files {

BytesView first_content(BytesView bytes) {
    if (bytes.size() <= content_bytes_max) return bytes;
    const auto beginning = bytes.first(content_bytes_max);
    switch (formats::guess_encoding(beginning)) {
        case formats::TextEncoding::binary:
            return bytes;
        case formats::TextEncoding::utf16_little:
        case formats::TextEncoding::utf16_big:
            return beginning;  // A line's end has two bytes, which are not parted here.
        default:
            break;
    }
    const auto line_end = as_text(beginning).rfind('\n');
    return line_end == std::string_view::npos ? beginning : beginning.first(line_end + 1);
}

}  // namespace primum::probes::files
