#include "formats/dicom_association.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "formats/byte_writer.h"
#include "formats/dicom_pdu.h"

namespace primum::formats {
namespace {

// PS3.8 §9.3.2 and §9.3.3; PS3.7 annex D.3.3. Constants and no enum: most values are skipped.
constexpr std::uint8_t application_context_item = 0x10;
constexpr std::uint8_t proposed_context_item = 0x20;
constexpr std::uint8_t answered_context_item = 0x21;
constexpr std::uint8_t abstract_syntax_item = 0x30;
constexpr std::uint8_t transfer_syntax_item = 0x40;
constexpr std::uint8_t user_information_item = 0x50;
constexpr std::uint8_t length_max_item = 0x51;
constexpr std::uint8_t implementation_class_item = 0x52;
constexpr std::uint8_t implementation_version_item = 0x55;
constexpr std::uint8_t user_identity_answer_item = 0x59;

constexpr std::uint16_t protocol_version = 1;
constexpr std::size_t title_size_bytes = 16;
constexpr std::size_t reserved_size_bytes = 32;

// How much room to make before reading; no limits.
constexpr std::size_t proposed_context_size_bytes_usual = 64;
constexpr std::size_t answered_context_size_bytes_usual = 32;
constexpr std::size_t transfer_syntax_count_usual = 4;

constexpr Uid dicom_application_context{"1.2.840.10008.3.1.1.1"};

// --- Writing ---------------------------------------------------------------------------------

void write_item(ByteWriter& writer, std::uint8_t type, BytesView content) {
    CHECK(content.size() <= 0xffff);
    writer.u8(type);
    writer.u8(0);
    writer.u16_big(static_cast<std::uint16_t>(content.size()));
    writer.append(content);
}

void write_item(ByteWriter& writer, std::uint8_t type, std::string_view content) {
    write_item(writer, type, as_bytes(content));
}

void write_title(ByteWriter& writer, const ApplicationTitle& title) {
    writer.append(title.view());
    writer.fill(title_size_bytes - title.view().size(), ' ');
}

Bytes user_information(const UserInformation& user, bool confirms_user_identity) {
    ByteWriter length;
    length.u32_big(user.pdu_length_bytes_max);
    ByteWriter items;
    write_item(items, length_max_item, std::move(length).take());
    write_item(items, implementation_class_item, user.implementation_class.view());
    if (!user.implementation_version.empty()) {
        write_item(items, implementation_version_item, user.implementation_version.view());
    }
    if (confirms_user_identity) {
        constexpr std::string_view empty_answer{"\0\0",
                                                2};  // Its two-byte length: nothing follows.
        write_item(items, user_identity_answer_item, empty_answer);
    }
    return std::move(items).take();
}

void write_fixed_part(ByteWriter& writer, const ApplicationTitle& called,
                      const ApplicationTitle& calling) {
    writer.u16_big(protocol_version);
    writer.u16_big(0);
    write_title(writer, called);
    write_title(writer, calling);
    writer.fill(reserved_size_bytes, '\0');
    write_item(writer, application_context_item, dicom_application_context.view());
}

Bytes finish(PduType type, ByteWriter body) {
    ByteWriter pdu;
    pdu.u8(static_cast<std::uint8_t>(type));
    pdu.u8(0);
    pdu.u32_big(static_cast<std::uint32_t>(body.size()));
    pdu.append(std::move(body).take());
    return std::move(pdu).take();
}

// --- Reading ---------------------------------------------------------------------------------

struct Item {
    std::uint8_t type = 0;
    BytesView content;
};

Result<Item> next_item(ByteReader& reader) {
    const auto type = TRY(reader.u8());
    TRY(reader.skip(1));
    const auto length = TRY(reader.u16_big());
    return Item{.type = type, .content = TRY(reader.take(length))};
}

template <class Handle>
Result<> for_each_item(ByteReader reader, Handle handle) {
    while (!reader.at_end()) TRY(handle(TRY(next_item(reader))));
    return {};
}

Error too_long(std::size_t length_max) {
    return {ErrorKind::malformed, say("champ DICOM de plus de {} caractères",
                                      "DICOM field of more than {} characters", length_max)};
}

Error too_many(std::size_t count_max) {
    return {ErrorKind::malformed, say("association DICOM de plus de {} propositions",
                                      "DICOM association of more than {} proposals", count_max)};
}

// Into a place that is there already, since moving a text through a Result costs more than reading.
template <class Text>
Result<> read_text(BytesView bytes, Text& text) {
    if (!text.assign(text_of(bytes))) return too_long(Text::capacity);
    return {};
}

Result<> read_fixed_part(ByteReader& reader, ApplicationTitle& called, ApplicationTitle& calling) {
    const auto version = TRY(reader.u16_big());
    if ((version & protocol_version) == 0) {
        return Error{
            ErrorKind::malformed,
            {"version du protocole DICOM inconnue", "unknown version of the DICOM protocol"}};
    }
    TRY(reader.skip(2));
    TRY(read_text(TRY(reader.take(title_size_bytes)), called));
    TRY(read_text(TRY(reader.take(title_size_bytes)), calling));
    return reader.skip(reserved_size_bytes);
}

// Sub-items may come in any order, be absent, and be unknown.
Result<> read_user_item(const Item& item, UserInformation& user) {
    switch (item.type) {
        case length_max_item:
            user.pdu_length_bytes_max = TRY(ByteReader(item.content).u32_big());
            return {};
        case implementation_class_item:
            return read_text(item.content, user.implementation_class);
        case implementation_version_item:
            return read_text(item.content, user.implementation_version);
        default:
            return {};
    }
}

Result<> read_proposal_item(const Item& item, ProposedContext& context) {
    if (item.type == abstract_syntax_item) return read_text(item.content, context.abstract_syntax);
    if (item.type != transfer_syntax_item) return {};
    if (context.transfer_syntaxes.size() == transfer_syntax_count_max) {
        return too_many(transfer_syntax_count_max);
    }
    return read_text(item.content, context.transfer_syntaxes.emplace_back());
}

Result<> read_proposed_context(BytesView content, ProposedContext& context) {
    ByteReader reader(content);
    context.id = TRY(reader.u8());
    TRY(reader.skip(3));
    context.transfer_syntaxes.reserve(transfer_syntax_count_usual);
    return for_each_item(reader,
                         [&](const Item& item) { return read_proposal_item(item, context); });
}

Result<> read_answer_item(const Item& item, AnsweredContext& context) {
    if (item.type != transfer_syntax_item) return {};
    return read_text(item.content, context.transfer_syntax);
}

Result<> read_answered_context(BytesView content, AnsweredContext& context) {
    ByteReader reader(content);
    context.id = TRY(reader.u8());
    TRY(reader.skip(1));
    context.result = static_cast<ContextResult>(TRY(reader.u8()));
    TRY(reader.skip(1));
    // PS3.8 §9.3.3.2: the transfer syntax of a refused context is not significant and not tested.
    if (context.result != ContextResult::accepted) return {};
    TRY(for_each_item(reader, [&](const Item& item) { return read_answer_item(item, context); }));
    if (context.transfer_syntax.empty()) {
        return Error{ErrorKind::malformed,
                     {"service DICOM accepté sans dire dans quel codage",
                      "DICOM service accepted without naming an encoding"}};
    }
    return {};
}

Result<> read_request_item(const Item& item, AssociateRequest& request) {
    if (item.type == user_information_item) {
        return for_each_item(ByteReader(item.content), [&](const Item& sub_item) {
            return read_user_item(sub_item, request.user);
        });
    }
    if (item.type != proposed_context_item) return {};
    if (request.contexts.size() == presentation_context_count_max) {
        return too_many(presentation_context_count_max);
    }
    return read_proposed_context(item.content, request.contexts.emplace_back());
}

Result<> read_accept_item(const Item& item, AssociateAccept& accept) {
    if (item.type == user_information_item) {
        return for_each_item(ByteReader(item.content), [&](const Item& sub_item) {
            if (sub_item.type == user_identity_answer_item) accept.confirms_user_identity = true;
            return read_user_item(sub_item, accept.user);
        });
    }
    if (item.type != answered_context_item) return {};
    if (accept.contexts.size() == presentation_context_count_max) {
        return too_many(presentation_context_count_max);
    }
    return read_answered_context(item.content, accept.contexts.emplace_back());
}

}  // namespace

Sentence explain(ContextResult result) {
    switch (result) {
        case ContextResult::accepted:
            return {"le service est accepté", "the service is accepted"};
        case ContextResult::refused_by_user:
            return {"le programme de l'appareil refuse ce service",
                    "the device's program refuses this service"};
        case ContextResult::refused_without_reason:
            return {"l'appareil refuse ce service sans dire pourquoi",
                    "the device refuses this service without saying why"};
        case ContextResult::service_not_supported:
            return {"l'appareil n'offre pas ce service", "the device does not offer this service"};
        case ContextResult::encodings_not_supported:
            return {"l'appareil ne connaît aucun des codages proposés pour ce service",
                    "the device knows none of the encodings offered for this service"};
    }
    return say("l'appareil refuse ce service pour une raison absente de la norme (numéro {})",
               "the device refuses this service for a reason the standard does not have ({})",
               static_cast<unsigned>(result));
}

const AnsweredContext* AssociateAccept::accepted(std::uint8_t id) const {
    const auto found = std::find_if(contexts.begin(), contexts.end(), [id](const auto& context) {
        return context.id == id && context.result == ContextResult::accepted;
    });
    return found == contexts.end() ? nullptr : &*found;
}

Bytes encode(const AssociateRequest& request) {
    CHECK(request.contexts.size() <= presentation_context_count_max);
    ByteWriter body;
    write_fixed_part(body, request.called_title, request.calling_title);
    for (const auto& context : request.contexts) {
        CHECK(context.transfer_syntaxes.size() <= transfer_syntax_count_max);
        ByteWriter content;
        content.u8(context.id);
        content.fill(3, '\0');
        write_item(content, abstract_syntax_item, context.abstract_syntax.view());
        for (const auto& syntax : context.transfer_syntaxes) {
            write_item(content, transfer_syntax_item, syntax.view());
        }
        write_item(body, proposed_context_item, std::move(content).take());
    }
    write_item(body, user_information_item, user_information(request.user, false));
    return finish(PduType::associate_request, std::move(body));
}

Bytes encode(const AssociateAccept& accept) {
    CHECK(accept.contexts.size() <= presentation_context_count_max);
    ByteWriter body;
    write_fixed_part(body, accept.called_title, accept.calling_title);
    for (const auto& context : accept.contexts) {
        ByteWriter content;
        content.u8(context.id);
        content.u8(0);
        content.u8(static_cast<std::uint8_t>(context.result));
        content.u8(0);
        write_item(content, transfer_syntax_item, context.transfer_syntax.view());
        write_item(body, answered_context_item, std::move(content).take());
    }
    write_item(body, user_information_item,
               user_information(accept.user, accept.confirms_user_identity));
    return finish(PduType::associate_accept, std::move(body));
}

Result<AssociateRequest> parse_associate_request(BytesView body) {
    ByteReader reader(body);
    AssociateRequest request;
    TRY(read_fixed_part(reader, request.called_title, request.calling_title));
    request.contexts.reserve(
        std::min(body.size() / proposed_context_size_bytes_usual, presentation_context_count_max));
    TRY(for_each_item(reader, [&](const Item& item) { return read_request_item(item, request); }));
    return request;
}

Result<AssociateAccept> parse_associate_accept(BytesView body) {
    ByteReader reader(body);
    AssociateAccept accept;
    TRY(read_fixed_part(reader, accept.called_title, accept.calling_title));
    accept.contexts.reserve(
        std::min(body.size() / answered_context_size_bytes_usual, presentation_context_count_max));
    TRY(for_each_item(reader, [&](const Item& item) { return read_accept_item(item, accept); }));
    return accept;
}

}  // namespace primum::formats
