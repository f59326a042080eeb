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
constexpr std::size_t proposed_context_size_bytes_usual = 64;  // One encoding; to reserve by.
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

Error too_long(std::size_t length_max) {
    return {ErrorKind::malformed, say("champ DICOM de plus de {} caractères",
                                      "DICOM field of more than {} characters", length_max)};
}

Error too_many(std::size_t count_max) {
    return {ErrorKind::malformed, say("association DICOM de plus de {} propositions",
                                      "DICOM association of more than {} proposals", count_max)};
}

template <class Text>
Result<Text> short_text(BytesView bytes) {
    const auto fitted = Text::fit(text_of(bytes));
    if (!fitted) return too_long(Text::capacity);
    return *fitted;
}

struct Titles {
    ApplicationTitle called;
    ApplicationTitle calling;
};

Result<Titles> read_fixed_part(ByteReader& reader) {
    const auto version = TRY(reader.u16_big());
    if ((version & protocol_version) == 0) {
        return Error{
            ErrorKind::malformed,
            {"version du protocole DICOM inconnue", "unknown version of the DICOM protocol"}};
    }
    TRY(reader.skip(2));
    Titles titles;
    titles.called = TRY(short_text<ApplicationTitle>(TRY(reader.take(title_size_bytes))));
    titles.calling = TRY(short_text<ApplicationTitle>(TRY(reader.take(title_size_bytes))));
    TRY(reader.skip(reserved_size_bytes));
    return titles;
}

// Fills what it finds; sub-items may come in any order, and be absent.
Result<> read_user_information(BytesView content, UserInformation& user, bool& confirms_identity) {
    ByteReader reader(content);
    while (!reader.at_end()) {
        const auto item = TRY(next_item(reader));
        if (item.type == length_max_item) {
            user.pdu_length_bytes_max = TRY(ByteReader(item.content).u32_big());
        } else if (item.type == implementation_class_item) {
            user.implementation_class = TRY(short_text<Uid>(item.content));
        } else if (item.type == implementation_version_item) {
            user.implementation_version = TRY(short_text<VersionName>(item.content));
        } else if (item.type == user_identity_answer_item) {
            confirms_identity = true;
        }
    }
    return {};
}

Result<ProposedContext> read_proposed_context(BytesView content) {
    ByteReader reader(content);
    ProposedContext context;
    context.id = TRY(reader.u8());
    TRY(reader.skip(3));
    context.transfer_syntaxes.reserve(transfer_syntax_count_usual);
    while (!reader.at_end()) {
        const auto item = TRY(next_item(reader));
        if (item.type == abstract_syntax_item) {
            context.abstract_syntax = TRY(short_text<Uid>(item.content));
        } else if (item.type == transfer_syntax_item) {
            if (context.transfer_syntaxes.size() == transfer_syntax_count_max) {
                return too_many(transfer_syntax_count_max);
            }
            context.transfer_syntaxes.push_back(TRY(short_text<Uid>(item.content)));
        }
    }
    return context;
}

Result<AnsweredContext> read_answered_context(BytesView content) {
    ByteReader reader(content);
    AnsweredContext context;
    context.id = TRY(reader.u8());
    TRY(reader.skip(1));
    context.result = static_cast<ContextResult>(TRY(reader.u8()));
    TRY(reader.skip(1));
    // PS3.8 §9.3.3.2: the transfer syntax of a refused context is not significant and not tested.
    if (context.result != ContextResult::accepted) return context;
    while (!reader.at_end()) {
        const auto item = TRY(next_item(reader));
        if (item.type == transfer_syntax_item) {
            context.transfer_syntax = TRY(short_text<Uid>(item.content));
        }
    }
    if (context.transfer_syntax.empty()) {
        return Error{ErrorKind::malformed,
                     {"service DICOM accepté sans dire dans quel codage",
                      "DICOM service accepted without naming an encoding"}};
    }
    return context;
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
    const auto titles = TRY(read_fixed_part(reader));
    AssociateRequest request{.called_title = titles.called, .calling_title = titles.calling};
    request.contexts.reserve(
        std::min(body.size() / proposed_context_size_bytes_usual, presentation_context_count_max));
    bool confirms_identity = false;  // An answer has no place in a request; it is ignored.
    while (!reader.at_end()) {
        const auto item = TRY(next_item(reader));
        if (item.type == proposed_context_item) {
            if (request.contexts.size() == presentation_context_count_max) {
                return too_many(presentation_context_count_max);
            }
            request.contexts.push_back(TRY(read_proposed_context(item.content)));
        } else if (item.type == user_information_item) {
            TRY(read_user_information(item.content, request.user, confirms_identity));
        }
    }
    return request;
}

Result<AssociateAccept> parse_associate_accept(BytesView body) {
    ByteReader reader(body);
    const auto titles = TRY(read_fixed_part(reader));
    AssociateAccept accept{.called_title = titles.called, .calling_title = titles.calling};
    while (!reader.at_end()) {
        const auto item = TRY(next_item(reader));
        if (item.type == answered_context_item) {
            if (accept.contexts.size() == presentation_context_count_max) {
                return too_many(presentation_context_count_max);
            }
            accept.contexts.push_back(TRY(read_answered_context(item.content)));
        } else if (item.type == user_information_item) {
            TRY(read_user_information(item.content, accept.user, accept.confirms_user_identity));
        }
    }
    return accept;
}

}  // namespace primum::formats
