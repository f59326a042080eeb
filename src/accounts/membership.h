// Membership: that a name has its role by somebody who held the practice's key.
//
// A person's own proof (PersonalKey) can be made by that person. This one cannot be made by a
// technician, who has no such key.
#pragma once

#include "accounts/account_file.h"
#include "base/result.h"

namespace primum::accounts {

crypto::Hash membership_of(const Account& account, const LedgerKey& key);

// ErrorKind::corrupt when it was made with another key, or `key` is empty. A technician has none.
Result<> check_membership(const Account& account, const LedgerKey& key);

// The same of everybody who is or was in charge. Who seals a key of his own making for himself
// would have to break the account of the person in charge, who then notices.
Result<> check_in_charge_of(const AccountFile& content, const LedgerKey& key);

}  // namespace primum::accounts
