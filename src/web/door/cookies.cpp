#include "web/door/cookies.h"

#include "base/hex.h"
#include "crypto/hash.h"

namespace primum::web {
namespace {

std::string name_of(const HouseRules& rules, const char* word) {
    return std::string(rules.over_tls ? "__Host-" : "") + "primum-" + word;
}

void set(const HouseRules& rules, Answer& answer, const std::string& name,
         const std::string& value) {
    answer.headers.emplace_back("Set-Cookie", name + "=" + value +
                                                  "; Path=/; HttpOnly; SameSite=Strict" +
                                                  (rules.over_tls ? "; Secure" : "") +
                                                  (value.empty() ? "; Max-Age=0" : ""));
}

}  // namespace

std::string session_cookie(const HouseRules& rules) { return name_of(rules, "session"); }

void hand_over_session(const HouseRules& rules, Answer& answer, const std::string& token) {
    set(rules, answer, session_cookie(rules), token);
}

void take_back_session(const HouseRules& rules, Answer& answer) {
    set(rules, answer, session_cookie(rules), "");
}

Visitor visitor_of(const HouseRules& rules, const Request& request) {
    auto kept = cookie_value(request.cookie, name_of(rules, "visitor"));
    if (kept && !kept->empty()) return {.value = std::move(*kept)};
    return {.value = random_token(), .is_new = true};
}

std::string visitor_form_token(const House& house, const Visitor& visitor) {
    crypto::HmacSha256 mac(std::as_bytes(std::span(house.visitors_secret)));
    mac.update(std::as_bytes(std::span(visitor.value)));
    return hex_of(mac.finish());
}

void greet(const HouseRules& rules, const Visitor& visitor, Answer& answer) {
    if (visitor.is_new) set(rules, answer, name_of(rules, "visitor"), visitor.value);
}

}  // namespace primum::web
