// HTTP: one request, one answer, over libcurl, with limits on everything.
//
// No redirect is followed, no proxy and no cookie is used, no certificate is checked: the question
// is what the server shows to anybody.
#pragma once

#include <chrono>
#include <map>
#include <string>

#include "base/address.h"
#include "net/dialer.h"

namespace primum::net {

struct HttpRequest {
    Endpoint endpoint;
    bool tls = false;
    std::string method = "GET";
    std::string path = "/";  // With its query.
    std::map<std::string, std::string> headers;
    std::string body;
    std::size_t body_bytes_max = 256_KiB;
    std::chrono::milliseconds connect_timeout{1000};
    std::chrono::milliseconds timeout{5000};  // For the whole exchange, once admitted.
};

struct HttpResponse {
    int status = 0;
    std::map<std::string, std::string> headers;  // Names in lower case; of several, the last.
    std::string body;
    bool body_cut = false;  // There was more than body_bytes_max.

    std::string header(const std::string& name) const;  // Empty when absent.
};

// Errors as of Dialer::connect; ErrorKind::malformed when the answer is not HTTP.
Result<HttpResponse> exchange(Dialer& dialer, const HttpRequest& request);

}  // namespace primum::net
