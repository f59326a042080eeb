// PatternSet: many patterns looked for in one pass over a text.
//
// The one place that knows Vectorscan (Hyperscan's interface, BSD). Its patterns should be literals
// or begin and end with rare ones: what a pattern cannot say is checked by the listener. The set is
// thread-safe; a Scratch belongs to one thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"

struct hs_database;
struct hs_scratch;

namespace primum::probes {

// `expression` as a pattern that means these characters and nothing else.
std::string literal(std::string_view text);

class PatternSet {
public:
    // Fails with ErrorKind::usage when an expression is none. `expressions` are numbered from 0.
    static Result<PatternSet> compile(std::span<const std::string> expressions);

    class Scratch {
    public:
        Scratch(Scratch&&) noexcept;
        Scratch& operator=(Scratch&&) noexcept;
        ~Scratch();

    private:
        friend class PatternSet;
        explicit Scratch(hs_scratch* scratch) : scratch_(scratch) {}
        hs_scratch* scratch_;
    };
    Result<Scratch> make_scratch() const;

    // Calls `found` with the number of each pattern and where its match ends: in any order, which
    // the library does not promise.
    using Listener = std::function<void(unsigned pattern, std::size_t end)>;
    void scan(std::string_view text, Scratch& scratch, const Listener& found) const;

private:
    struct Free {
        void operator()(hs_database* database) const;
    };
    explicit PatternSet(hs_database* database) : database_(database) {}
    std::unique_ptr<hs_database, Free> database_;
};

}  // namespace primum::probes
