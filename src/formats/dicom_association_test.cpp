#include "formats/dicom_association.h"

#include <array>
#include <string>

#include <gtest/gtest.h>

#include "formats/dicom_pdu.h"
#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

const UserInformation user{.pdu_length_bytes_max = 16384,
                           .implementation_class = Uid("2.25.1"),
                           .implementation_version = VersionName("PRIMUM")};

AssociateRequest request() {
    return {.called_title = any_title,
            .calling_title = ApplicationTitle("PRIMUM"),
            .contexts = {{.id = 1,
                          .abstract_syntax = verification_service,
                          .transfer_syntaxes = {implicit_little_endian}},
                         {.id = 3,
                          .abstract_syntax = study_root_find_service,
                          .transfer_syntaxes = {explicit_little_endian, implicit_little_endian}}},
            .user = user};
}

AssociateAccept accept() {
    return {.called_title = any_title,
            .calling_title = ApplicationTitle("PRIMUM"),
            .contexts = {{.id = 1, .transfer_syntax = implicit_little_endian},
                         {.id = 3, .result = ContextResult::service_not_supported}},
            .user = user};
}

Result<AssociateAccept> parse_accept(BytesView bytes) {
    const auto pdu = parse_pdu(bytes);
    CHECK(pdu && pdu->type == PduType::associate_accept);
    return parse_associate_accept(pdu->body);
}

Result<AssociateRequest> parse_request(BytesView bytes) {
    const auto pdu = parse_pdu(bytes);
    CHECK(pdu && pdu->type == PduType::associate_request);
    return parse_associate_request(pdu->body);
}

// An acceptance whose user information is followed by one more sub-item.
Bytes accept_with_sub_item(std::string_view hexadecimal) {
    auto bytes = encode(accept());
    const auto sub_item = from_hex(hexadecimal);
    const auto item_at = bytes.size() - 4 - (8 + 4 + 6 + 4 + 6);
    CHECK(bytes[item_at] == std::byte{0x50});
    bytes.insert(bytes.end(), sub_item.begin(), sub_item.end());
    for (const auto length_at : {std::size_t{5}, item_at + 3}) {
        const auto length = std::to_integer<std::size_t>(bytes[length_at]) + sub_item.size();
        CHECK(length < 256);
        bytes[length_at] = static_cast<std::byte>(length);
    }
    return bytes;
}

TEST(AssociateRequest, reads_back_as_it_was_written) {
    const auto read = parse_request(encode(request()));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, request());
}

TEST(AssociateRequest, of_echoscu_is_understood) {
    const auto read = parse_request(vector_file("dicom/echoscu_request.bin"));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->calling_title.view(), "ECHOSCU");
    EXPECT_EQ(read->called_title, any_title);
    ASSERT_EQ(read->contexts.size(), 1U);
    EXPECT_EQ(read->contexts[0].abstract_syntax, verification_service);
    EXPECT_EQ(read->user.implementation_version.view(), "OFFIS_DCMTK_367");
}

TEST(AssociateRequest, titles_fill_sixteen_characters_with_spaces) {
    const auto bytes = encode(request());
    EXPECT_EQ(as_text(BytesView(bytes).subspan(10, 32)), "ANY-SCP         PRIMUM          ");
}

TEST(AssociateAccept, reads_back_as_it_was_written) {
    auto accepted = accept();
    accepted.confirms_user_identity = true;
    const auto read = parse_accept(encode(accepted));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, accepted);
}

TEST(AssociateAccept, of_storescp_accepts_the_echo_and_refuses_both_queries) {
    const auto read = parse_accept(vector_file("dicom/storescp_echo_answer.bin"));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->user.pdu_length_bytes_max, 16384U);
    EXPECT_EQ(read->user.implementation_class.view(), "1.2.276.0.7230010.3.0.3.6.7");
    EXPECT_EQ(read->user.implementation_version.view(), "OFFIS_DCMTK_367");
    ASSERT_EQ(read->contexts.size(), 3U);
    ASSERT_NE(read->accepted(1), nullptr);
    EXPECT_EQ(read->accepted(1)->transfer_syntax, implicit_little_endian);
    EXPECT_EQ(read->accepted(3), nullptr);
    EXPECT_EQ(read->contexts[2].result, ContextResult::service_not_supported);
    EXPECT_EQ(read->accepted(7), nullptr);
}

TEST(AssociateAccept, of_orthanc_and_of_dcmqrscp_accepts_every_query) {
    for (const auto* vector : {"orthanc_patients_answer", "dcmqrscp_studies_answer_implicit"}) {
        const auto read = parse_accept(vector_file(std::string("dicom/") + vector + ".bin"));
        ASSERT_TRUE(read) << vector;
        for (const auto id : std::to_array<std::uint8_t>({1, 3, 5}))
            EXPECT_NE(read->accepted(id), nullptr) << vector;
    }
}

TEST(AssociateAccept, unknown_items_are_skipped) {
    const auto read = parse_accept(accept_with_sub_item("5300 0004 0001 0001"));
    ASSERT_TRUE(read);
    EXPECT_EQ(*read, accept());
}

TEST(AssociateAccept, user_identity_is_confirmed_and_its_ticket_is_not_kept) {
    const auto read = parse_accept(accept_with_sub_item("5900 0006 0004 73656372"));
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->confirms_user_identity);
}

TEST(AssociateAccept, accepted_service_without_an_encoding_is_malformed) {
    auto accepted = accept();
    accepted.contexts[0].transfer_syntax = {};
    EXPECT_FALSE(parse_accept(encode(accepted)));
}

TEST(AssociateAccept, cut_anywhere_is_an_error_or_a_prefix_and_never_more) {
    const auto bytes = encode(accept());
    const auto body = BytesView(bytes).subspan(pdu_header_size_bytes);
    for (std::size_t size = 0; size < body.size(); ++size) {
        const auto read = parse_associate_accept(body.first(size));
        EXPECT_TRUE(!read || read->contexts.size() <= 2) << size;
        EXPECT_TRUE(!read || size >= 68) << size;
    }
}

TEST(AssociateAccept, another_protocol_version_is_malformed) {
    auto bytes = encode(accept());
    bytes[7] = std::byte{2};
    EXPECT_FALSE(parse_accept(bytes));
}

TEST(AssociateAccept, identifier_of_65_characters_is_malformed) {
    const std::string digits(65, '1');
    auto bytes = accept_with_sub_item("5200 0041");
    const auto item_at = bytes.size() - 4 - (8 + 4 + 6 + 4 + 6) - 4;
    bytes[5] = static_cast<std::byte>(std::to_integer<int>(bytes[5]) + 65);
    bytes[item_at + 3] = static_cast<std::byte>(std::to_integer<int>(bytes[item_at + 3]) + 65);
    for (const auto digit : digits) bytes.push_back(static_cast<std::byte>(digit));
    EXPECT_FALSE(parse_accept(bytes));
    bytes.back() = std::byte{0};  // 64 and its padding.
    EXPECT_TRUE(parse_accept(bytes));
}

TEST(AssociateRequest, of_129_services_is_malformed) {
    auto full = request();
    full.contexts.assign(presentation_context_count_max, full.contexts[0]);
    const auto bytes = encode(full);
    auto body = to_bytes(BytesView(bytes).subspan(pdu_header_size_bytes));
    EXPECT_TRUE(parse_associate_request(body));
    const auto one_more = from_hex("2000 0004 01000000");
    body.insert(body.end(), one_more.begin(), one_more.end());
    EXPECT_FALSE(parse_associate_request(body));
}

TEST(ContextResult, each_has_its_own_words) {
    EXPECT_EQ(explain(ContextResult::service_not_supported).french,
              "l'appareil n'offre pas ce service");
    EXPECT_NE(explain(static_cast<ContextResult>(9)).english.find("(9)"), std::string::npos);
}

}  // namespace
}  // namespace primum::formats
