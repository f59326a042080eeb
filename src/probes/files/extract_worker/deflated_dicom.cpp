// DICOM files whose data set is deflated: whom they are about stands at its beginning.
#include <span>

#include "base/byte_reader.h"
#include "formats/health/dicom_file.h"
#include "probes/files/extract_worker/extraction.h"
#include "probes/files/extract_worker/inflate.h"

namespace primum::probes::files {

void read_deflated_dicom(Source& source, const std::string& inside, Extraction& extraction) {
    const auto deflated = formats::deflated_data_set(source.view());
    if (!deflated) return extraction.unread(inside, Unread::damaged);
    auto bytes = formats::head_of_inflated_dicom();
    const auto head_bytes = bytes.size();
    bytes.resize(content_bytes_max);
    const auto inflated =
        inflate_beginning(*deflated, std::as_writable_bytes(std::span(bytes)).subspan(head_bytes));
    bytes.resize(head_bytes + inflated.size);
    if (!extraction.may_unpack(bytes.size(), inside)) return;
    // What came before the damage is judged all the same: that it is an image, and perhaps whose.
    extraction.part({.inside = inside, .bytes = as_bytes(bytes), .whole = inflated.ended});
    // Of an image its beginning is enough, whichever end was cut.
    if (!inflated.sound || (!inflated.ended && inflated.size == 0))
        extraction.unread(inside, Unread::damaged);
}

}  // namespace primum::probes::files
