#include "formats/pdf/pdf_file.h"

#include <algorithm>
#include <array>

#include "base/byte_reader.h"
#include "base/text.h"

namespace primum::formats {
namespace {

// Objects within objects, passwords, files within, and what is filled in or laid over a page.
constexpr std::array<std::string_view, 8> unusual{"/ObjStm",   "/Encrypt", "/EmbeddedFile",
                                                  "/AcroForm", "/Widget",  "/FreeText",
                                                  "/Stamp",    "/Collection"};

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
    const auto trailer = text.rfind("trailer");
    if (trailer == std::string_view::npos) return std::nullopt;
    PdfLexer lexer(text.substr(trailer + 7));
    const auto dictionary = lexer.skip_value();
    if (!entry_of(dictionary, "Encrypt").empty()) return std::nullopt;
    file.root_ = file.resolved(entry_of(dictionary, "Root"));
    return file.root_.empty() ? std::nullopt : std::optional(std::move(file));
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
        for (const auto mark : unusual) {
            if (object.value.find(mark) != std::string_view::npos) return false;
        }
        if (object.value.starts_with("<<") && lexer.next().is_word("stream")) {
            object.stream = stream_at(text, lexer.position(), object.value);
            at = static_cast<std::size_t>(object.stream.data() - text.data()) +
                 object.stream.size();
        }
        objects_[*number] = object;
        if (objects_.size() > objects_max) return false;
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
        const bool is_one = first.kind == PdfToken::Kind::name &&
                            lexer.next().kind == PdfToken::Kind::close_array;
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
