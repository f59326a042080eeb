#include "formats/office/excel_workbook.h"

#include <algorithm>
#include <bit>
#include <map>
#include <optional>
#include <vector>

#include "base/byte_reader.h"
#include "formats/office/cell_text.h"
#include "formats/office/legacy_text.h"

namespace primum::formats {
namespace {

constexpr std::size_t stream_bytes_max = 64UL * 1024 * 1024;
constexpr std::size_t shared_strings_max = 1'000'000;
constexpr std::size_t styles_max = 65'536;

// Record numbers, [MS-XLS] 2.3.
enum class Record : std::uint16_t {
    formula = 0x0006,
    date_system = 0x0022,
    file_pass = 0x002F,
    continued = 0x003C,
    code_page = 0x0042,
    sheet_name = 0x0085,
    many_small_numbers = 0x00BD,
    rich_text = 0x00D6,
    style = 0x00E0,
    shared_strings = 0x00FC,
    shared_text = 0x00FD,
    number = 0x0203,
    text = 0x0204,
    formula_text = 0x0207,
    small_number = 0x027E,
    format = 0x041E,
    beginning = 0x0809,
};

// A record's bytes and those of the records that continue it, read as one. Characters that go on
// in the next record are preceded there by a byte that says anew how wide they are.
class Segments {
public:
    void add(BytesView part) { parts_.push_back(part); }
    bool at_end() const { return part_ >= parts_.size(); }

    std::optional<std::uint32_t> number(std::size_t bytes) {
        std::uint32_t value = 0;
        for (std::size_t i = 0; i < bytes; ++i) {
            settle();
            if (at_end()) return std::nullopt;
            value |= std::to_integer<std::uint32_t>(parts_[part_][offset_++]) << (8 * i);
        }
        return value;
    }

    void skip(std::size_t bytes) {
        while (bytes > 0) {
            settle();
            if (at_end()) return;
            const auto step = std::min(bytes, parts_[part_].size() - offset_);
            offset_ += step;
            bytes -= step;
        }
    }

    std::string characters(std::size_t count, bool wide) {
        std::string text;
        while (count > 0) {
            if (at_end()) break;
            if (offset_ >= parts_[part_].size()) {
                settle();
                if (at_end()) break;
                wide = (std::to_integer<unsigned>(parts_[part_][offset_++]) & 1U) != 0;
                continue;
            }
            const std::size_t width = wide ? 2 : 1;
            const auto here = std::min(count, (parts_[part_].size() - offset_) / width);
            if (here == 0) break;
            const auto bytes = parts_[part_].subspan(offset_, here * width);
            text += wide ? utf8_of_utf16(bytes) : utf8_of_code_page(as_text(bytes), 1252);
            offset_ += here * width;
            count -= here;
        }
        return text;
    }

private:
    void settle() {
        while (!at_end() && offset_ >= parts_[part_].size()) {
            ++part_;
            offset_ = 0;
        }
    }

    std::vector<BytesView> parts_;
    std::size_t part_ = 0;
    std::size_t offset_ = 0;
};

// A text with its length before it, [MS-XLS] 2.5.293 and 2.5.294.
std::string counted_text(Segments& from, std::size_t length_bytes) {
    const auto length = from.number(length_bytes);
    const auto flags = from.number(1);
    if (!length || !flags) return {};
    const auto runs = (*flags & 8) != 0 ? from.number(2).value_or(0) : 0;
    const auto phonetic = (*flags & 4) != 0 ? from.number(4).value_or(0) : 0;
    auto text = from.characters(*length, (*flags & 1) != 0);
    from.skip(std::size_t{runs} * 4);
    from.skip(phonetic);
    return text;
}

double small_number_value(std::uint32_t packed) {
    const bool whole = (packed & 2) != 0, hundredths = (packed & 1) != 0;
    const double value = whole ? static_cast<double>(static_cast<std::int32_t>(packed) >> 2)
                               : std::bit_cast<double>(std::uint64_t{packed & ~3U} << 32);
    return hundredths ? value / 100 : value;
}

class Workbook {
public:
    explicit Workbook(BytesView stream) : stream_(stream) {}

    Result<OfficeText> read() {
        ByteReader reader(stream_);
        bool begun = false;
        while (text_.size() < office_text_bytes_max) {
            const auto number = reader.u16_little();
            const auto length = number ? reader.u16_little() : Result<std::uint16_t>(0);
            if (!number || !length) break;
            const auto content =
                reader.rest().first(std::min<std::size_t>(*length, reader.remaining()));
            if (!begun && static_cast<Record>(*number) != Record::beginning) break;
            begun = true;
            if (static_cast<Record>(*number) == Record::file_pass)
                return OfficeText{.encrypted = true};
            TRY(reader.skip(content.size()));
            take(static_cast<Record>(*number), content, reader.rest());
        }
        if (!begun) return damaged_document("Excel");
        return OfficeText{.text = std::move(text_)};
    }

private:
    void take(Record record, BytesView content, BytesView following) {
        ByteReader in(content);
        switch (record) {
            case Record::beginning:
                modern_ = in.u16_little() ? u16(content, 0) >= 0x0600 : modern_;
                row_ = -1;
                return;
            case Record::code_page:
                code_page_ = u16(content, 0) == 0x8000 ? 10000 : u16(content, 0);
                return;
            case Record::date_system:
                dates_ = u16(content, 0) == 1 ? DateSystem::since_1904 : DateSystem::since_1900;
                return;
            case Record::format:
                formats_[u16(content, 0)] = style_of_format(text_at(content, 2, modern_ ? 2 : 1));
                return;
            case Record::style:
                add_style(u16(content, 2));
                return;
            case Record::sheet_name:
                text_ += "\n" + text_at(content, 6, 1) + "\n";
                return;
            case Record::shared_strings:
                read_shared_strings(content, following);
                return;
            default:
                take_cell(record, content);
        }
    }

    void take_cell(Record record, BytesView content) {
        switch (record) {
            case Record::shared_text:
                if (const auto index = u32(content, 6); index < shared_.size()) {
                    put(content, shared_[index]);
                }
                return;
            case Record::text:
            case Record::rich_text:
                return put(content, text_at(content, 6, 2));
            case Record::number:
                return put(content, text_of(f64(content, 6), u16(content, 4)));
            case Record::small_number:
                return put(content, text_of(small_number_value(u32(content, 6)), u16(content, 4)));
            case Record::many_small_numbers:
                for (std::size_t at = 4; at + 8 <= content.size(); at += 6) {
                    put(content,
                        text_of(small_number_value(u32(content, at + 2)), u16(content, at)));
                }
                return;
            case Record::formula:
                if (u16(content, 12) != 0xFFFF)
                    put(content, text_of(f64(content, 6), u16(content, 4)));
                return;
            case Record::formula_text:
                text_ += text_at(content, 0, 2) + "\t";
                return;
            default:
                return;
        }
    }

    void read_shared_strings(BytesView content, BytesView following) {
        Segments segments;
        segments.add(content);
        ByteReader reader(following);
        while (true) {
            const auto number = reader.u16_little();
            const auto length = number ? reader.u16_little() : Result<std::uint16_t>(0);
            if (!number || !length || static_cast<Record>(*number) != Record::continued) break;
            const auto part =
                reader.rest().first(std::min<std::size_t>(*length, reader.remaining()));
            segments.add(part);
            if (!reader.skip(part.size())) break;
        }
        segments.skip(4);
        const auto count = segments.number(4).value_or(0);
        std::size_t bytes = 0;
        while (!segments.at_end() &&
               shared_.size() < std::min<std::size_t>(count, shared_strings_max) &&
               bytes < 8 * office_text_bytes_max) {
            shared_.push_back(counted_text(segments, 2));
            bytes += shared_.back().size();
        }
    }

    void add_style(std::uint16_t format) {
        if (styles_.size() >= styles_max) return;
        const auto own = formats_.find(format);
        styles_.push_back(own != formats_.end() ? own->second
                                                : style_of_format(std::uint32_t{format}));
    }

    std::string text_at(BytesView content, std::size_t offset, std::size_t length_bytes) const {
        if (offset >= content.size()) return {};
        if (modern_) {
            Segments segments;
            segments.add(content.subspan(offset));
            return counted_text(segments, length_bytes);
        }
        const std::size_t length = length_bytes == 2
                                       ? u16(content, offset)
                                       : std::to_integer<std::size_t>(content[offset]);
        const auto rest = content.subspan(std::min(offset + length_bytes, content.size()));
        return utf8_of_code_page(as_text(rest.first(std::min(length, rest.size()))), code_page_);
    }

    std::string text_of(double value, std::uint16_t style) const {
        return text_of_number(value, style < styles_.size() ? styles_[style] : CellStyle::number,
                              dates_);
    }

    void put(BytesView content, const std::string& cell) {
        const int row = u16(content, 0);
        text_ += row == row_ ? "" : "\n";
        row_ = row;
        text_ += cell + "\t";
    }

    static std::uint16_t u16(BytesView bytes, std::size_t offset) {
        return offset + 2 > bytes.size() ? std::uint16_t{0}
                                         : ByteReader(bytes.subspan(offset)).u16_little().value();
    }
    static std::uint32_t u32(BytesView bytes, std::size_t offset) {
        return offset + 4 > bytes.size() ? 0xFFFFFFFF
                                         : ByteReader(bytes.subspan(offset)).u32_little().value();
    }
    static double f64(BytesView bytes, std::size_t offset) {
        if (offset + 8 > bytes.size()) return 0;
        return std::bit_cast<double>(
            ByteReader(bytes.subspan(offset)).number<std::uint64_t>(ByteOrder::little).value());
    }

    BytesView stream_;
    bool modern_ = true;  // BIFF8, of Excel 97 and later.
    unsigned code_page_ = 1252;
    DateSystem dates_ = DateSystem::since_1900;
    std::map<std::uint16_t, CellStyle> formats_;
    std::vector<CellStyle> styles_;
    std::vector<std::string> shared_;
    std::string text_;
    int row_ = -1;
};

}  // namespace

Result<OfficeText> read_excel_stream(BytesView stream) { return Workbook(stream).read(); }

Result<OfficeText> read_excel_workbook(const CompoundFile& file) {
    const auto* stream = file.find("Workbook");
    if (stream == nullptr) stream = file.find("Book");
    if (stream == nullptr) {
        return Error{ErrorKind::not_found, {"pas de classeur Excel", "no Excel workbook"}};
    }
    return read_excel_stream(file.read(*stream, stream_bytes_max));
}

}  // namespace primum::formats
