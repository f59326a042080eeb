// House: what the pages share: the practice, the accounts, who is signed in, who did what.
//
// One for the whole life of the server; every member is safe to use from several threads, or has
// its mutex beside it.
#pragma once

#include <atomic>
#include <mutex>
#include <set>
#include <string>

#include "accounts/account_book.h"
#include "web/door/deeds.h"
#include "web/door/sessions.h"
#include "web/door/throttle.h"
#include "web/ledger_desk.h"
#include "web/practice.h"
#include "web/shelf.h"

namespace primum::web {

// As the command line decides.
struct HouseRules {
    std::set<std::string> host_names;  // By which browsers may call us, in lower case.
    bool over_tls = false;
    std::string first_token;  // Lets the first account be made while there is none.
    Language language = Language::french;
    std::filesystem::path ledger;     // The file of the obligations.
    std::filesystem::path catalogue;  // The folder.
};

struct House {
    House(HouseRules given, Practice& seen, accounts::AccountBook accounts, Deeds history)
        : rules(std::move(given)),
          practice(seen),
          book(std::move(accounts)),
          deeds(std::move(history)),
          ledger(rules.ledger) {}

    // Read when the first page asks for it.
    const Shelf& shelf();
    // Ends what nobody uses any more, and the sessions of whom the command line sent away or gave
    // another passphrase; to be called each minute.
    void tidy(Instant now);

    const HouseRules rules;
    Practice& practice;  // Must outlive the house.

    std::mutex book_mutex;  // Guards the three below.
    accounts::AccountBook book;
    Throttle names{std::chrono::minutes(1)};
    Throttle addresses{std::chrono::minutes(15)};

    // Who waits for the book to sign in; more than that are sent away.
    static constexpr int waiting_max = 8;
    std::atomic<int> waiting = 0;

    Deeds deeds;
    Sessions sessions;
    LedgerDesk ledger;
    const std::string visitors_secret = random_token();  // Of the forms before a sign-in.

private:
    std::once_flag shelf_read_;
    Shelf shelf_;
};

}  // namespace primum::web
