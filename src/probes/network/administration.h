// Administration pages in clear: whether a device serves one over plain HTTP, and whether it asks
// who is there. No login is ever tried.
#pragma once

#include "base/address.h"
#include "facts/tables.h"
#include "net/dialer.h"

namespace primum::probes {

struct AdministrationPage {
    facts::Flag cleartext;    // Serves a page to administer it, or the login to one.
    facts::Flag needs_login;  // Unknown where the page is made by scripts in the browser.
};

// Asks for the front page at `endpoint` and follows redirections on the same device. A port where
// nothing speaks HTTP has no page. Errors: ErrorKind::unreachable when nobody answered in time.
Result<AdministrationPage> look_for_administration(net::Dialer& dialer, const Endpoint& endpoint);

}  // namespace primum::probes
