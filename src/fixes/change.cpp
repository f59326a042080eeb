#include "fixes/change.h"

#include <nlohmann/json.hpp>

#include "fixes/changes/command_change.h"
#include "fixes/changes/file_edit.h"
#include "fixes/changes/moved_folder.h"
#include "fixes/changes/router_opening.h"
#include "fixes/changes/sealed_folder.h"

namespace primum::fixes {
namespace {

Error not_ours(std::string_view what) {
    return {ErrorKind::corrupt, say("le journal des réparations est abîmé ({})",
                                    "the journal of fixes is damaged ({})", what)};
}

}  // namespace

Result<std::unique_ptr<Change>> change_from(const Json& kept) {
    const auto kind = TRY(kept_text(kept, "kind"));
    if (kind == FileEdit::kind) return FileEdit::from(kept);
    if (kind == CommandChange::kind) return CommandChange::from(kept);
    if (kind == RouterOpening::kind) return RouterOpening::from(kept);
    if (kind == MovedFolder::kind) return MovedFolder::from(kept);
    if (kind == SealedFolder::kind) return SealedFolder::from(kept);
    return not_ours(kind);
}

Result<std::string> kept_text(const Json& kept, std::string_view name) {
    if (!kept.is_object()) return not_ours(name);
    const auto found = kept.find(name);
    if (found == kept.end() || !found->is_string()) return not_ours(name);
    return found->get<std::string>();
}

Result<std::uint64_t> kept_number(const Json& kept, std::string_view name, std::uint64_t most) {
    if (!kept.is_object()) return not_ours(name);
    const auto found = kept.find(name);
    if (found == kept.end() || !found->is_number_unsigned()) return not_ours(name);
    const auto number = found->get<std::uint64_t>();
    if (number > most) return not_ours(name);
    return number;
}

std::string as_json_text(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xC0 | (byte >> 6));
            text += static_cast<char>(0x80 | (byte & 0x3F));
        }
    }
    return text;
}

Json as_json_words(const std::vector<std::string>& words) {
    Json list = Json::array();
    for (const auto& word : words) list.push_back(as_json_text(word));
    return list;
}

Result<std::string> from_json_text(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80) {
            bytes += text[i];
            continue;
        }
        // U+0080 to U+00FF take two bytes, the first of which is C2 or C3 (RFC 3629).
        if ((byte != 0xC2 && byte != 0xC3) || i + 1 >= text.size()) return not_ours("content");
        ++i;
        const auto low = static_cast<unsigned char>(text[i]);
        if ((low & 0xC0) != 0x80) return not_ours("content");
        bytes += static_cast<char>(((byte & 0x03) << 6) | (low & 0x3F));
    }
    return bytes;
}

Result<std::vector<std::string>> kept_words(const Json& kept, std::string_view name) {
    if (!kept.is_object()) return not_ours(name);
    const auto found = kept.find(name);
    if (found == kept.end() || !found->is_array()) return not_ours(name);
    std::vector<std::string> words;
    for (const auto& word : *found) {
        if (!word.is_string()) return not_ours(name);
        words.push_back(TRY(from_json_text(word.get<std::string>())));
    }
    return words;
}

}  // namespace primum::fixes
