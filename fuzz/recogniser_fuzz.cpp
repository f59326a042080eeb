// Whatever lies on a disk, through all of the recogniser: it answers, and what it says holds
// together.
#include "probes/files/recogniser.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "health_record_check.h"

namespace {

using namespace primum;
using namespace primum::probes;

std::string read(const char* name) {
    std::ifstream file(std::string(PRIMUM_CATALOGUE "/") + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto recogniser =
        Recogniser::create({.words = read("recognition/words.txt"),
                            .columns = read("recognition/columns.txt"),
                            .software = read("providers/practice-software.txt")},
                           HashKey{1, 2})
            .value();
    static auto scratch = recogniser.make_scratch().value();
    const auto input = as_bytes(fuzz_text(data, size));
    const auto found = recogniser.recognise({.bytes = input, .name = "a.dbf"}, scratch);
    CHECK(found.kind.empty() == (found.evidence == Evidence::none));
    CHECK(std::ranges::is_sorted(found.persons) && found.identifiers >= 0);
    CHECK(std::ranges::adjacent_find(found.persons) == found.persons.end());
    return 0;
}
