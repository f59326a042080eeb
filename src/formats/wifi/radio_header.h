// Radio headers: what a capture puts in front of an 802.11 frame to say how it was received:
// radiotap (radiotap.org), PPI (CACE, 1.0.10), Prism/AVS (the wlan-ng driver's), or nothing.
#pragma once

#include <optional>

#include "base/bytes.h"
#include "formats/wifi/capture.h"

namespace primum::formats {

struct RadioFrame {
    BytesView frame;  // The 802.11 frame, without its check sequence.
    std::optional<int> signal_dbm;
    std::optional<std::uint16_t> frequency_mhz;
};

// True for the link types that strip_radio_header() knows.
bool is_wifi(LinkType type);

// ErrorKind::malformed when the header does not fit the bytes, not_found for another link type or
// a frame that was received damaged.
Result<RadioFrame> strip_radio_header(LinkType type, BytesView bytes);

}  // namespace primum::formats
