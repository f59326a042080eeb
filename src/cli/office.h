// Office: the practice's accounts and its ledger, opened for somebody who has signed in.
#pragma once

#include <filesystem>

#include "accounts/account_book.h"
#include "cli/office_arguments.h"
#include "compliance/ledger.h"

namespace primum::cli {

// In Primum's home, beside the facts.
std::filesystem::path accounts_file(const std::filesystem::path& home);
std::filesystem::path ledger_file(const std::filesystem::path& home);

struct Office {
    std::filesystem::path home;
    accounts::AccountBook book;
    accounts::SignedIn person;

    compliance::Author author() const { return compliance::author_of(person); }
};

// Home and book; ErrorKind::usage, saying how to make the first account, when there is none.
Result<accounts::AccountBook> open_book(const std::filesystem::path& home);

// Asks for the passphrase (and for the code where one is needed and a person is there to be asked).
Result<Office> sign_in(const OfficeArguments& wanted, Language language);

Result<compliance::Ledger> open_ledger(const Office& office);

// Hands what the ledger tells to the facts. To be called after every change.
Result<> tell_facts(const Office& office, const compliance::Ledger& ledger);

}  // namespace primum::cli
