#include "web/http/server.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <exception>

#include "base/text.h"
#include "web/http/connections.h"

namespace primum::web {
namespace {

constexpr std::size_t thread_stack_bytes = 1024UL * 1024;
// GnuTLS: TLS 1.2 and 1.3, no older one, and no suite without forward secrecy.
constexpr const char* tls_priorities =
    "SECURE192:+SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-RSA:%SERVER_PRECEDENCE";

// One request while it comes in.
struct Exchange {
    Request request;
    std::string body;
    std::uint16_t refused = 0;  // The status to answer once all has come.
};

std::string_view header(MHD_Connection* connection, const char* name) {
    const char* value = ::MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
    return value == nullptr ? std::string_view() : std::string_view(value);
}

int descriptor_of(MHD_Connection* connection) {
    const auto* info = ::MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info == nullptr ? -1 : info->connect_fd;
}

std::string address_of(MHD_Connection* connection) {
    const auto* info = ::MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    if (info == nullptr || info->client_addr == nullptr) return {};
    if (info->client_addr->sa_family == AF_INET) {
        sockaddr_in address{};
        std::memcpy(&address, info->client_addr, sizeof address);
        return IpAddress::from_v4(ntohl(address.sin_addr.s_addr)).to_string();
    }
    if (info->client_addr->sa_family != AF_INET6) return {};
    sockaddr_in6 address{};
    std::memcpy(&address, info->client_addr, sizeof address);
    std::array<std::uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), &address.sin6_addr, bytes.size());
    return IpAddress::from_v6(bytes).to_string();
}

// libmicrohttpd's own signature. NOLINTNEXTLINE(readability-function-size)
MHD_Result take_query(void* exchange, MHD_ValueKind /*kind*/, const char* name,
                      std::size_t name_size, const char* value, std::size_t value_size) {
    auto& taken = *static_cast<Exchange*>(exchange);
    const std::string_view text = value == nullptr ? "" : std::string_view(value, value_size);
    const bool added = taken.request.query.add(std::string(name, name_size), std::string(text));
    if (!added) taken.refused = MHD_HTTP_BAD_REQUEST;
    return added ? MHD_YES : MHD_NO;
}

std::optional<Method> method_named(std::string_view name) {
    if (name == "GET" || name == "HEAD") return Method::get;
    if (name == "POST") return Method::post;
    return std::nullopt;
}

// What can be refused before the body has come.
std::uint16_t refusal_of_head(MHD_Connection* connection, const Exchange& exchange,
                              const Limits& limits) {
    if (exchange.refused != 0) return exchange.refused;
    if (exchange.request.method == Method::get) return 0;
    const auto length = parse_number(header(connection, "Content-Length"));
    if (!length) return MHD_HTTP_LENGTH_REQUIRED;
    if (*length > limits.body_bytes_max) return MHD_HTTP_CONTENT_TOO_LARGE;
    const auto type = lower_case(header(connection, "Content-Type"));
    if (!type.starts_with("application/x-www-form-urlencoded")) {
        return MHD_HTTP_UNSUPPORTED_MEDIA_TYPE;
    }
    return 0;
}

void add_headers(MHD_Response* response, const Answer& answer, bool over_tls) {
    const auto add = [&](const char* name, const char* value) {
        ::MHD_add_response_header(response, name, value);
    };
    add("Content-Type", answer.type.c_str());
    add("Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    add("Referrer-Policy", "no-referrer");
    add("X-Content-Type-Options", "nosniff");
    add("X-Frame-Options", "DENY");
    add("Cross-Origin-Opener-Policy", "same-origin");
    add("Cross-Origin-Resource-Policy", "same-origin");
    add("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()");
    add("Cache-Control", answer.may_be_kept ? "public, max-age=31536000, immutable" : "no-store");
    if (over_tls) add("Strict-Transport-Security", "max-age=31536000");
    for (const auto& [name, value] : answer.headers) add(name.c_str(), value.c_str());
}

Answer plain(std::uint16_t status, std::string text) {
    return {.status = status, .type = "text/plain; charset=utf-8", .body = std::move(text)};
}

}  // namespace

struct Server::State {
    State(const Listening& listening, Handle given)
        : handle(std::move(given)),
          limits(listening.limits),
          certificate(listening.certificate),
          connections(listening.limits.connection_age_max) {}

    ~State() {
        if (daemon != nullptr) ::MHD_stop_daemon(daemon);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    MHD_Result send(MHD_Connection* connection, const Answer& answer, bool then_close) const {
        auto* response = ::MHD_create_response_from_buffer(
            answer.body.size(), const_cast<char*>(answer.body.data()), MHD_RESPMEM_MUST_COPY);
        if (response == nullptr) return MHD_NO;
        add_headers(response, answer, certificate.has_value());
        if (then_close) ::MHD_add_response_header(response, "Connection", "close");
        const auto queued = ::MHD_queue_response(connection, answer.status, response);
        ::MHD_destroy_response(response);
        return queued;
    }

    // Whatever is thrown stops here: the caller is C.
    Answer answer_to(Exchange& exchange) const noexcept try {
        if (exchange.request.method == Method::post) {
            auto form = Fields::parse(exchange.body);
            if (!form) return plain(MHD_HTTP_BAD_REQUEST, form.error().message.english);
            exchange.request.form = std::move(*form);
        }
        return handle(exchange.request);
    } catch (const std::exception&) {
        return plain(MHD_HTTP_INTERNAL_SERVER_ERROR, "internal error");
    }

    MHD_Result begin(MHD_Connection* connection, const char* path, std::string_view method,
                     void** memory) {
        const auto known = method_named(method);
        if (!known) return send(connection, plain(MHD_HTTP_METHOD_NOT_ALLOWED, "GET, POST"), true);
        auto exchange = std::make_unique<Exchange>();
        auto& request = exchange->request;
        request.method = *known;
        request.path = path;
        request.host = header(connection, "Host");
        request.cookie = header(connection, "Cookie");
        request.origin = header(connection, "Origin");
        request.fetch_site = header(connection, "Sec-Fetch-Site");
        request.languages = header(connection, "Accept-Language");
        request.etag = header(connection, "If-None-Match");
        request.address = address_of(connection);
        ::MHD_get_connection_values_n(connection, MHD_GET_ARGUMENT_KIND, take_query,
                                      exchange.get());
        const auto refused = refusal_of_head(connection, *exchange, limits);
        if (refused != 0) return send(connection, plain(refused, "refused"), true);
        *memory = exchange.release();  // Freed by completed().
        return MHD_YES;
    }

    MHD_Result go_on(MHD_Connection* connection, Exchange& exchange, std::string_view part) {
        // Content-Length was checked; this holds whatever the library makes of it.
        if (exchange.body.size() + part.size() > limits.body_bytes_max) return MHD_NO;
        exchange.body.append(part);
        if (!part.empty()) return MHD_YES;
        const int descriptor = descriptor_of(connection);
        connections.begin_answer(descriptor);
        const auto answer = answer_to(exchange);
        return send(connection, answer, connections.end_answer(descriptor));
    }

    // libmicrohttpd's own signature. NOLINTNEXTLINE(readability-function-size)
    static MHD_Result access(void* state, MHD_Connection* connection, const char* path,
                             const char* method, const char* /*version*/, const char* upload,
                             std::size_t* upload_size, void** memory) {
        auto& self = *static_cast<State*>(state);
        if (*memory == nullptr) return self.begin(connection, path, method, memory);
        const std::string_view part(upload == nullptr ? "" : upload, *upload_size);
        const auto went_on = self.go_on(connection, *static_cast<Exchange*>(*memory), part);
        *upload_size = 0;
        return went_on;
    }

    static void completed(void* /*state*/, MHD_Connection* /*connection*/, void** memory,
                          MHD_RequestTerminationCode /*code*/) {
        const std::unique_ptr<Exchange> freed(static_cast<Exchange*>(*memory));
        *memory = nullptr;
    }

    static void connected(void* state, MHD_Connection* connection, void** /*memory*/,
                          MHD_ConnectionNotificationCode code) {
        auto& self = *static_cast<State*>(state);
        const int descriptor = descriptor_of(connection);
        if (code == MHD_CONNECTION_NOTIFY_STARTED) {
            self.connections.remember(descriptor);
        } else {
            self.connections.forget(descriptor);
        }
    }

    Result<> listen(const Listening& listening);

    const Handle handle;
    const Limits limits;
    const std::optional<Certificate> certificate;
    Connections connections;
    MHD_Daemon* daemon = nullptr;
};

namespace {

// sockaddr_in or sockaddr_in6, as bind(2) takes it.
sockaddr_storage socket_address(const IpAddress& address, std::uint16_t port) {
    sockaddr_storage storage{};
    if (address.is_v4()) {
        sockaddr_in v4{};
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        v4.sin_addr.s_addr = htonl(address.v4());
        std::memcpy(&storage, &v4, sizeof v4);
    } else {
        sockaddr_in6 v6{};
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(port);
        std::memcpy(&v6.sin6_addr, address.v6().data(), address.v6().size());
        std::memcpy(&storage, &v6, sizeof v6);
    }
    return storage;
}

MHD_OptionItem number(MHD_OPTION option, std::intptr_t value) { return {option, value, nullptr}; }

MHD_OptionItem text(MHD_OPTION option, const char* value) {
    return {option, 0, const_cast<char*>(value)};
}

}  // namespace

Result<> Server::State::listen(const Listening& listening) {
    auto address = socket_address(listening.address, listening.port);
    std::vector<MHD_OptionItem> options{
        number(MHD_OPTION_CONNECTION_LIMIT, limits.connections_max),
        number(MHD_OPTION_PER_IP_CONNECTION_LIMIT, limits.connections_per_address_max),
        number(MHD_OPTION_CONNECTION_TIMEOUT, limits.silence_max.count()),
        number(MHD_OPTION_CONNECTION_MEMORY_LIMIT,
               static_cast<std::intptr_t>(limits.head_bytes_max)),
        number(MHD_OPTION_THREAD_STACK_SIZE, thread_stack_bytes),
        number(MHD_OPTION_STRICT_FOR_CLIENT, 1),
        {MHD_OPTION_SOCK_ADDR, 0, &address},
    };
    unsigned flags = MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD |
                     MHD_USE_POLL | MHD_USE_ITC;
    if (!listening.address.is_v4()) flags |= MHD_USE_IPv6;
    if (certificate) {
        flags |= MHD_USE_TLS;
        options.push_back(text(MHD_OPTION_HTTPS_MEM_CERT, certificate->chain.c_str()));
        options.push_back(text(MHD_OPTION_HTTPS_MEM_KEY, certificate->key.c_str()));
        options.push_back(text(MHD_OPTION_HTTPS_PRIORITIES, tls_priorities));
    }
    options.push_back({MHD_OPTION_END, 0, nullptr});
    // A browser that leaves in the middle of a page must not end the program.
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    ::sigaction(SIGPIPE, &ignore, nullptr);
    daemon = ::MHD_start_daemon(flags, listening.port, nullptr, nullptr, &State::access, this,
                                MHD_OPTION_NOTIFY_COMPLETED, &State::completed, this,
                                MHD_OPTION_NOTIFY_CONNECTION, &State::connected, this,
                                MHD_OPTION_ARRAY, options.data(), MHD_OPTION_END);
    if (daemon != nullptr) return {};
    return Error{ErrorKind::io,
                 say("impossible d'écouter sur {} port {} : un autre programme s'en sert-il ?",
                     "cannot listen on {} port {}: is another program using it?",
                     listening.address.to_string(), listening.port)};
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

Result<Server> Server::start(const Listening& listening, Handle handle) {
    auto state = std::make_unique<State>(listening, std::move(handle));
    TRY(state->listen(listening));
    return Server(std::move(state));
}

std::uint16_t Server::port() const {
    const auto* info = ::MHD_get_daemon_info(state_->daemon, MHD_DAEMON_INFO_BIND_PORT);
    return info == nullptr ? std::uint16_t{0} : info->port;
}

}  // namespace primum::web
