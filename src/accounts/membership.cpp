#include "accounts/membership.h"

#include "base/byte_reader.h"
#include "base/text.h"
#include "crypto/hash.h"

namespace primum::accounts {

crypto::Hash membership_of(const Account& account, const LedgerKey& key) {
    const auto derived = crypto::derive(key.view(), {}, "account name and role");
    crypto::HmacSha256 proof(derived.view());
    proof.update(as_bytes(name_of(account.role)));
    proof.update(as_bytes("\n"));
    proof.update(as_bytes(account.name));
    return proof.finish();
}

Result<> check_membership(const Account& account, const LedgerKey& key) {
    if (account.role == Role::technician) return {};
    if (!key.is_empty() && membership_of(account, key) == account.membership) return {};
    return Error{ErrorKind::corrupt,
                 say("le compte « {} » a été modifié hors de Primum",
                     "the account \"{}\" was changed outside Primum", printable(account.name))};
}

Result<> check_in_charge_of(const AccountFile& content, const LedgerKey& key) {
    for (const auto& account : content.accounts) {
        if (account.role == Role::in_charge) TRY(check_membership(account, key));
    }
    return {};
}

}  // namespace primum::accounts
