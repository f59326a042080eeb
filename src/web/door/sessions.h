// Sessions: who is signed in, each known by a random token that only their browser has.
//
// Kept in memory alone: they end with the program. Of a token only its hash is kept. A session ends
// after idle_max without a page, after age_max in any case, and when its person leaves.
// Thread-safe.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "accounts/account_book.h"
#include "base/sentence.h"
#include "crypto/hash.h"

namespace primum::web {

using Instant = std::chrono::steady_clock::time_point;

// Shared by the requests in hand: a session that ends lives until the last of them is answered.
struct Session {
    std::shared_ptr<const accounts::SignedIn> who;  // With the keys.
    accounts::Person person;  // As it is now; `who` is as it was at the sign-in.
    std::string form_token;   // In every form of this session: a stranger's page cannot know it.
    Language language = Language::french;
};

using SessionNow = std::shared_ptr<const Session>;

class Sessions {
public:
    static constexpr std::chrono::minutes idle_max{30};
    static constexpr std::chrono::hours age_max{10};  // A long day at the practice.
    static constexpr std::size_t count_max = 100;     // Then the one unused for longest ends.

    // The token, for the browser's cookie.
    std::string begin(accounts::SignedIn who, Language language, Instant now);

    // Null when there is no such session, or not any more.
    SessionNow find(std::string_view token, Instant now);
    void end(std::string_view token);
    bool any_with_key(Instant now);  // Whether anybody is who may read what names patients.
    // All of one person, but for the one that asks: their passphrase changed, or they left.
    void end_all_of(std::string_view name, const Session* but);
    // Ends those of whoever is not among these people, active, with the same role and passphrase.
    void keep_only(const std::vector<accounts::Person>& people);
    // The same session, with what changed of its person or language.
    void change(std::string_view token, accounts::Person person, Language language);

private:
    struct Kept {
        crypto::Hash token{};
        std::shared_ptr<const Session> session;
        Instant began{};
        Instant used{};
    };
    void forget_the_old(Instant now);

    std::mutex mutex_;
    std::vector<Kept> kept_;
};

// 256 random bits, in hexadecimal.
std::string random_token();

// In the same time whatever differs.
bool is_same(std::string_view left, std::string_view right);

}  // namespace primum::web
