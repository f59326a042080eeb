#include "formats/health/health_record.h"

#include <array>

#include "base/text.h"

namespace primum::formats {
namespace {

constexpr std::string_view identity_systems = "1.2.250.1.213.1.4.";

struct Systems {
    bool real = false;
    bool test = false;
};

Systems find_systems(std::string_view text) {
    Systems systems;
    auto at = text.find(identity_systems);
    for (; at != std::string_view::npos; at = text.find(identity_systems, at)) {
        at += identity_systems.size();
        auto end = at;
        while (end < text.size() && end - at < 3 && is_digit(text[end])) ++end;
        const auto last = text.substr(at, end - at);
        systems.real = systems.real || last == "8" || last == "9" || last == "2";
        systems.test = systems.test || last == "10" || last == "11";
    }
    return systems;
}

}  // namespace

bool has_real_identity(std::string_view text) { return find_systems(text).real; }

bool has_test_identity_only(std::string_view text) {
    const auto systems = find_systems(text);
    return systems.test && !systems.real;
}

}  // namespace primum::formats
