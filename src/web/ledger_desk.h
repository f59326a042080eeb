// LedgerDesk: the practice's sealed obligations, open while somebody who has their key is there.
//
// One ledger for all visitors, lent to one of them at a time. Thread-safe.
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>

#include "compliance/ledger.h"
#include "crypto/hash.h"

namespace primum::web {

class LedgerDesk {
public:
    explicit LedgerDesk(std::filesystem::path file) : file_(std::move(file)) {}

    // Holds the desk until it goes.
    class Lent {
    public:
        compliance::Ledger& operator*() { return *ledger_; }
        compliance::Ledger* operator->() { return ledger_; }

    private:
        friend class LedgerDesk;
        Lent(std::unique_lock<std::mutex> lock, compliance::Ledger& ledger)
            : lock_(std::move(lock)), ledger_(&ledger) {}
        std::unique_lock<std::mutex> lock_;
        compliance::Ledger* ledger_;
    };

    // With what other processes have written since. ErrorKind::denied without the key.
    // A ledger that turns out to be corrupt is closed.
    Result<Lent> lend(const accounts::LedgerKey& key);
    // Forgets the key and what was read: nobody with a key is there any more.
    void close();
    bool is_open();

private:
    const std::filesystem::path file_;
    std::mutex mutex_;
    std::optional<compliance::Ledger> ledger_;
    crypto::Hash opened_with_{};  // Of the key: nobody with another is lent what this one opened.
};

}  // namespace primum::web
