#include "probes/files/extract_worker/archive.h"

#include <archive_entry.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "base/text.h"

namespace primum::probes::files {
namespace {

constexpr std::size_t block_bytes = 64UL * 1024;

std::string path_of(archive_entry* entry) {
    const char* name = archive_entry_pathname(entry);
    if (name == nullptr) name = archive_entry_pathname_utf8(entry);
    return name == nullptr ? std::string("?") : printable(name, inside_bytes_max);
}

// How much of a member is worth reading, told from its beginning.
std::size_t worth_reading(BytesView beginning, std::string_view name,
                          const Extraction& extraction) {
    switch (formats::media_type_of(beginning, name)) {
        case formats::MediaType::uninteresting:
        case formats::MediaType::encrypted:
            return 0;
        case formats::MediaType::plain:
            return content_bytes_max;
        case formats::MediaType::image:
            return extraction.wants_images() ? Extraction::member_bytes_max : 0;
        default:
            return Extraction::member_bytes_max;
    }
}

bool is_container(BytesView beginning, std::string_view name) {
    const auto media = formats::media_type_of(beginning, name);
    return media != formats::MediaType::plain && media != formats::MediaType::image;
}

void read_member(Members& members, const std::string& inside, Extraction& extraction) {
    auto content = members.read(formats::media_type_first_bytes, extraction);
    const auto name = last_part(inside);
    const auto wanted = worth_reading(content.bytes, name, extraction);
    if (wanted > content.bytes.size() && !content.whole) content = members.read(wanted, extraction);
    if (!content.whole && wanted > 0 && is_container(content.bytes, name)) {
        extraction.unread(inside, Unread::too_large);
        return;
    }
    if (members.is_damaged()) extraction.unread(inside, Unread::damaged);
    if (!content.bytes.empty()) extraction.found(content.bytes, content.whole, inside);
}

// "dump.sql.gz" holds "dump.sql"; "sauvegarde.tgz" holds nothing that the name tells.
std::string name_without_ending(std::string_view name) {
    return std::string(name.substr(0, name.rfind('.')));
}

}  // namespace

Archive::Archive(Source& source, ArchiveForm form) : source_(source), form_(form) { open(); }

void Archive::open() {
    handle_.reset(archive_read_new());
    auto* const handle = handle_.get();
    if (form_ == ArchiveForm::zip) {
        archive_read_support_format_zip(handle);
    } else {
        archive_read_support_filter_all(handle);
        archive_read_support_format_all(handle);
        archive_read_support_format_raw(handle);
    }
    if (source_.file() >= 0) {
        ::lseek(source_.file(), 0, SEEK_SET);
        opened_ = archive_read_open_fd(handle, source_.file(), block_bytes) == ARCHIVE_OK;
    } else {
        const auto bytes = source_.view();
        opened_ = archive_read_open_memory(handle, bytes.data(), bytes.size()) == ARCHIVE_OK;
    }
    ended_well_ = false;
}

bool Archive::next() {
    if (!opened_) return false;
    bytes_.clear();
    archive_entry* entry = nullptr;
    while (true) {
        const int outcome = archive_read_next_header(handle_.get(), &entry);
        if (outcome == ARCHIVE_EOF) ended_well_ = true;
        if (outcome != ARCHIVE_OK && outcome != ARCHIVE_WARN) return false;
        path_ = path_of(entry);
        encrypted_ = archive_entry_is_encrypted(entry) != 0;
        const auto type = archive_entry_filetype(entry);
        if (type == AE_IFREG || (type == 0 && !path_.ends_with('/'))) return true;
    }
}

bool Archive::has_sealed_list() const {
    return archive_read_has_encrypted_entries(handle_.get()) > 0;
}

bool Archive::is_single() const { return archive_format(handle_.get()) == ARCHIVE_FORMAT_RAW; }

Members::Content Archive::read(std::size_t size_bytes_max, Extraction& extraction) {
    damaged_ = false;
    while (bytes_.size() < size_bytes_max) {
        const auto size = bytes_.size();
        const auto step = std::min(block_bytes, size_bytes_max - size);
        bytes_.resize(size + step);
        const auto count = archive_read_data(handle_.get(), bytes_.data() + size, step);
        bytes_.resize(size + static_cast<std::size_t>(std::max<la_ssize_t>(count, 0)));
        damaged_ = count < 0;
        if (count <= 0) return {.bytes = bytes_, .whole = true};
        if (!extraction.may_unpack(static_cast<std::size_t>(count), path_)) break;
    }
    return {.bytes = bytes_, .whole = false};
}

void read_archive(Source& source, const std::string& inside, std::string_view name,
                  Extraction& extraction) {
    Archive archive(source, ArchiveForm::any);
    bool any = false;
    while (!extraction.over() && archive.next()) {
        any = true;
        const auto member_name =
            archive.is_single() ? name_without_ending(name) : std::string(archive.path());
        const auto place = inside_of(inside, member_name);
        if (archive.is_encrypted()) {
            extraction.sealed(place);
        } else {
            read_member(archive, place, extraction);
        }
    }
    if (!any && archive.has_sealed_list()) {
        extraction.sealed(inside);
    } else if (!archive.ended_well() && !extraction.over()) {
        extraction.unread(inside, Unread::damaged);
    }
}

// The members of a zip that is no office document.
void read_zip_members(Members& members, const std::string& inside, Extraction& extraction) {
    while (!extraction.over() && members.next()) {
        const auto place = inside_of(inside, members.path());
        if (members.is_encrypted()) {
            extraction.sealed(place);
        } else {
            read_member(members, place, extraction);
        }
    }
    if (!members.ended_well() && !extraction.over()) extraction.unread(inside, Unread::damaged);
}

}  // namespace primum::probes::files
