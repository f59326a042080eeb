// DnsResolver: asks the resolver of this computer about names of the Internet.
//
// For what a practice shows to the whole world, and only for names that its person in charge gave.
// Names of its own network are asked for otherwise (probes/network/devices.h). Not thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/result.h"
#include "os/stop.h"

namespace primum::net {

struct DnsReply {
    enum class Outcome {
        answer,        // `message` has records of the type asked for.
        no_data,       // The name exists, without such records.
        no_such_name,  // RFC 2308: there is no such name.
    };
    Outcome outcome = Outcome::no_such_name;
    Bytes message;  // As it came: hostile. Empty but for an answer.
};

class DnsResolver {
public:
    static constexpr std::chrono::milliseconds patience{2'000};  // With one try.
    static constexpr int tries_max = 2;

    // `servers` are addresses with an optional port, comma-separated: "192.168.1.1,127.0.0.1:5353";
    // empty for those of this computer. `stop` is borrowed and must outlive the resolver.
    static Result<DnsResolver> create(const std::string& servers, const os::Stop& stop);

    // `type` is a number of the IANA list: 15 for MX. ErrorKind::unreachable when no resolver
    // answered, or answered that it failed.
    Result<DnsReply> ask(const std::string& name, std::uint16_t type);

    DnsResolver(DnsResolver&&) noexcept;
    DnsResolver& operator=(DnsResolver&&) noexcept;
    ~DnsResolver();

private:
    struct Channel;
    explicit DnsResolver(std::unique_ptr<Channel> channel);

    std::unique_ptr<Channel> channel_;
};

}  // namespace primum::net
