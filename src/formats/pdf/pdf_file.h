// PdfFile: the objects of a PDF file that is written plainly, found by going through it once.
//
// Plainly: nothing encrypted, no forms to fill in, streams as they are or deflated. What is written
// otherwise is left to a library that knows all of PDF. The table of contents of the file
// is not believed: of objects with one number the last counts, as in a file that was changed.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/bytes.h"
#include "formats/pdf/pdf_syntax.h"

namespace primum::formats {

// What the caller unpacks: at most `size_bytes_max`; nothing when it is damaged.
using Inflate = std::function<std::optional<std::string>(std::string_view deflated,
                                                         std::size_t size_bytes_max)>;

struct PdfObject {
    std::string_view value;
    std::string_view stream;  // As it lies in the file; empty when there is none.
};

class PdfFile {
public:
    static constexpr std::size_t objects_max = 500'000;
    static constexpr std::size_t stream_bytes_max = 16UL * 1024 * 1024;    // Unpacked.
    static constexpr std::size_t unpacked_bytes_max = 64UL * 1024 * 1024;  // All together.
    static constexpr std::size_t taken_bytes_max = 128UL * 1024 * 1024;    // Of all values.

    // Nothing when the file is not written plainly. The bytes must outlive it.
    static std::optional<PdfFile> open(BytesView bytes, Inflate inflate);

    std::string_view root() const { return root_; }  // The catalogue of the document.

    // The value itself, or that of the object it refers to.
    std::string_view resolved(std::string_view value) const { return object(value).value; }
    PdfObject object(std::string_view value) const;
    std::string_view resolved_entry(std::string_view dictionary, std::string_view name) const {
        return resolved(entry_of(dictionary, name));
    }
    // The bytes of a stream; nothing when it is packed in a way that is not read here.
    std::optional<std::string> unpacked(const PdfObject& object) const;

private:
    explicit PdfFile(Inflate inflate) : inflate_(std::move(inflate)) {}
    bool read_objects(std::string_view text);
    bool take(std::uint32_t number, const PdfObject& object);
    bool read_packed_objects(const PdfObject& packed);
    void read_trailer(std::string_view text);

    Inflate inflate_;
    std::unordered_map<std::uint32_t, PdfObject> objects_;
    std::deque<std::string> packed_;  // Streams that hold objects.
    std::string_view root_;
    mutable std::size_t unpacked_bytes_ = 0;
    std::size_t taken_bytes_ = 0;
};

}  // namespace primum::formats
