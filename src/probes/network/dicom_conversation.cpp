#include "probes/network/dicom_conversation.h"

#include <array>

#include "formats/dicom_pdu.h"

namespace primum::probes {
namespace {

using namespace formats;

constexpr std::uint8_t verification_context = 1;
constexpr std::uint8_t study_find_context = 3;
constexpr std::uint8_t patient_find_context = 5;

// Answers after a C-CANCEL that are read and dropped before giving up on a good end.
constexpr int answers_after_cancel_max = 1000;
constexpr std::uint32_t announced_pdu_bytes_max = 16 * 1024;
// Time kept back from the deadline to cancel a query that does not end.
constexpr auto cancel_time = std::chrono::milliseconds(1500);
constexpr auto release_time = std::chrono::milliseconds(500);

// UUID-derived OID arc 2.25 (ITU-T X.667), which needs no registration.
constexpr Uid implementation_class{"2.25.118407423119804526351097"};

AssociateRequest request_for(const Titles& titles) {
    const auto context = [](std::uint8_t id, const Uid& service) {
        return ProposedContext{id, service, {implicit_little_endian}};  // All must accept it.
    };
    return {.called_title = titles.called,
            .calling_title = titles.calling,
            .contexts = {context(verification_context, verification_service),
                         context(study_find_context, study_root_find_service),
                         context(patient_find_context, patient_root_find_service)},
            .user = {.pdu_length_bytes_max = announced_pdu_bytes_max,
                     .implementation_class = implementation_class,
                     .implementation_version = VersionName("PRIMUM")}};
}

struct ReadPdu {
    PduType type;
    Bytes body;
};

Result<ReadPdu> read_pdu(net::Stream& stream, net::Deadline deadline) {
    const auto head = TRY(net::read_exactly(stream, pdu_header_size_bytes, deadline));
    const auto header = TRY(parse_pdu_header(head));
    return ReadPdu{header.type, TRY(net::read_exactly(stream, header.body_size_bytes, deadline))};
}

Error unexpected() {
    return {ErrorKind::malformed,
            {"l'appareil a répondu autre chose que ce que DICOM prévoit",
             "the device answered something that DICOM does not provide for"}};
}

}  // namespace

Result<DicomConversation::Opening> DicomConversation::open(std::unique_ptr<net::Stream> stream,
                                                           const Titles& titles,
                                                           net::Deadline deadline) {
    TRY(stream->write_all(encode(request_for(titles)), deadline));
    auto answer = TRY(read_pdu(*stream, deadline));
    Opening opening;
    switch (answer.type) {
        case PduType::associate_accept:
            opening.conversation.reset(new DicomConversation(std::move(stream), deadline));
            opening.conversation->accept_ = TRY(parse_associate_accept(answer.body));
            return opening;
        case PduType::associate_reject:
            opening.rejection = TRY(parse_rejection(answer.body));
            return opening;
        case PduType::abort:
            TRY(parse_abort(answer.body));
            opening.aborted = true;
            return opening;
        default:
            return unexpected();
    }
}

Result<std::optional<bool>> DicomConversation::echo() {
    if (accept_.accepted(verification_context) == nullptr) return std::optional<bool>();
    TRY(send(verification_context, echo_request(++message_id_), {}));
    const auto answer = TRY(receive(deadline_));
    if (answer.command.field != CommandField::echo_response) return unexpected();
    return std::optional(kind_of_status(answer.command.status) == StatusKind::success);
}

Result<std::optional<FindCount>> DicomConversation::count_studies() {
    const bool by_study = accept_.accepted(study_find_context) != nullptr;
    const auto context = by_study ? study_find_context : patient_find_context;
    if (accept_.accepted(context) == nullptr) return std::optional<FindCount>();

    const auto service = by_study ? study_root_find_service : patient_root_find_service;
    TRY(send(context, find_request(service, ++message_id_),
             by_study ? study_query() : patient_query()));
    FindCount count;
    const auto counted = count_answers(count);
    if (!counted && counted.error().kind == ErrorKind::stopped) return counted.error();
    // Some devices refuse an unknown caller's query by ending the association (A-ABORT).
    const bool refused = !counted && counted.error().kind == ErrorKind::denied;
    if (refused && !count.answers) return std::optional(FindCount());
    if (!counted && !count.answers) return counted.error();
    if (!counted) count.cut_short = counted.error().message;
    if (!count.counted_all) cancel(context);
    if (!by_study) count.studies.reset();
    return std::optional(count);
}

// Counts until the query ends, studies_max is reached, or time runs short.
Result<> DicomConversation::count_answers(FindCount& count) {
    PersonCounter patients;
    const auto deadline = deadline_.earlier_by(cancel_time);
    while (count.studies < studies_max) {
        const auto answer = TRY(receive(deadline));
        if (answer.command.field != CommandField::find_response) return unexpected();
        const auto kind = kind_of_status(answer.command.status);
        if (kind != StatusKind::pending) {
            count.answers = count.answers || kind == StatusKind::success;
            count.counted_all = kind == StatusKind::success;
            if (!count.counted_all) count.cut_short = explain_status(answer.command.status);
            return {};
        }
        const auto record = TRY(parse_found_record(answer.data_set, Encoding::implicit_little));
        patients.add(record.patient_id, record.issuer_of_patient_id, record.patient_birth_date);
        count.answers = true;
        count.studies = *count.studies + 1;
        count.patients = static_cast<std::int64_t>(patients.count());
    }
    return {};
}

// Asks the peer to stop answering, and reads what was already on its way.
void DicomConversation::cancel(std::uint8_t context) {
    if (!send(context, cancel_request(message_id_), {})) return;
    for (int i = 0; i < answers_after_cancel_max; ++i) {
        const auto answer = receive(deadline_);
        if (!answer || kind_of_status(answer->command.status) != StatusKind::pending) return;
    }
}

void DicomConversation::release() {
    const auto deadline = deadline_.or_in(release_time);
    if (stream_->write_all(encode_release_request(), deadline)) (void)read_pdu(*stream_, deadline);
}

Result<> DicomConversation::send(std::uint8_t context, const Command& command, BytesView data_set) {
    const auto size_max = accept_.user.pdu_length_bytes_max;
    const auto command_set = encode(command);
    auto bytes = encode_data({context, DataKind::command, true, command_set}, size_max);
    if (!data_set.empty()) {
        const auto more = encode_data({context, DataKind::data_set, true, data_set}, size_max);
        bytes.insert(bytes.end(), more.begin(), more.end());
    }
    return stream_->write_all(bytes, deadline_);
}

Result<DicomConversation::Message> DicomConversation::receive(net::Deadline deadline) {
    const auto command_part = TRY(receive_part(deadline));
    if (command_part.kind != DataKind::command) return unexpected();
    Message message{TRY(parse_command(command_part.bytes)), {}};
    if (message.command.carries_data_set) {
        const auto data_part = TRY(receive_part(deadline));
        if (data_part.kind != DataKind::data_set) return unexpected();
        message.data_set.assign(data_part.bytes.begin(), data_part.bytes.end());
    }
    return message;
}

Result<MessagePart> DicomConversation::receive_part(net::Deadline deadline) {
    while (true) {
        const auto part = TRY(next_part());
        if (part) return *part;
        TRY(receive_values(deadline));
    }
}

Result<std::optional<MessagePart>> DicomConversation::next_part() {
    std::optional<MessagePart> part;
    if (!values_) return part;
    while (const auto value = TRY(values_->next())) {
        part = TRY(assembler_.add(*value));
        if (part) break;
    }
    return part;
}

Result<> DicomConversation::receive_values(net::Deadline deadline) {
    auto pdu = TRY(read_pdu(*stream_, deadline));
    if (pdu.type == PduType::abort) {
        return Error{
            ErrorKind::denied,
            {"l'appareil a interrompu l'échange DICOM", "the device broke off the DICOM exchange"}};
    }
    if (pdu.type != PduType::data) return unexpected();
    body_ = std::move(pdu.body);
    values_.emplace(body_);
    return {};
}

}  // namespace primum::probes
