#include "formats/pdf/pdf_file.h"

#include <algorithm>
#include <array>

#include "base/byte_reader.h"
#include "base/text.h"

namespace primum::formats {
namespace {

// Passwords, files within, and what is filled in or laid over a page.
constexpr std::array<std::string_view, 7> unusual{
    "/Encrypt", "/EmbeddedFile", "/AcroForm", "/Widget", "/FreeText", "/Stamp", "/Collection"};

bool is_space(char character) {
    return character == ' ' || character == '\n' || character == '\r' || character == '\t';
}

// The number before "obj" at `at`: "12 0 obj".
std::optional<std::uint32_t> object_number_before(std::string_view text, std::size_t at) {
    constexpr std::size_t head_length_max = 24;
    const auto begin = at - std::min(at, head_length_max);
    auto head = text.substr(begin, at - begin);
    const auto take_number = [&]() -> std::optional<std::uint64_t> {
        while (!head.empty() && is_space(head.back())) head.remove_suffix(1);
        auto digits = head.size();
        while (digits > 0 && head[digits - 1] >= '0' && head[digits - 1] <= '9') --digits;
        const auto number = parse_number(head.substr(digits));
        head = head.substr(0, digits);
        return number;
    };
    if (!take_number()) return std::nullopt;
    const auto number = take_number();
    if (!number || *number > 0x7FFF'FFFF) return std::nullopt;
    return static_cast<std::uint32_t>(*number);
}

// What lies between "stream" and "endstream".
std::string_view stream_at(std::string_view text, std::size_t begin, std::string_view dictionary) {
    if (text.substr(begin).starts_with("\r\n")) {
        begin += 2;
    } else if (begin < text.size() && (text[begin] == '\n' || text[begin] == '\r')) {
        ++begin;
    }
    constexpr std::string_view mark = "endstream";
    const auto length = number_of(entry_of(dictionary, "Length"));
    if (length && *length >= 0 && *length < static_cast<double>(text.size() - begin)) {
        const auto size = static_cast<std::size_t>(*length);
        auto after = text.substr(begin + size, mark.size() + 2);
        while (!after.empty() && is_space(after.front())) after.remove_prefix(1);
        if (!after.empty() && mark.starts_with(after.substr(0, mark.size()))) {
            return text.substr(begin, size);
        }
    }
    const auto end = std::min(text.find(mark, begin), text.size());
    return text.substr(begin, end - begin);
}

}  // namespace

std::optional<PdfFile> PdfFile::open(BytesView bytes, Inflate inflate) {
    const auto text = as_text(bytes);
    PdfFile file(std::move(inflate));
    if (!file.read_objects(text)) return std::nullopt;
    file.read_trailer(text);
    if (file.root_.find("/Pages") == std::string_view::npos) return std::nullopt;
    return file;
}

// Where there is no trailer, a stream with the table of contents names the root: read_objects().
void PdfFile::read_trailer(std::string_view text) {
    constexpr std::string_view mark = "trailer";
    const auto trailer = text.rfind(mark);
    if (trailer != std::string_view::npos) {
        PdfLexer lexer(text.substr(trailer + mark.size()));
        const auto dictionary = lexer.skip_value();
        const auto root = entry_of(dictionary, "Root");
        if (!root.empty()) root_ = root;
        // A reader would ask for the password.
        if (!entry_of(dictionary, "Encrypt").empty()) root_ = {};
    }
    root_ = resolved(root_);
}

bool PdfFile::take(std::uint32_t number, const PdfObject& object) {
    for (const auto mark : unusual) {
        if (object.value.find(mark) != std::string_view::npos) return false;
    }
    objects_[number] = object;
    // Many may name the same bytes, each time to be gone through again.
    constexpr std::size_t overhead = 16;
    taken_bytes_ += object.value.size() + overhead;
    return objects_.size() <= objects_max && taken_bytes_ <= taken_bytes_max;
}

// Several objects in one stream (§7.5.7): their numbers and places, then the objects.
bool PdfFile::read_packed_objects(const PdfObject& packed) {
    const auto first = number_of(entry_of(packed.value, "First"));
    auto bytes = unpacked(packed);
    if (!bytes || !first || *first < 0 || *first > static_cast<double>(bytes->size())) return false;
    const std::string_view text = packed_.emplace_back(std::move(*bytes));
    const auto objects = text.substr(static_cast<std::size_t>(*first));
    PdfLexer heads(text.substr(0, static_cast<std::size_t>(*first)));
    PdfLexer lexer(objects);
    for (auto number = heads.next(); number.kind == PdfToken::Kind::number; number = heads.next()) {
        const auto place = heads.next().number;
        if (number.number < 0 || number.number > 0x7FFF'FFFF || place < 0 ||
            place >= static_cast<double>(objects.size())) {
            return false;
        }
        lexer.move_to(static_cast<std::size_t>(place));
        const PdfObject object{.value = lexer.skip_value(), .stream = {}};
        if (!take(static_cast<std::uint32_t>(number.number), object)) return false;
    }
    return true;
}

bool PdfFile::read_objects(std::string_view text) {
    PdfLexer lexer(text);
    for (auto at = text.find("obj"); at != std::string_view::npos; at = text.find("obj", at)) {
        const auto number = object_number_before(text, at);
        at += 3;
        if (!number) continue;  // "endobj", or a word in a text.
        lexer.move_to(at);
        PdfObject object{.value = lexer.skip_value(), .stream = {}};
        at = std::max(at, lexer.position());
        // Not by the lexer: an unclosed text would be read to the end of the file, and that again.
        constexpr std::string_view mark = "stream";
        const auto word =
            text.substr(std::min(text.find_first_not_of(" \t\r\n\f", at), text.size()));
        if (object.value.starts_with("<<") && word.starts_with(mark)) {
            const auto begin = static_cast<std::size_t>(word.data() - text.data()) + mark.size();
            object.stream = stream_at(text, begin, object.value);
            at =
                static_cast<std::size_t>(object.stream.data() - text.data()) + object.stream.size();
        }
        if (!take(*number, object)) return false;
        const auto type = object.stream.empty() ? "" : name_of(entry_of(object.value, "Type"));
        if (type == "XRef") root_ = entry_of(object.value, "Root");
        if (type == "ObjStm" && !read_packed_objects(object)) return false;
    }
    return !objects_.empty();
}

PdfObject PdfFile::object(std::string_view value) const {
    constexpr int references_max = 8;  // To a reference to a reference.
    PdfObject found{.value = value, .stream = {}};
    for (int i = 0; i < references_max; ++i) {
        const auto number = reference_of(found.value);
        if (!number) return found;
        const auto object = objects_.find(*number);
        if (object == objects_.end()) return {};
        found = object->second;
    }
    return {};
}

std::optional<std::string> PdfFile::unpacked(const PdfObject& object) const {
    if (!entry_of(object.value, "DecodeParms").empty()) return std::nullopt;
    auto filter = resolved_entry(object.value, "Filter");
    if (filter.starts_with('[')) {
        PdfLexer lexer(filter);
        lexer.next();
        const auto first = lexer.next();
        const bool is_one =
            first.kind == PdfToken::Kind::name && lexer.next().kind == PdfToken::Kind::close_array;
        if (!is_one) return std::nullopt;
        if (first.text != "FlateDecode") return std::nullopt;
    } else if (!filter.empty() && name_of(filter) != "FlateDecode") {
        return std::nullopt;
    }
    const auto left = unpacked_bytes_max - unpacked_bytes_;
    const auto room = std::min(left, stream_bytes_max);
    std::optional<std::string> bytes;
    if (!filter.empty()) {
        bytes = inflate_(object.stream, room);
    } else if (object.stream.size() <= room) {
        bytes = std::string(object.stream);
    }
    if (bytes) unpacked_bytes_ += bytes->size();
    return bytes;
}

}  // namespace primum::formats
