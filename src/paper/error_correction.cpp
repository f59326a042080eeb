#include "paper/error_correction.h"

#include <algorithm>

#include "base/check.h"

namespace primum::paper {
namespace {

constexpr std::uint32_t field_size = 2048;
constexpr std::uint32_t field_order = field_size - 1;  // Of its multiplication.
constexpr std::uint32_t field_polynomial = 0x805;      // x^11 + x^2 + 1, primitive.
constexpr std::size_t errors_max = 3;

struct Field {
    std::array<std::uint16_t, 2 * field_order> power{};
    std::array<std::uint16_t, field_size> logarithm{};

    constexpr Field() {
        std::uint32_t value = 1;
        for (std::uint32_t exponent = 0; exponent < field_order; ++exponent) {
            power[exponent] = power[exponent + field_order] = static_cast<std::uint16_t>(value);
            logarithm[value] = static_cast<std::uint16_t>(exponent);
            value <<= 1U;
            if (value >= field_size) value ^= field_polynomial;
        }
    }

    constexpr std::uint16_t times(std::uint16_t left, std::uint16_t right) const {
        if (left == 0 || right == 0) return 0;
        return power[std::size_t{logarithm[left]} + logarithm[right]];
    }
    constexpr std::uint16_t over(std::uint16_t left, std::uint16_t right) const {
        if (left == 0) return 0;
        return power[std::size_t{logarithm[left]} + field_order - logarithm[right]];
    }
};

constexpr Field field;

// What stands at place i contributes word × locator(i)^j to syndrome j.
std::uint16_t locator(std::size_t place) { return field.power[code_words - 1 - place]; }

using Syndromes = std::array<std::uint16_t, check_words>;

Syndromes syndromes_of(const CodeWord& word) {
    Syndromes syndromes{};
    for (std::size_t j = 0; j < check_words; ++j) {
        for (std::size_t place = 0; place < code_words; ++place) {  // Horner, at a^j.
            syndromes[j] = field.times(syndromes[j], field.power[j]) ^ word[place];
        }
    }
    return syndromes;
}

// One row per check: the locators' powers of the suspected places, then the syndrome.
using Row = std::array<std::uint16_t, check_words + 1>;
using Equations = std::array<Row, check_words>;

Equations equations_for(const Syndromes& syndromes, std::span<const std::size_t> places) {
    Equations rows{};
    for (std::size_t column = 0; column < places.size(); ++column) {
        std::uint16_t value = 1;
        for (std::size_t j = 0; j < check_words; ++j) {
            rows[j][column] = value;
            value = field.times(value, locator(places[column]));
        }
    }
    for (std::size_t j = 0; j < check_words; ++j) rows[j][check_words] = syndromes[j];
    return rows;
}

void subtract(Row& from, const Row& row, std::size_t column) {
    const auto factor = from[column];
    for (std::size_t i = column; i < row.size(); ++i) from[i] ^= field.times(factor, row[i]);
}

// What was added to the words at these places, if that explains all six syndromes.
std::optional<std::vector<std::uint16_t>> solve(const Syndromes& syndromes,
                                                std::span<const std::size_t> places) {
    auto rows = equations_for(syndromes, places);
    for (std::size_t column = 0; column < places.size(); ++column) {
        const auto pivot =
            std::find_if(rows.begin() + static_cast<std::ptrdiff_t>(column), rows.end(),
                         [&](const Row& row) { return row[column] != 0; });
        CHECK(pivot != rows.end());  // Powers of distinct locators are independent.
        std::iter_swap(rows.begin() + static_cast<std::ptrdiff_t>(column), pivot);
        const auto divisor = rows[column][column];
        for (auto& value : rows[column]) value = field.over(value, divisor);
        for (std::size_t other = 0; other < check_words; ++other) {
            if (other != column) subtract(rows[other], rows[column], column);
        }
    }
    std::vector<std::uint16_t> added;
    for (std::size_t j = 0; j < check_words; ++j) {
        if (j < places.size())
            added.push_back(rows[j][check_words]);
        else if (rows[j][check_words] != 0)
            return std::nullopt;
    }
    return added;
}

// Tries every choice of `errors` more places after `first`; stops at the first that explains
// everything.
std::optional<Correction> try_places(const CodeWord& read, const Syndromes& syndromes,
                                     std::vector<std::size_t>& places, std::size_t first,
                                     std::size_t errors) {
    if (errors == 0) {
        const auto added = solve(syndromes, places);
        if (!added) return std::nullopt;
        Correction found{.word = read, .places = {}};
        for (std::size_t i = 0; i < places.size(); ++i) {
            found.word[places[i]] ^= (*added)[i];
            found.places.push_back(places[i]);
        }
        std::ranges::sort(found.places);
        return found;
    }
    for (std::size_t place = first; place < code_words; ++place) {
        if (std::ranges::find(places, place) != places.end()) continue;
        places.push_back(place);
        auto found = try_places(read, syndromes, places, place + 1, errors - 1);
        places.pop_back();
        if (found) return found;
    }
    return std::nullopt;
}

}  // namespace

CodeWord protect(std::span<const std::uint16_t, message_words> message) {
    CodeWord word{};
    std::ranges::copy(message, word.begin());
    // The check words are what is missing: six erased words, solved for.
    std::array<std::size_t, check_words> checks{};
    for (std::size_t i = 0; i < check_words; ++i) checks[i] = message_words + i;
    const auto added = solve(syndromes_of(word), checks);
    CHECK(added);
    std::ranges::copy(*added, word.begin() + message_words);
    return word;
}

std::optional<Correction> correct(const CodeWord& read, std::span<const std::size_t> erased) {
    const auto syndromes = syndromes_of(read);
    std::vector<std::size_t> places(erased.begin(), erased.end());
    for (std::size_t errors = 0; errors <= errors_max; ++errors) {
        // Each erasure costs one check word, each error two: one to find it, one to mend it.
        if (places.size() + 2 * errors > check_words) break;
        auto found = try_places(read, syndromes, places, 0, errors);
        if (found) return found;
    }
    return std::nullopt;
}

}  // namespace primum::paper
