// Whatever stands in a person's mail settings: no crash, and an address handed over is one.
#include <cstdint>

#include "base/check.h"
#include "formats/mail/desktop_accounts.h"
#include "formats/mail/forwarding.h"
#include "formats/mail/thunderbird.h"

namespace {

using namespace primum::formats;

void check(const MailAccount& account) {
    if (!account.address.empty()) CHECK(plain_address(account.address) == account.address);
}

void check(const std::set<std::string>& domains) {
    for (const auto& domain : domains) CHECK(plain_address("x@" + domain) == "x@" + domain);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto& each : thunderbird_accounts(parse_thunderbird_prefs(text))) {
        check(each.account);
        CHECK(each.folder.find("..") == std::string::npos);
    }
    const auto settings = parse_key_file(text);
    if (const auto account = evolution_account(settings)) check(*account);
    if (const auto account = akonadi_resource(settings)) check(*account);
    for (const auto& account : gnome_online_accounts(settings)) check(account);
    for (const auto& account : kmail_identities(settings)) check(account);
    for (const auto& account : claws_accounts(settings)) check(account);
    check(thunderbird_forwards(text));
    check(evolution_forwards(text));
    check(kmail_forwards(settings));
    check(claws_forwards(text));
    return 0;
}
