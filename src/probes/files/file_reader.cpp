#include "probes/files/file_reader.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/office/html_text.h"
#include "formats/office/rich_text.h"
#include "os/memory_file.h"
#include "os/open_file.h"
#include "probes/files/content_parts.h"

namespace primum::probes::files {
namespace {

using formats::MediaType;

// What a file is, then most plain files whole: a container's bytes are read by its worker.
constexpr std::size_t first_bytes = formats::media_type_first_bytes;
constexpr std::size_t usual_bytes = 64UL * 1024;

constexpr std::size_t buffer_kept_bytes_max = 1_MiB;  // From one file to the next.
constexpr std::uint64_t text_bytes_max = 512_MiB;     // Of one file; the rest is told as unread.
constexpr std::size_t document_bytes_max = 512UL * 1024;  // Longer ones are left to the worker.

constexpr os::ServingLimits extract_limits{};
// A page takes a second or two.
constexpr os::ServingLimits ocr_limits{.processor_time = std::chrono::seconds(90),
                                       .time = std::chrono::seconds(240)};

bool is_container(MediaType media) {
    return media != MediaType::plain && media != MediaType::image &&
           media != MediaType::uninteresting && media != MediaType::encrypted;
}

std::string_view last_part(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace

Result<FileReader> FileReader::create(const Recogniser& recogniser, const ReaderPrograms& programs,
                                      const os::Stop& stop) {
    auto scratch = TRY(recogniser.make_scratch());
    return FileReader(recogniser, std::move(scratch), programs, stop);
}

FileReader::FileReader(const Recogniser& recogniser, Recogniser::Scratch scratch,
                       const ReaderPrograms& programs, const os::Stop& stop)
    : recogniser_(&recogniser),
      scratch_(std::move(scratch)),
      extractor_(std::make_unique<Extractor>(programs.extract, extract_limits, stop)) {
    if (!programs.ocr.empty()) {
        ocr_ = std::make_unique<Extractor>(programs.ocr, ocr_limits, stop);
    }
}

// Reads on until the buffer holds `bytes`, or the file ends.
Result<> FileReader::fill(const os::Descriptor& file, std::size_t bytes) {
    if (buffer_.size() < bytes) buffer_.resize(bytes);
    if (filled_ >= bytes) return {};
    const auto rest = std::span(buffer_).subspan(filled_, bytes - filled_);
    filled_ += TRY(os::read_at(file, filled_, rest).or_error({"lire le fichier", "read the file"}));
    return {};
}

Recognition FileReader::recognise(BytesView bytes, std::string_view name, bool whole) {
    return recogniser_->recognise({.bytes = bytes, .name = name, .whole = whole}, scratch_);
}

Result<FileFindings> FileReader::read(const os::Descriptor& file, std::string_view name) {
    FileFindings findings;
    filled_ = 0;
    if (buffer_.size() > buffer_kept_bytes_max) Bytes().swap(buffer_);
    TRY(fill(file, first_bytes));
    const auto media = formats::media_type_of(BytesView(buffer_).first(filled_), name);
    if (media == MediaType::uninteresting) return findings;
    if (media == MediaType::encrypted) {
        findings.add(FoundDocument{.encrypted = true});
        return findings;
    }
    if (media == MediaType::image) {
        if (ocr_) TRY(read_pictures(file, name, "", findings));
        return findings;
    }
    if (is_container(media)) {
        if (TRY(read_here(file, name, media, findings))) return findings;
        TRY(read_container(file, name, media, findings));
        return findings;
    }
    TRY(read_text(file, name, findings));
    return findings;
}

// A long text by parts: its persons may stand at its end.
Result<> FileReader::read_text(const os::Descriptor& file, std::string_view name,
                               FileFindings& findings) {
    if (filled_ == first_bytes) TRY(fill(file, usual_bytes));
    if (filled_ == usual_bytes) TRY(fill(file, content_bytes_max + 1));
    Recognition recognition;
    for (std::uint64_t begin = 0; filled_ > 0;) {
        const auto part = first_content(BytesView(buffer_).first(filled_));
        const bool is_last = part.size() == filled_;
        recognition = merge(std::move(recognition),
                            recognise(part, name, begin == 0 && filled_ <= content_bytes_max));
        if (is_last) break;
        begin += part.size();
        if (begin >= text_bytes_max) {
            findings.add(UnreadDocument{"", words_of(Unread::too_large)});
            break;
        }
        filled_ = TRY(os::read_at(file, begin, std::span(buffer_).first(content_bytes_max + 1))
                          .or_error({"lire le fichier", "read the file"}));
    }
    if (recognition.evidence != Evidence::none) {
        findings.add(FoundDocument{"", std::move(recognition)});
    }
    return {};
}

Result<bool> FileReader::read_here(const os::Descriptor& file, std::string_view name,
                                   MediaType media, FileFindings& findings) {
    if (media != MediaType::html && media != MediaType::rtf) return false;
    TRY(fill(file, document_bytes_max + 1));
    if (filled_ > document_bytes_max) return false;
    const auto bytes = as_text(BytesView(buffer_).first(filled_));
    const auto text =
        media == MediaType::html ? formats::html_text(bytes) : formats::rich_text(bytes);
    const auto size = std::min(text.size(), content_bytes_max);
    auto recognition =
        recognise(as_bytes(std::string_view(text).substr(0, size)), name, size == text.size());
    if (recognition.evidence != Evidence::none) {
        findings.add(FoundDocument{"", std::move(recognition)});
    }
    return true;
}

Result<> FileReader::read_container(const os::Descriptor& file, std::string_view name,
                                    MediaType media, FileFindings& findings) {
    const auto on_answer = [&](const ExtractAnswer& answer) {
        if (const auto* part = std::get_if<ExtractedPart>(&answer)) {
            take_part(*part, name, file, findings);
        } else if (const auto* sealed = std::get_if<SealedPart>(&answer)) {
            findings.add(FoundDocument{.inside = printable(sealed->inside, inside_bytes_max),
                                       .encrypted = true});
        } else if (const auto* unread = std::get_if<UnreadPart>(&answer)) {
            findings.add(
                UnreadDocument{printable(unread->inside, inside_bytes_max), words_of(unread->why),
                               unread->why == Unread::damaged || unread->why == Unread::no_text});
        }
    };
    const ExtractRequest request{media, ocr_ != nullptr, std::string(name)};
    const auto outcome = extractor_->extract(request, file, on_answer);
    close_document(findings);
    if (outcome) return {};
    if (outcome.error().kind == ErrorKind::stopped ||
        outcome.error().kind == ErrorKind::not_found) {
        return outcome;
    }
    findings.add(UnreadDocument{"", outcome.error().message});
    return {};
}

void FileReader::take_part(const ExtractedPart& part, std::string_view name,
                           const os::Descriptor& file, FileFindings& findings) {
    auto inside = printable(part.inside, inside_bytes_max);
    if (part.image) {
        if (!ocr_) return;
        Result<> outcome;
        if (part.bytes.empty()) {
            outcome = read_pictures(file, name, inside, findings);
        } else if (const auto picture = os::memory_file(part.bytes)) {
            outcome = read_pictures(*picture, last_part(inside), inside, findings);
        }
        if (!outcome) findings.add(UnreadDocument{inside, outcome.error().message});
        return;
    }
    const auto part_name = inside.empty() ? name : last_part(inside);
    auto recognition = recognise(part.bytes, part_name, part.whole);
    if (open_ && open_->inside != inside) close_document(findings);
    if (!open_) {
        open_ = FoundDocument{std::move(inside), std::move(recognition)};
    } else {
        open_->recognition = merge(std::move(open_->recognition), recognition);
    }
}

void FileReader::close_document(FileFindings& findings) {
    if (open_ && open_->recognition.evidence != Evidence::none) findings.add(std::move(*open_));
    open_.reset();
}

Result<> FileReader::read_pictures(const os::Descriptor& file, std::string_view name,
                                   std::string inside, FileFindings& findings) {
    std::string text;
    const auto on_answer = [&](const ExtractAnswer& answer) {
        const auto* part = std::get_if<ExtractedPart>(&answer);
        if (part != nullptr) text += as_text(part->bytes);
    };
    const ExtractRequest request{formats::MediaType::image, true, std::string(name)};
    const auto outcome = ocr_->extract(request, file, on_answer);
    if (!outcome && outcome.error().kind == ErrorKind::stopped) return outcome;
    auto recognition = recognise(as_bytes(text), name, true);
    if (recognition.evidence != Evidence::none) {
        findings.add(FoundDocument{inside, std::move(recognition)});
    }
    if (!outcome) findings.add(UnreadDocument{std::move(inside), outcome.error().message});
    return {};
}

}  // namespace primum::probes::files
