// RecordingSink: keeps what a probe hands over, for tests.
#pragma once

#include <mutex>
#include <vector>

#include "facts/observation.h"

namespace primum::probes::testing {

class RecordingSink : public facts::Sink {
public:
    void could_not_see(Sentence what_and_why) override {
        const std::lock_guard lock(mutex_);
        unseen.push_back(std::move(what_and_why));
    }
    void progress(const Sentence& /*what*/) override {}

    // The rows of one table, in the order they came.
    template <class Row>
    std::vector<facts::Fact> rows() const {
        std::vector<facts::Fact> found;
        for (const auto& fact : facts_) {
            if (fact.table == &facts::table_of<Row>()) found.push_back(fact);
        }
        return found;
    }

    std::vector<Sentence> unseen;

private:
    void accept(facts::Fact fact) override {
        const std::lock_guard lock(mutex_);
        facts_.push_back(std::move(fact));
    }

    std::mutex mutex_;
    std::vector<facts::Fact> facts_;
};

// One cell of a row.
inline facts::Value cell(const facts::Fact& fact, std::string_view column) {
    const int index = fact.table->find(column);
    CHECK(index >= 0);
    return fact.values[static_cast<std::size_t>(index)];
}

}  // namespace primum::probes::testing
