#include "formats/dicom_dimse.h"

#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "formats/dicom_association.h"
#include "formats/dicom_data_set.h"
#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

// What a recorded conversation's server said, in order.
struct Conversation {
    std::vector<Command> commands;
    std::vector<std::string> studies;
    std::vector<std::string> patients;
};

void take_part(const MessagePart& part, Encoding encoding, Conversation& heard) {
    if (part.kind == DataKind::command) {
        heard.commands.push_back(parse_command(part.bytes).value());
        return;
    }
    const auto record = parse_found_record(part.bytes, encoding);
    CHECK(record);
    heard.studies.emplace_back(record->study_instance_uid);
    heard.patients.emplace_back(record->patient_id);
}

Conversation replay(const std::string& vector) {
    const auto stream = vector_file("dicom/" + vector);
    auto left = BytesView(stream);
    Conversation heard;
    MessageAssembler assembler;
    AssociateAccept accept;
    while (!left.empty()) {
        const auto pdu = parse_pdu(left).value();
        left = left.subspan(pdu_header_size_bytes + pdu.body.size());
        if (pdu.type == PduType::associate_accept) {
            accept = parse_associate_accept(pdu.body).value();
        }
        if (pdu.type != PduType::data) continue;
        DataValueReader reader(pdu.body);
        while (true) {
            const auto value = reader.next().value();
            if (!value) break;
            const auto part = assembler.add(*value).value();
            if (!part) continue;
            const auto* context = accept.accepted(part->context_id);
            const auto encoding = encoding_of(context->transfer_syntax);
            CHECK(encoding);
            take_part(*part, *encoding, heard);
        }
    }
    return heard;
}

Result<std::optional<MessagePart>> add(MessageAssembler& assembler, std::string_view hexadecimal) {
    const auto body = from_hex(hexadecimal);
    DataValueReader reader(body);
    const auto value = reader.next().value();
    CHECK(value);
    return assembler.add(*value);
}

TEST(Command, echo_request_is_written_as_the_standard_asks) {
    EXPECT_EQ(encode(echo_request(7)),
              from_hex("0000 0000 04000000 38000000"
                       "0000 0200 12000000 312e322e3834302e31303030382e312e3100"
                       "0000 0001 02000000 3000 0000 1001 02000000 0700 0000 0008 02000000 0101"));
}

TEST(Command, reads_back_as_it_was_written) {
    const Command commands[] = {
        echo_request(1),
        find_request(study_root_find_service, 0xffff),
        cancel_request(3),
        {.field = CommandField::echo_response, .service = verification_service, .status = 0x0122},
        {.field = CommandField::find_response,
         .message_id = 9,
         .carries_data_set = true,
         .status = 0xff00},
    };
    for (const auto& command : commands) {
        const auto read = parse_command(encode(command));
        ASSERT_TRUE(read);
        EXPECT_EQ(*read, command);
    }
}

TEST(Command, that_fetches_images_is_refused) {
    const auto move = from_hex(
        "0000 0001 02000000 2100 0000 1001 02000000 0100"
        "0000 0008 02000000 0101");
    const auto read = parse_command(move);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().message.english, "unexpected DICOM command: 0x0021");
}

TEST(Command, response_without_a_status_is_malformed_and_not_a_success) {
    const auto read = parse_command(
        from_hex("0000 0001 02000000 3080 0000 2001 02000000 0100 0000 0008 02000000 0101"));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().message.english, "DICOM command without its field (0000,0900)");
}

TEST(Conversation, echo_with_dcmqrscp_succeeds) {
    const auto heard = replay("echoscu_dcmqrscp_answer.bin");
    ASSERT_EQ(heard.commands.size(), 1U);
    EXPECT_EQ(heard.commands[0].field, CommandField::echo_response);
    EXPECT_EQ(kind_of_status(heard.commands[0].status), StatusKind::success);
}

TEST(Conversation, six_studies_of_three_patients_are_counted_in_both_encodings) {
    for (const auto* vector :
         {"dcmqrscp_studies_answer_implicit.bin", "findscu_dcmqrscp_answer_explicit.bin"}) {
        const auto heard = replay(vector);
        EXPECT_EQ(heard.commands.size(), 7U) << vector;  // Six answers and the end.
        EXPECT_EQ(std::set(heard.studies.begin(), heard.studies.end()).size(), 6U) << vector;
        EXPECT_EQ(std::set(heard.patients.begin(), heard.patients.end()),
                  (std::set<std::string>{"PRIMUM-0001", "PRIMUM-0002", "PRIMUM-0003"}))
            << vector;
    }
}

TEST(Conversation, three_patients_of_orthanc_are_counted) {
    const auto heard = replay("orthanc_patients_answer.bin");
    EXPECT_EQ(heard.patients.size(), 3U);
    EXPECT_EQ(heard.commands.back().status, 0);
}

TEST(Conversation, cancelled_query_ends_with_that_status) {
    const auto heard = replay("dcmqrscp_cancelled.bin");
    ASSERT_EQ(heard.commands.size(), 1U);
    EXPECT_EQ(kind_of_status(heard.commands[0].status), StatusKind::cancelled);
    EXPECT_FALSE(heard.commands[0].carries_data_set);
}

TEST(Conversation, orthanc_sends_a_data_set_with_the_cancellation) {
    const auto heard = replay("orthanc_cancelled_with_data_set.bin");
    ASSERT_EQ(heard.commands.size(), 1U);
    EXPECT_EQ(kind_of_status(heard.commands[0].status), StatusKind::cancelled);
    EXPECT_TRUE(heard.commands[0].carries_data_set);
}

TEST(Status, kinds_follow_the_ranges_of_the_standard) {
    EXPECT_EQ(kind_of_status(0x0000), StatusKind::success);
    EXPECT_EQ(kind_of_status(0xff00), StatusKind::pending);
    EXPECT_EQ(kind_of_status(0xff01), StatusKind::pending);
    EXPECT_EQ(kind_of_status(0xfe00), StatusKind::cancelled);
    EXPECT_EQ(kind_of_status(0xb000), StatusKind::warning);
    EXPECT_EQ(kind_of_status(0x0001), StatusKind::warning);
    EXPECT_EQ(kind_of_status(0xa700), StatusKind::failure);
    EXPECT_EQ(kind_of_status(0x0124), StatusKind::failure);
    EXPECT_EQ(kind_of_status(0x4242), StatusKind::failure);
}

TEST(Status, failures_are_said_in_both_languages_with_their_number) {
    EXPECT_EQ(explain_status(0x0124),
              (Sentence{"refus 0x0124 : l'appareil ne nous y autorise pas",
                        "refused, 0x0124: the device does not allow us to"}));
    EXPECT_EQ(explain_status(0xc123).english,
              "refused, 0xc123: the device could not process the request");
}

TEST(MessageAssembler, one_piece_is_handed_over_without_a_copy) {
    const auto body = from_hex("00000004 0103 5a5a");
    DataValueReader reader(body);
    MessageAssembler assembler;
    const auto value = reader.next().value();
    CHECK(value);
    const auto part = assembler.add(*value).value();
    CHECK(part);
    EXPECT_EQ(part->bytes.data(), body.data() + 6);
}

TEST(MessageAssembler, pieces_are_joined_and_the_next_message_starts_anew) {
    MessageAssembler assembler;
    for (int i = 0; i < 2; ++i) {
        EXPECT_FALSE(*add(assembler, "00000003 0100 41"));
        const auto whole = add(assembler, "00000003 0102 42").value();
        CHECK(whole);
        EXPECT_EQ(as_text(whole->bytes), "AB");
    }
}

TEST(MessageAssembler, piece_of_another_message_in_between_is_malformed) {
    MessageAssembler other_kind;
    EXPECT_TRUE(add(other_kind, "00000003 0100 41"));
    EXPECT_FALSE(add(other_kind, "00000003 0103 42"));
    MessageAssembler other_context;
    EXPECT_TRUE(add(other_context, "00000003 0100 41"));
    EXPECT_FALSE(add(other_context, "00000003 0302 42"));
}

TEST(MessageAssembler, endless_message_is_refused_at_the_limit) {
    const Bytes piece(message_part_bytes_max / 2, std::byte{0});
    MessageAssembler assembler;
    EXPECT_TRUE(assembler.add({.context_id = 1, .bytes = piece}));
    EXPECT_TRUE(assembler.add({.context_id = 1, .bytes = piece}));
    EXPECT_FALSE(assembler.add({.context_id = 1, .bytes = BytesView(piece).first(1)}));
}

}  // namespace
}  // namespace primum::formats
