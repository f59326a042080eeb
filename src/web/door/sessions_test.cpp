#include "web/door/sessions.h"

#include <gtest/gtest.h>

namespace primum::web {
namespace {

using std::chrono::minutes;

accounts::SignedIn person(const std::string& name) {
    accounts::SignedIn who;
    who.person.name = name;
    return who;
}

class SessionsTest : public testing::Test {
protected:
    std::string begin(const std::string& name) {
        return sessions_.begin(person(name), Language::french, now_);
    }
    Sessions sessions_;
    Instant now_ = std::chrono::steady_clock::now();
};

TEST_F(SessionsTest, a_session_is_found_by_its_token_and_by_no_other) {
    const auto token = begin("Dr Martin");
    ASSERT_NE(sessions_.find(token, now_), nullptr);
    EXPECT_EQ(sessions_.find(token, now_)->person.name, "Dr Martin");
    EXPECT_EQ(sessions_.find(token.substr(1), now_), nullptr);
    EXPECT_EQ(sessions_.find("", now_), nullptr);
    EXPECT_EQ(token.size(), 64U);
}

TEST_F(SessionsTest, no_two_tokens_are_alike) {
    EXPECT_NE(begin("a"), begin("a"));
    const auto token = begin("a");
    EXPECT_NE(sessions_.find(token, now_)->form_token, token);
}

TEST_F(SessionsTest, an_idle_session_ends_and_one_in_use_goes_on) {
    const auto token = begin("Dr Martin");
    EXPECT_NE(sessions_.find(token, now_ += Sessions::idle_max - minutes(1)), nullptr);
    EXPECT_NE(sessions_.find(token, now_ += Sessions::idle_max - minutes(1)), nullptr);
    EXPECT_EQ(sessions_.find(token, now_ += Sessions::idle_max + minutes(1)), nullptr);
    EXPECT_EQ(sessions_.find(token, now_ -= Sessions::idle_max), nullptr);
}

TEST_F(SessionsTest, however_busy_a_session_ends_with_the_day) {
    const auto token = begin("Dr Martin");
    const auto end = now_ + Sessions::age_max;
    for (; now_ <= end; now_ += minutes(10)) ASSERT_NE(sessions_.find(token, now_), nullptr);
    EXPECT_EQ(sessions_.find(token, end + minutes(1)), nullptr);
}

TEST_F(SessionsTest, signing_out_ends_it_at_once) {
    const auto token = begin("Dr Martin");
    sessions_.end(token);
    EXPECT_EQ(sessions_.find(token, now_), nullptr);
}

TEST_F(SessionsTest, all_of_one_person_end_but_for_the_one_that_asks) {
    const auto here = begin("Dr Martin");
    const auto there = begin("Dr Martin");
    const auto other = begin("Mme Petit");
    sessions_.end_all_of("Dr Martin", sessions_.find(here, now_).get());
    EXPECT_NE(sessions_.find(here, now_), nullptr);
    EXPECT_EQ(sessions_.find(there, now_), nullptr);
    EXPECT_NE(sessions_.find(other, now_), nullptr);
}

TEST_F(SessionsTest, past_the_limit_the_one_unused_for_longest_ends) {
    const auto first = begin("first");
    now_ += minutes(1);
    const auto second = begin("second");
    for (std::size_t i = 2; i < Sessions::count_max; ++i) begin("more");
    EXPECT_NE(sessions_.find(first, now_ += minutes(1)), nullptr);
    begin("one too many");
    EXPECT_NE(sessions_.find(first, now_), nullptr);
    EXPECT_EQ(sessions_.find(second, now_), nullptr);
}

TEST_F(SessionsTest, a_change_of_language_keeps_the_session) {
    const auto token = begin("Dr Martin");
    const auto before = sessions_.find(token, now_);
    sessions_.change(token, before->person, Language::english);
    const auto after = sessions_.find(token, now_);
    EXPECT_EQ(after->language, Language::english);
    EXPECT_EQ(after->form_token, before->form_token);
    EXPECT_EQ(after->who, before->who);
}

}  // namespace
}  // namespace primum::web
