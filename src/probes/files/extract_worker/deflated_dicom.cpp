// DICOM files whose data set is deflated: whom they are about stands at its beginning.
#include <zlib.h>

#include <algorithm>

#include "base/byte_reader.h"
#include "formats/health/dicom_file.h"
#include "probes/files/extract_worker/extraction.h"

namespace primum::probes::files {
namespace {

enum class Inflated { whole, cut, damaged };

// Appends to `target` until it holds `bytes_max`.
Inflated inflate_raw(BytesView deflated, std::string& target, std::size_t bytes_max) {
    z_stream stream{};
    if (::inflateInit2(&stream, -MAX_WBITS) != Z_OK) return Inflated::damaged;
    const auto begin = target.size();
    target.resize(bytes_max);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(deflated.data()));
    stream.avail_in = static_cast<uInt>(std::min<std::size_t>(deflated.size(), UINT32_MAX));
    stream.next_out = reinterpret_cast<Bytef*>(target.data() + begin);
    stream.avail_out = static_cast<uInt>(bytes_max - begin);
    const int outcome = ::inflate(&stream, Z_SYNC_FLUSH);
    target.resize(bytes_max - stream.avail_out);
    ::inflateEnd(&stream);
    if (outcome == Z_STREAM_END) return Inflated::whole;
    // Of an image its beginning is enough, whichever end was cut.
    const bool is_sound = outcome == Z_OK || outcome == Z_BUF_ERROR;
    return is_sound && target.size() > begin ? Inflated::cut : Inflated::damaged;
}

}  // namespace

void read_deflated_dicom(Source& source, const std::string& inside, Extraction& extraction) {
    const auto deflated = formats::deflated_data_set(source.view());
    if (!deflated) return extraction.unread(inside, Unread::damaged);
    auto bytes = formats::head_of_inflated_dicom();
    const auto outcome = inflate_raw(*deflated, bytes, content_bytes_max);
    if (!extraction.may_unpack(bytes.size(), inside)) return;
    // What came before the damage is judged all the same: that it is an image, and perhaps whose.
    extraction.part(
        {.inside = inside, .bytes = as_bytes(bytes), .whole = outcome == Inflated::whole});
    if (outcome == Inflated::damaged) extraction.unread(inside, Unread::damaged);
}

}  // namespace primum::probes::files
