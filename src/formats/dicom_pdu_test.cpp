#include "formats/dicom_pdu.h"

#include <gtest/gtest.h>

#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

bool is_dicom(std::string_view hexadecimal) { return looks_like_dicom(from_hex(hexadecimal)); }

TEST(DicomPdu, header_says_how_many_bytes_to_read_next) {
    const auto header = parse_pdu_header(from_hex("0200 000000b8"));
    ASSERT_TRUE(header);
    EXPECT_EQ(*header, (PduHeader{PduType::associate_accept, 0xb8}));
}

TEST(DicomPdu, endless_pdu_is_refused_at_its_header) {
    const auto header = parse_pdu_header(from_hex("0400 ffffffff"));
    ASSERT_FALSE(header);
    EXPECT_EQ(header.error().kind, ErrorKind::malformed);
    EXPECT_EQ(header.error().message.french,
              "message DICOM annoncé de 4294967295 octets, plus que la limite de 131072");
}

TEST(DicomPdu, limit_itself_is_allowed_and_one_more_is_not) {
    EXPECT_TRUE(parse_pdu_header(from_hex("0400 00000010"), 16));
    EXPECT_FALSE(parse_pdu_header(from_hex("0400 00000011"), 16));
}

TEST(DicomPdu, types_outside_the_standard_are_malformed) {
    EXPECT_FALSE(parse_pdu_header(from_hex("0000 00000004")));
    EXPECT_FALSE(parse_pdu_header(from_hex("0800 00000004")));
}

TEST(DicomPdu, five_bytes_are_not_a_header) {
    EXPECT_FALSE(parse_pdu_header(from_hex("0200 000000")));
}

TEST(DicomPdu, body_cut_short_is_malformed) {
    EXPECT_TRUE(parse_pdu(from_hex("0500 00000004 00000000")));
    EXPECT_FALSE(parse_pdu(from_hex("0500 00000004 000000")));
}

TEST(DicomPdu, release_is_a_header_and_four_zeros) {
    EXPECT_EQ(encode_release_request(), from_hex("0500 00000004 00000000"));
    EXPECT_EQ(encode_release_reply(), from_hex("0600 00000004 00000000"));
}

TEST(LooksLikeDicom, real_servers_are_recognized_by_every_kind_of_answer) {
    EXPECT_TRUE(looks_like_dicom(vector_file("dicom/storescp_echo_answer.bin")));
    EXPECT_TRUE(looks_like_dicom(vector_file("dicom/orthanc_patients_answer.bin")));
    EXPECT_TRUE(looks_like_dicom(vector_file("dicom/storescp_refuses_all.bin")));
    EXPECT_TRUE(looks_like_dicom(vector_file("dicom/storescp_aborts_unexpected_data.bin")));
}

TEST(LooksLikeDicom, first_bytes_of_an_acceptance_are_enough) {
    const auto answer = vector_file("dicom/storescp_echo_answer.bin");
    EXPECT_TRUE(looks_like_dicom(BytesView(answer).first(8)));
    EXPECT_FALSE(looks_like_dicom(BytesView(answer).first(7)));
}

TEST(LooksLikeDicom, an_echo_service_that_returns_our_request_is_not_dicom) {
    EXPECT_FALSE(looks_like_dicom(vector_file("dicom/echoscu_request.bin")));
}

TEST(LooksLikeDicom, other_protocols_are_not_dicom) {
    EXPECT_FALSE(looks_like_dicom(to_bytes("HTTP/1.1 400 Bad Request\r\n\r\n")));
    EXPECT_FALSE(looks_like_dicom(to_bytes("SSH-2.0-OpenSSH_9.2p1\r\n")));
    EXPECT_FALSE(looks_like_dicom(to_bytes("\vMSH|^~\\&|A|B|C|D|20250101||ACK|1|P|2.5\r")));
    EXPECT_FALSE(is_dicom("0300 0013 0ed0 0000 1234 0002 1f08 0002 000000"));  // RDP
    EXPECT_FALSE(is_dicom("1503 0100 0202 46"));                               // A TLS alert
    EXPECT_FALSE(is_dicom("0500 0000 0aff 1504 4d79"));                        // MySQL
    EXPECT_FALSE(is_dicom(""));
}

TEST(DataValueReader, values_are_views_into_the_body) {
    const auto bytes = from_hex("00000003 0103 5a 00000004 0302 aabb");
    DataValueReader reader(bytes);
    const auto command = reader.next().value();
    CHECK(command);
    EXPECT_EQ(command->context_id, 1);
    EXPECT_EQ(command->kind, DataKind::command);
    EXPECT_TRUE(command->is_last);
    EXPECT_EQ(command->bytes.data(), bytes.data() + 6);
    const auto data_set = reader.next().value();
    CHECK(data_set);
    EXPECT_EQ(data_set->kind, DataKind::data_set);
    EXPECT_EQ(data_set->bytes.size(), 2U);
    EXPECT_FALSE(reader.next().value().has_value());
}

TEST(DataValueReader, length_beyond_the_body_or_below_its_own_header_is_malformed) {
    for (const auto* body : {"ffffffff 0103 0000", "00000001 01", "00000000", "0000"}) {
        const auto bytes = from_hex(body);
        EXPECT_FALSE(DataValueReader(bytes).next()) << body;
    }
}

TEST(EncodeData, content_is_cut_to_what_the_peer_accepts) {
    const auto content = from_hex("0102030405");
    const auto pdus = encode_data(
        {.context_id = 1, .kind = DataKind::command, .is_last = true, .bytes = content}, 8);
    EXPECT_EQ(pdus, from_hex("0400 00000008 00000004 0101 0102"
                             "0400 00000008 00000004 0101 0304"
                             "0400 00000007 00000003 0103 05"));
}

TEST(EncodeData, absurd_limit_of_a_peer_still_makes_progress) {
    const auto content = from_hex("0102");
    const auto pdus = encode_data({.context_id = 1, .is_last = true, .bytes = content}, 1);
    EXPECT_EQ(pdus, from_hex("0400 00000007 00000003 0100 01 0400 00000007 00000003 0102 02"));
}

TEST(EncodeData, empty_content_is_one_pdu) {
    EXPECT_EQ(encode_data({.context_id = 1, .is_last = true}, 0),
              from_hex("0400 00000006 00000002 0102"));
}

}  // namespace
}  // namespace primum::formats
