// Gate: what a request passes before a page is written.
//
//   Host        one of our names: a stranger's page cannot reach us under its own (DNS rebinding)
//   asset       style and script, the same for everybody
//   origin      a form comes from a page of ours, or from nowhere that a browser would name
//   session     the cookie's, else the page to sign in
//   form token  the session's: a stranger's page cannot know it
//   room        what the person's role opens
#pragma once

#include "web/house.h"
#include "web/http/message.h"

namespace primum::web {

// Thread-safe; `now` is the moment of the request.
Answer answer(House& house, const Request& request, Instant now = std::chrono::steady_clock::now());

}  // namespace primum::web
