#include "probes/files/result_cache.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "os/file.h"

namespace primum::probes::files {
namespace {

constexpr std::string_view magic = "primum-files/1\n";
constexpr std::chrono::days forgotten_after{365};

template <class Number>
void put(std::string& bytes, Number number) {
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

std::uint32_t seconds_of(Time time) {
    return static_cast<std::uint32_t>(time.time_since_epoch().count());
}

// The details of one entry, without what follows them.
std::string_view details_at(std::string_view details, std::uint32_t offset) {
    if (offset >= details.size()) return {};
    ByteReader reader(as_bytes(details.substr(offset)));
    if (!parse_file_findings(reader)) return {};
    return details.substr(offset, reader.position());
}

}  // namespace

ResultCache::ResultCache(ResultCache&& other) noexcept
    : key_(other.key_),
      made_with_(other.made_with_),
      known_(std::move(other.known_)),
      known_details_(std::move(other.known_details_)),
      asked_for_(std::move(other.asked_for_)),
      added_(std::move(other.added_)),
      added_details_(std::move(other.added_details_)) {}

ResultCache ResultCache::load(const std::filesystem::path& file, const HashKey& key,
                              std::string_view made_with) {
    ResultCache cache(key, made_with);
    const auto content = os::read_text(file, file_bytes_max);
    if (!content || !cache.parse(*content)) return ResultCache(key, made_with);
    return cache;
}

bool ResultCache::parse(std::string_view content) {
    static_assert(sizeof(Entry) == 24 && std::is_trivially_copyable_v<Entry>);
    constexpr std::size_t head_bytes = magic.size() + 3 * sizeof(std::uint64_t);
    if (content.size() < head_bytes + sizeof(std::uint64_t) || !content.starts_with(magic)) {
        return false;
    }
    const auto sealed = content.substr(0, content.size() - sizeof(std::uint64_t));
    std::uint64_t seal = 0;
    std::memcpy(&seal, content.data() + sealed.size(), sizeof seal);
    std::array<std::uint64_t, 3> head{};
    std::memcpy(head.data(), content.data() + magic.size(), sizeof head);
    const auto [made_with, entries, details_bytes] = head;
    if (seal != keyed_hash(key_, sealed) || made_with != made_with_) return false;
    if (entries > entries_max ||
        sealed.size() != head_bytes + entries * sizeof(Entry) + details_bytes) {
        return false;
    }
    known_.resize(entries);
    std::memcpy(known_.data(), sealed.data() + head_bytes, entries * sizeof(Entry));
    known_details_ = sealed.substr(head_bytes + entries * sizeof(Entry));
    asked_for_.assign(entries, false);
    return true;
}

std::uint64_t ResultCache::path_of(const WalkedFile& file) const {
    return keyed_hash(key_, file.path());
}

std::uint64_t ResultCache::state_of(const WalkedFile& file) const {
    const std::array<std::uint64_t, 4> state{file.inode, file.size,
                                             static_cast<std::uint64_t>(file.modified_ns),
                                             static_cast<std::uint64_t>(file.changed_ns)};
    return keyed_hash(key_, {reinterpret_cast<const char*>(state.data()), sizeof state});
}

std::optional<ResultCache::Known> ResultCache::find(const WalkedFile& file) {
    const auto path = path_of(file);
    const auto entry = std::ranges::lower_bound(known_, path, {}, &Entry::path);
    if (entry == known_.end() || entry->path != path || entry->state != state_of(file)) {
        return std::nullopt;
    }
    Known known{.looked_at = Time(std::chrono::seconds(entry->looked_at))};
    if (entry->details < known_details_.size()) {
        ByteReader reader(as_bytes(std::string_view(known_details_).substr(entry->details)));
        auto findings = parse_file_findings(reader);
        if (!findings) return std::nullopt;
        known.findings = std::move(findings).value();
    }
    asked_for_[static_cast<std::size_t>(entry - known_.begin())] = true;
    return known;
}

void ResultCache::add(const WalkedFile& file, const FileFindings& findings, Time looked_at) {
    Entry entry{path_of(file), state_of(file), seconds_of(looked_at), no_details};
    const std::lock_guard lock(mutex_);
    if (!findings.empty() && added_details_.size() < no_details / 2) {
        entry.details = static_cast<std::uint32_t>(added_details_.size());
        added_details_ += encode(findings);
    }
    added_.push_back(entry);
}

Result<> ResultCache::save(const std::filesystem::path& file) const {
    const std::lock_guard lock(mutex_);
    std::vector<Entry> entries = added_;
    std::string details = added_details_;
    std::ranges::stable_sort(entries, {}, &Entry::path);
    const auto added_count = entries.size();
    const auto forgotten_before = seconds_of(now() - forgotten_after);
    for (std::size_t i = 0; i < known_.size() && entries.size() < entries_max; ++i) {
        auto entry = known_[i];
        const auto added = std::span(entries).first(added_count);
        const auto newer = std::ranges::lower_bound(added, entry.path, {}, &Entry::path);
        if (newer != added.end() && newer->path == entry.path) continue;
        if (!asked_for_[i] && entry.looked_at < forgotten_before) continue;
        if (entry.details != no_details) {
            const auto kept = details_at(known_details_, entry.details);
            entry.details = static_cast<std::uint32_t>(details.size());
            details += kept;
        }
        entries.push_back(entry);
    }
    std::ranges::stable_sort(entries, {}, &Entry::path);

    std::string content(magic);
    content.reserve(content.size() + 32 + entries.size() * sizeof(Entry) + details.size());
    put(content, made_with_);
    put(content, std::uint64_t{entries.size()});
    put(content, std::uint64_t{details.size()});
    content.append(reinterpret_cast<const char*>(entries.data()), entries.size() * sizeof(Entry));
    content += details;
    put(content, keyed_hash(key_, content));
    return os::publish(file, content);
}

}  // namespace primum::probes::files
