#include "formats/web_folder.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/http_url.h"
#include "formats/markup.h"

namespace primum::formats {
namespace {

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

// A page that a server made of a folder, piece by piece.
class FolderPage {
public:
    explicit FolderPage(std::string_view base) : base_(base) {}

    void take(const MarkupPiece& piece) {
        if (piece.kind == MarkupPiece::Kind::text) {
            is_listing_ = is_listing_ || (in_title_ && says_listing(piece.text));
            return;
        }
        const bool opens = piece.kind == MarkupPiece::Kind::opening;
        const auto name = lower_case(piece.text);
        if (name == "title" || name == "h1") in_title_ = opens;
        if (opens && name == "a") {
            add(folder_, child_of(base_, unescaped(attribute_of(piece, "href"))));
        }
    }

    bool is_listing() const { return is_listing_; }
    WebFolder folder() && { return std::move(folder_); }

private:
    std::string_view base_;
    WebFolder folder_;
    bool in_title_ = false;
    bool is_listing_ = false;
};

// The answer of a WebDAV server (RFC 4918 §13), piece by piece.
class Multistatus {
public:
    explicit Multistatus(std::string_view base) : base_(base) {}

    void take(const MarkupPiece& piece) {
        if (piece.kind == MarkupPiece::Kind::text) {
            if (in_href_ && !in_propstat_) link_ += piece.text;
            return;
        }
        const bool opens = piece.kind == MarkupPiece::Kind::opening;
        const auto name = without_prefix(piece.text);
        if (name == "multistatus") is_multistatus_ = true;
        if (name == "href") in_href_ = opens;
        if (name == "propstat") in_propstat_ = opens;
        if (name == "collection" && opens) is_folder_ = true;
        if (name != "response") return;
        if (!opens) end_of_response();
        link_.clear();
        is_folder_ = false;
    }

    bool is_multistatus() const { return is_multistatus_; }
    WebFolder folder() && { return std::move(folder_); }

private:
    void end_of_response() {
        auto entry = child_of(base_, unescaped(trim(link_)));
        if (entry && is_folder_ && !entry->is_folder) entry->path += '/';
        if (entry) entry->is_folder = entry->is_folder || is_folder_;
        add(folder_, std::move(entry));
    }

    std::string_view base_;
    WebFolder folder_;
    std::string link_;
    bool in_href_ = false;
    bool in_propstat_ = false;
    bool is_folder_ = false;
    bool is_multistatus_ = false;
};

}  // namespace

std::optional<WebFolder> parse_folder_page(std::string_view html, std::string_view base) {
    MarkupReader reader(html);
    FolderPage page(base);
    while (const auto* piece = reader.next()) page.take(*piece);
    if (!page.is_listing()) return std::nullopt;
    return std::move(page).folder();
}

Result<WebFolder> parse_multistatus(std::string_view xml, std::string_view base) {
    MarkupReader reader(xml);
    Multistatus answer(base);
    while (const auto* piece = reader.next()) answer.take(*piece);
    if (!answer.is_multistatus()) {
        return Error{ErrorKind::malformed,
                     {"la réponse WebDAV est incohérente", "the WebDAV answer is incoherent"}};
    }
    return std::move(answer).folder();
}

}  // namespace primum::formats
