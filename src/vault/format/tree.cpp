#include "vault/format/tree.h"

#include "vault/format/chunk.h"

namespace primum::vault {
namespace {

constexpr std::string_view tree_start = "PT\x01";
constexpr std::size_t attributes_max = 10'000;

enum class ExtentTag : std::uint8_t { same_chunk = 0, chunk = 1, hole = 2, list = 3 };

void write_extent(Writer& writer, const Extent& extent, LastChunk& last) {
    switch (extent.kind) {
        case Extent::Kind::chunk:
            if (last == extent.chunk) {
                writer.u8(static_cast<std::uint8_t>(ExtentTag::same_chunk));
            } else {
                writer.u8(static_cast<std::uint8_t>(ExtentTag::chunk));
                writer.raw(extent.chunk);
                last = extent.chunk;
            }
            writer.varint(extent.offset);
            break;
        case Extent::Kind::hole:
            writer.u8(static_cast<std::uint8_t>(ExtentTag::hole));
            break;
        case Extent::Kind::list:
            writer.u8(static_cast<std::uint8_t>(ExtentTag::list));
            writer.raw(extent.chunk);
            break;
    }
    writer.varint(extent.length);
}

Result<Extent> read_extent(Parser& parser, LastChunk& last) {
    Extent extent;
    const auto tag = TRY(parser.u8());
    switch (static_cast<ExtentTag>(tag)) {
        case ExtentTag::same_chunk:
            if (!last) {
                return broken({"un fichier renvoie à un morceau absent",
                               "a file refers to a chunk that is not there"});
            }
            extent.kind = Extent::Kind::chunk;
            extent.chunk = *last;
            extent.offset = TRY(parser.varint());
            break;
        case ExtentTag::chunk:
            extent.kind = Extent::Kind::chunk;
            extent.chunk = TRY(parser.hash());
            last = extent.chunk;
            extent.offset = TRY(parser.varint());
            break;
        case ExtentTag::hole:
            extent.kind = Extent::Kind::hole;
            break;
        case ExtentTag::list:
            extent.kind = Extent::Kind::list;
            extent.chunk = TRY(parser.hash());
            break;
        default:
            return broken({"un fichier est décrit d'une façon inconnue",
                           "a file is described in an unknown way"});
    }
    extent.length = TRY(parser.varint());
    return extent;
}

Result<> check_lengths(std::span<const Extent> extents, std::uint64_t size) {
    std::uint64_t sum = 0;
    for (const auto& extent : extents) {
        if (extent.length > size - sum) {
            return broken({"les morceaux d'un fichier dépassent sa taille",
                           "the chunks of a file exceed its size"});
        }
        sum += extent.length;
    }
    if (sum == size) return {};
    return broken({"il manque des morceaux à un fichier", "chunks of a file are missing"});
}

void write_metadata(Writer& writer, const Metadata& metadata) {
    writer.varint(metadata.mode);
    writer.varint(metadata.user);
    writer.varint(metadata.group);
    writer.svarint(metadata.modified_seconds);
    writer.varint(metadata.modified_nanoseconds);
    writer.varint(metadata.attributes.size());
    for (const auto& attribute : metadata.attributes) {
        writer.text(attribute.name);
        writer.text(attribute.value);
    }
}

Result<std::uint32_t> read_small(Parser& parser, std::uint32_t value_max) {
    const auto value = TRY(parser.varint());
    if (value > value_max) return broken({"un nombre est trop grand", "a number is too large"});
    return static_cast<std::uint32_t>(value);
}

Result<Metadata> read_metadata(Parser& parser) {
    constexpr std::uint32_t any = ~std::uint32_t{0};
    Metadata metadata{.mode = TRY(read_small(parser, 07777))};
    metadata.user = TRY(read_small(parser, any));
    metadata.group = TRY(read_small(parser, any));
    metadata.modified_seconds = TRY(parser.svarint());
    metadata.modified_nanoseconds = TRY(read_small(parser, 999'999'999));
    const auto count = TRY(parser.count_varint(2));
    if (count > attributes_max) return broken({"trop d'attributs", "too many attributes"});
    for (std::size_t i = 0; i < count; ++i) {
        auto name = TRY(parser.text(os::attribute_name_bytes_max));
        if (name.find('\0') != std::string::npos) {
            return broken({"un nom contient un zéro", "a name holds a zero"});
        }
        metadata.attributes.push_back(
            {std::move(name), TRY(parser.text(os::attribute_value_bytes_max))});
    }
    return metadata;
}

void write_link(Writer& writer, const std::optional<LinkGroup>& link) {
    if (!link) return writer.varint(0);
    writer.varint(1 + link->device);
    writer.varint(link->inode);
}

Result<std::optional<LinkGroup>> read_link(Parser& parser) {
    const auto device = TRY(parser.varint());
    if (device == 0) return std::optional<LinkGroup>();
    return std::optional(LinkGroup{device - 1, TRY(parser.varint())});
}

Result<> read_body(Parser& parser, Entry& entry, LastChunk& last) {
    entry.metadata = TRY(read_metadata(parser));
    if (entry.kind == EntryKind::folder) return {};
    entry.link = TRY(read_link(parser));
    if (entry.kind == EntryKind::symlink) {
        entry.target = TRY(parser.text(symlink_size_bytes_max));
    }
    if (entry.kind == EntryKind::character_device || entry.kind == EntryKind::block_device) {
        entry.major = TRY(parser.varint());
        entry.minor = TRY(parser.varint());
    }
    if (entry.kind != EntryKind::file) return {};
    entry.size = TRY(parser.varint());
    const auto count = TRY(parser.count_varint(2));
    entry.extents.reserve(std::min(count, entry_extents_max));
    for (std::size_t i = 0; i < count; ++i) {
        entry.extents.push_back(TRY(read_extent(parser, last)));
    }
    return check_lengths(entry.extents, entry.size);
}

bool is_safe_name(const std::string& name) {
    return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos &&
           name.find('\0') == std::string::npos;
}

}  // namespace

void write_tree_start(Writer& writer) { writer.raw(as_bytes(tree_start)); }

void write_entry(Writer& writer, const Entry& entry, LastChunk& last) {
    writer.u8(static_cast<std::uint8_t>(entry.kind));
    if (entry.kind == EntryKind::end) return;
    writer.text(entry.name);
    if (entry.kind == EntryKind::unreadable) return writer.varint(entry.reason);
    write_metadata(writer, entry.metadata);
    if (entry.kind == EntryKind::folder) return;
    write_link(writer, entry.link);
    if (entry.kind == EntryKind::symlink) writer.text(entry.target);
    if (entry.kind == EntryKind::character_device || entry.kind == EntryKind::block_device) {
        writer.varint(entry.major);
        writer.varint(entry.minor);
    }
    if (entry.kind != EntryKind::file) return;
    writer.varint(entry.size);
    writer.varint(entry.extents.size());
    for (const auto& extent : entry.extents) write_extent(writer, extent, last);
}

Result<Entry> read_entry(Parser& parser, LastChunk& last) {
    const auto kind = TRY(parser.u8());
    if (kind < 1 || kind > 9) {
        return broken({"une entrée d'un genre inconnu", "an entry of an unknown kind"});
    }
    Entry entry{.kind = static_cast<EntryKind>(kind)};
    if (entry.kind == EntryKind::end) return entry;
    entry.name = TRY(parser.text(name_size_bytes_max));
    if (entry.kind == EntryKind::unreadable) {
        entry.reason = TRY(parser.varint());
        return entry;
    }
    TRY(read_body(parser, entry, last));
    return entry;
}

Bytes write_extents(std::span<const Extent> extents) {
    Writer writer;
    LastChunk last;
    for (const auto& extent : extents) write_extent(writer, extent, last);
    return std::move(writer).bytes();
}

Result<std::vector<Extent>> read_extents(BytesView raw) {
    Parser parser(raw);
    LastChunk last;
    std::vector<Extent> extents;
    while (!parser.at_end()) {
        extents.push_back(TRY(read_extent(parser, last)));
        if (extents.back().kind == Extent::Kind::list) {
            return broken({"une liste de morceaux dans une liste", "a list of chunks in a list"});
        }
    }
    return extents;
}

Result<bool> TreeReader::read_more() {
    const auto more = TRY(source_());
    if (!more) return false;
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(position_));
    position_ = 0;
    buffer_.insert(buffer_.end(), more->begin(), more->end());
    if (buffer_.size() > entry_size_bytes_max + chunk_raw_bytes_max) {
        return broken({"une entrée est trop longue", "an entry is too long"});
    }
    return true;
}

Result<> TreeReader::start() {
    while (buffer_.size() < tree_start.size()) {
        if (!TRY(read_more())) break;
    }
    Parser parser(buffer_);
    if (as_text(TRY(parser.take(tree_start.size()))) != tree_start) {
        return broken({"ce n'est pas une arborescence", "this is not a tree"});
    }
    position_ = tree_start.size();
    started_ = true;
    return {};
}

Result<> TreeReader::check(const Entry& entry) {
    if (entry.kind == EntryKind::end) {
        if (open_folders_.empty()) return broken({"une fin de trop", "an end too many"});
        open_folders_.pop_back();
        finished_ = open_folders_.empty();
        return {};
    }
    if (open_folders_.empty()) {
        if (entry.kind != EntryKind::folder || !entry.name.empty()) {
            return broken({"l'arborescence n'a pas de racine", "the tree has no root"});
        }
    } else {
        auto& last_name = open_folders_.back();
        if (!is_safe_name(entry.name) || (last_name && entry.name <= *last_name)) {
            return broken({"un nom interdit ou mal rangé dans l'arborescence",
                           "a name in the tree that is forbidden or out of order"});
        }
        last_name = entry.name;
    }
    if (entry.kind == EntryKind::folder) open_folders_.emplace_back();
    if (open_folders_.size() > tree_depth_max) {
        return broken({"des dossiers trop profonds", "folders too deep"});
    }
    return {};
}

Result<std::optional<Entry>> TreeReader::next() {
    if (finished_) {
        if (position_ == buffer_.size() && !TRY(read_more())) return std::optional<Entry>();
        return broken({"des octets après la fin de l'arborescence", "bytes after the tree's end"});
    }
    if (!started_) TRY(start());
    auto entry = TRY(read_whole_entry());
    TRY(check(entry));
    return std::optional(std::move(entry));
}

Result<Entry> TreeReader::read_whole_entry() {
    while (true) {
        Parser parser(BytesView(buffer_).subspan(position_));
        auto last = last_;
        auto entry = read_entry(parser, last);
        if (entry) {
            position_ += parser.position();
            last_ = last;
            return entry;
        }
        // Cut off where the piece ends, perhaps: only without more is it an error.
        if (!TRY(read_more())) return entry;
    }
}

}  // namespace primum::vault
