// Captures: files of recorded frames, pcap (draft-ietf-opsawg-pcap) and pcapng
// (draft-ietf-opsawg-pcapng), in both byte orders.
#pragma once

#include <functional>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

// LINKTYPE_ numbers of tcpdump.org; others are handed over as they are.
enum class LinkType : std::uint32_t {
    ieee802_11 = 105,
    prism = 119,
    radiotap = 127,
    avs = 163,
    ppi = 192,
};

struct CapturedFrame {
    LinkType link_type{};
    BytesView bytes;    // Inside the capture.
    bool whole = true;  // False where the recorder kept its beginning only.
};

struct CaptureSummary {
    std::size_t frames = 0;
    bool cut_short = false;  // The file ends, or stops making sense, before its end.
};

constexpr std::size_t captured_frame_bytes_max = 256UL * 1024;  // As tcpdump's own limit.

// Calls `take` with each frame in the order of the file. What comes before a fault is handed over;
// ErrorKind::malformed only when this is no capture at all.
Result<CaptureSummary> read_capture(BytesView file,
                                    const std::function<void(const CapturedFrame&)>& take);

}  // namespace primum::formats
