// Line, Heard: one bounded conversation with an open port, and how its outcome becomes rows.
//
// For the probes that speak for a port themselves (network.remote, network.databases).
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/parallel.h"
#include "facts/observation.h"
#include "probes/network/neighbourhood.h"

namespace primum::probes {

// A connection, inside TLS where the port speaks TLS, and the instant at which it is given up.
struct Line {
    std::unique_ptr<net::Stream> stream;
    net::Deadline deadline;

    Result<> write(BytesView bytes) { return stream->write_all(bytes, deadline); }
    Result<Bytes> read(std::size_t count) { return net::read_exactly(*stream, count, deadline); }
    Result<std::string> read_line(std::size_t length_max) {
        return net::read_line(*stream, length_max, deadline);
    }
};

// Errors as of Dialer::connect and TlsStream::shake_hands.
Result<Line> call(net::Dialer& dialer, const OpenPort& port);

// The protocol was heard: what it told, and why it did not tell all.
template <class Row>
struct Heard {
    Row row;
    std::optional<Error> cut_short;
};

// The row of a port before it was asked anything. `Row` is RemoteAccess or DatabaseServer.
template <class Row>
Row blank_row(const OpenPort& port) {
    Row row{.address = port.endpoint.address.to_string(), .port = port.endpoint.port};
    if constexpr (requires { row.protocol; }) row.protocol = port.protocol;
    if constexpr (requires { row.product; }) row.product = port.protocol;
    return row;
}

// Nothing was heard from the port yet: its protocol was concluded from its number.
bool was_silent(const OpenPort& port);

Sentence about(const OpenPort& port, const Sentence& what);

// An HTTP server that is not the one expected: its port is known for what it is.
Error is_plain_http(OpenPort& port);

// Asks `port` with `ask(dialer, port) -> Result<Heard<Row>>` and hands over its rows: that of the
// table, where the protocol was heard, and in every case its `service`.
template <class Row, class Ask>
void ask_and_tell(net::Dialer& dialer, OpenPort& port, facts::Sink& sink, const Ask& ask) {
    const auto expected = port.protocol;
    const bool silent = was_silent(port);
    const Result<Heard<Row>> heard = ask(dialer, port);
    if (heard) {
        const auto& [row, cut_short] = *heard;
        if (row.needs_login) port.needs_login = row.needs_login;
        if (cut_short) sink.could_not_see(about(port, cut_short->message));
        sink.add(row);
    } else if (port.protocol == expected) {
        sink.could_not_see(about(port, heard.error().message));
        // What said its name before has a row even if it fell silent since.
        if (silent) {
            port.protocol = "unknown";
        } else {
            sink.add(blank_row<Row>(port));
        }
    }
    sink.add(to_service(port));
}

// How the ports of one protocol are asked.
template <class Row>
struct Question {
    std::string_view protocol;
    Result<Heard<Row>> (*ask)(net::Dialer&, OpenPort&);
};

// Asks every port that speaks one of these protocols, several at once, until all are asked or the
// person stops the audit.
template <class Row>
void ask_all(NetworkContext& context, std::span<const Question<Row>> questions, facts::Sink& sink) {
    constexpr std::size_t ports_at_once_max = 16;
    std::vector<std::pair<OpenPort*, const Question<Row>*>> tasks;
    for (const auto& question : questions) {
        for (auto* port : context.neighbourhood.ports_speaking(question.protocol)) {
            tasks.push_back({port, &question});
        }
    }
    parallel_for_each(tasks, ports_at_once_max, [&](const auto& task) {
        if (context.dialer.stop().requested()) return;
        auto& [port, question] = task;
        const auto what = port->endpoint.to_string() + ", " + port->protocol;
        sink.progress({what, what});
        ask_and_tell<Row>(context.dialer, *port, sink, question->ask);
    });
}

}  // namespace primum::probes
