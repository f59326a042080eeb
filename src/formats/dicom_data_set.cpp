#include "formats/dicom_data_set.h"

#include <algorithm>
#include <array>
#include <vector>

#include "formats/byte_writer.h"

namespace primum::formats {
namespace {

constexpr std::uint32_t undefined_length = 0xffffffff;
constexpr std::uint16_t delimiter_group = 0xfffe;  // PS3.5 §7.5: these never carry a VR.
constexpr Tag item{delimiter_group, 0xe000};
constexpr Tag item_end{delimiter_group, 0xe00d};
constexpr Tag sequence_end{delimiter_group, 0xe0dd};

struct ElementHeader {
    Tag tag;
    std::uint32_t length = 0;
    bool is_unknown = false;   // VR "UN".
    bool is_sequence = false;  // VR "SQ"; implicit encodings do not say.
};

Error malformed(Sentence message) { return {ErrorKind::malformed, std::move(message)}; }

// PS3.5 §7.1.2: these write their length on four bytes, after two reserved ones.
bool has_long_length(std::string_view representation) {
    static constexpr std::array<std::string_view, 13> long_ones{
        "OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"};
    return std::find(long_ones.begin(), long_ones.end(), representation) != long_ones.end();
}

bool is_upper_case(char letter) { return letter >= 'A' && letter <= 'Z'; }

std::uint16_t u16_at(BytesView bytes, std::size_t offset, Encoding encoding) {
    const auto first = std::to_integer<unsigned>(bytes[offset]);
    const auto second = std::to_integer<unsigned>(bytes[offset + 1]);
    return static_cast<std::uint16_t>(encoding == Encoding::explicit_big ? first << 8 | second
                                                                         : second << 8 | first);
}

std::uint32_t u32_at(BytesView bytes, std::size_t offset, Encoding encoding) {
    const std::uint32_t first = u16_at(bytes, offset, encoding);
    const std::uint32_t second = u16_at(bytes, offset + 2, encoding);
    return encoding == Encoding::explicit_big ? first << 16 | second : second << 16 | first;
}

Result<ElementHeader> read_header(ByteReader& reader, Encoding encoding) {
    // Every header has at least eight bytes: one check of the bounds for all of them.
    const auto bytes = TRY(reader.take(8));
    ElementHeader header{.tag = {u16_at(bytes, 0, encoding), u16_at(bytes, 2, encoding)}};
    if (encoding == Encoding::implicit_little || header.tag.group == delimiter_group) {
        header.length = u32_at(bytes, 4, encoding);
        return header;
    }
    const auto representation = as_text(bytes.subspan(4, 2));
    if (!is_upper_case(representation[0]) || !is_upper_case(representation[1])) {
        return malformed({"jeu de données DICOM sans type de valeur lisible",
                          "DICOM data set without a readable value representation"});
    }
    header.is_unknown = representation == "UN";
    header.is_sequence = representation == "SQ";
    header.length = has_long_length(representation) ? u32_at(TRY(reader.take(4)), 0, encoding)
                                                    : u16_at(bytes, 6, encoding);
    return header;
}

// PS3.5 §6.2.2, note 2: an unknown value of undefined length is in implicit VR, whatever is around.
Encoding encoding_inside(const ElementHeader& header, Encoding encoding) {
    return header.is_unknown ? Encoding::implicit_little : encoding;
}

Result<> skip_sequence(ByteReader& reader, Encoding encoding, int depth);

// Steps over an element's value; `depth` is that of the data set it stands in, 0 the outermost.
Result<> skip_value(ByteReader& reader, const ElementHeader& header, Encoding encoding, int depth) {
    if (header.length != undefined_length) return reader.skip(header.length);
    return skip_sequence(reader, encoding_inside(header, encoding), depth + 1);
}

// Steps over the elements of an item without a length, and over its end.
Result<> skip_item(ByteReader& reader, Encoding encoding, int depth) {
    while (true) {
        const auto header = TRY(read_header(reader, encoding));
        if (header.tag == item_end) return reader.skip(header.length);
        if (header.tag.group == delimiter_group) {
            return malformed({"séquence DICOM mal fermée", "DICOM sequence closed in disorder"});
        }
        TRY(skip_value(reader, header, encoding, depth));
    }
}

// Steps over the items of a sequence without a length, and over its end.
Result<> skip_sequence(ByteReader& reader, Encoding encoding, int depth) {
    if (depth > nesting_depth_max) {
        return malformed(say("séquences DICOM imbriquées sur plus de {} niveaux",
                             "DICOM sequences nested more than {} deep", nesting_depth_max));
    }
    while (true) {
        const auto header = TRY(read_header(reader, encoding));
        if (header.tag == sequence_end) return reader.skip(header.length);
        if (header.tag != item) {
            return malformed({"séquence DICOM sans élément", "DICOM sequence without an item"});
        }
        const bool is_open = header.length == undefined_length;
        TRY(is_open ? skip_item(reader, encoding, depth) : reader.skip(header.length));
    }
}

bool is_uid(const Tag& tag) { return tag == tags::study_instance_uid; }

void write_element(ByteWriter& writer, const QueryKey& key) {
    CHECK(key.value.size() <= query_value_bytes_max);
    const auto padding = key.value.size() % 2;  // PS3.5 §7.1.1: lengths are even.
    writer.u16_little(key.tag.group);
    writer.u16_little(key.tag.element);
    writer.u32_little(static_cast<std::uint32_t>(key.value.size() + padding));
    writer.append(key.value);
    writer.fill(padding, is_uid(key.tag) ? '\0' : ' ');
}

}  // namespace

std::optional<Encoding> encoding_of(const Uid& transfer_syntax) {
    if (transfer_syntax == implicit_little_endian) return Encoding::implicit_little;
    if (transfer_syntax == explicit_little_endian) return Encoding::explicit_little;
    return std::nullopt;
}

Result<std::optional<Element>> DataSetReader::next() {
    if (reader_.at_end()) return std::optional<Element>();
    const auto header = TRY(read_header(reader_, encoding_));
    const bool is_mark = header.tag.group == delimiter_group;
    if (is_mark && sequences_ == Sequences::step_over) {
        return malformed({"fin de séquence DICOM sans début", "DICOM sequence ends, none began"});
    }
    const bool is_open = header.length == undefined_length;
    const bool is_entered =
        is_mark || is_open || header.is_sequence || header.tag == tags::directory_records;
    if (is_entered && sequences_ == Sequences::enter) return std::optional(Element{header.tag, {}});
    if (is_open) {
        TRY(skip_value(reader_, header, encoding_, 0));
        return std::optional(Element{.tag = header.tag});
    }
    return std::optional(Element{.tag = header.tag, .value = TRY(reader_.take(header.length))});
}

Result<> find_values(BytesView data_set, Encoding encoding, std::span<Wanted> wanted) {
    DataSetReader reader(data_set, encoding);
    while (true) {
        const auto next = reader.next();
        if (!next) return next.error();
        const auto& element = *next;
        if (!element) return {};
        const auto one = std::find_if(wanted.begin(), wanted.end(), [&](const Wanted& candidate) {
            return candidate.tag == element->tag;
        });
        if (one != wanted.end()) one->value = element->value;
    }
}

Bytes encode_query(QueryLevel level, std::span<const QueryKey> keys) {
    std::vector<QueryKey> all(keys.begin(), keys.end());
    all.push_back({.tag = tags::query_retrieve_level,
                   .value = level == QueryLevel::patient ? "PATIENT" : "STUDY"});
    // PS3.5 §7.1: ascending tags, each once.
    std::sort(all.begin(), all.end(),
              [](const auto& left, const auto& right) { return left.tag < right.tag; });
    ByteWriter writer;
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(i == 0 || all[i - 1].tag < all[i].tag);
        write_element(writer, all[i]);
    }
    return std::move(writer).take();
}

Bytes study_query() {
    static constexpr std::array<QueryKey, 4> keys{{{.tag = tags::study_instance_uid},
                                                   {.tag = tags::patient_id},
                                                   {.tag = tags::issuer_of_patient_id},
                                                   {.tag = tags::patient_birth_date}}};
    return encode_query(QueryLevel::study, keys);
}

Bytes patient_query() {
    static constexpr std::array<QueryKey, 3> keys{{{.tag = tags::patient_id},
                                                   {.tag = tags::issuer_of_patient_id},
                                                   {.tag = tags::patient_birth_date}}};
    return encode_query(QueryLevel::patient, keys);
}

Result<FoundRecord> parse_found_record(BytesView data_set, Encoding encoding) {
    std::array<Wanted, 4> wanted{{{.tag = tags::study_instance_uid},
                                  {.tag = tags::patient_id},
                                  {.tag = tags::issuer_of_patient_id},
                                  {.tag = tags::patient_birth_date}}};
    TRY(find_values(data_set, encoding, wanted));
    const auto text = [&wanted](std::size_t index) {
        const auto& value = wanted[index].value;
        return value ? text_of(*value) : std::string_view();
    };
    return FoundRecord{.study_instance_uid = text(0),
                       .patient_id = text(1),
                       .issuer_of_patient_id = text(2),
                       .patient_birth_date = text(3)};
}

}  // namespace primum::formats
