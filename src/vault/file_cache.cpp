// File: salt [32], segments (length u32, sealed bytes of whole entries) numbered from 1, and last,
// as number 0, the sealed fingerprint: a cache that was not finished has none and is not used.
#include "vault/file_cache.h"

#include <system_error>

#include "crypto/random.h"
#include "os/open_file.h"

namespace primum::vault {
namespace {

constexpr std::string_view cache_label = "primum vault cache 2";
constexpr std::size_t segment_size_bytes = 64_KiB;
constexpr std::size_t segment_size_bytes_max = entry_size_bytes_max + segment_size_bytes;
constexpr std::size_t notes_size_bytes_max = 256;
const Sentence doing{"écrire le cache local", "write the local cache"};

crypto::SymmetricKey cache_key(const crypto::Secret32& key, const Hash& salt) {
    return {crypto::fastest_suite(), crypto::derive(key.view(), salt, cache_label)};
}

bool read_all(const os::Descriptor& file, std::span<std::byte> bytes) {
    const auto count = os::read_on(file, bytes);
    return count && *count == bytes.size();
}

void write_cached(Writer& writer, const CachedEntry& cached, LastChunk& last) {
    const auto& stamp = cached.stamp;
    writer.svarint(stamp.changed_seconds);
    writer.varint(stamp.changed_nanoseconds);
    writer.varint(stamp.inode);
    writer.varint(stamp.device);
    writer.u8(cached.settled ? 1 : 0);
    writer.u64(cached.content_hash);
    writer.data(cached.notes);
    write_entry(writer, cached.entry, last);
}

Result<CachedEntry> read_cached(Parser& parser, LastChunk& last) {
    CachedEntry cached;
    auto& stamp = cached.stamp;
    stamp.changed_seconds = TRY(parser.svarint());
    stamp.changed_nanoseconds = static_cast<std::uint32_t>(TRY(parser.varint()));
    stamp.inode = TRY(parser.varint());
    stamp.device = TRY(parser.varint());
    cached.settled = TRY(parser.u8()) != 0;
    cached.content_hash = TRY(parser.u64());
    const auto notes = TRY(parser.data(notes_size_bytes_max));
    cached.notes.assign(notes.begin(), notes.end());
    cached.entry = TRY(read_entry(parser, last));
    stamp.size = cached.entry.size;
    stamp.modified_seconds = cached.entry.metadata.modified_seconds;
    stamp.modified_nanoseconds = cached.entry.metadata.modified_nanoseconds;
    return cached;
}

std::filesystem::path new_name(std::filesystem::path path) { return path += ".new"; }

}  // namespace

Result<CacheWriter> CacheWriter::create(std::filesystem::path path, const crypto::Secret32& key) {
    const auto name = new_name(path);
    auto file = TRY(os::emptied_file(name).or_error(doing));
    const auto salt = crypto::random_bytes<32>();
    TRY(os::write_on(file, salt).or_error(doing));
    return CacheWriter(std::move(path), std::move(file), cache_key(key, salt));
}

Result<> CacheWriter::append(const CachedEntry& cached) {
    write_cached(buffer_, cached, last_);
    return buffer_.size() >= segment_size_bytes ? flush() : Result<>();
}

Result<> CacheWriter::flush() {
    if (buffer_.size() == 0) return {};
    Writer segment;
    segment.u32(static_cast<std::uint32_t>(buffer_.size() + crypto::tag_size_bytes));
    segment.raw(key_.sealed(crypto::Nonce(++segments_), {}, buffer_.bytes()));
    buffer_.bytes().clear();
    return os::write_on(file_, segment.bytes()).or_error(doing);
}

Result<> CacheWriter::commit(const Hash& fingerprint) {
    TRY(flush());
    Writer last;
    last.raw(fingerprint);
    last.u64(segments_);
    const auto sealed = key_.sealed(crypto::Nonce(0), {}, last.bytes());
    TRY(os::write_on(file_, sealed).or_error(doing));
    TRY(os::close(std::move(file_)).or_error(doing));
    std::error_code failure;
    std::filesystem::rename(new_name(path_), path_, failure);
    if (failure) return os::system_error(failure.value(), doing);
    return {};
}

CacheReader::CacheReader(const std::filesystem::path& path, const crypto::Secret32& key) {
    if (!open(path, key)) end();
}

bool CacheReader::open(const std::filesystem::path& path, const crypto::Secret32& key) {
    constexpr std::size_t last_size = sizeof(Hash) + 8 + crypto::tag_size_bytes;
    auto file = os::file_to_read(path);
    Hash salt;
    std::array<std::byte, last_size> last;
    if (!file || !os::seek_before_end(*file, last_size) || !read_all(*file, last) ||
        !os::seek(*file, 0) || !read_all(*file, salt)) {
        return false;
    }
    file_ = std::move(*file);
    key_ = cache_key(key, salt);
    const auto plain = key_->opened(crypto::Nonce(0), {}, last);
    if (!plain) return false;
    std::copy_n(plain->begin(), fingerprint_.size(), fingerprint_.begin());
    return true;
}

bool CacheReader::read_segment() {
    std::array<std::byte, 4> head;
    if (!read_all(file_, head)) return false;
    const auto length = *Parser(head).u32();
    if (length > segment_size_bytes_max) return false;
    Bytes sealed(length);
    if (!read_all(file_, sealed)) return false;
    auto plain = key_->opened(crypto::Nonce(++segments_), {}, sealed);
    if (!plain) return false;
    segment_ = std::move(plain).value();
    position_ = 0;
    return true;
}

const CachedEntry* CacheReader::current() {
    if (current_) return &*current_;
    if (!key_) return nullptr;
    if (position_ == segment_.size() && !read_segment()) {
        end();
        return nullptr;
    }
    Parser parser(BytesView(segment_).subspan(position_));
    auto cached = read_cached(parser, last_);
    if (!cached) {
        end();
        return nullptr;
    }
    position_ += parser.position();
    current_ = std::move(cached).value();
    return &*current_;
}

void CacheReader::advance() { current_.reset(); }

void CacheReader::skip() {
    std::size_t depth = 0;
    do {
        const auto* cached = current();
        if (cached == nullptr) return;
        if (cached->entry.kind == EntryKind::folder) ++depth;
        if (cached->entry.kind == EntryKind::end) --depth;
        advance();
    } while (depth > 0);
}

}  // namespace primum::vault
