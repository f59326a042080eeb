// FTP without an account (RFC 1635): what anybody may list and read.
//
// FTP speaks over two connections at once, one for commands and one for each file or listing: this
// is the one conversation that a fragile device sees as two connections. Never STOR, MKD, DELE or
// SITE: who may write is read from the permissions in the listing.
#include <algorithm>
#include <array>
#include <memory>

#include "base/text.h"
#include "formats/ftp.h"
#include "net/stream.h"
#include "probes/network/shares/visit.h"

namespace primum::probes::shares {
namespace {

constexpr std::size_t line_length_max = 4096;
constexpr int reply_lines_max = 200;
constexpr std::size_t listing_bytes_max = 1 << 20;

struct Reply {
    int code = 0;
    std::string text;  // Of its last line.

    bool is_positive() const { return code >= 200 && code < 300; }
    bool promises_data() const { return code == 125 || code == 150; }
};

Error broken(Sentence what) { return {ErrorKind::malformed, std::move(what)}; }

// Everything until the server hangs up, or `size_bytes_max`. Unlike a greeting, what ends in
// silence is an error: half a file must not be taken for a whole one.
Result<Bytes> read_to_end(net::Stream& stream, std::size_t size_bytes_max, net::Deadline deadline) {
    Bytes bytes;
    std::array<std::byte, 4096> buffer{};
    while (bytes.size() < size_bytes_max) {
        const auto wanted = std::min(buffer.size(), size_bytes_max - bytes.size());
        const auto count = TRY(stream.read_some(std::span(buffer).first(wanted), deadline));
        if (count == 0) break;
        const auto part = BytesView(buffer).first(count);
        bytes.insert(bytes.end(), part.begin(), part.end());
    }
    return bytes;
}

class FtpConversation : public FolderReader {
public:
    static Result<std::unique_ptr<FtpConversation>> open(const Visit& visit) {
        auto permit = TRY(visit.dialer.admit(visit.port.endpoint.address));
        auto conversation = std::make_unique<FtpConversation>(visit, std::move(permit));
        conversation->control_ = TRY(visit.dialer.connect(
            visit.port.endpoint, visit.limits.connect_timeout, conversation->permit_));
        return conversation;
    }
    FtpConversation(const Visit& visit, net::Permit permit)
        : visit_(visit), permit_(std::move(permit)) {}

    Result<Reply> read_reply() {
        const auto deadline = visit_.answer_deadline();
        for (int i = 0; i < reply_lines_max; ++i) {
            const auto line = TRY(net::read_line(*control_, line_length_max, deadline));
            const auto parsed = formats::parse_ftp_reply_line(line);
            if (!parsed && i == 0) {
                return broken({"le serveur ne parle pas FTP", "the server does not speak FTP"});
            }
            if (parsed && parsed->is_last) return Reply{parsed->code, std::string(parsed->text)};
        }
        return broken({"une réponse FTP n'en finit pas", "an FTP reply does not end"});
    }

    Result<Reply> ask(const std::string& command) {
        TRY(control_->write_all(as_bytes(command + "\r\n"), visit_.answer_deadline()));
        return read_reply();
    }

    // `reference` is a path from the root, "" or "/a/b".
    Result<Listing> list(const std::string& reference) override {
        const auto moved = TRY(ask("CWD " + (reference.empty() ? "/" : reference)));
        if (!moved.is_positive()) {
            return Error{ErrorKind::denied, {"dossier FTP refusé", "FTP folder refused"}};
        }
        const auto bytes = TRY(fetch("LIST", listing_bytes_max));
        Listing listing;
        listing.cut = bytes.size() >= listing_bytes_max;
        for (const auto line : split(as_text(bytes), '\n')) add(line, reference, listing);
        return listing;
    }

    Result<Bytes> first_bytes(const std::string& reference, std::size_t count) override {
        return fetch("RETR " + reference, count);
    }

    // The listings show a folder that anybody may write to. That they show none says nothing: whom
    // the server takes us for does not stand there.
    bool shows_writable_folder() const { return shows_writable_folder_; }

private:
    void add(std::string_view line, const std::string& folder, Listing& listing) {
        if (line.ends_with('\r')) line.remove_suffix(1);
        const auto entry = formats::parse_ftp_listing_line(line);
        if (!entry || entry->is_link || is_unsafe(entry->name)) return;
        if (entry->is_folder && entry->anonymous_writes) shows_writable_folder_ = true;
        listing.entries.push_back({.name = entry->name,
                                   .reference = folder + "/" + entry->name,
                                   .is_folder = entry->is_folder});
    }

    // A name that would end a command and begin another.
    static bool is_unsafe(std::string_view name) {
        return name.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
    }

    Result<std::uint16_t> ask_for_data_port() {
        auto reply = TRY(ask("EPSV"));
        if (!reply.is_positive()) reply = TRY(ask("PASV"));
        const auto port = formats::parse_ftp_data_port(reply.text);
        if (!reply.is_positive() || !port) {
            return broken({"le serveur FTP n'ouvre pas de voie de données",
                           "the FTP server opens no data connection"});
        }
        return *port;
    }

    // At most `size_bytes_max` of what `command` sends, then hangs up on the rest.
    Result<Bytes> fetch(const std::string& command, std::size_t size_bytes_max) {
        const auto port = TRY(ask_for_data_port());
        auto data = TRY(visit_.dialer.connect({visit_.port.endpoint.address, port},
                                              visit_.limits.connect_timeout, permit_));
        const auto begun = TRY(ask(command));
        if (!begun.promises_data()) {
            return Error{ErrorKind::denied, {"fichier FTP refusé", "FTP file refused"}};
        }
        auto bytes = read_to_end(*data, size_bytes_max, visit_.answer_deadline());
        data.reset();
        TRY(read_reply());  // "226 done", or "426 you hung up".
        return bytes;
    }

    const Visit& visit_;
    net::Permit permit_;
    std::unique_ptr<net::Stream> control_;
    bool shows_writable_folder_ = false;
};

// Whether anybody may come in. A server that wants TLS first says 421, 530 or 534.
Result<bool> log_in(FtpConversation& conversation) {
    auto reply = TRY(conversation.ask("USER anonymous"));
    if (reply.code == 331) reply = TRY(conversation.ask("PASS primum@"));
    return reply.code == 230 || reply.code == 202;
}

}  // namespace

Result<> visit_ftp(const Visit& visit) {
    if (visit.port.tls) {
        return Error{
            ErrorKind::denied,
            {"FTP dans TLS n'est pas encore regardé", "FTP inside TLS is not looked at yet"}};
    }
    auto conversation = TRY(FtpConversation::open(visit));
    const auto greeting = TRY(conversation->read_reply());
    if (visit.port.product.empty()) visit.port.product = printable(greeting.text);
    facts::Share share{.address = visit.port.endpoint.address.to_string(),
                       .port = visit.port.endpoint.port,
                       .protocol = "ftp",
                       .name = "/"};
    const bool is_open = greeting.is_positive() && TRY(log_in(*conversation));
    visit.port.needs_login = !is_open;
    visit.port.cleartext_login = true;
    share.anonymous_read = is_open;
    if (is_open) {
        TRY(describe_share(*conversation, visit, share));
        if (conversation->shows_writable_folder()) share.anonymous_write = true;
        const auto goodbye = conversation->ask("QUIT");
        static_cast<void>(goodbye);  // We leave in any case.
    } else {
        share.anonymous_write = false;
    }
    visit.sink.add(share);
    return {};
}

}  // namespace primum::probes::shares
