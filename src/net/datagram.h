// UDP questions: one datagram out, answers in until a deadline.
#pragma once

#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "net/deadline.h"
#include "net/dialer.h"

namespace primum::net {

struct Answer {
    Endpoint from;
    Bytes bytes;
};

struct Question {
    Endpoint to;  // An allowed address, or a multicast or broadcast address of a local network.
    BytesView bytes;
    std::vector<Bytes> more;  // Datagrams to send after it, a moment apart.
    // The interface's own address that a multicast question leaves from; without it, the kernel's
    // routing decides. Required for multicast.
    std::optional<IpAddress> from;
    std::size_t answers_max = 256;
    std::size_t answer_bytes_max = 9000;
};

// Sends the question and gathers answers until `deadline`; with `answers_max` of 1, until the
// first. No answer is no error: the vector is empty. Answers from addresses that the dialer does
// not allow are dropped. A port that is closed (ICMP) ends a unicast question early.
Result<std::vector<Answer>> ask(Dialer& dialer, const Question& question, Deadline deadline);

// The same question to many addresses from one socket, one datagram each, spread over a moment.
// Ends early once there are four answers for each address asked: somebody is flooding.
Result<std::vector<Answer>> ask_each(Dialer& dialer, const std::vector<Endpoint>& to,
                                     BytesView question, Deadline deadline);

}  // namespace primum::net
