#include "content/file_shape.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/byte_reader.h"
#include "base/text.h"

namespace primum::content {
namespace {

constexpr std::size_t noise_bytes_min = 32;
constexpr std::size_t text_high_percent_max = 40;  // Bytes over 0x7F: accents, other scripts.
constexpr std::uint64_t note_file_bytes_max = 64UL * 1024;
constexpr std::uint64_t dense_until_bytes = 64UL * 1024;
constexpr std::uint64_t dense_window_bytes = 8UL * 1024;
constexpr std::uint64_t sparse_window_bytes = 64UL * 1024;

struct Histogram {
    std::array<std::uint32_t, 256> count{};
    std::size_t total = 0;

    explicit Histogram(BytesView bytes) : total(bytes.size()) {
        for (const auto byte : bytes) ++count[std::to_integer<std::size_t>(byte)];
    }

    // Friedman's index of coincidence, times the number of symbols: 1 when all are as likely.
    double coincidence(double symbols) const {
        double pairs = 0;
        for (const auto times : count) pairs += static_cast<double>(times) * (times - 1.0);
        const auto all = static_cast<double>(total);
        return all < 2 ? symbols : symbols * pairs / (all * (all - 1));
    }
};

// What chance alone may add to an index of coincidence of 1: six standard deviations, and a little
// for the fine structure that compressors leave.
double coincidence_max(std::size_t bytes, double symbols) {
    const double deviations = 6;
    const double structure = 0.12;
    return 1 + structure + deviations * std::sqrt(2 * symbols) / static_cast<double>(bytes);
}

bool is_text_control(unsigned byte) {
    return byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f' || byte == 0x1B;
}

struct Printable {
    std::size_t control = 0;  // That no text has.
    std::size_t high = 0;
    std::size_t spaces = 0;   // Blanks and punctuation: what separates words and figures.
    std::size_t breaks = 0;   // Ends of lines.
    std::size_t symbols = 0;  // Distinct letters and digits.

    explicit Printable(const Histogram& histogram) {
        for (unsigned byte = 0; byte < 256; ++byte) {
            const auto times = histogram.count[byte];
            if (times == 0) continue;
            if (byte == '\n' || byte == '\r')
                breaks += times;
            else if ((byte < 0x20 && !is_text_control(byte)) || byte == 0x7F)
                control += times;
            else if (byte > 0x7F)
                high += times;
            else if (byte == ' ' || byte == ',' || byte == ';' || byte == '.' || byte == '\t')
                spaces += times;
            else
                ++symbols;
        }
    }
};

// How many bytes follow a leading byte of UTF-8; 4 for a byte that does not lead.
unsigned followers(unsigned leading) {
    if (leading < 0x80) return 0;
    if (leading >= 0xC2 && leading <= 0xDF) return 1;
    if (leading >= 0xE0 && leading <= 0xEF) return 2;
    return leading >= 0xF0 && leading <= 0xF4 ? 3 : 4;
}

// A sample may begin and end inside a letter.
bool is_utf8(BytesView bytes) {
    const auto follows = [&](std::size_t at) {
        return (bytes[at] & std::byte{0xC0}) == std::byte{0x80};
    };
    std::size_t at = 0;
    while (at < bytes.size() && at < 3 && follows(at)) ++at;
    while (at < bytes.size()) {
        auto left = followers(std::to_integer<unsigned>(bytes[at++]));
        if (left == 4) return false;
        for (; left > 0 && at < bytes.size(); --left) {
            if (!follows(at++)) return false;
        }
    }
    return true;
}

bool is_text(BytesView bytes, const Histogram& histogram, const Printable& printable) {
    if (printable.control > 0) return false;
    return printable.high * 100 <= histogram.total * text_high_percent_max || is_utf8(bytes);
}

// UTF-16 with its mark, or without: every second byte zero, as in Windows' own text files.
bool is_wide_text(BytesView bytes) {
    const auto text = as_text(bytes);
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        std::size_t zeros = 0;
        for (std::size_t i = 2; i < text.size(); ++i) zeros += text[i] == '\0' ? 1U : 0U;
        return zeros * 100 >= text.size() * 25;
    }
    return false;
}

// base64, base32, hexadecimal, ASCII85 of noise: few or no separators, and symbols as likely as one
// another.
bool is_printable_noise(const Histogram& histogram, const Printable& printable) {
    const auto letters = histogram.total - printable.breaks;
    if (letters < noise_bytes_min * 2 || printable.symbols < 14) return false;
    if (printable.high > 0 || printable.control > 0 || printable.spaces * 100 > letters * 3)
        return false;
    Histogram only_letters = histogram;
    only_letters.count['\n'] = only_letters.count['\r'] = 0;
    only_letters.total = letters;
    // base64's alphabet is met in parts when the sample is short; its power-of-two size is not.
    const auto symbols = static_cast<double>(std::min<std::size_t>(printable.symbols, 94));
    return only_letters.coincidence(symbols) <= coincidence_max(letters, symbols) + 0.1;
}

// A window's sample starts where this says, so that no period of an attacker's can avoid it.
std::uint64_t jitter(std::uint64_t window, std::uint64_t room) {
    std::uint64_t mixed = (window + 1) * 0x9E3779B97F4A7C15ULL;  // splitmix64's step and finish.
    mixed = (mixed ^ (mixed >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94D049BB133111EBULL;
    return (mixed ^ (mixed >> 31U)) % room;
}

// The first sample begins at 0, the next ones somewhere inside each later window.
std::uint64_t sample_after(std::uint64_t position) {
    const auto window_bytes =
        position < dense_until_bytes ? dense_window_bytes : sparse_window_bytes;
    const auto window = position / window_bytes + 1;
    return window * window_bytes + jitter(window, window_bytes - ShapeSampler::sample_bytes);
}

}  // namespace

bool looks_like_noise(BytesView bytes) {
    if (bytes.size() < noise_bytes_min) return false;
    return Histogram(bytes).coincidence(256) <= coincidence_max(bytes.size(), 256);
}

ShapeSampler::ShapeSampler(const RansomSigns& signs, std::string_view name)
    : signs_(signs), name_(name) {}

void ShapeSampler::update(BytesView piece) {
    if (head_bytes_ < head_.size()) {
        const auto wanted = std::min(piece.size(), head_.size() - head_bytes_);
        std::memcpy(head_.data() + head_bytes_, piece.data(), wanted);
        head_bytes_ += wanted;
    }
    const auto end = position_ + piece.size();
    while (next_sample_ + sample_filled_ < end) {
        const auto from = next_sample_ + sample_filled_ - position_;
        collect(piece.subspan(static_cast<std::size_t>(from)));
        if (sample_filled_ < sample_bytes) break;
        sample_done();
    }
    position_ = end;
}

void ShapeSampler::collect(BytesView piece) {
    const auto wanted = std::min(piece.size(), sample_bytes - sample_filled_);
    std::memcpy(sample_.data() + sample_filled_, piece.data(), wanted);
    sample_filled_ += wanted;
}

void ShapeSampler::sample_done() {
    const BytesView bytes(sample_.data(), sample_filled_);
    const Histogram histogram(bytes);
    const Printable printable(histogram);
    ++samples_;
    if (is_text(bytes, histogram, printable)) {
        if (is_printable_noise(histogram, printable)) ++printable_noise_;
    } else if (looks_like_noise(bytes)) {
        ++noise_;
    }
    next_sample_ = sample_after(next_sample_);
    sample_filled_ = 0;
}

FileType ShapeSampler::type_of_head() const {
    const BytesView head(head_.data(), head_bytes_);
    const auto known = type_by_first_bytes(head);
    if (known != FileType::unknown) return known;
    if (is_wide_text(head)) return FileType::text;
    const auto first = head.first(std::min(head.size(), sample_bytes));
    const Histogram histogram(first);
    const Printable printable(histogram);
    if (is_text(first, histogram, printable)) {
        const bool noise = samples_ > 1 ? printable_noise_ * 5 >= samples_ * 4
                                        : is_printable_noise(histogram, printable);
        return noise ? FileType::encoded : FileType::text;
    }
    return looks_like_noise(first) ? FileType::opaque : FileType::unknown;
}

// Reading a letter costs more than sampling it: only small texts that could be one are read.
bool ShapeSampler::is_note(BytesView head) const {
    if (position_ > note_file_bytes_max) return false;
    const bool named = signs_.is_note_name(name_);
    if (!named && !contains(as_text(head), "crypt") && !contains(as_text(head), "onion"))
        return false;
    return signs_.is_note(head, named);
}

FileShape ShapeSampler::finish() {
    if (sample_filled_ >= noise_bytes_min || samples_ == 0) sample_done();
    FileShape shape;
    shape.type = type_of_head();
    shape.noise_percent = static_cast<std::uint8_t>(100 * noise_ / samples_);
    const BytesView head(head_.data(), head_bytes_);
    if (shape.type == FileType::text && is_note(head)) shape.type = FileType::ransom_note;
    return shape;
}

}  // namespace primum::content
