// DIMSE: the requests and answers that travel inside an association, PS3.7 §9.3 and annex E.
//
// Only what an audit says and hears: C-ECHO, C-FIND, C-CANCEL. There is no C-MOVE, C-GET or C-STORE
// here, so that Primum cannot fetch an image even by mistake. A message is a command set, then for
// C-FIND a data set (dicom_data_set.h), each cut into P-DATA values (dicom_pdu.h).
#pragma once

#include <cstdint>
#include <optional>

#include "base/bytes.h"
#include "base/result.h"
#include "base/sentence.h"
#include "formats/dicom_pdu.h"
#include "formats/dicom_text.h"

namespace primum::formats {

enum class CommandField : std::uint16_t {
    find_request = 0x0020,
    find_response = 0x8020,
    echo_request = 0x0030,
    echo_response = 0x8030,
    cancel_request = 0x0fff,
};

struct Command {
    CommandField field = CommandField::echo_request;
    Uid service;                    // Affected SOP class; empty in a C-CANCEL and some responses.
    std::uint16_t message_id = 0;   // The request's; responses and C-CANCEL name the one they mean.
    bool carries_data_set = false;  // One follows. Orthanc sends one even with "cancelled".
    std::uint16_t status = 0;       // Responses only.
    bool operator==(const Command&) const = default;
};

Command echo_request(std::uint16_t message_id);
Command find_request(const Uid& service, std::uint16_t message_id);
Command cancel_request(std::uint16_t message_id);

// A command set in implicit VR little endian, PS3.7 §6.3.1.
Bytes encode(const Command& command);

// Fails with ErrorKind::malformed on other commands too: a peer in our conversation has no business
// sending them. The error comment of a response is not read, since peers quote values in it.
Result<Command> parse_command(BytesView command_set);

// What a response's status asks of us, PS3.7 annex C and PS3.4 table C.4-1.
enum class StatusKind { success, pending, cancelled, warning, failure };
StatusKind kind_of_status(std::uint16_t status);
Sentence explain_status(std::uint16_t status);

// Bytes of one message's command or data set. An answer to our queries has a few hundred.
inline constexpr std::size_t message_part_bytes_max = 1_MiB;

// A whole command or data set. `bytes` point into the value that completed it or into the
// assembler, and are valid until either changes.
struct MessagePart {
    std::uint8_t context_id = 0;
    DataKind kind = DataKind::command;
    BytesView bytes;
};

// Joins P-DATA values into whole commands and data sets. What arrives in one piece is not copied.
class MessageAssembler {
public:
    // Nothing while the part is incomplete. Fails with ErrorKind::malformed when a part exceeds
    // message_part_bytes_max or is interrupted by another (PS3.8 annex E.1), and is then unusable.
    Result<std::optional<MessagePart>> add(const DataValue& value);

private:
    Bytes gathered_;
    std::optional<MessagePart> open_;  // Its bytes are in gathered_.
    bool was_handed_over_ = false;     // gathered_ is what the last part points to.
};

}  // namespace primum::formats
