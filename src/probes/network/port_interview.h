// PortInterview: finds out what speaks on one open port, with as few connections as can be.
//
// The connection that found the port open is the one that is asked; another is made only where the
// first answer calls for it (a server that wants TLS, or none; a page that sends elsewhere). What
// is sent: a GET for the first page, a TLS ClientHello, or one question for abilities or options.
// Not thread-safe.
#pragma once

#include <memory>
#include <optional>

#include "formats/greeting.h"
#include "formats/http_answer.h"
#include "net/dialer.h"
#include "net/tls.h"
#include "probes/network/neighbourhood.h"
#include "probes/network/port_list.h"

namespace primum::probes {

// How long a port is waited for.
struct Patience {
    std::chrono::milliseconds connect{500};
    std::chrono::milliseconds moment{30};      // For a port whose own probe will speak to it.
    std::chrono::milliseconds stranger{150};   // For a greeting that may not come.
    std::chrono::milliseconds greeting{1000};  // For a greeting that is due.
    std::chrono::milliseconds answer{2000};    // For the first byte, and again for the rest.
    std::chrono::milliseconds handshake{3000};
    net::Deadline end;  // Of the whole device's turn.
};

struct Interviewed {
    OpenPort port;
    bool mute = false;                // It owed a word and said none.
    std::optional<Sentence> trouble;  // Why it could not be told what speaks there.
};

class PortInterview {
public:
    // `dialer` is borrowed and must outlive the interview.
    PortInterview(net::Dialer& dialer, const Endpoint& endpoint, const KnownPort& known,
                  const Patience& patience);

    // Asks over `stream`, a fresh connection to the port. Fails only with ErrorKind::stopped.
    Result<Interviewed> run(std::unique_ptr<net::Stream> stream);

private:
    struct Heard {
        Bytes bytes;
        bool closed = false;     // The peer hung up.
        bool timed_out = false;  // It fell silent.
    };
    using IsWhole = bool (*)(BytesView bytes);

    Result<Heard> hear(net::Stream& stream, std::chrono::milliseconds first, IsWhole is_whole);
    Result<Heard> ask(net::Stream& stream, BytesView question, IsWhole is_whole);
    Result<std::unique_ptr<net::Stream>> connect_again();

    Result<std::unique_ptr<net::Stream>> shake_hands(std::unique_ptr<net::Stream> stream,
                                                     net::Deadline deadline);

    Result<> leave(net::Stream& stream);
    Result<> listen(net::Stream& stream);
    Result<> ask_own_question(net::Stream& stream, BytesView question);
    Result<> meet_stranger(std::unique_ptr<net::Stream> stream);
    Result<> begin_tls(std::unique_ptr<net::Stream> stream);
    Result<> go_on_inside_tls(std::unique_ptr<net::Stream> stream);
    Result<> go_on_without_tls();
    Result<> turn_to_tls();
    Result<> ask_web(std::unique_ptr<net::Stream> stream);
    Result<> ask_abilities(net::Stream& stream);
    Result<> follow(const formats::HttpAnswer& answer);

    bool note_greeting(const Heard& heard);
    void note_silence(const Heard& heard);
    void note_web(const formats::HttpAnswer& answer);
    void note_login(const formats::HttpAnswer& answer);
    void note_rest(const Heard& heard, const formats::HttpAnswer& answer);
    void fall_back_on_usual();
    void trouble(const Sentence& what);

    net::Dialer& dialer_;
    const KnownPort known_;
    const Patience patience_;
    Interviewed seen_;
    bool tried_tls_ = false;
    bool followed_ = false;
};

}  // namespace primum::probes
