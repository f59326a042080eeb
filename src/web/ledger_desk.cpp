#include "web/ledger_desk.h"

namespace primum::web {
namespace {

Error not_with_this_key() {
    return {ErrorKind::denied,
            {"la clé de votre compte n'est pas celle de ce qui est ouvert : entrez à nouveau",
             "your account's key is not that of what is open: sign in again"}};
}

}  // namespace

Result<LedgerDesk::Lent> LedgerDesk::lend(const accounts::LedgerKey& key) {
    if (key.is_empty()) {
        return Error{ErrorKind::denied,
                     {"votre compte n'a pas la clé de ce qui nomme des patients",
                      "your account has no key to what names patients"}};
    }
    std::unique_lock lock(mutex_);
    const auto hash = crypto::sha256(key.view());
    if (ledger_) {
        if (hash != opened_with_) return not_with_this_key();
        const auto refreshed = ledger_->refresh();
        if (!refreshed) {
            // Half read, or another file: what is in memory is not to be trusted any more.
            if (refreshed.error().kind == ErrorKind::corrupt) ledger_.reset();
            return refreshed.error();
        }
    } else {
        ledger_.emplace(TRY(compliance::Ledger::open(file_, key)));
        opened_with_ = hash;
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
