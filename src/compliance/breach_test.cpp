#include "compliance/breach.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "compliance/testing/examples.h"

namespace primum::compliance {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using namespace compliance::testing;

Time at(std::string_view text) { return parse_time(text).value(); }

std::string because(const Values& breach) {
    std::string all;
    for (const auto& sentence : decide(breach).because) all += std::string(sentence.french) + "\n";
    return all;
}

// The two examples that domain knowledge has from the CNIL.
TEST(BreachDecision, an_unencrypted_laptop_with_patients_goes_to_the_cnil_and_the_patients) {
    const auto decision =
        decide(with(a_breach(), {{"readable", "yes"}, {"data", "identity,health"}}));
    EXPECT_EQ(decision.cnil, Duty::yes);
    EXPECT_EQ(decision.patients, Duty::yes);
    EXPECT_FALSE(decision.public_notice);
}

TEST(BreachDecision, an_encrypted_key_whose_password_is_safe_is_recorded_only) {
    const auto decision = decide(
        with(a_breach(), {{"origin", "lost-device"}, {"readable", "no"}, {"data", "health"}}));
    EXPECT_EQ(decision.cnil, Duty::no);
    EXPECT_EQ(decision.patients, Duty::no);
}

TEST(BreachDecision, an_answer_that_is_missing_or_not_known_never_excuses) {
    EXPECT_EQ(decide(a_breach()).cnil, Duty::unclear);
    EXPECT_EQ(decide(with(a_breach(), {{"readable", "unknown"}})).cnil, Duty::unclear);
    EXPECT_EQ(decide(with(a_breach(), {{"readable", "yes"}})).patients, Duty::unclear);
    const auto both =
        with(a_breach(), {{"nature", "confidentiality,availability"}, {"readable", "no"}});
    EXPECT_EQ(decide(both).cnil, Duty::unclear);
}

TEST(BreachDecision, a_loss_that_was_restored_is_recorded_only) {
    const auto lost = with(a_breach(), {{"origin", "failure"}, {"nature", "availability"}});
    EXPECT_EQ(decide(with(lost, {{"restored", "yes"}})).cnil, Duty::no);
    EXPECT_EQ(decide(with(lost, {{"restored", "no"}})).cnil, Duty::yes);
    EXPECT_EQ(decide(with(lost, {{"restored", "no"}, {"severity", "important"}})).patients,
              Duty::yes);
    EXPECT_EQ(decide(with(lost, {{"restored", "no"}, {"severity", "limited"}})).patients, Duty::no);
}

TEST(BreachDecision, a_severity_that_is_high_is_notified_whatever_the_other_answers) {
    const auto restored = with(a_breach(), {{"origin", "ransomware"},
                                            {"nature", "availability"},
                                            {"restored", "yes"},
                                            {"severity", "maximal"}});
    EXPECT_EQ(decide(restored).cnil, Duty::yes);
    EXPECT_EQ(decide(restored).patients, Duty::unclear);
    EXPECT_EQ(decide(with(restored, {{"severity", "limited"}})).cnil, Duty::no);
    EXPECT_EQ(decide(with(restored, {{"severity", "limited"}})).patients, Duty::no);
    // Article 34-3-a holds: the patients need not be told of what nobody can read.
    const auto sealed = with(a_breach(), {{"readable", "no"}, {"severity", "important"}});
    EXPECT_EQ(decide(sealed).cnil, Duty::yes);
    EXPECT_EQ(decide(sealed).patients, Duty::no);
    EXPECT_EQ(decide(with(sealed, {{"nature", "confidentiality,integrity"}, {"restored", "yes"}}))
                  .patients,
              Duty::unclear);
}

TEST(BreachDecision, only_the_cnil_as_messenger_lifts_the_duty_to_notify_it) {
    const auto readable = with(a_breach(), {{"readable", "yes"}, {"data", "health"}});
    for (const auto* found_by : {"staff", "primum", "patient", "processor", "other"}) {
        EXPECT_EQ(decide(with(readable, {{"found_by", found_by}})).cnil, Duty::yes) << found_by;
    }
    const auto told = with(readable, {{"found_by", "cnil"}});
    EXPECT_EQ(decide(told).cnil, Duty::no);
    EXPECT_EQ(decide(told).patients, Duty::yes);
    EXPECT_THAT(because(told), HasSubstr("449694"));
}

TEST(BreachDecision,
     patients_are_not_told_when_the_risk_was_put_aside_and_by_notice_when_too_many) {
    const auto readable = with(a_breach(), {{"readable", "yes"}, {"data", "health"}});
    EXPECT_EQ(decide(with(readable, {{"risk_ended", "yes"}})).patients, Duty::no);
    EXPECT_EQ(decide(with(readable, {{"risk_ended", "yes"}})).cnil, Duty::yes);
    EXPECT_TRUE(decide(with(readable, {{"too_many", "yes"}})).public_notice);
}

TEST(BreachClock, seventy_two_hours_run_from_knowing_through_week_ends) {
    const auto clock = clock_of(a_breach(), at("2026-11-22T08:00:00Z"));
    EXPECT_EQ(format_time(clock.notify_by), "2026-11-23T08:00:00Z");
    EXPECT_EQ(clock.left, std::chrono::hours(24));
    EXPECT_EQ(clock.state, BreachState::running);
    EXPECT_EQ(clock_of(a_breach(), at("2026-11-23T08:00:00Z")).state, BreachState::running);
    EXPECT_EQ(clock_of(a_breach(), at("2026-11-23T08:00:01Z")).state, BreachState::overdue);
}

TEST(BreachClock, notified_then_completed_then_patients_then_nothing) {
    auto breach =
        with(a_breach(),
             {{"readable", "yes"}, {"data", "health"}, {"notified_at", "2026-11-21T08:00:00Z"}});
    const auto later = at("2026-12-20T08:00:00Z");
    EXPECT_EQ(clock_of(breach, later).state, BreachState::incomplete);
    breach["completed_at"] = "2026-12-01T08:00:00Z";
    EXPECT_EQ(clock_of(breach, later).state, BreachState::to_tell);
    breach["patients_told"] = "done";
    breach["patients_told_on"] = "2026-11-25";
    EXPECT_EQ(clock_of(breach, later).state, BreachState::recorded);
    EXPECT_EQ(clock_of(with(a_breach(), {{"readable", "no"}}), later).state, BreachState::recorded);
}

auto refuses(const char* field) { return Contains(Field(&Refusal::field, field)); }

TEST(CheckBreach, a_late_notification_says_why) {
    const auto late = with(a_breach(), {{"notified_at", "2026-11-23T08:00:01Z"}});
    EXPECT_THAT(check_breach(late), refuses("late_reason"));
    EXPECT_THAT(check_breach(with(late, {{"late_reason", "Cabinet fermé"}})), IsEmpty());
    EXPECT_THAT(check_breach(with(a_breach(), {{"notified_at", "2026-11-23T08:00:00Z"}})),
                IsEmpty());
}

TEST(CheckBreach, instants_follow_one_another) {
    EXPECT_THAT(check_breach(with(a_breach(), {{"notified_at", "2026-11-19T08:00:00Z"}})),
                refuses("notified_at"));
    EXPECT_THAT(check_breach(with(a_breach(), {{"completed_at", "2026-11-21T08:00:00Z"}})),
                refuses("notified_at"));
    EXPECT_THAT(check_breach(with(a_breach(), {{"began_at", "2026-11-21T08:00:00Z"}})),
                refuses("aware_at"));
}

TEST(CheckBreach, a_suppliers_breach_names_the_supplier) {
    EXPECT_THAT(check_breach(with(a_breach(), {{"origin", "processor"}})), refuses("processor"));
}

TEST(NextSteps, a_theft_asks_for_a_complaint_until_it_was_made) {
    const auto now = at("2026-11-21T08:00:00Z");
    const auto has_complaint = [&](const Values& breach) {
        const auto steps = next_steps(breach, now);
        return std::ranges::any_of(steps, [](const Wording& step) {
            return step.english.find("complaint") != std::string_view::npos;
        });
    };
    EXPECT_TRUE(has_complaint(a_breach()));
    EXPECT_FALSE(has_complaint(with(a_breach(), {{"complaint_on", "2026-11-20"}})));
    EXPECT_FALSE(has_complaint(with(a_breach(), {{"origin", "wrong-recipient"}})));
}

TEST(CnilForm, has_every_answer_in_its_order_and_marks_what_is_missing) {
    const auto lines =
        cnil_form(with(a_breach(), {{"data", "nir,health"}, {"people_count", "312"}}), a_practice(),
                  Language::french);
    const auto find = [&](std::string_view label) {
        return std::ranges::find_if(
            lines, [&](const FormLine& line) { return line.label.french == label; });
    };
    EXPECT_EQ(find("Données touchées")->answer, "Numéro de sécurité sociale ; Santé");
    EXPECT_EQ(find("Combien de personnes, environ")->answer, "312");
    EXPECT_EQ(find("Nom du cabinet")->answer, "Cabinet des Tilleuls");
    EXPECT_TRUE(find("SIREN ou SIRET")->is_missing);
    EXPECT_FALSE(find("Début, si connu")->is_missing);
    EXPECT_LT(find("Données touchées"), find("Conséquences probables pour elles"));
    EXPECT_LT(find("Conséquences probables pour elles"), find("Ce qui est fait ou prévu depuis"));
}

}  // namespace
}  // namespace primum::compliance
