// TlsStream: a stream inside TLS, and what its server showed of itself during the handshake.
//
// Every certificate is accepted, because the question is what the server shows, not whether to
// trust it; old versions are accepted too, so that they can be seen. Nothing secret is ever sent.
#pragma once

#include <memory>
#include <optional>

#include "base/time.h"
#include "net/stream.h"

namespace primum::net {

struct TlsFacts {
    std::string version;                      // "TLSv1.3"
    std::optional<Time> certificate_expires;  // Absent where the server showed no certificate.
    bool certificate_trusted = false;  // By an authority of this computer, and in date. RFC 5280.
    bool certificate_self_signed = false;
    bool client_certificate_asked = false;
};

class TlsStream : public Stream {
public:
    // Shakes hands over `stream`, which is consumed. ErrorKind::malformed when the peer does not
    // speak TLS; ErrorKind::denied when it does, but only with clients that have a certificate.
    // `seen`, where given, holds what the server showed in the first and in the last case.
    static Result<std::unique_ptr<TlsStream>> shake_hands(std::unique_ptr<Stream> stream,
                                                          Deadline deadline,
                                                          TlsFacts* seen = nullptr);
    virtual const TlsFacts& facts() const = 0;
};

}  // namespace primum::net
