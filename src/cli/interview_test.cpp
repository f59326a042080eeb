#include "cli/interview.h"

#include <sstream>

#include <gmock/gmock.h>

#include "cli/answers.h"

namespace primum::cli {
namespace {

using controls::Question;
using testing::HasSubstr;
using testing::Not;
using Kind = QuestionState::Kind;

Question question(std::string id, std::vector<controls::Option> options) {
    return {.id = std::move(id),
            .ask = {"Demande ?", "Ask?"},
            .why = {"Raison.", "Reason."},
            .options = std::move(options)};
}

class Interviews : public testing::Test {
protected:
    Interviews() {
        controls::QuestionGroup group{.id = "g", .title = {"Groupe", "Group"}};
        group.questions.push_back(
            question("guests", {{"none", {"Non", "No"}}, {"guest", {"Oui", "Yes"}}}));
        group.questions.push_back(
            question("isolated", {{"yes", {"Isolé", "Isolated"}}, {"no", {"Non", "No"}}}));
        group.questions[1].after = controls::Condition{"guests", {"guest"}};
        group.questions.push_back(question("town", {}));
        group.questions.push_back(question("seen", {{"a", {"A", "A"}}, {"b", {"B", "B"}}}));
        group.questions[3].known = "SELECT 1";
        catalogue_.questions.push_back(std::move(group));
    }

    Interviewed hold(const std::string& typed) {
        std::istringstream input(typed);
        std::ostringstream output;
        const auto done =
            interview(catalogue_, store_, run_, {input, output, Language::english, "Dr Martin"});
        shown_ = output.str();
        return done.value();
    }

    std::string answer_to(const std::string& id) {
        const auto answers = kept_answers(store_).value();
        const auto found = answers.find(id);
        return found != answers.end() ? found->second.value : "-";
    }

    controls::Catalogue catalogue_;
    store::Store store_ = store::Store::open_in_memory().value();
    store::RunId run_ = store_.begin_run({.started_at = now()}).value();
    std::string shown_;
};

TEST_F(Interviews, an_answer_is_kept_and_opens_the_next_question) {
    const auto done = hold("2\nIsolated\nAngers\n");
    EXPECT_EQ(done.answered, 3U);
    EXPECT_EQ(answer_to("guests"), "guest");
    EXPECT_EQ(answer_to("isolated"), "yes");
    EXPECT_EQ(answer_to("town"), "Angers");
    EXPECT_EQ(kept_answers(store_)->at("guests").answered_by, "Dr Martin");
}

TEST_F(Interviews, a_question_that_does_not_concern_or_that_the_facts_answer_is_not_asked) {
    hold("1\nAngers\n");
    EXPECT_THAT(shown_, Not(HasSubstr("Isolated")));
    EXPECT_EQ(answer_to("seen"), "-");
}

TEST_F(Interviews, what_makes_no_sense_is_asked_again) {
    hold("9\nperhaps\nnone\n");
    EXPECT_THAT(shown_, HasSubstr("one of none, guest, unknown"));
    EXPECT_EQ(answer_to("guests"), "none");
}

TEST_F(Interviews, an_empty_line_skips_and_a_question_mark_is_i_do_not_know) {
    const auto done = hold("\n?\n");
    EXPECT_EQ(done.skipped, 1U);
    EXPECT_EQ(answer_to("guests"), "-");
    EXPECT_EQ(answer_to("town"), "unknown");
    const auto observed = store_.observations().value();
    ASSERT_EQ(observed.size(), 1U);
    EXPECT_EQ(observed[0].status, facts::Status::partial);
}

TEST_F(Interviews, leaving_keeps_what_was_answered_and_the_next_goes_on_from_there) {
    EXPECT_TRUE(hold("1\nq\n").left);
    EXPECT_TRUE(hold("").left);
    EXPECT_THAT(shown_, Not(HasSubstr("1) No")));
    EXPECT_EQ(answer_to("guests"), "none");
}

TEST_F(Interviews, an_old_answer_is_asked_again) {
    ASSERT_TRUE(keep_answer(store_, run_,
                            {.question = "guests",
                             .value = "none",
                             .answered_at = format_time(now() - std::chrono::days(400)),
                             .answered_by = "Dr Martin"}));
    const auto states = question_states(catalogue_, store_, now()).value();
    EXPECT_EQ(states[0].kind, Kind::to_ask);
    EXPECT_TRUE(states[0].answer);
    EXPECT_EQ(states[1].kind, Kind::not_concerned);
    EXPECT_EQ(states[3].kind, Kind::known_by_facts);
}

TEST_F(Interviews, a_free_answer_cannot_drive_a_terminal) {
    hold("\n\x1b[31mAngers\n");
    EXPECT_EQ(answer_to("town"), "[31mAngers");
}

}  // namespace
}  // namespace primum::cli
