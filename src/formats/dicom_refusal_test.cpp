#include "formats/dicom_refusal.h"

#include <set>

#include <gtest/gtest.h>

#include "formats/dicom_pdu.h"
#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

constexpr RejectionReason eight_reasons[] = {
    RejectionReason::no_reason_from_application,
    RejectionReason::application_context_not_supported,
    RejectionReason::calling_title_not_recognized,
    RejectionReason::called_title_not_recognized,
    RejectionReason::no_reason_from_protocol,
    RejectionReason::protocol_version_not_supported,
    RejectionReason::temporary_congestion,
    RejectionReason::local_limit_exceeded,
};

RejectionReason reason_in(const std::string& vector) {
    const auto bytes = vector_file(vector);
    const auto pdu = parse_pdu(bytes);
    CHECK(pdu && pdu->type == PduType::associate_reject);
    return parse_rejection(pdu->body).value().reason;
}

TEST(Rejection, what_real_servers_say_is_told_apart) {
    EXPECT_EQ(reason_in("dicom/dcmqrscp_called_title_not_recognized.bin"),
              RejectionReason::called_title_not_recognized);
    EXPECT_EQ(reason_in("dicom/storescp_refuses_all.bin"),
              RejectionReason::no_reason_from_application);
    EXPECT_EQ(reason_in("dicom/storescp_protocol_version_not_supported.bin"),
              RejectionReason::protocol_version_not_supported);
    EXPECT_EQ(reason_in("dicom/storescp_application_context_not_supported.bin"),
              RejectionReason::application_context_not_supported);
}

TEST(Rejection, eight_reasons_have_eight_names_and_explanations_in_both_languages) {
    std::set<std::string_view> names;
    std::set<std::string> french;
    std::set<std::string> english;
    for (const auto reason : eight_reasons) {
        names.insert(name_of(reason));
        french.insert(explain(reason).french);
        english.insert(explain(reason).english);
    }
    EXPECT_EQ(names.size(), 8U);
    EXPECT_EQ(french.size(), 8U);
    EXPECT_EQ(english.size(), 8U);
    EXPECT_FALSE(names.contains("reserved"));
}

TEST(Rejection, one_number_means_another_thing_from_another_source) {
    EXPECT_EQ(parse_rejection(from_hex("00 01 01 02"))->reason,
              RejectionReason::application_context_not_supported);
    EXPECT_EQ(parse_rejection(from_hex("00 01 02 02"))->reason,
              RejectionReason::protocol_version_not_supported);
    const auto busy = parse_rejection(from_hex("00 02 03 02"));
    EXPECT_EQ(busy->reason, RejectionReason::local_limit_exceeded);
    EXPECT_EQ(busy->result, RejectionResult::transient);
}

TEST(Rejection, reserved_reason_keeps_its_number) {
    const auto rejection = parse_rejection(from_hex("00 01 01 09"));
    ASSERT_TRUE(rejection);
    EXPECT_EQ(name_of(rejection->reason), "reserved");
    EXPECT_EQ(explain(rejection->reason).english,
              "the device refuses for a reason the standard does not have (source 1, number 9)");
    EXPECT_EQ(encode(*rejection), from_hex("0300 00000004 00 01 01 09"));
}

TEST(Rejection, outside_the_table_is_malformed) {
    for (const auto* body : {"00 00 01 01", "00 03 01 01", "00 01 00 01", "00 01 04 01", "00 01"}) {
        EXPECT_FALSE(parse_rejection(from_hex(body))) << body;
    }
}

TEST(Abort, sources_and_reasons_are_told_apart) {
    EXPECT_EQ(parse_abort(from_hex("0000 00 00"))->reason, AbortReason::by_application);
    EXPECT_EQ(parse_abort(from_hex("0000 02 02"))->reason, AbortReason::unexpected_pdu);
    EXPECT_EQ(name_of(AbortReason::invalid_parameter), "invalid-parameter");
    EXPECT_EQ(name_of(parse_abort(from_hex("0000 02 03"))->reason), "reserved");
    EXPECT_FALSE(parse_abort(from_hex("0000 03 00")));
}

TEST(Abort, by_the_application_has_no_reason_whatever_the_last_byte_says) {
    EXPECT_EQ(parse_abort(from_hex("0000 00 05"))->reason, AbortReason::by_application);
}

TEST(Abort, encodes_as_the_standard_draws_it) {
    EXPECT_EQ(encode(Abort{AbortReason::unexpected_pdu}), from_hex("0700 00000004 0000 02 02"));
}

}  // namespace
}  // namespace primum::formats
