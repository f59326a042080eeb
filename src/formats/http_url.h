// HttpUrl: an http:// address as devices hand them out, with a numeric host only: a name would have
// to be looked up, and Primum asks no resolver where a device tells it to go.
#pragma once

#include <string>
#include <string_view>

#include "base/address.h"
#include "base/result.h"

namespace primum::formats {

struct HttpUrl {
    Endpoint endpoint;
    std::string path = "/";  // With its query; only visible ASCII characters.

    std::string to_string() const { return "http://" + endpoint.to_string() + path; }
};

// "http://192.168.1.1:5000/rootDesc.xml". Fails with ErrorKind::malformed on anything else, a
// host name, credentials and https included.
Result<HttpUrl> parse_http_url(std::string_view text);

// What `reference` means on a page at `base` (RFC 3986, 5.2, without dot segments): an http:// URL,
// a path from the root, or a path beside the page.
Result<HttpUrl> resolve_http_url(const HttpUrl& base, std::string_view reference);

// "%20" is a space, and so on; what is no such escape stays as it is (RFC 3986, section 2.1).
std::string percent_decoded(std::string_view text);

}  // namespace primum::formats
