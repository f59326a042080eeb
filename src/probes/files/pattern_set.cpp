#include "probes/files/pattern_set.h"

#include <utility>
#include <vector>

#include <hs/hs.h>

#include "base/check.h"

namespace primum::probes {
namespace {

int on_match(unsigned pattern, unsigned long long /*from*/, unsigned long long to,
             unsigned /*flags*/, void* context) {
    (*static_cast<const PatternSet::Listener*>(context))(pattern, to);
    return 0;  // Go on.
}

}  // namespace

std::string literal(std::string_view text) {
    static constexpr std::string_view special = R"(\^$.[]|()?*+{}#/-)";
    std::string escaped;
    for (const char character : text) {
        if (special.find(character) != std::string_view::npos) escaped.push_back('\\');
        escaped.push_back(character);
    }
    return escaped;
}

Result<PatternSet> PatternSet::compile(std::span<const std::string> expressions) {
    std::vector<const char*> texts;
    std::vector<unsigned> numbers;
    for (const auto& expression : expressions) {
        numbers.push_back(static_cast<unsigned>(texts.size()));
        texts.push_back(expression.c_str());
    }
    hs_database_t* database = nullptr;
    hs_compile_error_t* problem = nullptr;
    const auto status =
        hs_compile_multi(texts.data(), nullptr, numbers.data(), static_cast<unsigned>(texts.size()),
                         HS_MODE_BLOCK, nullptr, &database, &problem);
    if (status == HS_SUCCESS) return PatternSet(database);
    const std::string reason = problem != nullptr ? problem->message : "";
    const auto at = problem != nullptr && problem->expression >= 0
                        ? expressions[static_cast<std::size_t>(problem->expression)]
                        : "";
    hs_free_compile_error(problem);
    return Error{ErrorKind::usage, say("motif de recherche illisible : {} ({})",
                                       "pattern cannot be read: {} ({})", at, reason)};
}

void PatternSet::Free::operator()(hs_database* database) const { hs_free_database(database); }

PatternSet::Scratch::Scratch(Scratch&& other) noexcept
    : scratch_(std::exchange(other.scratch_, nullptr)) {}
PatternSet::Scratch& PatternSet::Scratch::operator=(Scratch&& other) noexcept {
    std::swap(scratch_, other.scratch_);
    return *this;
}
PatternSet::Scratch::~Scratch() { hs_free_scratch(scratch_); }

Result<PatternSet::Scratch> PatternSet::make_scratch() const {
    hs_scratch_t* scratch = nullptr;
    if (hs_alloc_scratch(database_.get(), &scratch) != HS_SUCCESS) {
        return Error{ErrorKind::io, {"mémoire insuffisante", "not enough memory"}};
    }
    return Scratch(scratch);
}

void PatternSet::scan(std::string_view text, Scratch& scratch, const Listener& found) const {
    // A listener only reads the context; the interface has no const.
    void* context = const_cast<Listener*>(&found);
    const auto status = hs_scan(database_.get(), text.data(), static_cast<unsigned>(text.size()), 0,
                                scratch.scratch_, on_match, context);
    CHECK(status == HS_SUCCESS);
}

}  // namespace primum::probes
