#include "formats/wifi/capture.h"

#include <algorithm>
#include <vector>

#include "base/byte_reader.h"

namespace primum::formats {
namespace {

using Take = std::function<void(const CapturedFrame&)>;

constexpr std::uint32_t magic_microseconds = 0xA1B2C3D4;
constexpr std::uint32_t magic_nanoseconds = 0xA1B23C4D;
constexpr std::uint32_t magic_modified = 0xA1B2CD34;  // Kuznetzov's: longer packet headers.

constexpr std::uint32_t block_section = 0x0A0D0D0A;  // The same in both byte orders.
constexpr std::uint32_t block_interface = 1;
constexpr std::uint32_t block_packet = 2;  // Obsolete, still written by old recorders.
constexpr std::uint32_t block_simple_packet = 3;
constexpr std::uint32_t block_enhanced_packet = 6;
constexpr std::uint32_t byte_order_magic = 0x1A2B3C4D;
constexpr std::size_t block_header_bytes = 12;  // Type, and the length at both ends.
constexpr std::size_t interfaces_max = 1024;

Error not_a_capture() {
    return {ErrorKind::malformed,
            {"ce n'est pas une capture (pcap ou pcapng)", "this is no capture (pcap or pcapng)"}};
}

// Reads whatever the byte order of the file.
class Words {
public:
    Words(BytesView bytes, ByteOrder order) : reader_(bytes), order_(order) {}

    Result<std::uint16_t> u16() { return reader_.number<std::uint16_t>(order_); }
    Result<std::uint32_t> u32() { return reader_.number<std::uint32_t>(order_); }
    Result<> skip(std::size_t count) { return reader_.skip(count); }
    Result<BytesView> take(std::size_t count) { return reader_.take(count); }
    std::size_t remaining() const { return reader_.remaining(); }
    bool at_end() const { return reader_.at_end(); }

private:
    ByteReader reader_;
    ByteOrder order_;
};

// The upper bits hold the length of a frame check sequence, which Wi-Fi headers say themselves.
LinkType link_type_of(std::uint32_t field) { return static_cast<LinkType>(field & 0xFFFF); }

class PcapFile {
public:
    PcapFile(BytesView file, ByteOrder order, bool modified)
        : words_(file, order), packet_header_rest_bytes_(modified ? 8 : 0) {}

    Result<CaptureSummary> read(const Take& take) {
        TRY(words_.skip(20));  // Magic, version, time zone, accuracy, limit of a frame.
        link_type_ = link_type_of(TRY(words_.u32()));
        CaptureSummary summary;
        while (!words_.at_end()) {
            const auto frame = next();
            if (!frame) {
                summary.cut_short = true;
                break;
            }
            ++summary.frames;
            take(*frame);
        }
        return summary;
    }

private:
    Result<CapturedFrame> next() {
        TRY(words_.skip(8));  // The time.
        const auto kept_bytes = TRY(words_.u32());
        const auto frame_bytes = TRY(words_.u32());
        TRY(words_.skip(packet_header_rest_bytes_));
        if (kept_bytes > captured_frame_bytes_max) return not_a_capture();
        return CapturedFrame{link_type_, TRY(words_.take(kept_bytes)), kept_bytes >= frame_bytes};
    }

    Words words_;
    std::size_t packet_header_rest_bytes_;
    LinkType link_type_{};
};

class PcapngFile {
public:
    explicit PcapngFile(BytesView file) : rest_(file) {}

    Result<CaptureSummary> read(const Take& take) {
        while (!rest_.empty()) {
            const auto read = read_block(take);
            if (!read) {
                summary_.cut_short = true;
                break;
            }
        }
        if (!in_section_) return not_a_capture();
        return summary_;
    }

private:
    struct Interface {
        LinkType link_type{};
        std::uint32_t kept_bytes_max = 0;  // 0: no limit.
    };

    Result<> read_block(const Take& take) {
        ByteReader start(rest_);
        const auto first = TRY(start.u32_big());
        if (first == block_section) TRY(begin_section());
        if (!in_section_) return not_a_capture();
        Words header(rest_, order_);
        const auto type = TRY(header.u32());
        const auto block_bytes = TRY(header.u32());
        if (block_bytes < block_header_bytes) return not_a_capture();
        const auto body = TRY(header.take(block_bytes - block_header_bytes));
        TRY(header.skip(4));
        rest_ = rest_.subspan(block_bytes);
        rest_ = rest_.subspan(std::min<std::size_t>(rest_.size(), (4 - block_bytes % 4) % 4));
        return read_body(type, body, take);
    }

    Result<> begin_section() {
        ByteReader reader(rest_);
        TRY(reader.skip(8));
        const auto magic = TRY(reader.u32_big());
        if (magic == byte_order_magic) {
            order_ = ByteOrder::big;
        } else if (magic == 0x4D3C2B1A) {
            order_ = ByteOrder::little;
        } else {
            return not_a_capture();
        }
        interfaces_.clear();  // Their numbers begin again in each section.
        in_section_ = true;
        return {};
    }

    Result<> read_body(std::uint32_t type, BytesView body, const Take& take) {
        Words words(body, order_);
        switch (type) {
            case block_interface:
                return add_interface(words);
            case block_enhanced_packet: {
                const auto interface = TRY(words.u32());
                return read_packet(interface, words, take);
            }
            case block_packet: {
                const auto interface = TRY(words.u16());
                TRY(words.skip(2));  // Frames lost.
                return read_packet(interface, words, take);
            }
            case block_simple_packet:
                return read_simple_packet(words, take);
            default:
                return {};  // Names, statistics, keys: not frames.
        }
    }

    Result<> add_interface(Words& words) {
        if (interfaces_.size() >= interfaces_max) return not_a_capture();
        Interface interface {
            .link_type = link_type_of(TRY(words.u16()))
        };
        TRY(words.skip(2));
        interface.kept_bytes_max = TRY(words.u32());
        interfaces_.push_back(interface);
        return {};
    }

    Result<> read_packet(std::uint32_t interface, Words& words, const Take& take) {
        if (interface >= interfaces_.size()) return not_a_capture();
        TRY(words.skip(8));  // The time.
        const auto kept_bytes = TRY(words.u32());
        const auto frame_bytes = TRY(words.u32());
        hand_over({interfaces_[interface].link_type, TRY(words.take(kept_bytes)),
                   kept_bytes >= frame_bytes},
                  take);
        return {};
    }

    Result<> read_simple_packet(Words& words, const Take& take) {
        if (interfaces_.empty()) return not_a_capture();
        const auto& interface = interfaces_[0];
        const auto frame_bytes = TRY(words.u32());
        auto kept_bytes = frame_bytes;
        if (interface.kept_bytes_max != 0) {
            kept_bytes = std::min(kept_bytes, interface.kept_bytes_max);
        }
        hand_over({interface.link_type, TRY(words.take(kept_bytes)), kept_bytes == frame_bytes},
                  take);
        return {};
    }

    void hand_over(const CapturedFrame& frame, const Take& take) {
        ++summary_.frames;
        take(frame);
    }

    BytesView rest_;
    ByteOrder order_ = ByteOrder::little;
    bool in_section_ = false;
    std::vector<Interface> interfaces_;
    CaptureSummary summary_;
};

}  // namespace

Result<CaptureSummary> read_capture(BytesView file, const Take& take) {
    for (const auto order : {ByteOrder::little, ByteOrder::big}) {
        ByteReader reader(file);
        const auto magic = reader.number<std::uint32_t>(order);
        if (!magic) return not_a_capture();
        if (*magic == block_section) return PcapngFile(file).read(take);
        const bool modified = *magic == magic_modified;
        if (modified || *magic == magic_microseconds || *magic == magic_nanoseconds) {
            return PcapFile(file, order, modified).read(take);
        }
    }
    return not_a_capture();
}

}  // namespace primum::formats
