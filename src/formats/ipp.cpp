#include "formats/ipp.h"

#include <array>

#include "base/byte_reader.h"
#include "formats/byte_writer.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr std::uint16_t version_1_1 = 0x0101;  // What every printer must accept.
constexpr std::uint16_t get_printer_attributes = 0x000B;
constexpr std::uint32_t request_number = 1;

constexpr std::uint8_t group_operation = 0x01;
constexpr std::uint8_t group_end = 0x03;
constexpr std::uint8_t first_value_tag = 0x10;  // Below: delimiters of groups.
constexpr std::uint8_t tag_keyword = 0x44;
constexpr std::uint8_t tag_uri = 0x45;
constexpr std::uint8_t tag_charset = 0x47;
constexpr std::uint8_t tag_language = 0x48;

constexpr std::string_view wanted = "requested-attributes";
constexpr std::string_view model = "printer-make-and-model";
constexpr std::string_view authentication = "uri-authentication-supported";
constexpr std::string_view security = "uri-security-supported";

void write_attribute(ByteWriter& writer, std::uint8_t tag, std::string_view name,
                     std::string_view value) {
    writer.u8(tag);
    writer.u16_big(static_cast<std::uint16_t>(name.size()));
    writer.append(name);
    writer.u16_big(static_cast<std::uint16_t>(value.size()));
    writer.append(value);
}

void keep(IppAnswer& answer, std::string_view name, std::string_view value) {
    if (name == model) answer.make_and_model = value;
    if (name == authentication) answer.authentication.emplace_back(value);
    if (name == security) answer.security.emplace_back(value);
}

// A length of two bytes, then so many.
Result<std::string_view> read_counted(ByteReader& reader) {
    const auto size = TRY(reader.u16_big());
    return as_text(TRY(reader.take(size)));
}

}  // namespace

Bytes ipp_question(std::string_view uri) {
    CHECK(uri.size() <= 1023);  // RFC 8011, 5.1.6.
    ByteWriter writer;
    writer.u16_big(version_1_1);
    writer.u16_big(get_printer_attributes);
    writer.u32_big(request_number);
    writer.u8(group_operation);
    write_attribute(writer, tag_charset, "attributes-charset", "utf-8");
    write_attribute(writer, tag_language, "attributes-natural-language", "en");
    write_attribute(writer, tag_uri, "printer-uri", uri);
    write_attribute(writer, tag_keyword, wanted, model);
    write_attribute(writer, tag_keyword, "", authentication);  // No name: one more value.
    write_attribute(writer, tag_keyword, "", security);
    writer.u8(group_end);
    return std::move(writer).take();
}

Result<IppAnswer> parse_ipp_answer(BytesView body) {
    ByteReader reader(body);
    IppAnswer answer;
    answer.version_major = TRY(reader.u8());
    answer.version_minor = TRY(reader.u8());
    if (answer.version_major < 1 || answer.version_major > 2) return malformed("IPP");
    answer.status = TRY(reader.u16_big());
    if (TRY(reader.u32_big()) != request_number) return malformed("IPP");

    std::string_view name;
    for (std::size_t count = 0; count < ipp_attributes_max; ++count) {
        const auto tag = TRY(reader.u8());
        if (tag == group_end) return answer;
        if (tag < first_value_tag) continue;
        const auto own_name = TRY(read_counted(reader));
        const auto value = TRY(read_counted(reader));
        if (!own_name.empty()) name = own_name;
        keep(answer, name, value);
    }
    return malformed("IPP");
}

}  // namespace primum::formats
