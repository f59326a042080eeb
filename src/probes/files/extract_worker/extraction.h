// Extraction: everything that is read out of one file, and how much of it there may be.
//
// The readers below go through a document or a container, hand each text to part(), and each
// document found inside back to extract(). Limits are counted here, so that no nesting and no
// number of members gets around them. Time and memory are watched from outside
// (os/serving_worker.h).
#pragma once

#include <string>
#include <string_view>

#include "base/bytes.h"
#include "probes/files/extract_message.h"
#include "probes/files/extract_worker/source.h"
#include "probes/files/recogniser.h"

namespace primum::probes::files {

class Extraction {
public:
    static constexpr std::size_t depth_max = 6;
    static constexpr std::size_t parts_max = 20'000;
    static constexpr std::size_t member_bytes_max = 48UL * 1024 * 1024;  // Held in memory.
    static constexpr std::size_t held_bytes_max = 96UL * 1024 * 1024;    // All levels together.
    static constexpr std::size_t picture_bytes_max = 16UL * 1024 * 1024;
    static constexpr std::uint64_t unpacked_bytes_base = 512_MiB;
    static constexpr std::uint64_t unpacked_growth_max = 8;  // Times the file's size, on top.

    // `images`: hand over pictures too.
    Extraction(bool images, std::uint64_t file_bytes)
        : images_(images),
          unpacked_bytes_max_(unpacked_bytes_base + unpacked_growth_max * file_bytes) {}

    // Chooses the reader. `inside` is where the source lies in the file, empty for the file itself.
    void extract(Source& source, formats::MediaType media, const std::string& inside,
                 std::string_view name);
    // Something found inside: sniffed, then extracted or handed over.
    void found(BytesView bytes, bool whole, const std::string& inside);

    void part(const ExtractedPart& part);
    void text(const std::string& inside, std::string_view text);
    // A picture, or a document of nothing but pictures. Of the file itself no byte is handed over:
    // who asked has it.
    void picture(const std::string& inside, Source& source);
    void sealed(std::string_view inside);
    void unread(std::string_view inside, Unread why);

    bool wants_images() const { return images_; }
    bool over() const { return over_; }  // A limit is broken: stop, what is left is told as unread.

    // Counts what was unpacked; false when it is too much, which is told.
    bool may_unpack(std::size_t bytes, std::string_view inside);

private:
    void text_parts(BytesView bytes, bool whole, const std::string& inside);

    bool images_;
    std::uint64_t unpacked_bytes_max_;
    std::uint64_t unpacked_bytes_ = 0;
    std::size_t held_bytes_ = 0;
    std::size_t depth_ = 0;
    std::size_t parts_ = 0;
    bool over_ = false;
};

// "a.zip" and "b.txt" give "a.zip/b.txt".
std::string inside_of(const std::string& container, std::string_view member);
std::string_view last_part(std::string_view path);

// The readers, one file each. What they cannot read they tell as unread.
void read_pdf(Source& source, const std::string& inside, Extraction& extraction);
void read_zip(Source& source, const std::string& inside, Extraction& extraction);
void read_archive(Source& source, const std::string& inside, std::string_view name,
                  Extraction& extraction);
void read_compound(Source& source, const std::string& inside, Extraction& extraction);
void read_mail(Source& source, const std::string& inside, Extraction& extraction);
void read_mailbox(Source& source, const std::string& inside, Extraction& extraction);
void read_deflated_dicom(Source& source, const std::string& inside, Extraction& extraction);
void read_outlook_store(Source& source, const std::string& inside, Extraction& extraction);

// What must be done before the process is confined: tables loaded, converters opened.
void prepare_mail();
void prepare_pdf();

}  // namespace primum::probes::files
