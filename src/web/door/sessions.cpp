#include "web/door/sessions.h"

#include <algorithm>

#include "base/hex.h"
#include "crypto/random.h"

namespace primum::web {
namespace {

crypto::Hash hash_of(std::string_view token) {
    return crypto::sha256(std::as_bytes(std::span(token)));
}

}  // namespace

std::string random_token() { return hex_of(crypto::random_bytes<32>()); }

// Hashed first: what differs, and where, is then nothing that time could tell.
bool is_same(std::string_view left, std::string_view right) {
    return hash_of(left) == hash_of(right);
}

std::string Sessions::begin(accounts::SignedIn who, Language language, Instant now) {
    auto token = random_token();
    const std::scoped_lock lock(mutex_);
    forget_the_old(now);
    if (kept_.size() >= count_max) kept_.erase(std::ranges::min_element(kept_, {}, &Kept::used));
    auto kept = std::make_shared<const accounts::SignedIn>(std::move(who));
    auto person = kept->person;
    kept_.push_back(
        {.token = hash_of(token),
         .session = std::make_shared<const Session>(Session{.who = std::move(kept),
                                                            .person = std::move(person),
                                                            .form_token = random_token(),
                                                            .language = language}),
         .began = now,
         .used = now});
    return token;
}

SessionNow Sessions::find(std::string_view token, Instant now) {
    const auto hash = hash_of(token);
    const std::scoped_lock lock(mutex_);
    forget_the_old(now);
    const auto found = std::ranges::find(kept_, hash, &Kept::token);
    if (found == kept_.end()) return nullptr;
    found->used = now;
    return found->session;
}

void Sessions::end(std::string_view token) {
    const auto hash = hash_of(token);
    const std::scoped_lock lock(mutex_);
    std::erase_if(kept_, [&](const Kept& kept) { return kept.token == hash; });
}

bool Sessions::any_with_key(Instant now) {
    const std::scoped_lock lock(mutex_);
    forget_the_old(now);
    return std::ranges::any_of(kept_,
                               [](const Kept& kept) { return !kept.session->who->key.is_empty(); });
}

void Sessions::end_all_of(std::string_view name, const Session* but) {
    const std::scoped_lock lock(mutex_);
    std::erase_if(kept_, [&](const Kept& kept) {
        return kept.session->person.name == name && kept.session.get() != but;
    });
}

void Sessions::keep_only(const std::vector<accounts::Person>& people) {
    const std::scoped_lock lock(mutex_);
    std::erase_if(kept_, [&](const Kept& kept) {
        const auto& known = kept.session->person;
        return std::ranges::none_of(people, [&](const accounts::Person& person) {
            return person.active && person.name == known.name && person.role == known.role &&
                   person.salt == known.salt;
        });
    });
}

void Sessions::change(std::string_view token, accounts::Person person, Language language) {
    const auto hash = hash_of(token);
    const std::scoped_lock lock(mutex_);
    const auto found = std::ranges::find(kept_, hash, &Kept::token);
    if (found == kept_.end()) return;
    auto changed = *found->session;
    changed.person = std::move(person);
    changed.language = language;
    found->session = std::make_shared<const Session>(std::move(changed));
}

void Sessions::forget_the_old(Instant now) {
    std::erase_if(kept_, [&](const Kept& kept) {
        return now - kept.used > idle_max || now - kept.began > age_max;
    });
}

}  // namespace primum::web
