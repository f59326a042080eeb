#include "formats/host/saved_logins.h"

#include <nlohmann/json.hpp>

#include "base/byte_reader.h"
#include "base/text.h"
#include "formats/host/sqlite_file.h"
#include "formats/malformed.h"

namespace primum::formats {
namespace {

constexpr std::size_t depth_max = 8;

// Reads the file as events: whatever its size, only the addresses are kept.
class LoginCollector : public nlohmann::json_sax<nlohmann::json> {
public:
    std::vector<std::string> hosts;

    bool null() override { return true; }
    bool boolean(bool) override { return true; }
    bool number_integer(number_integer_t) override { return true; }
    bool number_unsigned(number_unsigned_t) override { return true; }
    bool number_float(number_float_t, const string_t&) override { return true; }
    bool binary(binary_t&) override { return true; }
    bool start_object(std::size_t) override { return ++depth_ <= depth_max; }
    bool end_object() override { return --depth_, true; }
    bool start_array(std::size_t) override {
        if (depth_ == 1) in_logins_ = key_ == "logins";
        return ++depth_ <= depth_max;
    }
    bool end_array() override { return --depth_, true; }
    bool key(string_t& name) override {
        key_ = name;
        return true;
    }
    bool string(string_t& text) override {
        const bool is_login = in_logins_ && depth_ == 3 && key_ == "hostname";
        if (is_login && hosts.size() < saved_logins_max) hosts.push_back(host_of_site(text));
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception&) override {
        return false;
    }

private:
    std::size_t depth_ = 0;
    bool in_logins_ = false;
    std::string key_;
};

}  // namespace

std::string host_of_site(std::string_view address) {
    if (const auto scheme = address.find("://"); scheme != std::string_view::npos) {
        address.remove_prefix(scheme + 3);
    }
    address = address.substr(0, address.find_first_of("/?#"));
    if (const auto at = address.rfind('@'); at != std::string_view::npos) {
        address.remove_prefix(at + 1);
    }
    if (!address.starts_with('[')) address = address.substr(0, address.find(':'));
    return lower_case(address);
}

Result<std::vector<std::string>> parse_mozilla_logins(BytesView file) {
    LoginCollector collector;
    const auto text = as_text(file);
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &collector)) return malformed("JSON");
    return std::move(collector.hosts);
}

Result<std::vector<std::string>> parse_chromium_logins(BytesView file) {
    std::vector<std::string> hosts;
    const SqliteQuery query{.table = "logins",
                            .columns = {"origin_url", "blacklisted_by_user"},
                            .rows_max = saved_logins_max};
    TRY(for_each_sqlite_row(file, query, [&](std::span<const SqliteValue> row) {
        const auto* address = std::get_if<std::string>(row.data());
        const auto* never_saved = std::get_if<std::int64_t>(&row[1]);
        const bool is_saved = never_saved == nullptr || *never_saved == 0;
        if (address != nullptr && is_saved) hosts.push_back(host_of_site(*address));
    }));
    return hosts;
}

}  // namespace primum::formats
