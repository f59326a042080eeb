#include "formats/dicom_refusal.h"

#include "base/byte_reader.h"
#include "formats/byte_writer.h"
#include "formats/dicom_pdu.h"

namespace primum::formats {
namespace {

constexpr std::uint8_t abort_source_application = 0;
constexpr std::uint8_t abort_source_max = 2;
constexpr std::uint8_t rejection_result_max = 2;
constexpr std::uint8_t rejection_source_max = 3;

// The three bytes that mean something in both bodies; the first is reserved in an A-ABORT.
struct Codes {
    std::uint8_t result = 0;
    std::uint8_t source = 0;
    std::uint8_t reason = 0;

    std::uint16_t joined() const { return static_cast<std::uint16_t>(source << 8 | reason); }
};

Result<Codes> parse_codes(BytesView body) {
    ByteReader reader(body);
    TRY(reader.skip(1));
    const auto result = TRY(reader.u8());
    const auto source = TRY(reader.u8());
    const auto reason = TRY(reader.u8());
    return Codes{.result = result, .source = source, .reason = reason};
}

Bytes encode_refusal(PduType type, std::uint8_t result, std::uint16_t reason) {
    ByteWriter writer;
    writer.u8(static_cast<std::uint8_t>(type));
    writer.u8(0);
    writer.u32_big(refusal_size_bytes);
    writer.u8(0);
    writer.u8(result);
    writer.u16_big(reason);
    return std::move(writer).take();
}

}  // namespace

Result<Rejection> parse_rejection(BytesView body) {
    const auto codes = TRY(parse_codes(body));
    if (codes.result < 1 || codes.result > rejection_result_max || codes.source < 1 ||
        codes.source > rejection_source_max) {
        return Error{ErrorKind::malformed,
                     say("refus DICOM hors de la norme : résultat {}, origine {}",
                         "DICOM rejection outside the standard: result {}, source {}", codes.result,
                         codes.source)};
    }
    return Rejection{.result = static_cast<RejectionResult>(codes.result),
                     .reason = static_cast<RejectionReason>(codes.joined())};
}

Bytes encode(const Rejection& rejection) {
    return encode_refusal(PduType::associate_reject, static_cast<std::uint8_t>(rejection.result),
                          static_cast<std::uint16_t>(rejection.reason));
}

std::string_view name_of(RejectionReason reason) {
    switch (reason) {
        case RejectionReason::no_reason_from_application:
            return "no-reason-from-application";
        case RejectionReason::application_context_not_supported:
            return "application-context-not-supported";
        case RejectionReason::calling_title_not_recognized:
            return "calling-title-not-recognized";
        case RejectionReason::called_title_not_recognized:
            return "called-title-not-recognized";
        case RejectionReason::no_reason_from_protocol:
            return "no-reason-from-protocol";
        case RejectionReason::protocol_version_not_supported:
            return "protocol-version-not-supported";
        case RejectionReason::temporary_congestion:
            return "temporary-congestion";
        case RejectionReason::local_limit_exceeded:
            return "local-limit-exceeded";
    }
    return "reserved";
}

Sentence explain(RejectionReason reason) {
    switch (reason) {
        case RejectionReason::no_reason_from_application:
            return {"l'appareil refuse sans dire pourquoi",
                    "the device refuses without saying why"};
        case RejectionReason::application_context_not_supported:
            return {"l'appareil ne reconnaît pas le langage DICOM qui lui est proposé",
                    "the device does not know the DICOM language it was offered"};
        case RejectionReason::calling_title_not_recognized:
            return {"l'appareil ne parle qu'aux machines de sa liste, et celle-ci n'y est pas",
                    "the device only talks to machines on its list, and this one is not on it"};
        case RejectionReason::called_title_not_recognized:
            return {"l'appareil veut être appelé par son nom DICOM exact, et ce n'est pas celui-ci",
                    "the device wants to be called by its exact DICOM name, and this is not it"};
        case RejectionReason::no_reason_from_protocol:
            return {"le logiciel de communication de l'appareil refuse sans dire pourquoi",
                    "the device's communication software refuses without saying why"};
        case RejectionReason::protocol_version_not_supported:
            return {"l'appareil parle une autre version du protocole DICOM",
                    "the device speaks another version of the DICOM protocol"};
        case RejectionReason::temporary_congestion:
            return {"l'appareil est occupé pour le moment ; il faut réessayer plus tard",
                    "the device is busy for now; try again later"};
        case RejectionReason::local_limit_exceeded:
            return {"l'appareil a atteint son nombre maximal de connexions",
                    "the device has reached its largest number of connections"};
    }
    const auto number = static_cast<unsigned>(reason);
    return say("l'appareil refuse pour une raison absente de la norme (origine {}, numéro {})",
               "the device refuses for a reason the standard does not have (source {}, number {})",
               number >> 8, number & 0xff);
}

Result<Abort> parse_abort(BytesView body) {
    const auto codes = TRY(parse_codes(body));
    if (codes.source > abort_source_max) {
        return Error{ErrorKind::malformed, say("interruption DICOM d'origine inconnue : {}",
                                               "DICOM abort of unknown source: {}", codes.source)};
    }
    // PS3.8 §9.3.8: the reason is not significant when the application aborts.
    if (codes.source == abort_source_application) return Abort{AbortReason::by_application};
    return Abort{static_cast<AbortReason>(codes.joined())};
}

Bytes encode(const Abort& abort) {
    return encode_refusal(PduType::abort, 0, static_cast<std::uint16_t>(abort.reason));
}

std::string_view name_of(AbortReason reason) {
    switch (reason) {
        case AbortReason::by_application:
            return "by-application";
        case AbortReason::not_specified:
            return "not-specified";
        case AbortReason::unrecognized_pdu:
            return "unrecognized-pdu";
        case AbortReason::unexpected_pdu:
            return "unexpected-pdu";
        case AbortReason::unrecognized_parameter:
            return "unrecognized-parameter";
        case AbortReason::unexpected_parameter:
            return "unexpected-parameter";
        case AbortReason::invalid_parameter:
            return "invalid-parameter";
    }
    return "reserved";
}

Sentence explain(AbortReason reason) {
    switch (reason) {
        case AbortReason::by_application:
            return {"le programme de l'appareil a mis fin à l'échange",
                    "the device's program ended the exchange"};
        case AbortReason::not_specified:
            return {"l'appareil a coupé l'échange sans dire pourquoi",
                    "the device cut the exchange without saying why"};
        case AbortReason::unrecognized_pdu:
            return {"l'appareil a coupé l'échange : il ne connaît pas ce type de message",
                    "the device cut the exchange: it does not know this type of message"};
        case AbortReason::unexpected_pdu:
            return {"l'appareil a coupé l'échange : il attendait un autre message",
                    "the device cut the exchange: it expected another message"};
        case AbortReason::unrecognized_parameter:
            return {"l'appareil a coupé l'échange : un champ du message lui est inconnu",
                    "the device cut the exchange: a field of the message is unknown to it"};
        case AbortReason::unexpected_parameter:
            return {"l'appareil a coupé l'échange : un champ du message n'était pas attendu",
                    "the device cut the exchange: a field of the message was not expected"};
        case AbortReason::invalid_parameter:
            return {"l'appareil a coupé l'échange : un champ du message a une valeur interdite",
                    "the device cut the exchange: a field of the message has a forbidden value"};
    }
    const auto number = static_cast<unsigned>(reason);
    return say("l'appareil a coupé l'échange pour une raison absente de la norme (numéro {})",
               "the device cut the exchange for a reason the standard does not have (number {})",
               number & 0xff);
}

}  // namespace primum::formats
