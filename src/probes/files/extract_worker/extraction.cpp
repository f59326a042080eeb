#include "probes/files/extract_worker/extraction.h"

#include <algorithm>
#include <cstdlib>

#include "base/byte_reader.h"
#include "formats/office/html_text.h"
#include "formats/office/rich_text.h"
#include "os/serving_worker.h"
#include "probes/files/content_parts.h"

namespace primum::probes::files {
namespace {

using formats::MediaType;

// A text document read as a whole; more of it would not be looked at anyway.
constexpr std::size_t document_bytes_max = 64UL * 1024 * 1024;

std::string_view beginning(BytesView bytes) {
    return as_text(bytes.first(std::min(bytes.size(), document_bytes_max)));
}

void send(AnswerKind kind, std::initializer_list<std::string_view> content) {
    // The program that asked is gone: nobody waits for the rest.
    if (!os::send_frame(static_cast<std::uint8_t>(kind), content)) std::_Exit(EXIT_FAILURE);
}

}  // namespace

void Extraction::extract(Source& source, MediaType media, const std::string& inside,
                         std::string_view name) {
    if (over_) return;
    if (depth_ >= depth_max) return unread(inside, Unread::too_deep);
    ++depth_;
    switch (media) {
        case MediaType::pdf:
            read_pdf(source, inside, *this);
            break;
        case MediaType::zip:
            read_zip(source, inside, *this);
            break;
        case MediaType::archive:
            read_archive(source, inside, name, *this);
            break;
        case MediaType::compound:
            read_compound(source, inside, *this);
            break;
        case MediaType::rtf:
            text(inside, formats::rich_text(beginning(source.view())));
            break;
        case MediaType::html:
            text(inside, formats::html_text(beginning(source.view())));
            break;
        case MediaType::mail:
            read_mail(source, inside, *this);
            break;
        case MediaType::mailbox:
            read_mailbox(source, inside, *this);
            break;
        case MediaType::outlook_store:
            read_outlook_store(source, inside, *this);
            break;
        case MediaType::deflated_dicom:
            read_deflated_dicom(source, inside, *this);
            break;
        case MediaType::encrypted:
            sealed(inside);
            break;
        case MediaType::plain:
        case MediaType::image:
        case MediaType::uninteresting:
            break;
    }
    --depth_;
}

void Extraction::found(BytesView bytes, bool whole, const std::string& inside) {
    if (over_) return;
    const auto name = last_part(inside);
    const auto media = formats::media_type_of(bytes, name);
    switch (media) {
        case MediaType::uninteresting:
            return;
        case MediaType::image:
            if (images_ && !whole) return unread(inside, Unread::too_large);
            if (images_) {
                Source picture_source(bytes);
                picture(inside, picture_source);
            }
            return;
        case MediaType::plain:
            return text_parts(bytes, whole, inside);
        default:
            break;
    }
    if (held_bytes_ + bytes.size() > held_bytes_max) return unread(inside, Unread::too_large);
    held_bytes_ += bytes.size();
    Source source(bytes);
    extract(source, media, inside, name);
    held_bytes_ -= bytes.size();
}

void Extraction::text_parts(BytesView bytes, bool whole, const std::string& inside) {
    const bool is_all = whole && bytes.size() <= content_bytes_max;
    do {
        const auto first = first_content(bytes);
        part({.inside = inside,
              .bytes = first.first(std::min(first.size(), content_bytes_max)),
              .whole = is_all});
        bytes = bytes.subspan(first.size());
    } while (!bytes.empty() && !over_);
}

void Extraction::part(const ExtractedPart& part) {
    if (over_) return;
    if (++parts_ > parts_max) {
        over_ = true;
        return unread("", Unread::too_many);
    }
    send(AnswerKind::part, {part_head(part), as_text(part.bytes)});
}

void Extraction::text(const std::string& inside, std::string_view text) {
    part({.inside = inside,
          .bytes = as_bytes(text.substr(0, content_bytes_max)),
          .whole = text.size() <= content_bytes_max});
}

void Extraction::picture(const std::string& inside, Source& source) {
    if (source.file() >= 0) return part({.inside = inside, .image = true});
    if (source.size() > picture_bytes_max) return unread(inside, Unread::too_large);
    part({.inside = inside, .bytes = source.view(), .image = true});
}

void Extraction::sealed(std::string_view inside) {
    send(AnswerKind::sealed, {inside.substr(0, inside_bytes_max)});
}

void Extraction::unread(std::string_view inside, Unread why) {
    const char reason = static_cast<char>(why);
    send(AnswerKind::unread, {{&reason, 1}, inside.substr(0, inside_bytes_max)});
}

bool Extraction::may_unpack(std::size_t bytes, std::string_view inside) {
    unpacked_bytes_ += bytes;
    if (unpacked_bytes_ <= unpacked_bytes_max_) return true;
    if (!over_) unread(inside, Unread::too_large);
    over_ = true;
    return false;
}

std::string inside_of(const std::string& container, std::string_view member) {
    std::string path = container;
    if (!path.empty() && !member.empty()) path.push_back('/');
    path += member;
    return path;
}

std::string_view last_part(std::string_view path) {
    while (path.ends_with('/')) path.remove_suffix(1);
    const auto slash = path.find_last_of("/\\");
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

}  // namespace primum::probes::files
