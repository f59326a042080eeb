// A folder on a web server: what its listing page ("Index of /") or its WebDAV answer says is in
// it.
//
// Listings are pages that Apache, nginx, lighttpd, IIS and others make by themselves; no standard
// describes them. WebDAV: RFC 4918 §9.1, §14.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace primum::formats {

inline constexpr std::size_t web_entries_max = 5'000;

struct WebEntry {
    std::string name;  // The last part of the path, decoded: hostile bytes.
    std::string path;  // As the server writes it, from "/": fit for the next request.
    bool is_folder = false;
    bool operator==(const WebEntry&) const = default;
};

struct WebFolder {
    std::vector<WebEntry> entries;
    bool cut = false;  // There were more than web_entries_max.
};

// What stands directly in the folder `base` ("/", "/letters/"), or nothing when the page is no
// listing. Links that lead up, elsewhere or to another order of the page are left out.
std::optional<WebFolder> parse_folder_page(std::string_view html, std::string_view base);

// The same from the answer to PROPFIND with Depth 1. ErrorKind::malformed when it is none.
Result<WebFolder> parse_multistatus(std::string_view xml, std::string_view base);

}  // namespace primum::formats
