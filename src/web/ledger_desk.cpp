#include "web/ledger_desk.h"

namespace primum::web {

Result<LedgerDesk::Lent> LedgerDesk::lend(const accounts::LedgerKey& key) {
    if (key.is_empty()) {
        return Error{ErrorKind::denied,
                     {"votre compte n'a pas la clé de ce qui nomme des patients",
                      "your account has no key to what names patients"}};
    }
    std::unique_lock lock(mutex_);
    if (ledger_) {
        TRY(ledger_->refresh());
    } else {
        ledger_.emplace(TRY(compliance::Ledger::open(file_, key)));
    }
    return Lent(std::move(lock), *ledger_);
}

void LedgerDesk::close() {
    const std::scoped_lock lock(mutex_);
    ledger_.reset();
}

bool LedgerDesk::is_open() {
    const std::scoped_lock lock(mutex_);
    return ledger_.has_value();
}

}  // namespace primum::web
