#include "formats/health/tree_persons.h"

#include <algorithm>

namespace primum::formats {
namespace {

constexpr std::size_t trait_length_max = 200;

}  // namespace

void TreePersons::take(const TreePiece& piece, const PersonListener& listener) {
    switch (piece.kind) {
        case TreePiece::Kind::begin:
            if (!path_.empty() || std::ranges::find(persons_, piece.name) != persons_.end()) {
                path_.push_back(piece.name);
            }
            return;
        case TreePiece::Kind::end:
            if (path_.empty()) return;
            path_.pop_back();
            if (path_.empty()) finish(listener);
            return;
        case TreePiece::Kind::value:
            break;
    }
    if (path_.empty()) return;
    for (const auto& rule : rules_) {
        const bool applies = rule.name == piece.name || (rule.name.empty() && is_open(rule.around));
        if (!applies || (!rule.around.empty() && !is_open(rule.around))) continue;
        auto& trait = traits_.at(static_cast<std::size_t>(rule.trait));
        // The first of each counts: other names and numbers of one person come after.
        if (trait.empty()) trait = piece.text.substr(0, trait_length_max);
        return;
    }
}

bool TreePersons::is_open(std::string_view name) const {
    return std::ranges::find(path_, name) != path_.end();
}

void TreePersons::finish(const PersonListener& listener) {
    const auto value = [&](Trait trait) -> std::string& {
        return traits_.at(static_cast<std::size_t>(trait));
    };
    const auto name = value(Trait::family) + " " + value(Trait::given);
    const bool is_known = name.size() > 1 || !value(Trait::identifier).empty();
    if (is_known) {
        ++count_;
        const bool has_identity =
            !value(Trait::birth_date).empty() || !value(Trait::identifier).empty();
        with_identity_ += has_identity ? 1 : 0;
        listener({.name = name,
                  .birth_date = value(Trait::birth_date),
                  .identifier = value(Trait::identifier)});
    }
    for (auto& trait : traits_) trait.clear();
}

}  // namespace primum::formats
