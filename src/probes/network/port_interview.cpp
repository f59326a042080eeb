#include "probes/network/port_interview.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "formats/html_page.h"

namespace primum::probes {
namespace {

using formats::HttpAnswer;

constexpr std::size_t answer_bytes_max = 64_KiB;  // Head, and enough of the page for its title.
constexpr std::size_t greeting_kept_bytes_max = 1024;

// Search for the root entry, no attribute wanted: RFC 4511, 4.5.1.
constexpr std::string_view ldap_question{
    "\x30\x2a\x02\x01\x01\x63\x25\x04\x00\x0a\x01\x00\x0a\x01\x00\x02\x01\x00\x02\x01\x05"
    "\x01\x01\x00\x87\x0bobjectClass\x30\x05\x04\x03"
    "1.1",
    44};
constexpr std::string_view rtsp_question = "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n";

// One question for abilities, RFC 3501, 2449, 5321 and 2389.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> ability_questions{
    {{"imap", "a1 CAPABILITY\r\n"},
     {"pop3", "CAPA\r\n"},
     {"smtp", "EHLO primum.invalid\r\n"},
     {"ftp", "FEAT\r\n"}}};

bool greeting_is_whole(BytesView bytes) { return formats::greeting_is_whole(bytes); }

bool answer_is_whole(BytesView bytes) {
    const auto answer = formats::parse_http_answer(as_text(bytes));
    return answer ? formats::is_whole(*answer) : formats::greeting_is_whole(bytes);
}

template <std::size_t index>
bool abilities_are_whole(BytesView bytes) {
    return formats::abilities_are_whole(ability_questions[index].first, as_text(bytes));
}
using IsWholeFunction = bool (*)(BytesView);
constexpr std::array<IsWholeFunction, 4> abilities_whole{
    abilities_are_whole<0>, abilities_are_whole<1>, abilities_are_whole<2>, abilities_are_whole<3>};

std::string page_request(const Endpoint& endpoint, std::string_view path) {
    return fmt::format(
        "GET {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: Primum\r\nAccept: */*\r\n"
        "Connection: close\r\n\r\n",
        path, endpoint.to_string());
}

// A web server that was spoken to in clear and wants TLS says so in words: nginx, Apache, Go, IIS.
bool wants_tls(const HttpAnswer& answer) {
    const auto body = lower_case(answer.body.substr(0, 2048));
    return answer.status == 400 &&
           (contains(body, "https") || contains(body, "ssl-enabled") || contains(body, "tls"));
}

bool is_login_path(std::string_view path) {
    constexpr std::array words{
        std::string_view("login"),   std::string_view("logon"),     std::string_view("signin"),
        std::string_view("sign-in"), std::string_view("sign_in"),   std::string_view("auth"),
        std::string_view("sso"),     std::string_view("connexion"), std::string_view("saml")};
    const auto lowered = lower_case(path);
    return std::ranges::any_of(words,
                               [&](std::string_view word) { return contains(lowered, word); });
}

// Where the answer sends to on the same port; empty when it sends elsewhere.
std::string path_on(const Endpoint& endpoint, bool tls, std::string_view location) {
    const auto origin = (tls ? "https://" : "http://") + endpoint.to_string();
    const auto short_origin = (tls ? "https://" : "http://") + endpoint.address.to_string();
    const bool is_usual_port = endpoint.port == (tls ? 443 : 80);
    if (location.starts_with(origin + "/")) {
        location.remove_prefix(origin.size());
    } else if (is_usual_port && location.starts_with(short_origin + "/")) {
        location.remove_prefix(short_origin.size());
    } else if (contains(location, "://") || location.starts_with("//")) {
        return {};
    }
    if (contains(location, " ")) return {};
    return location.starts_with('/') ? std::string(location) : "/" + std::string(location);
}

// Databases that answer HTTP, by what their first page says of itself.
std::string_view database_of(const HttpAnswer& answer) {
    const auto body = answer.body.substr(0, 4096);
    if (contains(body, "\"couchdb\"") && contains(body, "Welcome")) return "couchdb";
    if (contains(body, "\"cluster_name\"") || contains(answer.authenticate, "\"security\"")) {
        return "elasticsearch";
    }
    if (contains(body, "MongoDB over HTTP")) return "mongodb";
    return {};
}

}  // namespace

PortInterview::PortInterview(net::Dialer& dialer, const Endpoint& endpoint, const KnownPort& known,
                             const Patience& patience)
    : dialer_(dialer), known_(known), patience_(patience) {
    seen_.port.endpoint = endpoint;
}

Result<Interviewed> PortInterview::run(std::unique_ptr<net::Stream> stream) {
    switch (known_.approach) {
        case Approach::listen:
            TRY(listen(*stream));
            break;
        case Approach::leave:
            TRY(leave(*stream));
            break;
        case Approach::web:
            TRY(ask_web(std::move(stream)));
            break;
        case Approach::tls:
        case Approach::tls_web:
            TRY(begin_tls(std::move(stream)));
            break;
        case Approach::ldap:
            TRY(ask_own_question(*stream, as_bytes(ldap_question)));
            break;
        case Approach::rtsp:
            TRY(ask_own_question(*stream, as_bytes(rtsp_question)));
            break;
        case Approach::stranger:
            TRY(meet_stranger(std::move(stream)));
            break;
    }
    return std::move(seen_);
}

// Waits `first` for the first byte, then patience_.answer for the rest.
Result<PortInterview::Heard> PortInterview::hear(net::Stream& stream,
                                                 std::chrono::milliseconds first,
                                                 IsWhole is_whole) {
    Heard heard;
    std::array<std::byte, 4096> buffer{};
    auto deadline = patience_.end.or_in(first);
    while (heard.bytes.size() < answer_bytes_max && !is_whole(heard.bytes)) {
        const auto count = stream.read_some(buffer, deadline);
        if (!count && count.error().kind == ErrorKind::stopped) return count.error();
        if (!count || *count == 0) {
            heard.timed_out = !count && deadline.passed();
            heard.closed = !heard.timed_out;
            break;
        }
        if (heard.bytes.empty()) deadline = patience_.end.or_in(patience_.answer);
        const auto part = BytesView(buffer).first(*count);
        heard.bytes.insert(heard.bytes.end(), part.begin(), part.end());
    }
    if (seen_.port.greeting.empty()) {
        seen_.port.greeting = as_text(heard.bytes).substr(0, greeting_kept_bytes_max);
    }
    return heard;
}

Result<PortInterview::Heard> PortInterview::ask(net::Stream& stream, BytesView question,
                                                IsWhole is_whole) {
    const auto sent = stream.write_all(question, patience_.end.or_in(patience_.answer));
    if (!sent && sent.error().kind == ErrorKind::stopped) return sent.error();
    // A stranger owes no answer. Whoever hung up may have spoken before.
    const bool is_stranger = known_.approach == Approach::stranger;
    return hear(stream, is_stranger ? patience_.answer / 2 : patience_.answer, is_whole);
}

Result<std::unique_ptr<net::Stream>> PortInterview::connect_again() {
    return dialer_.connect(seen_.port.endpoint, patience_.connect);
}

Result<> PortInterview::leave(net::Stream& stream) {
    const auto heard = TRY(hear(stream, patience_.moment, greeting_is_whole));
    if (!note_greeting(heard)) seen_.port.protocol = known_.protocol;
    return {};
}

Result<> PortInterview::listen(net::Stream& stream) {
    const auto heard = TRY(hear(stream, patience_.greeting, greeting_is_whole));
    if (note_greeting(heard)) return ask_abilities(stream);
    note_silence(heard);
    return {};
}

Result<> PortInterview::ask_own_question(net::Stream& stream, BytesView question) {
    const auto heard = TRY(ask(stream, question, greeting_is_whole));
    if (note_greeting(heard)) return {};
    note_silence(heard);
    return {};
}

Result<> PortInterview::meet_stranger(std::unique_ptr<net::Stream> stream) {
    const auto heard = TRY(hear(*stream, patience_.stranger, greeting_is_whole));
    if (note_greeting(heard)) return ask_abilities(*stream);
    if (!heard.bytes.empty()) return {};  // It has a language of its own.
    if (heard.closed) return {};
    return ask_web(std::move(stream));
}

// Tries TLS over `stream` and keeps what the server showed. Nothing inside the result when it
// speaks no TLS, or only with clients that have a certificate: seen_.port.tls tells the two apart.
Result<std::unique_ptr<net::Stream>> PortInterview::shake_hands(std::unique_ptr<net::Stream> stream,
                                                                net::Deadline deadline) {
    tried_tls_ = true;
    net::TlsFacts facts;
    auto inside = net::TlsStream::shake_hands(std::move(stream), deadline, &facts);
    if (!inside && inside.error().kind == ErrorKind::stopped) return inside.error();
    if (!inside && inside.error().kind != ErrorKind::denied) return std::unique_ptr<net::Stream>();
    seen_.port.tls = facts;
    seen_.port.cleartext_login = false;
    if (inside) return std::unique_ptr<net::Stream>(std::move(*inside));
    seen_.port.needs_login = true;
    return std::unique_ptr<net::Stream>();
}

Result<> PortInterview::begin_tls(std::unique_ptr<net::Stream> stream) {
    const auto deadline = patience_.end.or_in(patience_.handshake);
    auto inside = TRY(shake_hands(std::move(stream), deadline));
    if (inside) return go_on_inside_tls(std::move(inside));
    if (seen_.port.tls) {
        seen_.port.protocol = known_.protocol;
        return {};
    }
    if (!deadline.passed()) return go_on_without_tls();
    note_silence({.timed_out = true});
    return {};
}

Result<> PortInterview::go_on_inside_tls(std::unique_ptr<net::Stream> stream) {
    if (known_.approach != Approach::tls) return ask_web(std::move(stream));
    const auto speaker = speaker_of(known_.protocol);
    const bool is_mail = known_.protocol == "imap" || known_.protocol == "pop3";
    if (speaker == "network.services" && is_mail) return listen(*stream);
    seen_.port.protocol = known_.protocol;
    return {};
}

// The port's number promised TLS, and it does not speak it.
Result<> PortInterview::go_on_without_tls() {
    auto stream = connect_again();
    if (!stream && stream.error().kind == ErrorKind::stopped) return stream.error();
    if (!stream) {
        fall_back_on_usual();
        return {};
    }
    if (known_.approach == Approach::tls_web) return ask_web(std::move(*stream));
    const bool is_mail = known_.protocol == "imap" || known_.protocol == "pop3";
    return is_mail ? listen(**stream) : leave(**stream);
}

// A port that was spoken to in clear wants TLS, or hung up without a word.
Result<> PortInterview::turn_to_tls() {
    auto stream = connect_again();
    if (!stream && stream.error().kind == ErrorKind::stopped) return stream.error();
    if (!stream) return {};
    auto inside = TRY(shake_hands(std::move(*stream), patience_.end.or_in(patience_.handshake)));
    return inside ? ask_web(std::move(inside)) : Result<>();
}

Result<> PortInterview::ask_web(std::unique_ptr<net::Stream> stream) {
    const auto question = page_request(seen_.port.endpoint, "/");
    const auto heard = TRY(ask(*stream, as_bytes(question), answer_is_whole));
    stream.reset();  // The device is free for another conversation from here.
    const auto answer = formats::parse_http_answer(as_text(heard.bytes));
    const bool may_want_tls = !tried_tls_ && !seen_.port.tls;
    if (answer) {
        if (may_want_tls && wants_tls(*answer)) TRY(turn_to_tls());
        if (seen_.port.tls && may_want_tls) return {};  // All was said inside TLS.
        note_web(*answer);
        note_rest(heard, *answer);
        return follow(*answer);
    }
    const auto greeting = formats::recognise_greeting(heard.bytes, known_.protocol);
    const bool hung_up = heard.closed && heard.bytes.empty();
    if (may_want_tls && (hung_up || (greeting && greeting->protocol == "tls"))) {
        TRY(turn_to_tls());
        if (seen_.port.tls) return {};
        fall_back_on_usual();
        return {};
    }
    if (note_greeting(heard)) return {};
    note_silence(heard);
    return {};
}

Result<> PortInterview::ask_abilities(net::Stream& stream) {
    const auto& protocol = seen_.port.protocol;
    for (std::size_t i = 0; i < ability_questions.size(); ++i) {
        if (ability_questions[i].first != protocol) continue;
        const auto heard =
            TRY(ask(stream, as_bytes(ability_questions[i].second), abilities_whole[i]));
        if (seen_.port.tls || heard.bytes.empty()) return {};
        const auto abilities = formats::read_abilities(protocol, as_text(heard.bytes));
        // An FTP server that offers TLS may still take passwords without: that was not tried.
        if (protocol != "ftp") seen_.port.cleartext_login = abilities.offers_login;
        if (protocol == "ftp" && !abilities.offers_tls) seen_.port.cleartext_login = true;
    }
    return {};
}

// One page further, where the first one sends there, on the same port.
Result<> PortInterview::follow(const HttpAnswer& answer) {
    if (answer.status < 300 || answer.status > 399 || answer.location.empty()) return {};
    if (answer.location.starts_with("https://") && !seen_.port.tls) {
        seen_.port.cleartext_login = false;  // Nobody logs in on this side.
    }
    const auto path = path_on(seen_.port.endpoint, seen_.port.tls.has_value(), answer.location);
    if (followed_ || path.empty()) return {};
    followed_ = true;
    if (is_login_path(path)) seen_.port.needs_login = true;

    auto stream = connect_again();
    if (!stream && stream.error().kind == ErrorKind::stopped) return stream.error();
    if (stream && seen_.port.tls) {
        auto inside = net::TlsStream::shake_hands(std::move(*stream),
                                                  patience_.end.or_in(patience_.handshake));
        if (!inside && inside.error().kind == ErrorKind::stopped) return inside.error();
        if (!inside) return {};
        stream = std::unique_ptr<net::Stream>(std::move(*inside));
    }
    if (!stream) return {};
    const auto heard =
        TRY(ask(**stream, as_bytes(page_request(seen_.port.endpoint, path)), answer_is_whole));
    const auto next = formats::parse_http_answer(as_text(heard.bytes));
    if (next) note_web(*next);
    return {};
}

// Takes over what the first words say; false when they say nothing.
bool PortInterview::note_greeting(const Heard& heard) {
    const auto greeting = formats::recognise_greeting(heard.bytes, known_.protocol);
    if (!greeting || greeting->protocol == "tls") return false;
    auto& port = seen_.port;
    port.protocol = greeting->protocol;
    port.product = greeting->product;
    port.version = greeting->version;
    if (!greeting->line.empty() && port.protocol != "ssh") port.title = greeting->line;
    if (port.protocol == "telnet") port.cleartext_login = !port.tls;
    if (port.protocol == "http" || port.protocol == "rtsp") {
        if (const auto answer = formats::parse_http_answer(as_text(heard.bytes))) note_web(*answer);
    }
    return true;
}

// It said nothing, or nothing that could be understood.
void PortInterview::note_silence(const Heard& heard) {
    fall_back_on_usual();
    seen_.mute = heard.bytes.empty() && heard.timed_out;
    if (known_.approach == Approach::stranger) return;
    const bool client_certificate = seen_.port.tls && seen_.port.tls->client_certificate_asked;
    if (client_certificate && heard.bytes.empty()) {
        seen_.port.needs_login = true;
        return;
    }
    if (heard.bytes.empty() && heard.timed_out) {
        trouble({"accepte la connexion, puis ne dit rien", "takes the connection, then is silent"});
    } else if (heard.timed_out) {
        trouble({"s'arrête au milieu de sa réponse", "stops in the middle of its answer"});
    } else if (!heard.bytes.empty()) {
        trouble({"répond ce qui ne se comprend pas", "answers what cannot be understood"});
    }
}

void PortInterview::note_web(const HttpAnswer& answer) {
    auto& port = seen_.port;
    const auto database = database_of(answer);
    port.protocol = database.empty() ? "http" : database;
    if (!answer.server.empty()) {
        auto [product, version] = formats::read_server_header(answer.server);
        port.product = std::move(product);
        port.version = std::move(version);
    }
    note_login(answer);
}

void PortInterview::note_login(const HttpAnswer& answer) {
    auto& port = seen_.port;
    const auto scheme = lower_case(answer.authenticate);
    if (answer.status == 401 || answer.status == 403) port.needs_login = true;
    if (!port.tls && contains(scheme, "basic")) port.cleartext_login = true;
    if (!port.tls && scheme.starts_with("digest")) port.cleartext_login = false;
    if (answer.body.empty()) return;

    auto page = formats::read_html_page(answer.body);
    if (!page.title.empty()) port.title = std::move(page.title);
    if (page.asks_password) {
        port.needs_login = true;
        if (!port.tls) port.cleartext_login = true;
    } else if (answer.status == 200 && !page.mentions_login && !page.is_drawn_by_script &&
               !port.needs_login) {
        port.needs_login = false;
    }
}

// An answer that was begun like HTTP and not ended like it.
void PortInterview::note_rest(const Heard& heard, const HttpAnswer& answer) {
    if (!answer.head_complete) {
        const bool endless = !heard.closed && !heard.timed_out;
        trouble(endless ? Sentence{"envoie une réponse sans fin", "sends an answer without end"}
                        : Sentence{"s'arrête au milieu de sa réponse",
                                   "stops in the middle of its answer"});
    } else if (heard.timed_out && (answer.content_length || answer.chunked)) {
        trouble({"s'arrête au milieu de sa page", "stops in the middle of its page"});
    }
}

// What another probe can ask on its own is left to it under its usual name.
void PortInterview::fall_back_on_usual() {
    if (seen_.port.protocol != "unknown") return;
    if (speaker_of(known_.protocol) != "network.services") seen_.port.protocol = known_.protocol;
}

void PortInterview::trouble(const Sentence& what) {
    seen_.trouble = join(say("{}", "{}", seen_.port.endpoint.to_string()), what);
}

}  // namespace primum::probes
