// Pages as somebody who is signed in gets them: names of strangers, refused forms, languages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/testing/house.h"

namespace primum::web {
namespace {

using testing::form_of;
using ::testing::HasSubstr;
using testing::header_of;
using testing::HouseForTests;
using ::testing::Not;
using testing::Visitor;

class PagesTest : public ::testing::Test {
protected:
    void SetUp() override {
        house_.open_first_account("Dr Martin");
        ASSERT_EQ(doctor_.sign_in("Dr Martin").status, 303);
    }
    HouseForTests house_;
    Visitor doctor_{house_};
};

const std::vector<std::string> all_paths{"/",
                                         "/findings",
                                         "/finding?id=net-open",
                                         "/finding?id=net-fine",
                                         "/repair?id=net-open",
                                         "/repair/undo?id=net-open",
                                         "/network",
                                         "/files",
                                         "/backups",
                                         "/audit",
                                         "/questions",
                                         "/reports",
                                         "/history",
                                         "/ledger",
                                         "/people",
                                         "/me"};

TEST_F(PagesTest, every_page_has_one_heading_its_language_and_no_script_of_its_own) {
    for (const auto& path : all_paths) {
        const auto page = doctor_.get(path);
        EXPECT_EQ(page.status, 200) << path;
        EXPECT_THAT(page.body, HasSubstr("<html lang=\"fr\">")) << path;
        EXPECT_THAT(page.body, HasSubstr("<h1>")) << path;
        EXPECT_EQ(page.body.find("<h1>"), page.body.rfind("<h1>")) << path;
        EXPECT_THAT(page.body, Not(HasSubstr("style=\""))) << path;
        EXPECT_THAT(page.body, Not(HasSubstr(" onclick"))) << path;
        EXPECT_EQ(page.body.find("<script"), page.body.rfind("<script")) << path;
        EXPECT_FALSE(page.may_be_kept) << path;
    }
}

TEST_F(PagesTest, what_a_stranger_named_a_thing_never_becomes_markup) {
    const auto page = doctor_.get("/finding?id=net-open");
    EXPECT_THAT(page.body, HasSubstr("&lt;b&gt;10.0.0.5&lt;/b&gt;"));
    EXPECT_THAT(page.body, Not(HasSubstr("<b>10.0.0.5")));
}

TEST_F(PagesTest, what_the_address_says_is_not_repeated_as_markup) {
    for (const auto& path :
         {"/finding?id=%3Cscript%3Ealert(1)%3C/script%3E", "/findings?done=%3Cscript%3E",
          "/report?form=%3Cscript%3E", "/network?page=%3Cscript%3E", "/%3Cscript%3E"}) {
        EXPECT_THAT(doctor_.get(path).body, Not(HasSubstr("<script>"))) << path;
    }
}

TEST_F(PagesTest, the_number_of_exposed_patients_leads_and_a_text_to_verify_says_so) {
    EXPECT_THAT(doctor_.get("/").body, HasSubstr("<strong>12</strong>"));
    EXPECT_THAT(doctor_.get("/finding?id=net-open").body, HasSubstr("à vérifier"));
}

TEST_F(PagesTest, a_refused_form_keeps_what_was_typed_and_says_which_field_and_why) {
    const auto page = doctor_.post(
        "/finding/accept",
        form_of({{"id", "net-open"}, {"reason", "remplacé en \"mars\""}, {"until", "bientôt"}}));
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("remplacé en &quot;mars&quot;"));
    EXPECT_THAT(page.body, HasSubstr("id=\"until-why\""));
    EXPECT_THAT(page.body, HasSubstr("aria-invalid=\"true\""));
    EXPECT_TRUE(house_.practice().asked.empty());
}

TEST_F(PagesTest, a_refused_passphrase_is_not_sent_back) {
    const auto page = doctor_.post(
        "/people",
        form_of({{"name", "Mme Petit"}, {"role", "staff"}, {"passphrase", "too short"}}));
    EXPECT_EQ(page.status, 422);
    EXPECT_THAT(page.body, HasSubstr("value=\"Mme Petit\""));
    EXPECT_THAT(page.body, Not(HasSubstr("too short")));
}

TEST_F(PagesTest, the_language_follows_the_person) {
    EXPECT_EQ(doctor_.post("/language", form_of({{"language", "en"}})).status, 303);
    EXPECT_THAT(doctor_.get("/").body, HasSubstr("<html lang=\"en\">"));
    Visitor elsewhere(house_);
    elsewhere.sign_in("Dr Martin");
    EXPECT_THAT(elsewhere.get("/").body, HasSubstr("<html lang=\"en\">"));
}

TEST_F(PagesTest, a_network_is_not_looked_at_without_the_name_of_who_agrees) {
    EXPECT_EQ(doctor_.post("/audit", form_of({{"network", "yes"}})).status, 422);
    EXPECT_EQ(
        doctor_.post("/audit", form_of({{"network", "yes"}, {"consent", "Dr Martin"}})).status,
        303);
    EXPECT_THAT(house_.practice().asked, ::testing::ElementsAre("audit autoDr Martin"));
    EXPECT_THAT(doctor_.get("/audit").body, HasSubstr("id=\"progress\""));
    EXPECT_EQ(doctor_.post("/audit/stop", {}).status, 303);
}

TEST_F(PagesTest, a_report_is_downloaded_and_never_shown_under_our_name) {
    const auto report = doctor_.get("/report?form=json");
    EXPECT_EQ(report.status, 200);
    EXPECT_THAT(header_of(report, "Content-Disposition"), HasSubstr("attachment"));
    EXPECT_EQ(doctor_.get("/report?form=exe").status, 404);
}

TEST_F(PagesTest, what_primum_mended_is_put_back_after_it_was_shown) {
    EXPECT_THAT(doctor_.get("/finding?id=net-fine").body, Not(HasSubstr("/repair/undo")));
    house_.practice().change().undoable.insert("net-fine");
    EXPECT_THAT(doctor_.get("/finding?id=net-fine").body, HasSubstr("/repair/undo?id=net-fine"));
    EXPECT_THAT(doctor_.get("/repair/undo?id=net-fine").body, HasSubstr("+ open net-fine"));
    EXPECT_TRUE(house_.practice().asked.empty());
    EXPECT_THAT(doctor_.post("/repair/undo", form_of({{"id", "net-fine"}})).body,
                HasSubstr("put back"));
    EXPECT_EQ(house_.practice().asked.back(), "undo net-fine");
    EXPECT_THAT(doctor_.get("/history").body, HasSubstr("a fait remettre comme avant"));
}

TEST_F(PagesTest, one_point_is_looked_at_again) {
    EXPECT_EQ(doctor_.post("/finding/look", form_of({{"id", "net-open"}})).status, 303);
    EXPECT_EQ(house_.practice().asked.back(), "look net-open");
}

TEST_F(PagesTest, a_second_step_is_set_up_by_who_knows_the_passphrase_and_with_a_square) {
    EXPECT_EQ(doctor_.post("/me/factor", form_of({{"factor-current", "wrong one"}})).status, 422);
    house_.now += std::chrono::minutes(2);
    const auto page =
        doctor_.post("/me/factor", form_of({{"factor-current", HouseForTests::passphrase}}));
    EXPECT_EQ(page.status, 200);
    EXPECT_THAT(page.body, HasSubstr("<svg viewBox="));
    EXPECT_THAT(page.body, Not(HasSubstr("style=\"")));
}

TEST_F(PagesTest, an_account_is_closed_by_who_knows_the_passphrase) {
    house_.open_account("Mme Petit", accounts::Role::staff);
    EXPECT_THAT(doctor_.get("/people").body, HasSubstr("/people/close?name=Mme%20Petit"));
    EXPECT_THAT(doctor_.get("/people/close?name=Mme%20Petit").body, HasSubstr("Mme Petit"));
    EXPECT_EQ(doctor_.post("/people/close", form_of({{"name", "Mme Petit"}})).status, 422);
    Visitor petit(house_);
    EXPECT_EQ(petit.sign_in("Mme Petit").status, 303);
    EXPECT_EQ(doctor_
                  .post("/people/close",
                        form_of({{"name", "Mme Petit"}, {"current", HouseForTests::passphrase}}))
                  .status,
              303);
    EXPECT_EQ(petit.sign_in("Mme Petit").status, 403);
}

}  // namespace
}  // namespace primum::web
