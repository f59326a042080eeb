// The members of a zip that is written plainly.
#include <algorithm>
#include <utility>
#include <vector>

#include "formats/zip_file.h"
#include "probes/files/extract_worker/archive.h"
#include "probes/files/extract_worker/inflate.h"
#include "probes/files/extract_worker/members.h"

namespace primum::probes::files {
namespace {

// Unpacked at once however little is asked for: beginning twice would cost more.
constexpr std::size_t small_bytes_max = 64UL * 1024;

constexpr std::size_t deflate_growth_max = 1032;  // Nothing grows more than that.

class PlainZip : public Members {
public:
    explicit PlainZip(std::vector<formats::ZipMember> members) : members_(std::move(members)) {}

    void rewind() override { next_ = 0; }
    bool next() override {
        if (next_ == members_.size()) return false;
        ++next_;
        return true;
    }
    std::string_view path() const override { return present().name; }
    bool is_encrypted() const override { return false; }
    bool ended_well() const override { return true; }

    Content read(std::size_t size_bytes_max, Extraction& extraction) override {
        const auto& member = present();
        if (!member.deflated) {
            const auto bytes = member.packed.first(std::min(member.packed.size(), size_bytes_max));
            (void)extraction.may_unpack(bytes.size(), member.name);
            const bool whole = bytes.size() == member.packed.size();
            return note({.bytes = bytes, .whole = whole}, whole ? End::seen : End::not_reached);
        }
        const auto size_max = std::max(size_bytes_max, small_bytes_max);
        const bool may_be_sound = member.size / deflate_growth_max <= member.packed.size();
        if (member.size <= size_max && may_be_sound) {
            const auto target = room(member.size);
            const bool sound = inflate_whole(member.packed, target);
            (void)extraction.may_unpack(target.size(), member.name);
            if (sound) return note({.bytes = target}, End::seen);
        }
        return read_beginning(size_max, extraction);
    }

    bool is_damaged() const override {
        if (last_end_ == End::seen) return checksum_of(last_bytes_) != present().checksum;
        return last_end_ == End::broken;
    }

private:
    // How far the last member was read.
    enum class End { not_reached, seen, broken };

    const formats::ZipMember& present() const { return members_[next_ - 1]; }

    Content read_beginning(std::size_t size_max, Extraction& extraction) {
        const auto& member = present();
        const auto possible = (member.packed.size() + 1) * deflate_growth_max;
        const auto target = room(std::min(size_max, possible));
        const auto beginning = inflate_beginning(member.packed, target);
        (void)extraction.may_unpack(beginning.size, member.name);
        const bool breaks_off = !beginning.ended && beginning.size < target.size();
        return note({.bytes = target.first(beginning.size), .whole = beginning.size < size_max},
                    breaks_off ? End::broken : End::not_reached);
    }

    Content note(const Content& content, End end) {
        last_bytes_ = content.bytes;
        last_end_ = end;
        return content;
    }

    // Not cleared: it is written before it is read.
    std::span<std::byte> room(std::size_t size) {
        if (size > room_bytes_) {
            room_.reset();                                              // Before there are both.
            room_ = std::make_unique_for_overwrite<std::byte[]>(size);  // NOLINT
            room_bytes_ = size;
        }
        return {room_.get(), size};
    }

    std::vector<formats::ZipMember> members_;
    std::size_t next_ = 0;  // After the present one.
    BytesView last_bytes_;
    End last_end_ = End::not_reached;
    std::unique_ptr<std::byte[]> room_;  // NOLINT(modernize-avoid-c-arrays)
    std::size_t room_bytes_ = 0;
};

}  // namespace

std::unique_ptr<Members> open_zip(Source& source) {
    auto members = formats::plain_zip_members(source.view());
    if (members) return std::make_unique<PlainZip>(std::move(*members));
    return std::make_unique<Archive>(source, ArchiveForm::zip);
}

}  // namespace primum::probes::files
