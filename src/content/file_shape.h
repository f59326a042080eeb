// FileShape: what a backup remembers of a file's content, in three bytes, to judge the next backup.
//
// A ShapeSampler sees the file's bytes pass, in order, and looks closely at one kibibyte in eight
// near the beginning, one in sixty-four further on: enough for a share of noise, cheap enough for
// every file of every backup (measured in bench/). Where the samples lie inside their windows
// follows no period, so that encrypting every second block cannot slip between them.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "base/bytes.h"
#include "content/file_type.h"
#include "content/ransom_signs.h"

namespace primum::content {

struct FileShape {
    FileType type = FileType::empty;
    std::uint8_t noise_percent = 0;  // Of the samples: 0 to 100. Compressed content is noise too.
    bool damaged = false;            // Its structure no longer holds, see file_structure.h.

    bool operator==(const FileShape&) const = default;
};

// Every byte value about as likely as another. Compressed content passes too; text, tables,
// pictures in the clear do not. Fewer than 32 bytes never do.
bool looks_like_noise(BytesView bytes);

class ShapeSampler {
public:
    static constexpr std::size_t sample_bytes = 1024;

    // Both are borrowed and must outlive the sampler; `name` is the file's own, without folders.
    ShapeSampler(const RansomSigns& signs, std::string_view name);

    // The next bytes of the file, in order; pieces of any size.
    void update(BytesView piece);

    // What was seen. Call it once, after the last piece.
    FileShape finish();

private:
    void collect(BytesView piece);
    void sample_done();
    FileType type_of_head() const;
    bool is_note(BytesView head) const;

    const RansomSigns& signs_;
    std::string_view name_;
    std::array<std::byte, RansomSigns::note_bytes_max> head_;  // NOLINT: filled before it is read.
    std::size_t head_bytes_ = 0;
    std::array<std::byte, sample_bytes> sample_;  // NOLINT: filled before it is read.
    std::size_t sample_filled_ = 0;
    std::uint64_t position_ = 0;     // In the file.
    std::uint64_t next_sample_ = 0;  // Where the next sample begins, or the present one began.
    std::uint32_t samples_ = 0;
    std::uint32_t noise_ = 0;
    std::uint32_t printable_noise_ = 0;
};

}  // namespace primum::content
