#include "formats/web_folder.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/markup.h"

namespace primum::formats {
namespace {

int hexadecimal(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

std::string percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexadecimal(text[i + 1]) : -1;
        const int low = high >= 0 ? hexadecimal(text[i + 2]) : -1;
        if (low < 0) {
            decoded.push_back(text[i]);
            continue;
        }
        decoded.push_back(static_cast<char>(high * 16 + low));
        i += 2;
    }
    return decoded;
}

// Without "http://host"; empty when the link has a scheme but leads to no path.
std::string_view path_of(std::string_view link) {
    const auto scheme = link.find("://");
    if (scheme == std::string_view::npos) return link;
    const auto slash = link.find('/', scheme + 3);
    return slash == std::string_view::npos ? std::string_view{} : link.substr(slash);
}

// Whether a request line may hold it: RFC 3986 leaves spaces and controls out.
bool fits_a_request(std::string_view path) {
    return std::ranges::all_of(path, [](char c) { return c > ' ' && c != '\x7f'; });
}

// The entry that `link` means, when it stands directly in `base`. "./" and "mailto:" do not.
std::optional<WebEntry> child_of(std::string_view base, std::string_view link) {
    if (link.starts_with("./")) link.remove_prefix(2);
    auto path = path_of(link);
    if (path.starts_with('/')) {
        if (!path.starts_with(base)) return std::nullopt;
        path.remove_prefix(base.size());
    }
    const bool is_folder = path.ends_with('/');
    const auto part = is_folder ? path.substr(0, path.size() - 1) : path;
    if (part.empty() || part == "." || part == "..") return std::nullopt;
    if (part.find_first_of("/?#:") != std::string_view::npos) return std::nullopt;
    if (!fits_a_request(part)) return std::nullopt;
    return WebEntry{.name = percent_decoded(part),
                    .path = std::string(base) + std::string(path),
                    .is_folder = is_folder};
}

void add(WebFolder& folder, std::optional<WebEntry> entry) {
    if (!entry) return;
    const bool is_known = std::ranges::any_of(
        folder.entries, [&](const WebEntry& known) { return known.path == entry->path; });
    if (is_known) return;
    if (folder.entries.size() >= web_entries_max) {
        folder.cut = true;
        return;
    }
    folder.entries.push_back(std::move(*entry));
}

bool says_listing(std::string_view title) {
    static constexpr std::array<std::string_view, 5> words{
        "index of /", "directory listing", "index de /", "listing of /", "directory: /"};
    const auto lower = lower_case(title);
    const bool is_iis = contains(lower, " - /");  // "192.168.1.20 - /letters/"
    return is_iis || std::ranges::any_of(words, [&](auto word) { return contains(lower, word); });
}

std::string_view without_prefix(std::string_view name) {
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

std::optional<WebFolder> parse_folder_page(std::string_view html, std::string_view base) {
    MarkupReader reader(html);
    WebFolder folder;
    bool in_title = false;
    bool is_listing = false;
    while (const auto piece = reader.next()) {
        if (piece->kind == MarkupPiece::Kind::text) {
            is_listing = is_listing || (in_title && says_listing(piece->text));
            continue;
        }
        const bool opens = piece->kind == MarkupPiece::Kind::opening;
        const auto name = lower_case(piece->text);
        if (name == "title" || name == "h1") in_title = opens;
        if (opens && name == "a") {
            add(folder, child_of(base, unescaped(attribute_of(*piece, "href"))));
        }
    }
    if (!is_listing) return std::nullopt;
    return folder;
}

Result<WebFolder> parse_multistatus(std::string_view xml, std::string_view base) {
    MarkupReader reader(xml);
    WebFolder folder;
    std::string link;
    bool in_href = false;
    bool in_propstat = false;
    bool is_folder = false;
    bool is_multistatus = false;
    while (const auto piece = reader.next()) {
        if (piece->kind == MarkupPiece::Kind::text) {
            if (in_href && !in_propstat) link += piece->text;
            continue;
        }
        const bool opens = piece->kind == MarkupPiece::Kind::opening;
        const auto name = without_prefix(piece->text);
        if (name == "multistatus") is_multistatus = true;
        if (name == "href") in_href = opens;
        if (name == "propstat") in_propstat = opens;
        if (name == "collection" && opens) is_folder = true;
        if (name != "response") continue;
        if (!opens) {
            auto entry = child_of(base, unescaped(trim(link)));
            if (entry && is_folder && !entry->is_folder) entry->path += '/';
            if (entry) entry->is_folder = entry->is_folder || is_folder;
            add(folder, std::move(entry));
        }
        link.clear();
        is_folder = false;
    }
    if (!is_multistatus) {
        return Error{ErrorKind::malformed,
                     {"la réponse WebDAV est incohérente", "the WebDAV answer is incoherent"}};
    }
    return folder;
}

}  // namespace primum::formats
