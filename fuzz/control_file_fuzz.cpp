// Whatever a catalogue file holds, its parsers neither crash nor lose something in silence: a
// control without a problem has everything that running and showing it needs.
#include "controls/control_file.h"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace primum::controls;

void require(bool condition) {
    if (!condition) std::abort();
}

bool is_said(const primum::Sentence& sentence) {
    return !sentence.french.empty() && !sentence.english.empty();
}

void require_whole(const Control& control) {
    require(!control.id.empty() && !control.fails.empty() && !control.reads.empty());
    require(is_said(control.title) && is_said(control.why) && !control.fix.empty());
    for (const auto& step : control.fix) require(is_said(step));
    for (const auto& tried : control.cases) {
        for (const auto& fact : tried.facts) {
            require(fact.values.size() == fact.table->columns.size());
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    std::vector<Problem> problems;
    const auto control = parse_control_file(text, "input.yaml", problems);
    require(control || !problems.empty());
    if (control && problems.empty()) require_whole(*control);

    std::vector<Problem> others;
    for (const auto& reference : parse_reference_file(text, "input.yaml", others)) {
        require(!others.empty() || is_said(reference.title));
    }
    (void)parse_exposed_file(text, "input.yaml", others);
    return 0;
}
