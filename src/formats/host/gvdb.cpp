#include "formats/host/gvdb.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/byte_reader.h"

namespace primum::formats {
namespace {

constexpr std::string_view signature = "GVariant";
constexpr std::size_t item_bytes = 24;
constexpr std::uint32_t no_parent = 0xffffffff;
constexpr int parents_max = 64;
constexpr int tables_deep_max = 2;
constexpr std::size_t name_bytes_max = 4096;
constexpr std::size_t list_items_max = 1000;

Error broken() {
    return {ErrorKind::malformed,
            {"la base de réglages dconf est abîmée", "the dconf settings database is damaged"}};
}

struct Item {
    std::uint32_t parent = no_parent;
    std::string_view key;
    char type = 0;
    BytesView value;
};

// The serialised text up to its zero byte.
std::optional<std::string> text_in(BytesView data) {
    const auto text = as_text(data);
    if (text.empty() || text.back() != '\0') return std::nullopt;
    return std::string(text.substr(0, text.find('\0')));
}

// Lists of texts end in their offsets, each as wide as the whole list's size asks for.
std::optional<std::vector<std::string>> texts_in(BytesView data) {
    std::vector<std::string> texts;
    if (data.empty()) return texts;
    const std::size_t width = data.size() <= 0xff ? 1 : data.size() <= 0xffff ? 2 : 4;
    const auto offset_at = [&](std::size_t position) {
        std::size_t offset = 0;
        for (std::size_t i = 0; i < width; ++i) {
            offset |= std::to_integer<std::size_t>(data[position + i]) << (8 * i);
        }
        return offset;
    };
    if (data.size() < width) return std::nullopt;
    const auto texts_end = offset_at(data.size() - width);
    if (texts_end > data.size() - width || (data.size() - texts_end) % width != 0) {
        return std::nullopt;
    }
    std::size_t begin = 0;
    for (auto position = texts_end; position < data.size(); position += width) {
        const auto end = offset_at(position);
        if (end < begin || end > texts_end || texts.size() >= list_items_max) return std::nullopt;
        auto text = text_in(data.subspan(begin, end - begin));
        if (!text) return std::nullopt;
        texts.push_back(*std::move(text));
        begin = end;
    }
    return texts;
}

std::optional<std::int64_t> number_in(BytesView data, char type) {
    ByteReader reader(data);
    const auto widened = [](const auto& read) -> std::optional<std::int64_t> {
        if (!read) return std::nullopt;
        return static_cast<std::int64_t>(*read);
    };
    switch (type) {
        case 'y':
            return widened(reader.u8());
        case 'q':
        case 'n':
            return widened(reader.u16_little());
        case 'u':
            return widened(reader.u32_little());
        case 'i': {
            const auto read = reader.u32_little();
            if (!read) return std::nullopt;
            return static_cast<std::int32_t>(*read);
        }
        case 'x':
        case 't':
            return widened(reader.number<std::uint64_t>(ByteOrder::little));
        default:
            return std::nullopt;
    }
}

// `type` is a basic type, a list of texts, or GLib's "(default, …)", of which the default is read
// where it stands first in bytes too.
std::optional<GvdbValue> value_of(std::string_view type, BytesView data) {
    const bool in_tuple = type.starts_with('(');
    if (in_tuple) type.remove_prefix(1);
    if (type.starts_with('b')) {
        if (data.empty()) return std::nullopt;
        return data[0] != std::byte{0};
    }
    if (type.starts_with('s') && !in_tuple) {
        auto text = text_in(data);
        if (text) return *std::move(text);
        return std::nullopt;
    }
    if (type == "as" && !in_tuple) {
        auto texts = texts_in(data);
        if (texts) return *std::move(texts);
        return std::nullopt;
    }
    const auto number = type.empty() ? std::nullopt : number_in(data, type[0]);
    if (number) return *number;
    return std::nullopt;
}

// A variant is the value's bytes, a zero byte and the type's name.
std::optional<GvdbValue> variant_in(BytesView data) {
    const auto end = as_text(data).rfind('\0');
    if (end == std::string_view::npos) return std::nullopt;
    return value_of(as_text(data).substr(end + 1), data.first(end));
}

class Parser {
public:
    explicit Parser(BytesView file) : file_(file) {}

    Result<GvdbTable> parse() {
        if (!as_text(file_).starts_with(signature)) return broken();
        ByteReader reader(file_);
        TRY(reader.skip(signature.size()));
        if (TRY(reader.u32_little()) != 0) return broken();  // The version.
        TRY(reader.skip(4));                                 // Options.
        return table_at(TRY(range(reader)), 0);
    }

private:
    Result<BytesView> range(ByteReader& reader) {
        const auto begin = TRY(reader.u32_little());
        const auto end = TRY(reader.u32_little());
        if (begin > end || end > file_.size()) return broken();
        return file_.subspan(begin, end - begin);
    }

    Result<std::vector<Item>> items_of(BytesView table) {
        ByteReader reader(table);
        const auto bloom_words = TRY(reader.u32_little()) & 0x07ffffffU;
        const auto buckets = TRY(reader.u32_little());
        TRY(reader.skip((std::size_t{bloom_words} + buckets) * 4));
        std::vector<Item> items;
        while (reader.remaining() >= item_bytes) {
            if (entries_ >= GvdbTable::entries_max) return broken();
            ++entries_;
            Item item;
            TRY(reader.skip(4));  // The hash.
            item.parent = TRY(reader.u32_little());
            const auto key_begin = TRY(reader.u32_little());
            const auto key_length = TRY(reader.u16_little());
            item.type = static_cast<char>(TRY(reader.u8()));
            TRY(reader.skip(1));
            item.value = item.type == 'L' ? BytesView{} : TRY(range(reader));
            if (item.type == 'L') TRY(reader.skip(8));  // A directory: names of its children.
            if (std::size_t{key_begin} + key_length > file_.size()) return broken();
            item.key = as_text(file_.subspan(key_begin, key_length));
            items.push_back(item);
        }
        return items;
    }

    static Result<std::string> name_of(const std::vector<Item>& items, std::size_t index) {
        std::string name;
        for (int depth = 0;; ++depth) {
            if (depth > parents_max || name.size() > name_bytes_max) return broken();
            name.insert(0, items[index].key);
            if (items[index].parent == no_parent) return name;
            if (items[index].parent >= items.size()) return broken();
            index = items[index].parent;
        }
    }

    Result<GvdbTable> table_at(BytesView bytes, int depth) {
        GvdbTable table;
        const auto items = TRY(items_of(bytes));
        for (std::size_t i = 0; i < items.size(); ++i) {
            if (items[i].type == 'L') continue;
            auto name = TRY(name_of(items, i));
            if (items[i].type == 'H') {
                if (depth >= tables_deep_max) return broken();
                table.tables.insert_or_assign(std::move(name),
                                              TRY(table_at(items[i].value, depth + 1)));
                continue;
            }
            table.keys.push_back(name);
            auto value = variant_in(items[i].value);
            if (value) table.values.insert_or_assign(std::move(name), *std::move(value));
        }
        return table;
    }

    BytesView file_;
    std::size_t entries_ = 0;
};

}  // namespace

Result<GvdbTable> parse_gvdb(BytesView file) { return Parser(file).parse(); }

}  // namespace primum::formats
