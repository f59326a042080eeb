// The practice's obligations, as those who may see them get them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <future>

#include "compliance/day.h"
#include "crypto/random.h"
#include "web/testing/house.h"

namespace primum::web {
namespace {

using accounts::Role;
using ::testing::Contains;
using testing::form_of;
using ::testing::HasSubstr;
using testing::header_of;
using testing::HouseForTests;
using ::testing::Not;
using testing::Visitor;

std::string days_ago(int days) {
    return compliance::format_day(compliance::local_day_of(now()) - std::chrono::days(days));
}

class ObligationsTest : public ::testing::Test {
protected:
    void SetUp() override {
        house_.open_first_account("Dr Martin");
        house_.open_account("Me Durand", Role::data_protection_officer);
        house_.open_account("Tech", Role::technician);
        ASSERT_EQ(doctor_.sign_in("Dr Martin").status, 303);
    }

    static Fields request(int days, const std::string& outcome = "open") {
        return form_of({{"kind", "request"},
                        {"received_on", days_ago(days)},
                        {"way", "email"},
                        {"right", "access"},
                        {"older_than_five_years", "no"},
                        {"patient", "Jeanne Exemple"},
                        {"asker", "patient"},
                        {"identity", "known"},
                        {"outcome", outcome}});
    }

    HouseForTests house_;
    Visitor doctor_{house_};
};

TEST_F(ObligationsTest, a_request_is_kept_and_its_days_are_counted) {
    const auto added = doctor_.post("/record/new", request(2));
    ASSERT_EQ(added.status, 303) << added.body;
    const auto record = doctor_.get(header_of(added, "Location"));
    EXPECT_EQ(record.status, 200);
    EXPECT_THAT(record.body, HasSubstr("Jeanne Exemple"));
    EXPECT_THAT(record.body, HasSubstr("encore 6 j"));
    EXPECT_THAT(doctor_.get("/requests").body, HasSubstr("Jeanne Exemple"));
    EXPECT_THAT(doctor_.get("/").body, HasSubstr("Jeanne Exemple"));
    EXPECT_THAT(house_.practice().asked, Contains("tell 1"));
}

TEST_F(ObligationsTest, what_was_kept_is_said_to_be_even_when_the_facts_cannot_follow) {
    house_.practice().fails_to_tell = true;
    const auto added = doctor_.post("/record/new", request(2));
    EXPECT_EQ(added.status, 500);
    EXPECT_THAT(added.body, HasSubstr("plus de place"));
    EXPECT_THAT(added.body, Not(HasSubstr("Rien n'a été changé")));
    EXPECT_THAT(added.body, Not(HasSubstr("Rien n’a été changé")));
    EXPECT_THAT(doctor_.get("/requests").body, HasSubstr("Jeanne Exemple"));
}

TEST_F(ObligationsTest, a_request_past_its_day_is_late) {
    doctor_.post("/record/new", request(20));
    EXPECT_THAT(doctor_.get("/requests").body, HasSubstr("class=\"tag late\""));
}

TEST_F(ObligationsTest, a_refused_form_keeps_what_was_typed_and_names_each_field) {
    auto form =
        form_of({{"kind", "request"}, {"patient", "Jeanne \"Exemple\""}, {"received_on", "x"}});
    const auto page = doctor_.post("/record/new", std::move(form));
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("Jeanne &quot;Exemple&quot;"));
    EXPECT_THAT(page.body, HasSubstr("id=\"received_on-why\""));
    EXPECT_THAT(page.body, HasSubstr("id=\"right-why\""));
    EXPECT_THAT(doctor_.get("/requests").body, Not(HasSubstr("Jeanne")));
}

TEST_F(ObligationsTest, a_change_keeps_the_former_version_and_is_refused_over_another_ones) {
    doctor_.post("/record/new", request(2));
    auto change = request(2);
    ASSERT_TRUE(change.add("number", "1") && change.add("version", "1") &&
                change.add("acknowledged_on", days_ago(1)));
    EXPECT_EQ(doctor_.post("/record/change", change).status, 303);
    EXPECT_THAT(doctor_.get("/record?kind=request&number=1").body, HasSubstr("Version 1,"));
    const auto again = doctor_.post("/record/change", change);
    EXPECT_EQ(again.status, 422);
    EXPECT_THAT(again.body, HasSubstr("entre-temps"));
}

TEST_F(ObligationsTest, a_letter_is_made_and_its_making_is_in_the_history) {
    doctor_.post("/record/new", request(2));
    const auto letter =
        doctor_.get("/letter?kind=request&number=1&id=request-acknowledgement&form=txt");
    EXPECT_EQ(letter.status, 200);
    EXPECT_THAT(header_of(letter, "Content-Disposition"), HasSubstr("request-acknowledgement.txt"));
    EXPECT_THAT(letter.body, HasSubstr("Jeanne Exemple"));
    EXPECT_THAT(doctor_.get("/letter?kind=request&number=1&id=request-answer&form=odt").body,
                HasSubstr("mimetypeapplication/vnd.oasis.opendocument.text"));
    EXPECT_EQ(doctor_.get("/letter?kind=request&number=1&id=no-such-letter").status, 404);
    EXPECT_EQ(doctor_.get("/letter?kind=request&number=9&id=request-answer").status, 404);
}

TEST_F(ObligationsTest, a_request_that_was_closed_late_is_not_green) {
    auto closed = request(60, "answered");
    ASSERT_TRUE(closed.add("sent_by", "hand") && closed.add("closed_on", days_ago(1)));
    const auto added = doctor_.post("/record/new", std::move(closed));
    ASSERT_EQ(added.status, 303) << added.body;
    const auto record = doctor_.get(header_of(added, "Location"));
    EXPECT_THAT(record.body, HasSubstr("class=\"tag soon\""));
    EXPECT_THAT(record.body, Not(HasSubstr("class=\"tag good\"")));
}

TEST_F(ObligationsTest, while_a_pdf_is_made_the_ledger_is_free_for_others) {
    doctor_.post("/record/new", request(2));
    bool was_free = false;
    std::future<bool> asking;  // Ends after the page, whatever happens.
    house_.practice().while_making_pdf = [&] {
        asking = std::async(std::launch::async, [&] { return house_.house().ledger.is_open(); });
        was_free = asking.wait_for(std::chrono::seconds(5)) == std::future_status::ready;
    };
    for (const char* path :
         {"/letter?kind=request&number=1&id=request-answer&form=pdf", "/register/print?form=pdf"}) {
        was_free = false;
        EXPECT_EQ(doctor_.get(path).status, 200) << path;
        EXPECT_TRUE(was_free) << path;
    }
}

TEST_F(ObligationsTest, an_officer_finds_no_form_that_they_may_not_send) {
    doctor_.post("/record/new", request(2));
    Visitor officer(house_);
    ASSERT_EQ(officer.sign_in("Me Durand").status, 303);
    for (const char* path : {"/record/change?kind=request&number=1", "/record/new?kind=request"}) {
        const auto page = officer.get(path);
        EXPECT_EQ(page.status, 403) << path;
        EXPECT_THAT(page.body, Not(HasSubstr("Jeanne"))) << path;
    }
    auto change = request(2);
    ASSERT_TRUE(change.add("number", "1") && change.add("version", "0"));
    EXPECT_EQ(officer.post("/record/change", std::move(change)).status, 403);
    EXPECT_EQ(officer.get("/record/new?kind=note").status, 200);
}

TEST_F(ObligationsTest, a_technician_sees_no_request_and_no_breach) {
    doctor_.post("/record/new", request(2));
    Visitor technician(house_);
    ASSERT_EQ(technician.sign_in("Tech").status, 303);
    for (const char* path :
         {"/requests", "/breaches", "/record?kind=request&number=1", "/record/new?kind=request",
          "/letter?kind=request&number=1&id=request-answer", "/breach/form?number=1",
          "/training"}) {
        const auto answered = technician.get(path);
        EXPECT_EQ(answered.status, 403) << path;
        EXPECT_THAT(answered.body, Not(HasSubstr("Jeanne"))) << path;
    }
    const auto home = technician.get("/");
    EXPECT_THAT(home.body, Not(HasSubstr("Jeanne")));
    EXPECT_THAT(home.body, Not(HasSubstr("/requests")));
}

TEST_F(ObligationsTest, an_officer_reads_all_writes_notes_and_nothing_else) {
    doctor_.post("/record/new", request(2));
    Visitor officer(house_);
    ASSERT_EQ(officer.sign_in("Me Durand").status, 303);
    EXPECT_THAT(officer.get("/record?kind=request&number=1").body, HasSubstr("Jeanne Exemple"));
    EXPECT_GE(officer.post("/record/new", request(1)).status, 400);
    EXPECT_THAT(officer.get("/requests").body, Not(HasSubstr("n° 2")));
    EXPECT_EQ(
        officer
            .post("/record/new",
                  form_of({{"kind", "note"}, {"about", "Registre"}, {"text", "À relire en mars."}}))
            .status,
        303);
    EXPECT_THAT(doctor_.get("/notes").body, HasSubstr("Registre"));
}

TEST_F(ObligationsTest, the_register_is_prepared_once_from_what_practices_do) {
    EXPECT_EQ(doctor_.post("/register/prefill", {}).status, 303);
    const auto page = doctor_.get("/register");
    EXPECT_THAT(page.body, HasSubstr("(13)"));
    EXPECT_EQ(doctor_.post("/register/prefill", {}).status, 303);
    EXPECT_THAT(doctor_.get("/register").body, HasSubstr("(13)"));
    EXPECT_EQ(doctor_.get("/register/print?form=txt").status, 200);
}

TEST_F(ObligationsTest, a_module_of_training_is_noted_with_its_right_answers) {
    const auto module = house_.house().shelf().training.front();
    EXPECT_EQ(doctor_.post("/training/module", form_of({{"id", module.id}})).status, 422);
    Fields answers = form_of({{"id", module.id}});
    for (std::size_t i = 0; i < module.questions.size(); ++i) {
        const auto& options = module.questions[i].options;
        const auto right =
            std::ranges::find(options, true, &compliance::TrainingOption::right) - options.begin();
        ASSERT_TRUE(answers.add("q" + std::to_string(i), std::to_string(right)));
    }
    const auto page = doctor_.post("/training/module", answers);
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr(fmt::format("{0} sur {0}", module.questions.size())));
    EXPECT_THAT(doctor_.get("/training").body, HasSubstr("suivi le"));
    EXPECT_EQ(doctor_.get("/training/certificate?person=Dr%20Martin&form=txt").status, 200);
}

TEST_F(ObligationsTest, with_the_last_session_the_key_of_the_ledger_goes) {
    doctor_.post("/record/new", request(2));
    doctor_.post("/sign-out", {});
    house_.house().tidy(house_.now);
    EXPECT_FALSE(house_.house().ledger.is_open());
}

TEST_F(ObligationsTest, a_technician_who_stays_does_not_keep_the_ledger_open) {
    Visitor technician(house_);
    ASSERT_EQ(technician.sign_in("Tech").status, 303);
    doctor_.post("/record/new", request(2));
    house_.house().tidy(house_.now);
    EXPECT_TRUE(house_.house().ledger.is_open());
    doctor_.post("/sign-out", {});
    house_.house().tidy(house_.now);
    EXPECT_FALSE(house_.house().ledger.is_open());
}

TEST_F(ObligationsTest, the_open_ledger_is_not_lent_to_another_key) {
    doctor_.post("/record/new", request(2));
    const auto lent = house_.house().ledger.lend(accounts::LedgerKey(crypto::random_secret()));
    ASSERT_FALSE(lent);
    EXPECT_EQ(lent.error().kind, ErrorKind::denied);
}

TEST_F(ObligationsTest, a_ledger_that_turns_out_to_be_corrupt_is_shown_no_more) {
    doctor_.post("/record/new", request(2));
    std::ofstream(house_.house().rules.ledger, std::ios::trunc) << std::string(4096, 'x');
    for (int i = 0; i < 2; ++i) {
        const auto page = doctor_.get("/requests");
        EXPECT_EQ(page.status, 500);
        EXPECT_THAT(page.body, Not(HasSubstr("Jeanne")));
    }
    EXPECT_FALSE(house_.house().ledger.is_open());
}

TEST_F(ObligationsTest, the_ledger_shows_who_did_what_without_the_patient) {
    doctor_.post("/record/new", request(2));
    const auto page = doctor_.get("/ledger");
    EXPECT_THAT(page.body, HasSubstr("Dr Martin"));
    EXPECT_THAT(page.body, HasSubstr("/record?kind=request&amp;number=1"));
    EXPECT_THAT(page.body, Not(HasSubstr("Jeanne Exemple")));
    Visitor technician(house_);
    technician.sign_in("Tech");
    EXPECT_EQ(technician.get("/ledger").status, 403);
}

TEST_F(ObligationsTest, a_record_is_erased_for_good_by_who_is_in_charge_and_knows_the_passphrase) {
    doctor_.post("/record/new", request(2));
    EXPECT_THAT(doctor_.get("/record?kind=request&number=1").body, HasSubstr("/record/erase"));
    EXPECT_THAT(doctor_.get("/record/erase?kind=request&number=1").body,
                HasSubstr("Jeanne Exemple"));
    EXPECT_EQ(doctor_.post("/record/erase", form_of({{"kind", "request"}, {"number", "1"}})).status,
              422);
    Visitor officer(house_);
    officer.sign_in("Me Durand");
    EXPECT_EQ(officer
                  .post("/record/erase", form_of({{"kind", "request"},
                                                  {"number", "1"},
                                                  {"current", HouseForTests::passphrase}}))
                  .status,
              403);
    const auto erased = doctor_.post(
        "/record/erase",
        form_of({{"kind", "request"}, {"number", "1"}, {"current", HouseForTests::passphrase}}));
    EXPECT_EQ(header_of(erased, "Location"), "/requests?done=erased");
    EXPECT_EQ(doctor_.get("/record?kind=request&number=1").status, 404);
    EXPECT_THAT(doctor_.get("/ledger").body, HasSubstr("effacé"));
}

TEST_F(ObligationsTest, a_breach_begins_with_what_was_found) {
    auto& known = house_.practice().change();
    known.report.exposed.doors.clear();
    EXPECT_THAT(doctor_.get("/finding?id=net-open").body, Not(HasSubstr("kind=breach")));
    known.report.exposed.doors.push_back({.control = "net-open", .patients = 1234, .records = 2});
    EXPECT_THAT(doctor_.get("/finding?id=net-open").body,
                HasSubstr("/record/new?kind=breach&amp;finding=net-open"));
    const auto page = doctor_.get("/record/new?kind=breach&finding=net-open");
    EXPECT_THAT(page.body, HasSubstr("value=\"1234\""));
    EXPECT_THAT(page.body, HasSubstr("value=\"primum\" checked"));
    EXPECT_EQ(doctor_.get("/record/new?kind=breach&finding=none").status, 200);
}

TEST_F(ObligationsTest, a_list_of_papers_shows_no_blank_to_fill_in) {
    const auto page = doctor_.get("/papers");
    EXPECT_THAT(page.body, HasSubstr("<h3>"));
    EXPECT_THAT(page.body, Not(HasSubstr("{")));
}

}  // namespace
}  // namespace primum::web
