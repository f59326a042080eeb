// Request and Answer: one exchange with a browser, after the limits were held and before a page is
// written. Plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "web/http/fields.h"

namespace primum::web {

enum class Method : std::uint8_t { get, post };

struct Request {
    Method method = Method::get;
    std::string path;  // As decoded: "/findings".
    Fields query;
    Fields form;             // Of a POST; empty for a GET.
    std::string host;        // The header, as sent.
    std::string cookie;      // Likewise.
    std::string origin;      // Likewise; empty where the browser sent none.
    std::string fetch_site;  // Sec-Fetch-Site, likewise.
    std::string languages;   // Accept-Language, likewise.
    std::string etag;        // If-None-Match, likewise.
    std::string address;     // Of the other end: "127.0.0.1".
};

struct Answer {
    std::uint16_t status = 200;
    std::string type = "text/html; charset=utf-8";
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;  // Beside the ones that all have.
    bool may_be_kept = false;  // False: private, and no copy stays in the browser.
};

// After a form was taken: the browser fetches the page anew, and "back" sends nothing twice.
inline Answer see_other(std::string location) {
    return {.status = 303, .headers = {{"Location", std::move(location)}}};
}

}  // namespace primum::web
