// PersonCounter: how many different persons were met, without keeping who they are.
#pragma once

#include <string_view>
#include <unordered_set>

#include "base/keyed_hash.h"
#include "os/random.h"

namespace primum::probes {

// Holds hashes under a key that lives as long as this object. Not thread-safe.
class PersonCounter {
public:
    static constexpr std::size_t persons_max = 1'000'000;

    // What makes one person one person there: an identifier within its issuer, and a birth date.
    // Someone without any of it cannot be told from another, and is not counted.
    void add(std::string_view identifier, std::string_view issuer, std::string_view birth_date) {
        if (identifier.empty() && birth_date.empty()) return;
        if (hashes_.size() >= persons_max) return;
        // Lengths keep "1|23" and "12|3" apart.
        std::string joined =
            std::to_string(identifier.size()) + "|" + std::to_string(issuer.size());
        joined.append("|").append(identifier).append(issuer).append(birth_date);
        hashes_.insert(keyed_hash(key_, joined));
    }
    std::size_t count() const { return hashes_.size(); }

private:
    HashKey key_{os::random_number(), os::random_number()};
    std::unordered_set<std::uint64_t> hashes_;
};

}  // namespace primum::probes
