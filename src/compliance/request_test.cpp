#include "compliance/request.h"

#include <gmock/gmock.h>

#include "compliance/testing/examples.h"

namespace primum::compliance {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace compliance::testing;

Day day(std::string_view text) { return parse_day(text).value(); }
std::string due(const Values& values) {
    return format_day(clock_of(values, day("2026-11-21")).due);
}

TEST(RequestClock, a_copy_of_the_record_is_due_in_eight_days_and_not_before_48_hours) {
    const auto clock = clock_of(a_request(), day("2026-11-21"));
    EXPECT_EQ(format_day(clock.due), "2026-11-28");
    EXPECT_EQ(format_day(*clock.not_before), "2026-11-23");  // Received in the evening, perhaps.
    EXPECT_EQ(clock.days_left, 7);
    EXPECT_EQ(clock.state, RequestState::open);
}

TEST(RequestClock, a_copy_handed_over_before_48_hours_is_told_and_kept) {
    const auto early =
        with(a_request(),
             {{"outcome", "answered"}, {"closed_on", "2026-11-22"}, {"sent_by", "registered"}});
    const auto basis = [](const Values& request) {
        return std::string(clock_of(request, day("2026-11-27")).basis.french);
    };
    EXPECT_THAT(basis(early), HasSubstr("avant les 48 heures"));
    EXPECT_THAT(check_request(early), IsEmpty());
    EXPECT_THAT(basis(with(early, {{"closed_on", "2026-11-23"}})),
                Not(HasSubstr("avant les 48 heures")));
    EXPECT_THAT(basis(with(early, {{"outcome", "withdrawn"}})),
                Not(HasSubstr("avant les 48 heures")));
}

TEST(RequestClock, an_old_record_is_due_in_two_months) {
    EXPECT_EQ(due(with(a_request(), {{"older_than_five_years", "yes"}})), "2027-01-20");
}

TEST(RequestClock, other_rights_have_a_month_and_three_once_extended) {
    for (const auto* right :
         {"rectification", "erasure", "limitation", "objection", "portability"}) {
        const auto request = with(a_request(), {{"right", right}});
        EXPECT_EQ(due(request), "2026-12-20") << right;
        EXPECT_EQ(due(with(request, {{"extended_on", "2026-12-10"}})), "2027-02-20") << right;
        EXPECT_FALSE(clock_of(request, day("2026-11-21")).not_before);
    }
}

TEST(RequestClock, it_is_near_three_days_before_and_late_the_day_after) {
    EXPECT_EQ(clock_of(a_request(), day("2026-11-24")).state, RequestState::open);
    EXPECT_EQ(clock_of(a_request(), day("2026-11-25")).state, RequestState::near);
    EXPECT_EQ(clock_of(a_request(), day("2026-11-28")).state, RequestState::near);
    EXPECT_EQ(clock_of(a_request(), day("2026-11-29")).state, RequestState::late);
    EXPECT_EQ(clock_of(a_request(), day("2026-11-29")).days_left, -1);
}

TEST(RequestClock, a_closed_one_tells_whether_it_was_in_time_whatever_the_day) {
    const auto answered = with(
        a_request(), {{"outcome", "answered"}, {"closed_on", "2026-11-27"}, {"sent_by", "hand"}});
    EXPECT_EQ(clock_of(answered, day("2027-06-01")).state, RequestState::closed);
    EXPECT_EQ(clock_of(with(answered, {{"closed_on", "2026-11-30"}}), day("2027-06-01")).state,
              RequestState::closed_late);
}

TEST(RequestExtension, is_for_other_rights_than_access_and_within_the_first_month) {
    const auto objection = with(a_request(), {{"right", "objection"}});
    EXPECT_TRUE(may_extend(objection, day("2026-12-20")));
    EXPECT_FALSE(may_extend(objection, day("2026-12-21")));
    EXPECT_FALSE(may_extend(a_request(), day("2026-11-21")));
    EXPECT_FALSE(may_extend(with(objection, {{"extended_on", "2026-12-01"}}), day("2026-12-02")));
}

auto refuses(const char* field) { return Contains(Field(&Refusal::field, field)); }

TEST(CheckRequest, nothing_is_handed_over_before_the_identity_is_known) {
    const auto answered = with(
        a_request(), {{"outcome", "answered"}, {"closed_on", "2026-11-27"}, {"sent_by", "hand"}});
    EXPECT_THAT(check_request(answered), IsEmpty());
    for (const auto* identity : {"pending", "asked", "failed"}) {
        EXPECT_THAT(check_request(with(answered, {{"identity", identity}})), refuses("identity"));
    }
}

TEST(CheckRequest, a_refusal_has_a_ground_that_fits) {
    const auto refused =
        with(a_request(),
             {{"outcome", "refused"}, {"closed_on", "2026-11-27"}, {"sent_by", "registered"}});
    EXPECT_THAT(check_request(refused), refuses("ground"));
    EXPECT_THAT(check_request(with(refused, {{"ground", "kept-by-law"}})), refuses("ground"));
    EXPECT_THAT(check_request(with(refused, {{"ground", "opinion"}})), refuses("ground"));
    EXPECT_THAT(check_request(with(refused, {{"ground", "no-authority"}})), IsEmpty());
    EXPECT_THAT(check_request(with(refused, {{"ground", "kept-by-law"}, {"right", "erasure"}})),
                IsEmpty());
}

TEST(CheckRequest, an_answer_has_its_day_its_way_and_comes_after_the_request) {
    const auto answered = with(a_request(), {{"outcome", "answered"}});
    EXPECT_THAT(check_request(answered), refuses("closed_on"));
    EXPECT_THAT(check_request(answered), refuses("sent_by"));
    EXPECT_THAT(check_request(with(answered, {{"closed_on", "2026-11-19"}, {"sent_by", "hand"}})),
                refuses("closed_on"));
    EXPECT_THAT(check_request(with(a_request(), {{"closed_on", "2026-11-27"}})),
                refuses("outcome"));
}

TEST(CheckRequest, an_extension_of_the_record_late_or_without_reason_is_refused) {
    EXPECT_THAT(check_request(with(a_request(), {{"extended_on", "2026-11-21"}})),
                refuses("extended_on"));
    const auto objection = with(a_request(), {{"right", "objection"}});
    EXPECT_THAT(check_request(with(objection, {{"extended_on", "2026-12-21"}})),
                refuses("extended_on"));
    EXPECT_THAT(check_request(with(objection, {{"extended_on", "2026-12-01"}})),
                refuses("extension_reason"));
}

TEST(CheckRequest, who_asks_for_another_has_a_name_and_an_heir_a_purpose) {
    EXPECT_THAT(check_request(with(a_request(), {{"asker", "parent"}})), refuses("asker_name"));
    EXPECT_THAT(check_request(with(a_request(), {{"asker", "heir"}, {"asker_name", "Luc"}})),
                refuses("heir_purpose"));
}

TEST(NextSteps, a_closed_request_asks_for_nothing_but_the_proof) {
    auto answered = with(
        a_request(), {{"outcome", "answered"}, {"closed_on", "2026-11-27"}, {"sent_by", "hand"}});
    EXPECT_EQ(next_steps(answered, day("2026-12-01")).size(), 1U);
    answered["proof"] = "Reçu signé, classeur bleu";
    EXPECT_THAT(next_steps(answered, day("2026-12-01")), IsEmpty());
}

TEST(NextSteps, a_late_one_begins_with_answering_today) {
    EXPECT_THAT(std::string(next_steps(a_request(), day("2026-12-15")).front().english),
                ::testing::HasSubstr("answer today"));
}

}  // namespace
}  // namespace primum::compliance
