#include "formats/office/outlook_message.h"

#include <map>
#include <optional>

#include "base/byte_reader.h"
#include "formats/office/html_text.h"
#include "formats/office/legacy_text.h"
#include "formats/office/office_text.h"
#include "formats/office/rich_text.h"

namespace primum::formats {
namespace {

constexpr std::size_t property_bytes_max = 8UL * 1024 * 1024;
constexpr std::size_t attachments_max = 1000;
constexpr std::string_view property_prefix = "__substg1.0_";
constexpr std::string_view attachment_prefix = "__attach_version1.0_#";

// The entries of the file that lie directly in one folder, by their names there.
using Folder = std::map<std::string, const CompoundFile::Entry*, std::less<>>;

Folder entries_in(const CompoundFile& file, std::string_view folder) {
    Folder found;
    for (const auto& entry : file.entries()) {
        if (!entry.path.starts_with(folder)) continue;
        const auto name = entry.path.substr(folder.size());
        if (name.find('/') == std::string::npos) found[name] = &entry;
    }
    return found;
}

// A property by its number, as text, in whichever of the forms it is there.
std::optional<std::string> text_of(const CompoundFile& file, const Folder& folder,
                                   std::string_view number) {
    const auto find = [&](std::string_view type) -> const CompoundFile::Entry* {
        const auto found =
            folder.find(std::string(property_prefix) + std::string(number) + std::string(type));
        return found == folder.end() || !found->second->is_stream ? nullptr : found->second;
    };
    if (const auto* wide = find("001F")) return utf8_of_utf16(file.read(*wide, property_bytes_max));
    if (const auto* narrow = find("001E")) {
        return utf8_of_code_page(as_text(file.read(*narrow, property_bytes_max)), 1252);
    }
    if (const auto* bytes = find("0102")) {
        return std::string(as_text(file.read(*bytes, property_bytes_max)));
    }
    return std::nullopt;
}

std::string body_of(const CompoundFile& file, const Folder& folder) {
    if (auto plain = text_of(file, folder, "1000"); plain && !plain->empty()) return *plain;
    if (const auto html = text_of(file, folder, "1013"); html && !html->empty()) {
        return html_text(*html);
    }
    const auto packed = text_of(file, folder, "1009");
    if (!packed) return {};
    const auto rtf = unpack_rich_text(as_bytes(*packed));
    return rtf ? rich_text(*rtf) : std::string{};
}

struct Head {
    std::string_view property;
    std::string_view name;
};
constexpr Head heads[] = {{"0037", "Subject: "}, {"0C1A", "From: "}, {"0C1F", "From: "},
                          {"5D01", "From: "},    {"0E04", "To: "},   {"0E03", "Cc: "},
                          {"007D", ""}};

OutlookMessage::Attachment attachment_of(const CompoundFile& file, const std::string& path) {
    const auto folder = entries_in(file, path + "/");
    OutlookMessage::Attachment attachment;
    for (const std::string_view property : {"3707", "3704", "3001"}) {
        if (attachment.name.empty()) attachment.name = text_of(file, folder, property).value_or("");
    }
    if (const auto data = folder.find("__substg1.0_37010102"); data != folder.end()) {
        attachment.data = data->second;
    } else if (const auto inner = folder.find("__substg1.0_3701000D"); inner != folder.end()) {
        attachment.message_folder = inner->second->path + "/";
    }
    return attachment;
}

}  // namespace

Result<OutlookMessage> read_outlook_message(const CompoundFile& file, std::string_view folder) {
    const auto entries = entries_in(file, folder);
    if (!entries.contains("__properties_version1.0")) {
        return Error{ErrorKind::not_found, {"pas de message Outlook", "no Outlook message"}};
    }
    OutlookMessage message;
    for (const auto& head : heads) {
        const auto value = text_of(file, entries, head.property);
        if (value && !value->empty()) message.head += std::string(head.name) + *value + "\n";
    }
    message.body = body_of(file, entries);
    for (const auto& [name, entry] : entries) {
        if (entry->is_stream || !name.starts_with(attachment_prefix)) continue;
        if (message.attachments.size() >= attachments_max) break;
        auto attachment = attachment_of(file, entry->path);
        if (attachment.data != nullptr || !attachment.message_folder.empty()) {
            message.attachments.push_back(std::move(attachment));
        }
    }
    return message;
}

}  // namespace primum::formats
