// The web as a file server: folders that a server lists by itself, and WebDAV.
//
// Asks OPTIONS and the first page once; goes on only where the answer is a listing or offers
// WebDAV. Each folder on the first page is a share of its own, so that the report can name it.
#include <algorithm>

#include "base/text.h"
#include "formats/web_folder.h"
#include "net/http.h"
#include "probes/network/shares/visit.h"

namespace primum::probes::shares {
namespace {

constexpr std::size_t page_bytes_max = 1UL << 20;
constexpr std::size_t folders_named_max = 20;
constexpr std::string_view folder_properties =
    "<?xml version=\"1.0\" encoding=\"utf-8\"?><propfind xmlns=\"DAV:\"><prop><resourcetype/>"
    "</prop></propfind>";

enum class Manner { listing, webdav };

class WebFolderReader : public FolderReader {
public:
    WebFolderReader(const Visit& visit, Manner manner, std::string root)
        : visit_(visit), manner_(manner), root_(std::move(root)) {}

    Result<Listing> list(const std::string& reference) override {
        const auto& path = reference.empty() ? root_ : reference;
        const auto folder = TRY(manner_ == Manner::webdav ? find(path) : read_page(path));
        Listing listing;
        listing.cut = folder.cut;
        for (const auto& entry : folder.entries) {
            listing.entries.push_back(
                {.name = entry.name, .reference = entry.path, .is_folder = entry.is_folder});
        }
        return listing;
    }

    Result<Bytes> first_bytes(const std::string& reference, std::size_t count) override {
        auto request = ask("GET", reference);
        request.headers["Range"] = "bytes=0-" + std::to_string(count - 1);
        request.body_bytes_max = count;
        const auto response = TRY(net::exchange(visit_.dialer, request));
        if (response.status != 200 && response.status != 206) return refused(response.status);
        const auto bytes = as_bytes(response.body);
        return Bytes(bytes.begin(), bytes.end());
    }

    net::HttpRequest ask(const std::string& method, const std::string& path) const {
        return {.endpoint = visit_.port.endpoint,
                .tls = visit_.port.tls.has_value(),
                .method = method,
                .path = path,
                .body_bytes_max = page_bytes_max,
                .connect_timeout = visit_.limits.connect_timeout,
                .timeout = visit_.limits.answer_timeout};
    }

    static Error refused(int status) {
        return {ErrorKind::denied, say("refusé (code HTTP {})", "refused (HTTP code {})", status)};
    }

private:
    Result<formats::WebFolder> read_page(const std::string& path) const {
        const auto response = TRY(net::exchange(visit_.dialer, ask("GET", path)));
        if (response.status != 200) return refused(response.status);
        auto folder = formats::parse_folder_page(response.body, path);
        if (!folder) {
            return Error{
                ErrorKind::denied,
                {"le serveur ne liste pas ce dossier", "the server does not list this folder"}};
        }
        folder->cut = folder->cut || response.body_cut;
        return std::move(*folder);
    }

    Result<formats::WebFolder> find(const std::string& path) const {
        auto request = ask("PROPFIND", path);
        request.headers["Depth"] = "1";
        request.headers["Content-Type"] = "application/xml";
        request.body = folder_properties;
        const auto response = TRY(net::exchange(visit_.dialer, request));
        if (response.status != 207) return refused(response.status);
        auto folder = TRY(formats::parse_multistatus(response.body, path));
        folder.cut = folder.cut || response.body_cut;
        return folder;
    }

    const Visit& visit_;
    const Manner manner_;
    const std::string root_;
};

// The files that stand beside the folders, as a share of their own.
class FilesOnly : public FolderReader {
public:
    FilesOnly(FolderReader& reader, Listing listing)
        : reader_(reader), listing_(std::move(listing)) {}
    Result<Listing> list(const std::string& /*reference*/) override { return listing_; }
    Result<Bytes> first_bytes(const std::string& reference, std::size_t count) override {
        return reader_.first_bytes(reference, count);
    }

private:
    FolderReader& reader_;
    Listing listing_;
};

struct Options {
    bool webdav = false;
    std::optional<bool> offers_writing;
};

// RFC 4918 §10.1, §18: a DAV header says WebDAV, Allow which methods there are.
Result<Options> ask_options(const Visit& visit) {
    const WebFolderReader reader(visit, Manner::webdav, "/");
    const auto response = TRY(net::exchange(visit.dialer, reader.ask("OPTIONS", "/")));
    Options options;
    if (response.status >= 300) return options;
    options.webdav = contains(response.header("dav"), "1");
    std::string allowed = response.header("allow");
    if (allowed.empty()) return options;
    const auto methods = split(allowed, ',');
    options.offers_writing =
        std::ranges::any_of(methods, [](auto method) { return trim(method) == "PUT"; });
    return options;
}

Result<> hand_over(const Visit& visit, FolderReader& reader, facts::Share share) {
    TRY(describe_share(reader, visit, share));
    visit.sink.add(share);
    return {};
}

// A share for each folder of the first page, and one for the files beside them.
Result<> visit_folders(const Visit& visit, Manner manner, const FolderReader::Listing& first,
                       facts::Share share) {
    FolderReader::Listing beside;
    beside.cut = first.cut;
    std::size_t named = 0;
    for (const auto& entry : first.entries) {
        if (!entry.is_folder || ++named > folders_named_max) {
            beside.entries.push_back(entry);
            continue;
        }
        WebFolderReader reader(visit, manner, entry.reference);
        share.name = "/" + printable(entry.name) + "/";
        TRY(hand_over(visit, reader, share));
    }
    const bool is_worth_a_row = !beside.entries.empty() || first.entries.empty();
    if (!is_worth_a_row) return {};
    WebFolderReader reader(visit, manner, "/");
    FilesOnly files(reader, std::move(beside));
    share.name = "/";
    return hand_over(visit, files, share);
}

// The first page was already read once: its title says whether it can be a listing.
bool may_be_listing(const std::string& title) {
    if (title.empty()) return true;
    const auto lower = lower_case(title);
    return contains(lower, "index") || contains(lower, "listing") || contains(lower, "/");
}

}  // namespace

Result<> visit_web(const Visit& visit) {
    const auto options = TRY(ask_options(visit));
    if (!options.webdav && !may_be_listing(visit.port.title)) return {};
    const auto manner = options.webdav ? Manner::webdav : Manner::listing;
    WebFolderReader reader(visit, manner, "/");
    const auto first = reader.list("");
    facts::Share share{.address = visit.port.endpoint.address.to_string(),
                       .port = visit.port.endpoint.port,
                       .protocol = options.webdav ? "webdav" : "http",
                       .name = "/"};
    if (!first && first.error().kind != ErrorKind::denied) return first.error();
    if (!first) {
        if (!options.webdav) return {};  // An ordinary page: no folder is shared here.
        share.anonymous_read = false;
        visit.sink.add(share);
        return {};
    }
    share.anonymous_read = true;
    share.anonymous_write = options.webdav ? options.offers_writing : std::optional(false);
    return visit_folders(visit, manner, *first, share);
}

}  // namespace primum::probes::shares
