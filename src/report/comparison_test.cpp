#include "report/comparison.h"

#include <gtest/gtest.h>

namespace primum::report {
namespace {

using controls::Finding;
using controls::Severity;
using controls::Status;
using controls::Subject;

const controls::Control dicom{.id = "open-dicom", .severity = Severity::high};

Subject subject(const char* name, Severity severity, std::int64_t patients) {
    return {.name = name, .severity = severity, .details = {patients}};
}

Finding failed(std::vector<Subject> subjects) {
    return {.control = &dicom,
            .status = Status::fail,
            .severity = Severity::high,
            .columns = {"patients"},
            .subjects = std::move(subjects)};
}

Comparison compared(const Finding& then, const Finding& now) {
    Comparison comparison;
    compare({then}, {now}, comparison);
    return comparison;
}

std::vector<std::string> names(const std::vector<Change>& changes) {
    std::vector<std::string> all;
    for (const auto& change : changes) all.push_back(change.subject);
    return all;
}

using Names = std::vector<std::string>;

TEST(Comparison, tells_new_from_mended_from_unchanged) {
    const auto found =
        compared(failed({subject("a", Severity::high, 4), subject("b", Severity::high, 1)}),
                 failed({subject("b", Severity::high, 1), subject("c", Severity::high, 2)}));
    EXPECT_EQ(names(found.added), Names{"c"});
    EXPECT_EQ(names(found.mended), Names{"a"});
    EXPECT_TRUE(found.worse.empty());
    EXPECT_TRUE(found.unseen.empty());
    EXPECT_EQ(found.unchanged, 1U);
}

TEST(Comparison, more_patients_or_more_severe_is_worse_and_fewer_is_not) {
    const auto then = failed({subject("a", Severity::high, 4), subject("b", Severity::high, 4),
                              subject("c", Severity::high, 4)});
    const auto now = failed({subject("a", Severity::critical, 4), subject("b", Severity::high, 5),
                             subject("c", Severity::high, 3)});
    const auto found = compared(then, now);
    EXPECT_EQ(names(found.worse), (Names{"a", "b"})) << "the most severe first";
    EXPECT_EQ(found.unchanged, 1U);
}

TEST(Comparison, what_could_not_be_looked_at_again_is_not_mended) {
    const auto then = failed({subject("a", Severity::high, 4)});
    const auto nothing = compared(then, {.control = &dicom, .status = Status::not_observed});
    EXPECT_TRUE(nothing.mended.empty());
    EXPECT_EQ(names(nothing.unseen), Names{"a"});

    auto partly = failed({subject("b", Severity::high, 1)});
    partly.reasons = {{"10.0.0.9 se tait", "10.0.0.9 is silent"}};
    EXPECT_EQ(names(compared(then, partly).unseen), Names{"a"});
}

TEST(Comparison, what_passes_now_is_mended) {
    const auto then = failed({subject("a", Severity::high, 4)});
    for (const auto status : {Status::pass, Status::not_applicable}) {
        EXPECT_EQ(names(compared(then, {.control = &dicom, .status = status}).mended), Names{"a"});
    }
}

TEST(Comparison, a_control_that_was_not_observed_then_finds_only_news) {
    const auto found = compared({.control = &dicom, .status = Status::not_observed},
                                failed({subject("a", Severity::high, 4)}));
    EXPECT_EQ(names(found.added), Names{"a"});
}

}  // namespace
}  // namespace primum::report
