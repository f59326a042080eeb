// TFTP: a request for a file that does not exist, and what a server answers to it. RFC 1350.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

struct TftpAnswer {
    bool refused = false;      // An ERROR, which is what we hope for: nothing is transferred.
    std::uint16_t number = 0;  // Of the error, or of the block.
    std::string message;       // Hostile.
};

// A read request, in octet mode. There is no function for a write request.
Bytes tftp_question();
Result<TftpAnswer> parse_tftp_answer(BytesView datagram);

}  // namespace primum::formats
