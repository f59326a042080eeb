// Change: one thing that a fix alters, and how to put it back.
//
// A change is planned first (nothing happens), kept in the journal, then applied. All four verbs
// are safe to repeat and to take up after a crash: apply() goes on from `before` or `between`,
// revert() from `after` or `between`. Each implementation passes the contract of
// testing/change_contract.h. Not thread-safe.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace primum::fixes {

using Json = nlohmann::ordered_json;

// How things stand with one change.
enum class Stands {
    before,     // As it was found.
    between,    // Interrupted on the way; apply() and revert() both go on from here.
    committed,  // Interrupted past the point where only apply() can go on without a password.
    after,      // Done.
    foreign,    // Neither: somebody else has changed it since. It is left alone.
};

class Change {
public:
    virtual ~Change() = default;

    // Exactly what would be done: a unified diff, a command, a call to the router.
    virtual Sentence show() const = 0;

    // Where it happens, for a person: a path, a command, a router.
    virtual std::string place() const = 0;

    // Whether this process has the rights to do it.
    virtual bool is_allowed() const = 0;

    virtual Result<Stands> look() const = 0;

    // Whether look() asks whatever holds the door itself, so that `after` proves it closed.
    virtual bool look_is_proof() const { return false; }

    // Of one whose revert() was begun: whether it came to its end. Not always `before`: what was
    // made again may differ from what look() remembers.
    virtual Result<bool> is_put_back() const { return TRY(look()) == Stands::before; }

    virtual Result<> apply() = 0;
    virtual Result<> revert() = 0;

    // Removes what an interrupted apply() or revert() has left beside it.
    virtual Result<> sweep() { return {}; }

    // What its commands hold open until the last of what they start has ended. Borrowed.
    virtual void give_lock(int /*descriptor*/) {}

    // What is needed to look() and revert() in another process, and to apply() from `committed`.
    // `kind` names the implementation. Never a password.
    virtual Json keep() const = 0;

    // Whether revert() from `after` needs the password that apply() was given, and takes it.
    virtual bool needs_password() const { return false; }
    virtual void give_password(const std::string& /*password*/) {}
};

using Changes = std::vector<std::unique_ptr<Change>>;

// ErrorKind::corrupt when the journal holds something that this program never wrote.
Result<std::unique_ptr<Change>> change_from(const Json& kept);

// The text under `name`, or ErrorKind::corrupt.
Result<std::string> kept_text(const Json& kept, std::string_view name);
// The number under `name`, at most `most`, or ErrorKind::corrupt.
Result<std::uint64_t> kept_number(const Json& kept, std::string_view name,
                                  std::uint64_t most = std::numeric_limits<std::uint64_t>::max());
// What as_json_words() made of some words, or ErrorKind::corrupt.
Result<std::vector<std::string>> kept_words(const Json& kept, std::string_view name);

// Any bytes as text that JSON can carry, and back: each byte becomes the character of its number.
// What is ASCII stays readable in the journal.
std::string as_json_text(std::string_view bytes);
Json as_json_words(const std::vector<std::string>& words);
Result<std::string> from_json_text(std::string_view text);

}  // namespace primum::fixes
