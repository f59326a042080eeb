#include "formats/office/rich_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "base/byte_reader.h"
#include "formats/office/legacy_text.h"
#include "formats/office/office_text.h"

namespace primum::formats {
namespace {

constexpr std::size_t depth_max = 1000;

// Groups whose content nobody reads.
constexpr std::array<std::string_view, 22> hidden_groups{
    "fonttbl",   "colortbl",          "stylesheet",
    "pict",      "objdata",           "themedata",
    "datastore", "listtable",         "fldinst",
    "generator", "rsidtbl",           "latentstyles",
    "xmlnstbl",  "mmathPr",           "filetbl",
    "revtbl",    "listoverridetable", "colorschememapping",
    "blipuid",   "wgrffmtfilter",     "bkmkstart",
    "bkmkend"};

struct Word {
    std::string_view name;
    std::optional<int> value;
};

struct State {
    bool hidden = false;
    int fallback_characters = 1;  // After \u: how many follow for readers without Unicode.
};

class RichTextReader {
public:
    explicit RichTextReader(std::string_view rtf) : rest_(rtf) {}

    std::string read() {
        states_.push_back({});
        while (!rest_.empty() && text_.size() < office_text_bytes_max && !states_.empty()) step();
        return std::move(text_);
    }

private:
    State& state() { return states_.back(); }

    void step() {
        const char character = rest_[0];
        rest_.remove_prefix(1);
        switch (character) {
            case '{':
                states_.push_back(state());
                if (states_.size() > depth_max) rest_ = {};
                return;
            case '}':
                states_.pop_back();
                return;
            case '\\':
                return control();
            case '\r':
            case '\n':
                return;
            default:
                put_byte(character);
        }
    }

    void control() {
        if (rest_.empty()) return;
        const char character = rest_[0];
        const bool letter =
            (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
        if (letter) return obey(word());
        rest_.remove_prefix(1);
        switch (character) {
            case '\'':
                return hexadecimal();
            case '~':
                return put(" ");
            case '_':
                return put("-");
            case '*':
                state().hidden = true;  // "Skip this group if you do not know it."
                return;
            case '\r':
            case '\n':
                return put("\n");
            case '\\':
            case '{':
            case '}':
                return put({&character, 1});
            default:
                return;
        }
    }

    Word word() {
        std::size_t length = 0;
        while (length < rest_.size() &&
               ((rest_[length] | 0x20) >= 'a' && (rest_[length] | 0x20) <= 'z')) {
            ++length;
        }
        Word found{rest_.substr(0, length), std::nullopt};
        rest_.remove_prefix(length);
        int value = 0;
        const auto* const end = rest_.data() + rest_.size();
        const auto parsed = std::from_chars(rest_.data(), end, value);
        if (parsed.ec == std::errc{}) {
            found.value = value;
            rest_.remove_prefix(static_cast<std::size_t>(parsed.ptr - rest_.data()));
        }
        if (!rest_.empty() && rest_[0] == ' ') rest_.remove_prefix(1);
        return found;
    }

    void obey(const Word& word) {
        const auto& name = word.name;
        if (name == "bin") {
            const auto bytes = static_cast<std::size_t>(std::max(word.value.value_or(0), 0));
            rest_.remove_prefix(std::min(bytes, rest_.size()));
        } else if (name == "u") {
            unicode(word.value.value_or(0));
        } else if (name == "uc") {
            state().fallback_characters = std::clamp(word.value.value_or(1), 0, 8);
        } else if (name == "ansicpg") {
            code_page_ = static_cast<unsigned>(std::max(word.value.value_or(1252), 0));
        } else if (name == "mac") {
            code_page_ = 10000;
        } else if (name == "par" || name == "line" || name == "row" || name == "sect" ||
                   name == "page") {
            put("\n");
        } else if (name == "tab" || name == "cell") {
            put("\t");
        } else if (name == "emdash" || name == "endash") {
            put("-");
        } else if (name == "lquote" || name == "rquote") {
            put("'");
        } else if (name == "shptxt" || name == "fldrslt" || name == "headerr" ||
                   name == "footnote") {
            state().hidden = false;
        } else if (std::ranges::find(hidden_groups, name) != hidden_groups.end()) {
            state().hidden = true;
        }
    }

    void unicode(int value) {
        const auto unit = static_cast<std::uint32_t>(value < 0 ? value + 65536 : value);
        if (!state().hidden) take_unit(unit);
        for (int i = 0; i < state().fallback_characters; ++i) skip_one();
    }

    // \u gives halves of UTF-16.
    void take_unit(std::uint32_t unit) {
        const bool second = unit >= 0xDC00 && unit < 0xE000 && first_half_ != 0;
        if (second) {
            append_utf8(text_, 0x10000 + ((first_half_ - 0xD800) << 10) + (unit - 0xDC00));
            first_half_ = 0;
        } else if (unit >= 0xD800 && unit < 0xDC00) {
            first_half_ = unit;
        } else {
            append_utf8(text_, unit);
        }
    }

    void skip_one() {
        if (rest_.starts_with("\\'")) {
            rest_.remove_prefix(std::min<std::size_t>(4, rest_.size()));
        } else if (!rest_.empty() && rest_[0] != '\\' && rest_[0] != '{' && rest_[0] != '}') {
            rest_.remove_prefix(1);
        }
    }

    void hexadecimal() {
        unsigned value = 0;
        if (rest_.size() < 2) return;
        const auto parsed = std::from_chars(rest_.data(), rest_.data() + 2, value, 16);
        rest_.remove_prefix(2);
        if (parsed.ec == std::errc{}) put_byte(static_cast<char>(value));
    }

    void put(std::string_view characters) {
        if (!state().hidden) text_ += characters;
    }
    void put_byte(char byte) {
        if (state().hidden) return;
        if (byte >= 0) {
            text_.push_back(byte);
        } else {
            text_ += utf8_of_code_page({&byte, 1}, code_page_ == 65001 ? 1252 : code_page_);
        }
    }

    std::string_view rest_;
    std::vector<State> states_;
    unsigned code_page_ = 1252;
    std::uint32_t first_half_ = 0;
    std::string text_;
};

// What every packed text may refer back to from its first byte on, [MS-OXRTFCP] 2.1.2.1.
constexpr std::string_view initial_dictionary =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    "\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    "\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

Result<std::string> unpack_references(ByteReader& reader) {
    constexpr std::size_t dictionary_bytes = 4096, output_bytes_max = 16UL * 1024 * 1024;
    std::array<char, dictionary_bytes> dictionary{};
    std::ranges::copy(initial_dictionary, dictionary.begin());
    std::size_t write = initial_dictionary.size();
    std::string unpacked;
    const auto emit = [&](char character) {
        unpacked.push_back(character);
        dictionary[write] = character;
        write = (write + 1) % dictionary_bytes;
    };
    while (unpacked.size() < output_bytes_max) {
        const auto flags = reader.u8();
        if (!flags) return unpacked;
        for (unsigned bit = 0; bit < 8; ++bit) {
            if ((*flags >> bit & 1) == 0) {
                const auto literal = reader.u8();
                if (!literal) return unpacked;
                emit(static_cast<char>(*literal));
                continue;
            }
            const auto reference = reader.u16_big();
            if (!reference) return unpacked;
            const std::size_t offset = *reference >> 4U, length = (*reference & 0xFU) + 2;
            if (offset == write) return unpacked;  // The end.
            for (std::size_t i = 0; i < length; ++i) {
                emit(dictionary[(offset + i) % dictionary_bytes]);
            }
        }
    }
    return unpacked;
}

}  // namespace

std::string rich_text(std::string_view rtf) { return RichTextReader(rtf).read(); }

Result<std::string> unpack_rich_text(BytesView packed) {
    constexpr std::uint32_t compressed = 0x75465A4C, uncompressed = 0x414C454D;
    ByteReader reader(packed);
    TRY(reader.u32_little());
    TRY(reader.u32_little());
    const auto kind = TRY(reader.u32_little());
    TRY(reader.u32_little());
    if (kind == uncompressed) return std::string(as_text(reader.rest()));
    if (kind != compressed) return damaged_document("RTF");
    return unpack_references(reader);
}

}  // namespace primum::formats
