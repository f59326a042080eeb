// DICOM data sets: a list of tagged values, PS3.5 §7. Writes queries, walks over answers.
//
// The walker understands the two encodings that we propose ourselves, implicit and explicit VR
// little endian, and the retired big endian one that files still have. Sequences are stepped over,
// down to a bounded depth, or entered. It copies nothing: values are views into the caller's bytes,
// so that what a patient is called stays where it arrived.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/byte_reader.h"
#include "base/bytes.h"
#include "base/result.h"
#include "formats/dicom_text.h"

namespace primum::formats {

struct Tag {
    std::uint16_t group = 0;
    std::uint16_t element = 0;
    constexpr auto operator<=>(const Tag&) const = default;
};

namespace tags {  // PS3.6; names as there.
inline constexpr Tag transfer_syntax{0x0002, 0x0010};
inline constexpr Tag directory_records{0x0004, 0x1220};
inline constexpr Tag directory_record_type{0x0004, 0x1430};
inline constexpr Tag study_date{0x0008, 0x0020};
inline constexpr Tag query_retrieve_level{0x0008, 0x0052};
inline constexpr Tag patient_name{0x0010, 0x0010};
inline constexpr Tag patient_id{0x0010, 0x0020};
inline constexpr Tag issuer_of_patient_id{0x0010, 0x0021};
inline constexpr Tag patient_birth_date{0x0010, 0x0030};
inline constexpr Tag patient_identity_removed{0x0012, 0x0062};
inline constexpr Tag study_instance_uid{0x0020, 0x000d};
}  // namespace tags

enum class Encoding { implicit_little, explicit_little, explicit_big };  // The last in old files.

// The encoding that a transfer syntax names; nothing when the walker does not know it.
std::optional<Encoding> encoding_of(const Uid& transfer_syntax);

// Sequences within sequences, PS3.5 §7.5. Real answers to a query have one or two.
inline constexpr int nesting_depth_max = 16;

// A value of undefined length (a sequence) is stepped over and comes with no bytes.
struct Element {
    Tag tag;
    BytesView value;
};

// What becomes of a sequence. `enter`: its element comes without bytes, then those of its items, as
// if they stood side by side; the marks of items and of the end come as elements of group fffe.
enum class Sequences { step_over, enter };

// Walks over the elements of the outermost data set. The bytes are borrowed and must outlive the
// reader and the elements. After an error the reader is not to be asked again.
class DataSetReader {
public:
    DataSetReader(BytesView bytes, Encoding encoding, Sequences sequences = Sequences::step_over)
        : reader_(bytes), encoding_(encoding), sequences_(sequences) {}
    // Nothing at the end. Fails with ErrorKind::malformed, also on too deep a nesting.
    Result<std::optional<Element>> next();

private:
    ByteReader reader_;
    Encoding encoding_;
    Sequences sequences_;
};

// A tag to look for, and its value once found. Of several elements with one tag the last counts.
struct Wanted {
    Tag tag;
    std::optional<BytesView> value;
};

// Walks over the whole data set and fills `wanted`, each tag once; what is absent stays as it was.
Result<> find_values(BytesView data_set, Encoding encoding, std::span<Wanted> wanted);

// One key of a C-FIND: with an empty value it asks for the value, else it selects by it.
struct QueryKey {
    Tag tag;
    std::string_view value;  // Borrowed while the query is encoded.
};

inline constexpr std::size_t query_value_bytes_max = 1024;

enum class QueryLevel { patient, study };

// The identifier of a C-FIND-RQ (PS3.4 annex C.4.1.1.3): the level, and `keys` in any order. In
// implicit VR little endian: propose that encoding alone for the service, as a peer that accepted
// another one aborts. Requires keys without the level, and values within the limit.
Bytes encode_query(QueryLevel level, std::span<const QueryKey> keys);

// What is needed to count and no more: neither names nor dates of examination are asked for.
// Fit for the study root (level study) and for the patient root (level patient).
Bytes study_query();
Bytes patient_query();

// One answer to the above. Views into the data set: hash them, and let them go.
struct FoundRecord {
    std::string_view study_instance_uid;  // Empty at level patient, and where the peer left it out.
    std::string_view patient_id;
    std::string_view issuer_of_patient_id;
    std::string_view patient_birth_date;
};
Result<FoundRecord> parse_found_record(BytesView data_set, Encoding encoding);

}  // namespace primum::formats
