// What a parser says of bytes that are not what they were taken for.
#pragma once

#include <string_view>

#include "base/result.h"

namespace primum::formats {

inline Error malformed(std::string_view protocol) {
    return {ErrorKind::malformed,
            say("la réponse ne suit pas le protocole {}", "the answer is not {}", protocol)};
}

}  // namespace primum::formats
