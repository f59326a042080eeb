// Cookies: the two that there are. Neither can be read by a script, nor is sent from another site.
#pragma once

#include <string>

#include "web/house.h"
#include "web/http/message.h"

namespace primum::web {

// Names begin with __Host- over TLS: then no other site of the domain can have set them.
std::string session_cookie(const HouseRules& rules);

// Gives the session to the browser, or takes it away. It ends with the browser.
void hand_over_session(const HouseRules& rules, Answer& answer, const std::string& token);
void take_back_session(const HouseRules& rules, Answer& answer);

// Somebody before the sign-in, known by a random value in a cookie of their own.
struct Visitor {
    std::string value;
    bool is_new = false;  // The browser must be given it.
};

Visitor visitor_of(const HouseRules& rules, const Request& request);
// The token of forms before the sign-in: nobody else's page can know it.
std::string visitor_form_token(const House& house, const Visitor& visitor);
void greet(const HouseRules& rules, const Visitor& visitor, Answer& answer);

}  // namespace primum::web
