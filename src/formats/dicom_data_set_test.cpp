#include "formats/dicom_data_set.h"

#include <array>

#include <gtest/gtest.h>

#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

constexpr auto implicit_vr = Encoding::implicit_little;
constexpr auto explicit_vr = Encoding::explicit_little;

const std::string patient_implicit = "1000 2000 02000000 4142";  // PatientID "AB"
const std::string patient_explicit = "1000 2000 4c4f 0200 4142";

std::string patient_in(std::string_view hexadecimal, Encoding encoding) {
    const auto bytes = from_hex(hexadecimal);
    const auto record = parse_found_record(bytes, encoding);
    return record ? std::string(record->patient_id) : "malformed";
}

// Sequences of undefined length, one in the other.
std::string nested(int depth) {
    std::string before;
    std::string after;
    for (int i = 0; i < depth; ++i) {
        before += "0800 1011 ffffffff feff 00e0 ffffffff ";
        after += "feff 0de0 00000000 feff dde0 00000000 ";
    }
    return before + after;
}

TEST(Query, writes_level_and_keys_in_ascending_order_and_even_length) {
    const QueryKey keys[] = {{tags::patient_id, "ABC"}, {tags::study_instance_uid, "1.2"}};
    EXPECT_EQ(encode_query(QueryLevel::study, keys), from_hex("0800 5200 06000000 535455445920"
                                                              "1000 2000 04000000 41424320"
                                                              "2000 0d00 04000000 312e3200"));
}

TEST(Query, for_studies_asks_for_no_name) {
    EXPECT_EQ(study_query(), from_hex("0800 5200 06000000 535455445920 1000 2000 00000000"
                                      "1000 2100 00000000 1000 3000 00000000 2000 0d00 00000000"));
}

TEST(Query, for_patients_stands_at_the_level_of_patients) {
    EXPECT_EQ(patient_query(), from_hex("0800 5200 08000000 50415449454e5420 1000 2000 00000000"
                                        "1000 2100 00000000 1000 3000 00000000"));
}

TEST(QueryDeathTest, one_key_twice_is_a_bug) {
    const QueryKey keys[] = {{tags::patient_id, "A"}, {tags::patient_id, "B"}};
    EXPECT_DEATH((void)encode_query(QueryLevel::study, keys), "CHECK");
}

TEST(FoundRecord, values_are_views_without_padding) {
    const auto bytes = from_hex("1000 2000 04000000 41422000 1000 2100 00000000");
    const auto record = parse_found_record(bytes, implicit_vr);
    ASSERT_TRUE(record);
    EXPECT_EQ(record->patient_id, "AB");
    EXPECT_EQ(as_bytes(record->patient_id).data(), bytes.data() + 8);
    EXPECT_EQ(record->issuer_of_patient_id, "");
    EXPECT_EQ(record->study_instance_uid, "");
}

TEST(FoundRecord, both_encodings_say_the_same) {
    EXPECT_EQ(patient_in(patient_implicit, implicit_vr), "AB");
    EXPECT_EQ(patient_in(patient_explicit, explicit_vr), "AB");
}

TEST(FoundRecord, value_inside_a_sequence_is_not_the_records_own) {
    const std::string inner =
        "0800 1011 ffffffff feff 00e0 ffffffff 1000 2000 02000000 5858"
        "feff 0de0 00000000 feff dde0 00000000";
    EXPECT_EQ(patient_in(inner, implicit_vr), "");
    EXPECT_EQ(patient_in(inner + patient_implicit, implicit_vr), "AB");
}

TEST(FoundRecord, sequence_of_known_length_is_stepped_over) {
    EXPECT_EQ(
        patient_in("0800 1011 0a000000 feff 00e0 02000000 5858" + patient_implicit, implicit_vr),
        "AB");
}

TEST(FoundRecord, explicit_sequences_and_encapsulated_values_are_stepped_over) {
    EXPECT_EQ(patient_in("0800 1011 5351 0000 ffffffff feff 00e0 ffffffff 0800 5011 5549 0200 3100"
                         "feff 0de0 00000000 feff dde0 00000000" +
                             patient_explicit,
                         explicit_vr),
              "AB");
    EXPECT_EQ(patient_in("0800 1011 4f42 0000 ffffffff feff 00e0 02000000 5858"
                         "feff dde0 00000000" +
                             patient_explicit,
                         explicit_vr),
              "AB");
}

TEST(FoundRecord, unknown_value_without_length_is_implicit_inside) {
    EXPECT_EQ(patient_in("0900 1000 554e 0000 ffffffff feff 00e0 ffffffff 0900 1100 02000000 4142"
                         "feff 0de0 00000000 feff dde0 00000000" +
                             patient_explicit,
                         explicit_vr),
              "AB");
}

TEST(FoundRecord, sixteen_nested_sequences_are_walked_and_seventeen_refused) {
    EXPECT_EQ(patient_in(nested(nesting_depth_max) + patient_implicit, implicit_vr), "AB");
    EXPECT_EQ(patient_in(nested(nesting_depth_max + 1) + patient_implicit, implicit_vr),
              "malformed");
}

TEST(FoundRecord, broken_data_sets_are_errors_and_not_empty_records) {
    EXPECT_EQ(patient_in("1000 2000 feffffff 4142", implicit_vr), "malformed");
    EXPECT_EQ(patient_in("1000 20", implicit_vr), "malformed");
    EXPECT_EQ(patient_in("feff dde0 00000000", implicit_vr), "malformed");  // None began.
    EXPECT_EQ(patient_in("0800 1011 ffffffff feff 00e0 ffffffff", implicit_vr), "malformed");
    EXPECT_EQ(patient_in("0800 1011 ffffffff" + patient_implicit, implicit_vr), "malformed");
    EXPECT_EQ(patient_in(patient_implicit, explicit_vr), "malformed");
}

TEST(FoundRecord, empty_answer_is_a_record_without_values) {
    EXPECT_EQ(patient_in("", implicit_vr), "");
}

TEST(Encoding, is_known_for_the_two_we_propose) {
    EXPECT_EQ(encoding_of(implicit_little_endian), implicit_vr);
    EXPECT_EQ(encoding_of(explicit_little_endian), explicit_vr);
    EXPECT_EQ(encoding_of(Uid("1.2.840.10008.1.2.2")), std::nullopt);  // Big endian.
}

}  // namespace
}  // namespace primum::formats
