#include "web/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/testing/house.h"
#include "web/visit.h"

namespace primum::web {
namespace {

using accounts::Role;
using ::testing::Contains;
using testing::form_of;
using ::testing::HasSubstr;
using testing::header_of;
using testing::HouseForTests;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Visitor;

class GateTest : public ::testing::Test {
protected:
    void open_all_accounts() {
        house_.open_first_account("Dr Martin");
        house_.open_account("Mme Petit", Role::staff);
        house_.open_account("Me Durand", Role::data_protection_officer);
        house_.open_account("Tech", Role::technician);
    }
    Visitor signed_in(const std::string& name) {
        Visitor visitor(house_);
        EXPECT_EQ(visitor.sign_in(name).status, 303) << name;
        return visitor;
    }
    HouseForTests house_;
};

TEST_F(GateTest, a_name_that_is_not_ours_gets_no_page) {
    Visitor visitor(house_);
    for (const char* host :
         {"evil.test", "localhost.evil.test", "", "10.0.0.1:7717", "local host"}) {
        auto request = visitor.request_for(Method::get, "/sign-in");
        request.host = host;
        const auto answered = visitor.send(request);
        EXPECT_EQ(answered.status, 421) << host;
        EXPECT_THAT(answered.body, Not(HasSubstr("Primum")));
    }
}

TEST_F(GateTest, without_a_session_every_page_leads_to_the_door) {
    house_.open_first_account("Dr Martin");
    Visitor visitor(house_);
    for (const char* path : {"/", "/findings", "/finding?id=net-open", "/report?form=json",
                             "/people", "/history", "/no-such-page"}) {
        const auto answered = visitor.get(path);
        EXPECT_EQ(answered.status, 303) << path;
        EXPECT_EQ(header_of(answered, "Location"), "/sign-in");
        EXPECT_THAT(answered.body, IsEmpty());
    }
}

TEST_F(GateTest, the_first_account_needs_the_token_that_serve_printed) {
    Visitor visitor(house_);
    EXPECT_EQ(visitor.get("/first").status, 403);
    EXPECT_EQ(visitor.get("/first?token=guessed").status, 403);
    const auto page = visitor.get(std::string("/first?token=") + HouseForTests::first_token);
    EXPECT_EQ(page.status, 200);
    const auto form = [](const char* token) {
        return form_of({{"first", token},
                        {"name", "Dr Martin"},
                        {"passphrase", HouseForTests::passphrase},
                        {"again", HouseForTests::passphrase}});
    };
    EXPECT_EQ(visitor.post("/first", form("guessed")).status, 403);
    EXPECT_TRUE(house_.house().book.empty());
    EXPECT_EQ(visitor.post("/first", form(HouseForTests::first_token)).status, 303);
    EXPECT_EQ(visitor.get("/").status, 200);
}

TEST_F(GateTest, the_address_of_the_first_account_works_once) {
    house_.open_first_account("Dr Martin");
    Visitor visitor(house_);
    const auto answered = visitor.get(std::string("/first?token=") + HouseForTests::first_token);
    EXPECT_EQ(header_of(answered, "Location"), "/sign-in");
}

TEST_F(GateTest, a_form_without_the_token_of_its_session_changes_nothing) {
    open_all_accounts();
    auto doctor = signed_in("Dr Martin");
    auto other = signed_in("Mme Petit");
    for (const auto& token : {std::string(), std::string(64, '0'), other.token()}) {
        const auto answered = doctor.post(
            "/finding/assign", form_of({{"id", "net-open"}, {"to", "Tech"}, {"token", token}}));
        EXPECT_EQ(answered.status, 403);
    }
    EXPECT_THAT(house_.practice().asked, IsEmpty());
    EXPECT_EQ(doctor.post("/finding/assign", form_of({{"id", "net-open"}, {"to", "Tech"}})).status,
              303);
    EXPECT_THAT(house_.practice().asked, Contains("assign net-open to Tech by Dr Martin"));
}

TEST_F(GateTest, a_form_from_another_site_is_refused_before_anything_else) {
    open_all_accounts();
    auto doctor = signed_in("Dr Martin");
    struct Sent {
        const char* origin;
        const char* site;
    };
    for (const auto& sent : {Sent{"https://evil.test", "cross-site"}, Sent{"null", "cross-site"},
                             Sent{"http://localhost:9999", "same-site"}, Sent{"", "none"},
                             Sent{"http://evil.test", ""}, Sent{"", "cross-site"}}) {
        auto request = doctor.request_for(Method::post, "/audit/stop");
        request.form = form_of({{"token", doctor.token()}});
        request.origin = sent.origin;
        request.fetch_site = sent.site;
        EXPECT_EQ(doctor.send(request).status, 403) << sent.origin << sent.site;
    }
    EXPECT_THAT(house_.practice().asked, IsEmpty());
}

TEST_F(GateTest, a_stranger_cannot_sign_the_doctor_in_as_somebody_else) {
    open_all_accounts();
    Visitor visitor(house_);
    visitor.get("/sign-in");
    Visitor attacker(house_);
    attacker.get("/sign-in");
    const auto answered =
        visitor.post("/sign-in", form_of({{"name", "Tech"},
                                          {"passphrase", HouseForTests::passphrase},
                                          {"token", attacker.token()}}));
    EXPECT_EQ(answered.status, 403);
}

TEST_F(GateTest, what_is_wrong_at_the_door_does_not_say_which_part) {
    open_all_accounts();
    Visitor visitor(house_);
    const auto name = visitor.sign_in("Nobody");
    const auto passphrase = visitor.sign_in("Dr Martin", "wrong passphrase");
    EXPECT_EQ(name.status, 403);
    EXPECT_EQ(passphrase.status, 403);
    const auto notice = [](const Answer& answer) {
        const auto at = answer.body.find("class=\"notice");
        return answer.body.substr(at, answer.body.find("</div>", at) - at);
    };
    EXPECT_EQ(notice(name), notice(passphrase));
    EXPECT_THAT(passphrase.body, Not(HasSubstr("wrong passphrase")));
}

TEST_F(GateTest, failures_make_the_account_and_the_address_wait) {
    open_all_accounts();
    Visitor visitor(house_, "10.0.0.66");
    for (unsigned i = 0; i < Throttle::free_failures; ++i) {
        EXPECT_EQ(visitor.sign_in("Dr Martin", "wrong passphrase").status, 403);
    }
    const auto from_there = visitor.sign_in("Mme Petit");
    EXPECT_EQ(from_there.status, 429);
    EXPECT_THAT(header_of(from_there, "Retry-After"), Not(IsEmpty()));
    Visitor elsewhere(house_, "10.0.0.7");
    EXPECT_EQ(elsewhere.sign_in("Dr Martin").status, 429);
    EXPECT_EQ(elsewhere.sign_in("Mme Petit").status, 303);
}

TEST_F(GateTest, signing_out_ends_the_session_and_takes_the_cookie_back) {
    open_all_accounts();
    auto doctor = signed_in("Dr Martin");
    const auto request = doctor.request_for(Method::get, "/");
    EXPECT_EQ(doctor.post("/sign-out", {}).status, 303);
    EXPECT_FALSE(doctor.has_cookie("primum-session"));
    EXPECT_EQ(doctor.send(request).status, 303);  // Nor does the old cookie open anything.
}

TEST_F(GateTest, the_session_cookie_is_for_our_pages_alone) {
    open_all_accounts();
    Visitor visitor(house_);
    const auto cookie = header_of(visitor.sign_in("Dr Martin"), "Set-Cookie");
    EXPECT_THAT(cookie, HasSubstr("HttpOnly"));
    EXPECT_THAT(cookie, HasSubstr("SameSite=Strict"));
    EXPECT_THAT(cookie, Not(HasSubstr("Domain")));
}

TEST_F(GateTest, over_tls_the_cookie_never_travels_in_clear) {
    HouseForTests encrypted(/*over_tls=*/true);
    encrypted.open_first_account("Dr Martin");
    Visitor visitor(encrypted);
    visitor.get("/sign-in");
    auto request = visitor.request_for(Method::post, "/sign-in");
    request.form = form_of({{"name", "Dr Martin"},
                            {"passphrase", HouseForTests::passphrase},
                            {"token", visitor.token()}});
    request.origin = "https://localhost:7717";
    const auto cookie = header_of(visitor.send(request), "Set-Cookie");
    EXPECT_TRUE(cookie.starts_with("__Host-primum-session=")) << cookie;
    EXPECT_THAT(cookie, HasSubstr("; Secure"));
}

TEST_F(GateTest, a_role_opens_its_rooms_and_no_others) {
    open_all_accounts();
    struct Tried {
        const char* name;
        Method method;
        const char* path;
        std::uint16_t status;
    };
    for (const auto& tried : {Tried{"Dr Martin", Method::get, "/people", 200},
                              Tried{"Mme Petit", Method::get, "/people", 403},
                              Tried{"Me Durand", Method::get, "/people", 403},
                              Tried{"Tech", Method::get, "/people", 403},
                              Tried{"Mme Petit", Method::post, "/finding/accept", 403},
                              Tried{"Me Durand", Method::post, "/finding/assign", 403},
                              Tried{"Me Durand", Method::post, "/audit", 403},
                              Tried{"Me Durand", Method::post, "/questions", 403},
                              Tried{"Me Durand", Method::get, "/repair?id=net-open", 403},
                              Tried{"Tech", Method::post, "/questions", 403},
                              Tried{"Tech", Method::get, "/repair?id=net-open", 200},
                              Tried{"Me Durand", Method::get, "/findings", 200}}) {
        auto visitor = signed_in(tried.name);
        const auto answered =
            tried.method == Method::get ? visitor.get(tried.path) : visitor.post(tried.path, {});
        EXPECT_EQ(answered.status, tried.status) << tried.name << " " << tried.path;
    }
    EXPECT_THAT(house_.practice().asked, IsEmpty());
}

TEST_F(GateTest, a_closed_account_is_out_at_once) {
    open_all_accounts();
    auto doctor = signed_in("Dr Martin");
    auto staff = signed_in("Mme Petit");
    const auto closing = form_of({{"name", "Mme Petit"}, {"current", HouseForTests::passphrase}});
    EXPECT_EQ(doctor.post("/people/close", closing).status, 303);
    EXPECT_EQ(staff.get("/").status, 303);
    EXPECT_EQ(Visitor(house_).sign_in("Mme Petit").status, 403);
}

TEST_F(GateTest, what_the_command_line_does_to_an_account_ends_its_sessions) {
    open_all_accounts();
    auto doctor = signed_in("Dr Martin");
    auto staff = signed_in("Mme Petit");
    auto technician = signed_in("Tech");
    auto elsewhere = house_.book_of_another_process();
    const auto by = elsewhere.sign_in("Dr Martin", HouseForTests::passphrase);
    ASSERT_TRUE(by && elsewhere.deactivate(*by, "Mme Petit"));
    ASSERT_TRUE(elsewhere.replace_passphrase(*by, "Tech", "another long passphrase"));
    house_.house().tidy(house_.now);
    EXPECT_EQ(staff.get("/").status, 303);
    EXPECT_EQ(technician.get("/").status, 303);
    EXPECT_EQ(doctor.get("/").status, 200);
}

TEST_F(GateTest, a_passphrase_changed_here_does_not_end_the_session_that_changed_it) {
    open_all_accounts();
    auto doctor = signed_in("Dr Martin");
    EXPECT_EQ(doctor
                  .post("/me/passphrase", form_of({{"current", HouseForTests::passphrase},
                                                   {"passphrase", "another long passphrase"},
                                                   {"again", "another long passphrase"}}))
                  .status,
              303);
    house_.house().tidy(house_.now);
    EXPECT_EQ(doctor.get("/").status, 200);
}

TEST_F(GateTest, a_first_account_made_on_the_command_line_opens_the_door) {
    Visitor visitor(house_);
    EXPECT_EQ(header_of(visitor.get("/sign-in"), "Location"), "/first");
    auto elsewhere = house_.book_of_another_process();
    ASSERT_TRUE(
        elsewhere.create_first({.name = "Dr Martin", .passphrase = HouseForTests::passphrase}));
    EXPECT_EQ(visitor.get("/sign-in").status, 200);
}

TEST_F(GateTest, a_session_ends_when_nobody_uses_it) {
    open_all_accounts();
    auto doctor = signed_in("Dr Martin");
    house_.now += Sessions::idle_max + std::chrono::minutes(1);
    EXPECT_EQ(doctor.get("/").status, 303);
}

TEST_F(GateTest, changing_a_passphrase_takes_the_present_one_and_ends_other_sessions) {
    open_all_accounts();
    auto here = signed_in("Dr Martin");
    auto there = signed_in("Dr Martin");
    const auto change = [&](const std::string& current) {
        return here.post("/me/passphrase", form_of({{"current", current},
                                                    {"passphrase", "another long passphrase"},
                                                    {"again", "another long passphrase"}}));
    };
    EXPECT_EQ(change("wrong passphrase").status, 422);
    EXPECT_EQ(there.get("/").status, 200);
    EXPECT_EQ(change(HouseForTests::passphrase).status, 303);
    EXPECT_EQ(here.get("/").status, 200);
    EXPECT_EQ(there.get("/").status, 303);
}

TEST_F(GateTest, a_session_found_open_makes_no_account_and_takes_no_second_step_away) {
    open_all_accounts();
    auto doctor = signed_in("Dr Martin");
    const auto add = [&](const std::string& current) {
        return doctor
            .post("/people", form_of({{"name", "Mallory"},
                                      {"role", "in-charge"},
                                      {"passphrase", "another long passphrase"},
                                      {"current", current}}))
            .status;
    };
    EXPECT_EQ(add(""), 422);
    EXPECT_EQ(house_.house().book.list().size(), 4);
    EXPECT_EQ(doctor.post("/me/factor/remove", {}).status, 422);
    EXPECT_EQ(add(HouseForTests::passphrase), 303);
    const auto right = form_of({{"factor-current", HouseForTests::passphrase}});
    EXPECT_EQ(doctor.post("/me/codes", {}).status, 422);
    EXPECT_EQ(doctor.post("/me/codes", right).status, 200);
    EXPECT_EQ(doctor.post("/me/factor/remove", right).status, 303);
}

TEST_F(GateTest, who_did_what_is_in_the_history) {
    open_all_accounts();
    auto doctor = signed_in("Dr Martin");
    doctor.post("/finding/assign", form_of({{"id", "net-open"}, {"to", "Tech"}}));
    const auto read = house_.house().deeds.newest(10);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->deeds.front().by, "Dr Martin");
    EXPECT_EQ(read->deeds.front().what, "assigned");
    EXPECT_EQ(read->deeds.front().of, "net-open");
    EXPECT_THAT(doctor.get("/history").body, HasSubstr("net-open"));
}

}  // namespace
}  // namespace primum::web
