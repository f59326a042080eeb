// The certificate that the dashboard shows beyond this computer.
#pragma once

#include <filesystem>
#include <optional>

#include "base/address.h"
#include "cli/serve_arguments.h"
#include "web/http/server.h"

namespace primum::cli {

struct ServeCertificate {
    std::optional<web::Certificate> certificate;  // Nothing on loopback, unless it was given.
    std::filesystem::path authority;              // Ours, for the browsers to trust; else empty.
    std::string fingerprint;                      // Of that authority.
};

// The one given, else one of our own authority, made in `home`/tls at the first start and issued
// anew a month before its end or when the names change.
Result<ServeCertificate> certificate_for(const ServeArguments& serve, const IpAddress& address,
                                         const std::filesystem::path& home);

}  // namespace primum::cli
