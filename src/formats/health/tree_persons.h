// TreePersons: gathers what a tree says of each person, while tree_walk.h walks over it.
//
// What a member tells goes to the element that stands for a person around it; the caller says which
// elements do. Copies only while a person is open.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/health/health_record.h"
#include "formats/health/tree_walk.h"

namespace primum::formats {

enum class Trait { family, given, birth_date, identifier };
inline constexpr std::size_t trait_count = 4;

// A value of the member `name` (in an element of that name, at any depth inside `around` when it is
// not empty) is this trait.
struct TraitRule {
    std::string_view name;
    Trait trait;
    std::string_view around = {};
};

class TreePersons {
public:
    // `rules` must outlive it. A person begins with each element in `persons`, and ends with it.
    TreePersons(std::vector<std::string_view> persons, std::vector<TraitRule> rules)
        : persons_(std::move(persons)), rules_(std::move(rules)) {}

    // Calls `listener` when a person with a name or an identifier ends; counts them.
    void take(const TreePiece& piece, const PersonListener& listener);

    std::int64_t count() const { return count_; }
    std::int64_t with_identity() const {
        return with_identity_;
    }  // With a birth date or identifier.

private:
    void finish(const PersonListener& listener);
    bool is_open(std::string_view name) const;

    std::vector<std::string_view> persons_;
    std::vector<TraitRule> rules_;
    std::vector<std::string_view> path_;  // From the person's element on.
    std::array<std::string, trait_count> traits_;
    std::int64_t count_ = 0;
    std::int64_t with_identity_ = 0;
};

}  // namespace primum::formats
