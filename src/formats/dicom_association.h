// DICOM association: who speaks to whom, about what, and in which encoding, PS3.8 §9.3.2 and
// §9.3.3.
//
// An A-ASSOCIATE-RQ proposes presentation contexts (a service, and encodings for it), each under an
// odd number; the A-ASSOCIATE-AC answers each by its number. Items this file does not know are
// skipped by their length, as PS3.8 §9.3.1 asks. Values own their texts and hold no patient data.
#pragma once

#include <cstdint>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "base/sentence.h"
#include "formats/dicom_text.h"

namespace primum::formats {

inline constexpr std::size_t presentation_context_count_max = 128;  // The odd numbers to 255.
inline constexpr std::size_t transfer_syntax_count_max = 128;       // For one context.

// What each side says of itself, PS3.7 annex D.3.3.
struct UserInformation {
    std::uint32_t pdu_length_bytes_max = 0;  // Largest P-DATA body it accepts; 0 is "any".
    Uid implementation_class;
    VersionName implementation_version;
    bool operator==(const UserInformation&) const = default;
};

struct ProposedContext {
    std::uint8_t id = 1;  // Odd.
    Uid abstract_syntax;  // The service.
    std::vector<Uid> transfer_syntaxes;
    bool operator==(const ProposedContext&) const = default;
};

struct AssociateRequest {
    ApplicationTitle called_title;
    ApplicationTitle calling_title;
    std::vector<ProposedContext> contexts;
    UserInformation user;
    bool operator==(const AssociateRequest&) const = default;
};

// PS3.8 table 9-18. Numbers not listed are kept, and mean a refusal.
enum class ContextResult : std::uint8_t {
    accepted = 0,
    refused_by_user = 1,
    refused_without_reason = 2,
    service_not_supported = 3,
    encodings_not_supported = 4,
};
Sentence explain(ContextResult result);

struct AnsweredContext {
    std::uint8_t id = 1;
    ContextResult result = ContextResult::accepted;
    Uid transfer_syntax;  // Means nothing, and may be empty, unless accepted.
    bool operator==(const AnsweredContext&) const = default;
};

struct AssociateAccept {
    ApplicationTitle called_title;  // Copies of the request's by the standard, not always in fact.
    ApplicationTitle calling_title;
    std::vector<AnsweredContext> contexts;
    UserInformation user;
    // The peer confirmed the user we named (PS3.7 annex D.3.3.7.2). What it sent along (a ticket,
    // an assertion) is not kept: it is a secret.
    bool confirms_user_identity = false;
    bool operator==(const AssociateAccept&) const = default;

    // The context answered under `id` if it was accepted. Borrowed from this.
    const AnsweredContext* accepted(std::uint8_t id) const;
};

// Encode whole PDUs. Require at most presentation_context_count_max contexts with at most
// transfer_syntax_count_max transfer syntaxes each.
Bytes encode(const AssociateRequest& request);
Bytes encode(const AssociateAccept& accept);

// Parse the body of a PDU, PS3.8 tables 9-11 and 9-17.
Result<AssociateRequest> parse_associate_request(BytesView body);
Result<AssociateAccept> parse_associate_accept(BytesView body);

}  // namespace primum::formats
