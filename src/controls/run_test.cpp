#include "controls/run.h"

#include <gmock/gmock.h>

#include "controls/control_file.h"
#include "controls/test_support.h"

namespace primum::controls {
namespace {

using facts::Service;
using facts::Share;
using store::Store;
using store::test::saw;
using store::test::saw_none;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Control control(const std::string& text) {
    std::vector<Problem> problems;
    auto made = parse_control_file(text, "controls/network/x.yaml", problems);
    EXPECT_THAT(problems, IsEmpty());
    return made.value_or(Control{});
}

facts::Observation with_status(facts::Observation observation, facts::Status status) {
    observation.status = status;
    observation.reasons = {{"10.0.0.9 ne répond plus", "10.0.0.9 fell silent"}};
    return observation;
}

class Run : public testing::Test {
protected:
    void keep(const facts::Observation& observation) {
        ASSERT_TRUE(store_.record(run_, observation));
    }
    Finding share_finding() const { return run_one(share_control_, store_).value(); }
    Finding telnet_finding() const { return run_one(telnet_control_, store_).value(); }

    Control share_control_ = control(test::open_share);
    Control telnet_control_ = control(test::telnet);
    Store store_ = Store::open_in_memory().value();
    store::RunId run_ = store::test::any_run(store_);
};

Share share(std::string name, facts::Flag anonymous_read, facts::Number health_files = {}) {
    return {.address = "10.0.0.4",
            .protocol = "smb",
            .name = std::move(name),
            .anonymous_read = anonymous_read,
            .files = 7,
            .health_files = health_files};
}

TEST_F(Run, rows_that_offend_are_the_subjects) {
    keep(saw("network.shares", "10.0.0.0/24", share("public", true), share("closed", false)));
    const auto finding = share_finding();
    EXPECT_EQ(finding.status, Status::fail);
    EXPECT_EQ(finding.severity, Severity::high);
    EXPECT_EQ(finding.control, &share_control_);
    EXPECT_THAT(finding.columns, ElementsAre("files"));
    ASSERT_THAT(finding.subjects, SizeIs(1));
    EXPECT_EQ(finding.subjects[0].name, "10.0.0.4/public");
    EXPECT_THAT(finding.subjects[0].details, ElementsAre(facts::Value{std::int64_t{7}}));
    EXPECT_EQ(finding.observed_at, store::test::at("2026-11-24T08:00:01Z"));
}

TEST_F(Run, the_severity_follows_the_context_and_the_worst_leads) {
    keep(saw("network.shares", "10.0.0.0/24", share("public", true), share("exams", true, 3)));
    const auto finding = share_finding();
    EXPECT_EQ(finding.severity, Severity::critical);
    ASSERT_THAT(finding.subjects, SizeIs(2));
    EXPECT_EQ(finding.subjects[0].name, "10.0.0.4/exams");
    EXPECT_EQ(finding.subjects[1].severity, Severity::high);
}

TEST_F(Run, nothing_offending_passes_once_all_was_seen) {
    keep(saw("network.shares", "10.0.0.0/24", share("closed", false)));
    EXPECT_EQ(share_finding().status, Status::pass);
    EXPECT_THAT(share_finding().reasons, IsEmpty());
}

TEST_F(Run, nothing_to_ask_about_is_not_applicable) {
    keep(saw_none<Share>("network.shares", "10.0.0.0/24"));
    EXPECT_EQ(share_finding().status, Status::not_applicable);
}

TEST_F(Run, what_nobody_looked_at_is_not_observed_and_says_how_to_look) {
    const auto finding = share_finding();
    EXPECT_EQ(finding.status, Status::not_observed);
    EXPECT_EQ(finding.observed_at, std::nullopt);
    ASSERT_THAT(finding.reasons, SizeIs(1));
    EXPECT_EQ(finding.reasons[0],
              (Sentence{"pas encore regardé : share (« primum audit --lan RÉSEAU » le fait)",
                        "not looked at yet: share (\"primum audit --lan NETWORK\" does)"}));
}

TEST_F(Run, a_look_at_this_computer_is_not_a_look_at_the_network) {
    keep(saw_none<Service>("host.listening", "this computer"));
    const auto finding = telnet_finding();
    EXPECT_EQ(finding.status, Status::not_observed);
    EXPECT_THAT(finding.reasons.at(0).english, HasSubstr("network.services"));
    keep(saw_none<Service>("network.services", "10.0.0.0/24"));
    EXPECT_EQ(telnet_finding().status, Status::pass);
}

TEST_F(Run, a_probe_that_is_not_asked_for_does_not_spoil_a_pass) {
    keep(saw_none<Service>("network.services", "10.0.0.0/24"));
    keep(with_status(saw_none<Service>("host.listening", "this computer"), facts::Status::partial));
    EXPECT_EQ(telnet_finding().status, Status::pass);
}

TEST_F(Run, a_partial_or_failed_look_never_passes) {
    for (const auto status : {facts::Status::partial, facts::Status::failed}) {
        keep(with_status(saw_none<Service>("network.services", "10.0.0.0/24"), status));
        const auto finding = telnet_finding();
        EXPECT_EQ(finding.status, Status::not_observed);
        EXPECT_EQ(finding.reasons.at(0).english,
                  "network.services, 10.0.0.0/24: 10.0.0.9 fell silent");
    }
}

TEST_F(Run, a_partial_look_passes_what_its_rows_show_to_be_seen) {
    telnet_control_.observed = "SELECT 1 FROM service WHERE protocol IS NOT NULL";
    keep(with_status(saw_none<Service>("network.services", "10.0.0.0/24"), facts::Status::partial));
    EXPECT_EQ(telnet_finding().status, Status::not_observed);
    const Service ssh{.address = "10.0.0.4", .port = 22, .protocol = "ssh"};
    keep(with_status(saw("network.services", "10.0.0.0/24", ssh), facts::Status::partial));
    EXPECT_EQ(telnet_finding().status, Status::pass);
}

TEST_F(Run, one_network_half_seen_is_enough_to_doubt) {
    keep(saw_none<Service>("network.services", "10.0.0.0/24"));
    keep(with_status(saw_none<Service>("network.services", "10.0.1.0/24"), facts::Status::partial));
    EXPECT_EQ(telnet_finding().status, Status::not_observed);
}

TEST_F(Run, a_partial_look_is_not_enough_for_not_applicable) {
    keep(with_status(saw_none<Share>("network.shares", "10.0.0.0/24"), facts::Status::partial));
    EXPECT_EQ(share_finding().status, Status::not_observed);
}

TEST_F(Run, what_offends_offends_however_little_was_seen) {
    auto half = saw("network.shares", "10.0.0.0/24", share("public", true));
    keep(with_status(half, facts::Status::partial));
    const auto finding = share_finding();
    EXPECT_EQ(finding.status, Status::fail);
    EXPECT_THAT(finding.reasons, SizeIs(1));
}

TEST_F(Run, a_finding_is_as_old_as_the_oldest_look_it_rests_on) {
    auto old = saw_none<Service>("network.services", "10.0.1.0/24");
    old.finished_at = store::test::at("2026-10-01T10:00:00Z");
    keep(old);
    keep(saw_none<Service>("network.services", "10.0.0.0/24"));
    EXPECT_EQ(telnet_finding().observed_at, old.finished_at);
}

TEST_F(Run, a_control_that_breaks_does_not_stop_the_others) {
    keep(saw("network.shares", "10.0.0.0/24", share("public", true)));
    Catalogue catalogue{.controls = {telnet_control_, share_control_}};
    catalogue.controls[0].fails = "SELECT no_such_column AS subject FROM service";
    const auto findings = run(catalogue, store_);
    ASSERT_TRUE(findings);
    ASSERT_THAT(*findings, SizeIs(2));
    EXPECT_EQ((*findings)[0].control->id, "net-open-share");  // The more severe comes first.
    EXPECT_EQ((*findings)[0].status, Status::fail);
    EXPECT_EQ((*findings)[1].status, Status::not_observed);
    EXPECT_THAT((*findings)[1].reasons.at(0).english, HasSubstr("no such column: no_such_column"));
}

TEST_F(Run, subjects_beyond_the_limit_are_cut_and_the_finding_says_so) {
    auto many = saw("network.shares", "10.0.0.0/24", share("public", true));
    many.facts.resize(Finding::subjects_max + 1, many.facts[0]);
    keep(many);
    EXPECT_THAT(share_finding().subjects, SizeIs(Finding::subjects_max));
    EXPECT_TRUE(share_finding().cut);
}

}  // namespace
}  // namespace primum::controls
