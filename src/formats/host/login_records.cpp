#include "formats/host/login_records.h"

#include <algorithm>

#include "base/byte_reader.h"
#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::size_t names_max = 10000;
constexpr std::uint32_t user_process = 7;
constexpr std::size_t user_offset = 44;
constexpr std::size_t user_bytes = 32;
constexpr std::size_t seconds_offset = 340;

std::uint32_t number_at(BytesView record, std::size_t offset) {
    return ByteReader(record.subspan(offset)).u32_little().value();
}

Time time_of(std::uint32_t seconds) { return Time(std::chrono::seconds(seconds)); }

}  // namespace

std::map<std::uint32_t, Time> parse_lastlog(BytesView file) {
    std::map<std::uint32_t, Time> logins;
    const auto entries = file.size() / lastlog_entry_bytes;
    for (std::size_t i = 0; i < entries; ++i) {
        const auto seconds = number_at(file.subspan(i * lastlog_entry_bytes), 0);
        if (seconds == 0 || logins.size() >= names_max) continue;
        logins.emplace(static_cast<std::uint32_t>(i), time_of(seconds));
    }
    return logins;
}

std::map<std::string, Time> parse_wtmp(BytesView file) {
    std::map<std::string, Time> logins;
    for (; file.size() >= wtmp_record_bytes; file = file.subspan(wtmp_record_bytes)) {
        if ((number_at(file, 0) & 0xffffU) != user_process) continue;  // ut_type is a short.
        const auto field = as_text(file.subspan(user_offset, user_bytes));
        const auto name = std::string(field.substr(0, field.find('\0')));
        const auto when = time_of(number_at(file, seconds_offset));
        const auto known = logins.find(name);
        if (known != logins.end()) {
            known->second = std::max(known->second, when);
        } else if (!name.empty() && logins.size() < names_max) {
            logins.emplace(name, when);
        }
    }
    return logins;
}

}  // namespace primum::formats
