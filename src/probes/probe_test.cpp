#include "probes/probe.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace primum::probes {
namespace {

using facts::Status;

class FakeProbe : public Probe {
public:
    explicit FakeProbe(std::function<Result<>(facts::Sink&)> observe)
        : observe_(std::move(observe)) {}

    std::string_view name() const override { return "host.fake"; }
    std::string scope() const override { return "this computer"; }
    std::vector<const facts::TableDescription*> tables() const override {
        return {&facts::table_of<facts::Device>()};
    }
    std::vector<Sentence> explain() const override { return {}; }
    Result<> observe(facts::Sink& sink) override { return observe_(sink); }

private:
    std::function<Result<>(facts::Sink&)> observe_;
};

const Error broken{ErrorKind::denied, {"interdit", "forbidden"}};

TEST(Probe, a_look_that_sees_all_is_complete_even_without_rows) {
    FakeProbe probe([](facts::Sink&) -> Result<> { return {}; });
    const auto observation = look(probe, {});
    EXPECT_EQ(observation.status, Status::complete);
    EXPECT_TRUE(observation.reasons.empty());
    EXPECT_EQ(observation.tables.size(), 1U);
}

TEST(Probe, an_error_before_the_first_row_is_a_failure_with_its_reason) {
    FakeProbe probe([](facts::Sink&) -> Result<> { return broken; });
    const auto observation = look(probe, {});
    EXPECT_EQ(observation.status, Status::failed);
    EXPECT_EQ(observation.reasons, std::vector{broken.message});
}

TEST(Probe, an_error_after_some_rows_keeps_them_and_is_partial) {
    FakeProbe probe([](facts::Sink& sink) -> Result<> {
        sink.add(facts::Device{.address = "10.0.0.1"});
        return broken;
    });
    const auto observation = look(probe, {});
    EXPECT_EQ(observation.status, Status::partial);
    EXPECT_EQ(observation.facts.size(), 1U);
}

TEST(Probe, what_it_could_not_see_makes_it_partial) {
    FakeProbe probe([](facts::Sink& sink) -> Result<> {
        sink.could_not_see({"10.0.0.2 se tait", "10.0.0.2 is silent"});
        return {};
    });
    EXPECT_EQ(look(probe, {}).status, Status::partial);
}

TEST(Probe, what_a_library_throws_is_a_failure_like_any_other) {
    FakeProbe probe([](facts::Sink&) -> Result<> { throw std::runtime_error("boom"); });
    const auto observation = look(probe, {});
    EXPECT_EQ(observation.status, Status::failed);
    EXPECT_EQ(observation.reasons.front().english, "unexpected error: boom");
}

}  // namespace
}  // namespace primum::probes
