// Whatever a person writes in the catalogue: no crash, and a problem always has a text.
#include "controls/question_file.h"

#include <cstdint>
#include <string_view>

#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum::controls;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::vector<Problem> problems;
    const auto group = parse_question_file(text, "q.yaml", problems);
    CHECK(group || !problems.empty());
    const auto framework = parse_framework_file(text, "f.yaml", problems);
    CHECK(framework || !problems.empty());
    for (const auto& problem : problems) {
        CHECK(!problem.what.french.empty() && !problem.what.english.empty());
    }
    return 0;
}
