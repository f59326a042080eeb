// DicomConversation: one association with one DICOM machine, from its opening to its release.
//
// Says A-ASSOCIATE-RQ, C-ECHO-RQ, C-FIND-RQ, C-CANCEL-RQ and A-RELEASE-RQ, and nothing else: there
// is no message here that could fetch, move or store an image. One deadline bounds it all.
#pragma once

#include <memory>
#include <optional>
#include <variant>

#include "formats/dicom_association.h"
#include "formats/dicom_data_set.h"
#include "formats/dicom_dimse.h"
#include "formats/dicom_refusal.h"
#include "net/stream.h"
#include "probes/network/person_counter.h"

namespace primum::probes {

struct Titles {
    formats::ApplicationTitle calling;
    formats::ApplicationTitle called;
};

struct FindCount {
    bool answers = false;                     // It served the query, even with no study.
    std::optional<std::int64_t> studies = 0;  // Nothing where only patients could be asked for.
    std::int64_t patients = 0;
    bool counted_all = false;
    std::optional<Sentence>
        cut_short;  // Why it ended before its end, where that is the peer's doing.
};

class DicomConversation {
public:
    static constexpr std::int64_t studies_max = 100'000;  // Then the query is cancelled.

    // What came of asking for an association.
    struct Opening {
        std::unique_ptr<DicomConversation> conversation;  // Set when it accepted.
        std::optional<formats::Rejection> rejection;      // Set when it refused, as DICOM does.
        bool aborted = false;                             // It cut the association, as DICOM does.
    };

    // Asks for an association over `stream`, proposing verification and both ways of finding.
    // ErrorKind::malformed when the peer does not speak DICOM, unreachable when it says nothing.
    static Result<Opening> open(std::unique_ptr<net::Stream> stream, const Titles& titles,
                                net::Deadline deadline);

    const formats::AssociateAccept& accept() const { return accept_; }

    // Gives what follows the opening its own time.
    void extend(net::Deadline deadline) { deadline_ = deadline; }

    // Whether C-ECHO is answered with success; nothing when verification was not accepted.
    Result<std::optional<bool>> echo();

    // Counts studies and distinct patients by C-FIND; nothing when no way of finding was accepted.
    // Reaching studies_max or the deadline cancels the query: what was counted so far is true.
    Result<std::optional<FindCount>> count_studies();

    // Says goodbye in good order; what the peer makes of it no longer matters.
    void release();

private:
    DicomConversation(std::unique_ptr<net::Stream> stream, net::Deadline deadline)
        : stream_(std::move(stream)), deadline_(deadline) {}

    struct Message {
        formats::Command command;
        Bytes data_set;
    };

    Result<> send(std::uint8_t context, const formats::Command& command, BytesView data_set);
    Result<Message> receive(net::Deadline deadline);
    Result<formats::MessagePart> receive_part(net::Deadline deadline);
    Result<> receive_values(net::Deadline deadline);
    // The part that the received values end; nothing when more must come.
    Result<std::optional<formats::MessagePart>> next_part();
    Result<> count_answers(FindCount& count);
    void cancel(std::uint8_t context);

    std::unique_ptr<net::Stream> stream_;
    net::Deadline deadline_;
    formats::AssociateAccept accept_;
    formats::MessageAssembler assembler_;
    Bytes body_;  // Of the P-DATA being read; message parts may point into it.
    std::optional<formats::DataValueReader> values_;
    std::uint16_t message_id_ = 0;
};

}  // namespace primum::probes
