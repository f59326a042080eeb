#include "probes/network/dicom.h"

#include <sys/socket.h>

#include <gtest/gtest.h>

#include "formats/dicom_association.h"
#include "formats/dicom_data_set.h"
#include "formats/dicom_dimse.h"
#include "formats/dicom_refusal.h"
#include "net/testing/loopback_server.h"
#include "probes/testing/recording_sink.h"

namespace primum::probes {
namespace {

using namespace formats;
using facts::Value;
using testing::cell;
using testing::RecordingSink;

// The peer's side of a conversation over a connected socket, one PDU or message at a time.
class Peer {
public:
    explicit Peer(int socket) : socket_(socket) {}

    void send(BytesView bytes) { (void)::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
    // The body of the next PDU; empty when the caller hung up.
    Bytes receive() {
        Bytes head(pdu_header_size_bytes);
        if (::recv(socket_, head.data(), head.size(), MSG_WAITALL) <= 0) return {};
        const auto header = parse_pdu_header(head);
        if (!header) return {};
        Bytes body(header->body_size_bytes);
        (void)::recv(socket_, body.data(), body.size(), MSG_WAITALL);
        return body;
    }
    AssociateRequest receive_request() { return parse_associate_request(receive()).value(); }

    void accept(const AssociateRequest& request) {
        AssociateAccept accept{.called_title = request.called_title,
                               .calling_title = request.calling_title,
                               .user = {.implementation_version = VersionName("TEST 1.0")}};
        for (const auto& context : request.contexts) {
            accept.contexts.push_back(
                {context.id, ContextResult::accepted, implicit_little_endian});
        }
        send(encode(accept));
    }
    void answer_echo() {
        (void)receive();
        Command answer{.field = CommandField::echo_response, .service = verification_service};
        answer.message_id = 1;
        send(encode_data({1, DataKind::command, true, encode(answer)}, 0));
    }
    void send_find_answer(std::uint16_t status, BytesView data_set) {
        Command answer{.field = CommandField::find_response, .service = study_root_find_service};
        answer.message_id = 2;
        answer.status = status;
        answer.carries_data_set = !data_set.empty();
        send(encode_data({3, DataKind::command, true, encode(answer)}, 0));
        if (!data_set.empty()) send(encode_data({3, DataKind::data_set, true, data_set}, 0));
    }
    void receive_find() {
        (void)receive();
        (void)receive();
    }

private:
    int socket_;
};

Bytes study_of(std::string_view patient) {
    const std::array keys{QueryKey{tags::patient_id, patient},
                          QueryKey{tags::patient_birth_date, "19500101"}};
    return encode_query(QueryLevel::study, keys);
}

constexpr std::uint16_t pending = 0xFF00;

class DicomProbeTest : public ::testing::Test {
protected:
    // Looks at one server on loopback that serves each peer with `serve`.
    void look_at(std::function<void(Peer&)> serve, const std::string& protocol = "unknown") {
        net::testing::LoopbackServer server([&](int socket) {
            Peer peer(socket);
            serve(peer);
        });
        const os::Stop stop;
        const auto cidr = Cidr::parse("127.0.0.0/8").value();
        net::Dialer dialer({cidr}, stop);
        neighbourhood_.open_ports = {{.endpoint = server.endpoint(), .protocol = protocol}};
        NetworkContext context{cidr, {}, {}, dialer, neighbourhood_};
        ASSERT_TRUE(DicomProbe(context).observe(sink_));
    }

    Value node(std::string_view column) {
        const auto nodes = sink_.rows<facts::DicomNode>();
        EXPECT_EQ(nodes.size(), 1U);
        return nodes.empty() ? Value{} : cell(nodes[0], column);
    }

    RecordingSink sink_;
    Neighbourhood neighbourhood_;
};

TEST_F(DicomProbeTest, a_machine_that_answers_anybody_is_counted) {
    look_at([](Peer& peer) {
        peer.accept(peer.receive_request());
        peer.answer_echo();
        peer.receive_find();
        for (const auto* patient : {"A", "A", "B"})
            peer.send_find_answer(pending, study_of(patient));
        peer.send_find_answer(0, {});
        (void)peer.receive();
    });
    EXPECT_EQ(node("answers_find"), Value{std::int64_t{1}});
    EXPECT_EQ(node("studies"), Value{std::int64_t{3}});
    EXPECT_EQ(node("patients"), Value{std::int64_t{2}});
    EXPECT_EQ(node("counted_all"), Value{std::int64_t{1}});
    EXPECT_EQ(node("checks_calling_title"), Value{std::int64_t{0}});
    EXPECT_EQ(node("implementation"), Value{"TEST 1.0"});
    EXPECT_TRUE(sink_.unseen.empty());
    EXPECT_EQ(cell(sink_.rows<facts::Service>().at(0), "protocol"), Value{"dicom"});
}

TEST_F(DicomProbeTest, a_query_that_is_met_with_an_abort_is_refused_and_not_unseen) {
    look_at([](Peer& peer) {
        peer.accept(peer.receive_request());
        peer.answer_echo();
        peer.receive_find();
        peer.send(encode(Abort{}));
    });
    EXPECT_EQ(node("answers_echo"), Value{std::int64_t{1}});
    EXPECT_EQ(node("answers_find"), Value{std::int64_t{0}});
    EXPECT_TRUE(sink_.unseen.empty());
}

TEST_F(DicomProbeTest, a_calling_title_that_is_checked_is_a_refusal_and_not_a_failure) {
    look_at([](Peer& peer) {
        (void)peer.receive_request();
        peer.send(encode(Rejection{.reason = RejectionReason::calling_title_not_recognized}));
    });
    EXPECT_EQ(node("checks_calling_title"), Value{std::int64_t{1}});
    EXPECT_EQ(node("refusal"), Value{"calling-title-not-recognized"});
    EXPECT_EQ(node("answers_find"), Value{});
    EXPECT_TRUE(sink_.unseen.empty());
}

TEST_F(DicomProbeTest, the_default_titles_of_vendors_are_tried_when_the_called_title_is_checked) {
    look_at([](Peer& peer) {
        const auto request = peer.receive_request();
        if (request.called_title != ApplicationTitle("OSIRIX")) {
            peer.send(encode(Rejection{.reason = RejectionReason::called_title_not_recognized}));
            return;
        }
        peer.accept(request);
        peer.answer_echo();
        peer.receive_find();
        peer.send_find_answer(0, {});
        (void)peer.receive();
    });
    EXPECT_EQ(node("called_title"), Value{"OSIRIX"});
    EXPECT_EQ(node("checks_called_title"), Value{std::int64_t{1}});
    EXPECT_EQ(node("studies"), Value{std::int64_t{0}});
    EXPECT_EQ(node("answers_find"), Value{std::int64_t{1}});
}

TEST_F(DicomProbeTest, a_query_that_is_refused_gives_nothing_away) {
    look_at([](Peer& peer) {
        peer.accept(peer.receive_request());
        peer.answer_echo();
        peer.receive_find();
        peer.send_find_answer(0xA700, {});
        (void)peer.receive();
    });
    EXPECT_EQ(node("answers_find"), Value{std::int64_t{0}});
    EXPECT_EQ(node("patients"), Value{});
}

TEST_F(DicomProbeTest, a_machine_that_stops_half_way_keeps_what_was_counted_and_is_partial) {
    look_at([](Peer& peer) {
        peer.accept(peer.receive_request());
        peer.answer_echo();
        peer.receive_find();
        peer.send_find_answer(pending, study_of("A"));
    });
    EXPECT_EQ(node("patients"), Value{std::int64_t{1}});
    EXPECT_EQ(node("counted_all"), Value{std::int64_t{0}});
    EXPECT_EQ(sink_.unseen.size(), 1U);
}

TEST_F(DicomProbeTest, an_endless_pdu_is_refused_at_its_header) {
    look_at([](Peer& peer) {
        (void)peer.receive_request();
        const std::array<std::uint8_t, 6> head{0x02, 0, 0xFF, 0xFF, 0xFF, 0xFF};
        peer.send(std::as_bytes(std::span(head)));
    });
    EXPECT_TRUE(sink_.rows<facts::DicomNode>().empty());
}

TEST_F(DicomProbeTest, a_port_that_speaks_something_else_is_no_dicom_node) {
    look_at([](Peer& peer) { peer.send(as_bytes("HTTP/1.1 400 Bad Request\r\n\r\n")); });
    EXPECT_TRUE(sink_.rows<facts::DicomNode>().empty());
    EXPECT_EQ(cell(sink_.rows<facts::Service>().at(0), "protocol"), Value{"unknown"});
    EXPECT_TRUE(sink_.unseen.empty());
}

TEST_F(DicomProbeTest, a_machine_that_is_too_busy_was_not_seen) {
    look_at([](Peer& peer) {
        (void)peer.receive_request();
        peer.send(encode(Rejection{.result = RejectionResult::transient,
                                   .reason = RejectionReason::temporary_congestion}));
    });
    EXPECT_EQ(sink_.unseen.size(), 1U);
}

}  // namespace
}  // namespace primum::probes
