#include "formats/dicom_dimse.h"

#include <array>

#include "formats/byte_writer.h"
#include "formats/dicom_data_set.h"

namespace primum::formats {
namespace {

// PS3.7 annex E.1.
constexpr std::uint16_t command_group = 0x0000;
constexpr Tag group_length_tag{command_group, 0x0000};
constexpr Tag affected_service_tag{command_group, 0x0002};
constexpr Tag command_field_tag{command_group, 0x0100};
constexpr Tag message_id_tag{command_group, 0x0110};
constexpr Tag answered_message_id_tag{command_group, 0x0120};
constexpr Tag priority_tag{command_group, 0x0700};
constexpr Tag data_set_type_tag{command_group, 0x0800};
constexpr Tag status_tag{command_group, 0x0900};

constexpr std::uint16_t no_data_set = 0x0101;
constexpr std::uint16_t some_data_set = 0x0001;  // Any other value than the above will do.
constexpr std::uint16_t low_priority = 0x0002;   // An audit lets the practice's own work pass.

bool is_response(CommandField field) {
    return field == CommandField::find_response || field == CommandField::echo_response;
}

bool names_another_message(CommandField field) {
    return is_response(field) || field == CommandField::cancel_request;
}

void write_header(ByteWriter& writer, const Tag& tag, std::uint32_t length) {
    writer.u16_little(tag.group);
    writer.u16_little(tag.element);
    writer.u32_little(length);
}

void write_u16(ByteWriter& writer, const Tag& tag, std::uint16_t value) {
    write_header(writer, tag, sizeof value);
    writer.u16_little(value);
}

void write_uid(ByteWriter& writer, const Tag& tag, const Uid& uid) {
    const auto padding = uid.view().size() % 2;
    write_header(writer, tag, static_cast<std::uint32_t>(uid.view().size() + padding));
    writer.append(uid.view());
    writer.fill(padding, '\0');
}

Result<CommandField> known_field(std::uint16_t number) {
    switch (const auto known = static_cast<CommandField>(number)) {
        case CommandField::find_request:
        case CommandField::find_response:
        case CommandField::echo_request:
        case CommandField::echo_response:
        case CommandField::cancel_request:
            return known;
    }
    return Error{ErrorKind::malformed, say("commande DICOM inattendue : 0x{:04x}",
                                           "unexpected DICOM command: 0x{:04x}", number)};
}

Result<std::uint16_t> required_u16(const Wanted& wanted) {
    if (!wanted.value) {
        return Error{ErrorKind::malformed,
                     say("commande DICOM sans son champ (0000,{:04x})",
                         "DICOM command without its field (0000,{:04x})", wanted.tag.element)};
    }
    return ByteReader(*wanted.value).u16_little();
}

bool is_between(std::uint16_t status, std::uint16_t first, std::uint16_t last) {
    return status >= first && status <= last;
}

Sentence explain_failure(std::uint16_t status) {
    switch (status) {
        case 0x0105:
            return {"champ inexistant", "no such attribute"};
        case 0x0106:
            return {"valeur de champ interdite", "invalid attribute value"};
        case 0x0110:
            return {"erreur interne de l'appareil", "internal error of the device"};
        case 0x0112:
            return {"l'objet demandé n'existe pas", "the object asked for does not exist"};
        case 0x0115:
            return {"valeur de paramètre interdite", "invalid argument value"};
        case 0x0117:
            return {"identifiant d'objet interdit", "invalid object identifier"};
        case 0x0118:
            return {"type d'objet inconnu de l'appareil", "unknown kind of object"};
        case 0x0120:
            return {"il manque un champ à la demande", "the request lacks an attribute"};
        case 0x0121:
            return {"il manque une valeur à la demande", "the request lacks an attribute's value"};
        case 0x0122:
            return {"l'appareil n'offre pas ce service", "the device does not offer this service"};
        case 0x0124:
            return {"l'appareil ne nous y autorise pas", "the device does not allow us to"};
        case 0x0210:
            return {"numéro de message déjà employé", "message number already in use"};
        case 0x0211:
            return {"l'appareil ne connaît pas cette opération",
                    "the device does not know this operation"};
        case 0x0212:
            return {"paramètre d'un type inattendu", "argument of an unexpected type"};
        case 0x0213:
            return {"l'appareil manque de ressources", "the device is out of resources"};
        default:
            break;
    }
    if (is_between(status, 0xa700, 0xa7ff)) {
        return {"l'appareil manque de ressources", "the device is out of resources"};
    }
    if (is_between(status, 0xa900, 0xa9ff)) {
        return {"la demande ne correspond pas au service", "the request does not fit the service"};
    }
    if (is_between(status, 0xc000, 0xcfff)) {
        return {"l'appareil n'a pas su traiter la demande",
                "the device could not process the request"};
    }
    return {"raison absente de la norme", "a reason the standard does not have"};
}

}  // namespace

Command echo_request(std::uint16_t message_id) {
    return {.field = CommandField::echo_request,
            .service = verification_service,
            .message_id = message_id};
}

Command find_request(const Uid& service, std::uint16_t message_id) {
    return {.field = CommandField::find_request,
            .service = service,
            .message_id = message_id,
            .carries_data_set = true};
}

Command cancel_request(std::uint16_t message_id) {
    return {.field = CommandField::cancel_request, .message_id = message_id};
}

Bytes encode(const Command& command) {
    ByteWriter fields;
    if (!command.service.empty()) write_uid(fields, affected_service_tag, command.service);
    write_u16(fields, command_field_tag, static_cast<std::uint16_t>(command.field));
    const bool names_another = names_another_message(command.field);
    write_u16(fields, names_another ? answered_message_id_tag : message_id_tag, command.message_id);
    if (command.field == CommandField::find_request) write_u16(fields, priority_tag, low_priority);
    write_u16(fields, data_set_type_tag, command.carries_data_set ? some_data_set : no_data_set);
    if (is_response(command.field)) write_u16(fields, status_tag, command.status);

    ByteWriter command_set;
    write_header(command_set, group_length_tag, sizeof(std::uint32_t));
    command_set.u32_little(static_cast<std::uint32_t>(fields.size()));
    command_set.append(std::move(fields).take());
    return std::move(command_set).take();
}

Result<Command> parse_command(BytesView command_set) {
    enum Position : std::size_t {
        service,
        field,
        request_id,
        answered_id,
        data_set,
        status,
        count
    };
    std::array<Wanted, Position::count> wanted{{{.tag = affected_service_tag},
                                                {.tag = command_field_tag},
                                                {.tag = message_id_tag},
                                                {.tag = answered_message_id_tag},
                                                {.tag = data_set_type_tag},
                                                {.tag = status_tag}}};
    TRY(find_values(command_set, Encoding::implicit_little, wanted));

    Command command;
    command.field = TRY(known_field(TRY(required_u16(wanted[field]))));
    const auto id = names_another_message(command.field) ? answered_id : request_id;
    command.message_id = TRY(required_u16(wanted[id]));
    command.carries_data_set = TRY(required_u16(wanted[data_set])) != no_data_set;
    if (is_response(command.field)) command.status = TRY(required_u16(wanted[status]));
    const auto& uid = wanted[service].value;
    if (uid && !command.service.assign(text_of(*uid))) {
        return Error{ErrorKind::malformed,
                     {"nom de service DICOM trop long", "DICOM service identifier too long"}};
    }
    return command;
}

StatusKind kind_of_status(std::uint16_t status) {
    if (status == 0x0000) return StatusKind::success;
    if (status == 0xff00 || status == 0xff01) return StatusKind::pending;
    if (status == 0xfe00) return StatusKind::cancelled;
    // PS3.7 annex C: what was asked was done, and something is to be said about it.
    const bool warns = status == 0x0001 || status == 0x0107 || status == 0x0116 ||
                       is_between(status, 0xb000, 0xbfff);
    return warns ? StatusKind::warning : StatusKind::failure;
}

Sentence explain_status(std::uint16_t status) {
    switch (kind_of_status(status)) {
        case StatusKind::success:
            return {"réussi", "done"};
        case StatusKind::pending:
            return {"en cours : une réponse, et d'autres à suivre",
                    "under way: one answer, and more to come"};
        case StatusKind::cancelled:
            return {"interrompu à notre demande", "cancelled as we asked"};
        case StatusKind::warning:
            return say("réussi, avec une réserve (0x{:04x})", "done, with a warning (0x{:04x})",
                       status);
        case StatusKind::failure:
            break;
    }
    const auto number = say("refus 0x{:04x}", "refused, 0x{:04x}", status);
    return join(number, explain_failure(status));
}

Result<std::optional<MessagePart>> MessageAssembler::add(const DataValue& value) {
    if (was_handed_over_) {
        gathered_.clear();
        was_handed_over_ = false;
    }
    if (open_ && (open_->context_id != value.context_id || open_->kind != value.kind)) {
        return Error{
            ErrorKind::malformed,
            {"message DICOM interrompu par un autre", "DICOM message interrupted by another"}};
    }
    if (value.bytes.size() > message_part_bytes_max - gathered_.size()) {
        return Error{ErrorKind::malformed,
                     say("message DICOM de plus de {} octets",
                         "DICOM message of more than {} bytes", message_part_bytes_max)};
    }
    MessagePart part{.context_id = value.context_id, .kind = value.kind, .bytes = value.bytes};
    if (value.is_last && !open_) return std::optional(part);

    gathered_.insert(gathered_.end(), value.bytes.begin(), value.bytes.end());
    open_ = part;
    if (!value.is_last) return std::optional<MessagePart>();
    open_.reset();
    was_handed_over_ = true;
    part.bytes = gathered_;
    return std::optional(part);
}

}  // namespace primum::formats
