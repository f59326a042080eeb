// Person: somebody of the practice, or working for it, who may open Primum.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/sentence.h"
#include "crypto/locked_secret.h"
#include "crypto/passphrase.h"

namespace primum::accounts {

enum class Role : std::uint8_t {
    in_charge,                // The practitioner who answers for the practice: everything.
    staff,                    // Everything but accounts.
    data_protection_officer,  // Reads all, writes notes of their own.
    technician,               // No patient's request, no breach: no key to them.
};

// "in-charge", "staff", "data-protection-officer", "technician".
std::string_view name_of(Role role);
std::optional<Role> role_of(std::string_view name);
Sentence title_of(Role role);  // As a person reads it.

struct Person {
    std::string name;
    Role role = Role::staff;
    std::string language = "fr";  // "fr" or "en".
    bool has_second_factor = false;
    bool active = true;  // False: may not sign in any more; kept so that the history has its name.
    std::size_t recovery_codes = 0;  // How many are left.
    crypto::PassphraseSalt salt{};   // Another one after each change of the passphrase.

    bool operator==(const Person&) const = default;
};

// What all that names patients is sealed under. One for the practice, made with its first account.
using LedgerKey = crypto::LockedSecret;

// A person whose passphrase was right. Keep it no longer than the session.
struct SignedIn {
    Person person;
    LedgerKey key;                  // Empty for a technician.
    crypto::LockedSecret personal;  // Seals what is this person's alone.
};

}  // namespace primum::accounts
