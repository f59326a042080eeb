// Server: takes requests of browsers, within limits on everything, and hands them to one function.
//
// GNU libmicrohttpd speaks HTTP and TLS; nothing above this file knows it. One thread a connection,
// so that a page that takes long (a PDF, a passphrase being stretched) keeps nobody else waiting.
// `handle` is called from these threads: it must be safe to call from several at once, and must not
// throw. The server stops when this object goes; requests in hand are answered first.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/address.h"
#include "base/result.h"
#include "web/http/message.h"

namespace primum::web {

struct Limits {
    std::size_t body_bytes_max = 256UL * 1024;    // Of a form.
    std::size_t head_bytes_max = 16UL * 1024;     // Request line and headers.
    unsigned connections_max = 300;               // At the same time.
    unsigned connections_per_address_max = 260;   // Two hundred readers behind one proxy, and room.
    std::chrono::seconds silence_max{10};         // Nothing heard on a connection.
    std::chrono::seconds connection_age_max{60};  // Then it is closed, however busy its sender is.
};

// Chain and key in PEM.
struct Certificate {
    std::string chain;
    std::string key;
};

struct Listening {
    IpAddress address = IpAddress::from_v4(0x7F000001);
    std::uint16_t port = 0;  // 0: any that is free.
    std::optional<Certificate> certificate;
    Limits limits;
};

using Handle = std::function<Answer(const Request&)>;

class Server {
public:
    // ErrorKind::io when the port is taken or may not be used.
    static Result<Server> start(const Listening& listening, Handle handle);

    Server(Server&&) noexcept;
    Server& operator=(Server&&) noexcept;
    ~Server();

    std::uint16_t port() const;

private:
    struct State;
    explicit Server(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace primum::web
