#include "drill/sample.h"

#include <algorithm>
#include <array>
#include <random>

#include "base/text.h"

namespace primum::drill {
namespace {

constexpr std::array<std::string_view, 18> database_suffixes{
    ".db",  ".db3", ".sqlite", ".sqlite3", ".mdb", ".accdb", ".fdb", ".gdb", ".dbf",
    ".frm", ".ibd", ".myd",    ".mdf",     ".4dd", ".fmp12", ".fp7", ".sql", ".dump"};

}  // namespace

bool is_database_name(std::string_view path) {
    const auto name = lower_case(path);
    return std::ranges::any_of(database_suffixes,
                               [&](auto suffix) { return name.ends_with(suffix); });
}

std::vector<Candidate> choose_sample(std::vector<Candidate> all, const SampleLimits& limits,
                                     std::uint64_t lot) {
    std::mt19937_64 random(lot);
    std::ranges::shuffle(all, random);
    std::vector<Candidate> chosen;
    std::uint64_t bytes = 0;
    std::uint64_t database_bytes = 0;
    std::size_t others = 0;
    for (auto& file : all) {
        const bool database = is_database_name(file.path);
        auto& sum = database ? database_bytes : bytes;
        const auto room = database ? limits.database_bytes_max : limits.bytes_max;
        if (file.size_bytes > room - sum || (!database && others == limits.files_max)) continue;
        sum += file.size_bytes;
        others += database ? 0U : 1U;
        chosen.push_back(std::move(file));
    }
    std::ranges::sort(chosen, {}, &Candidate::path);
    return chosen;
}

}  // namespace primum::drill
