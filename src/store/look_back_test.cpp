#include <gtest/gtest.h>

#include "store/test_support.h"

namespace primum::store {
namespace {

using test::first_column;
using test::saw;
using test::saw_none;

facts::DicomNode node(const std::string& address, std::int64_t patients) {
    return {.address = address, .port = 104, .answers_find = true, .patients = patients};
}

std::vector<std::string> patients(const Store& store) {
    return first_column(store, "SELECT patients FROM dicom_node ORDER BY address");
}

class LookBack : public ::testing::Test {
protected:
    RunId audit(const facts::Observation& observation) {
        const auto run = test::any_run(store);
        EXPECT_TRUE(store.record(run, observation));
        EXPECT_TRUE(store.finish_run(run, test::at("2026-11-24T09:00:00Z")));
        return run;
    }

    Store store = Store::open_in_memory().value();
};

TEST_F(LookBack, shows_the_rows_of_that_moment_and_none_that_came_later) {
    const auto first = audit(saw("network.dicom", "10.0.0.0/24", node("10.0.0.3", 4)));
    const auto second = audit(saw("network.dicom", "10.0.0.0/24", node("10.0.0.3", 9)));
    audit(saw_none<facts::DicomNode>("network.dicom", "10.0.0.0/24"));
    EXPECT_TRUE(patients(store).empty());

    ASSERT_TRUE(store.look_back_to(first));
    EXPECT_EQ(patients(store), std::vector<std::string>{"4"});
    ASSERT_TRUE(store.look_back_to(second));
    EXPECT_EQ(patients(store), std::vector<std::string>{"9"});
}

TEST_F(LookBack, rows_replaced_by_a_narrower_look_are_back_beside_those_that_stayed) {
    const auto whole =
        audit(saw("network.dicom", "10.0.0.0/24", node("10.0.0.3", 4), node("10.0.0.4", 5)));
    audit(saw_none<facts::DicomNode>("network.dicom", "10.0.0.3/32"));
    EXPECT_EQ(patients(store), std::vector<std::string>{"5"});

    ASSERT_TRUE(store.look_back_to(whole));
    EXPECT_EQ(patients(store), (std::vector<std::string>{"4", "5"}));
}

TEST_F(LookBack, what_another_audit_had_seen_before_is_still_known_then) {
    audit(saw("network.dicom", "10.0.0.0/24", node("10.0.0.3", 4)));
    const auto second = audit(saw("host.listening", "here", facts::Service{.address = "::1"}));
    ASSERT_TRUE(store.look_back_to(second));
    EXPECT_EQ(patients(store), std::vector<std::string>{"4"});
}

TEST_F(LookBack, observations_are_those_of_that_moment) {
    auto early = saw("network.dicom", "10.0.0.0/24");
    early.status = facts::Status::partial;
    const auto first = audit(early);
    audit(saw("network.dicom", "10.0.0.0/24"));
    audit(saw("host.listening", "here"));

    ASSERT_TRUE(store.look_back_to(first));
    const auto then = store.observations().value();
    ASSERT_EQ(then.size(), 1U);
    EXPECT_EQ(then[0].status, facts::Status::partial);
    EXPECT_EQ(first_column(store, "SELECT probe FROM observation"),
              std::vector<std::string>{"network.dicom"});
}

TEST_F(LookBack, what_was_said_after_the_last_audit_was_not_known_then) {
    const auto run = audit(saw("network.dicom", "10.0.0.0/24"));
    ASSERT_TRUE(store.record(outside_any_run, saw("practice.acceptance", "net-smb1",
                                                  facts::Acceptance{.control = "net-smb1"})));
    const std::string sql = "SELECT control FROM acceptance";
    EXPECT_EQ(first_column(store, sql), std::vector<std::string>{"net-smb1"});
    ASSERT_TRUE(store.look_back_to(run));
    EXPECT_TRUE(first_column(store, sql).empty());
}

TEST_F(LookBack, tables_that_were_not_asked_for_are_empty_and_never_those_of_today) {
    const auto run = audit(saw("network.dicom", "10.0.0.0/24", node("10.0.0.3", 4)));
    audit(saw("host.listening", "here", facts::Service{.address = "::1"}));
    ASSERT_TRUE(store.look_back_to(run, {"dicom_node"}));
    EXPECT_EQ(patients(store), std::vector<std::string>{"4"});
    EXPECT_TRUE(first_column(store, "SELECT address FROM service").empty());
}

TEST_F(LookBack, an_audit_that_never_was_is_an_error) {
    const auto outcome = store.look_back_to(RunId{7});
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().kind, ErrorKind::not_found);
}

TEST(LookBackOnDisk, a_reader_may_look_back_and_writes_nothing) {
    const TemporaryFolder folder;
    const auto path = folder / "facts.db";
    auto writer = Store::open(path).value();
    const auto first = test::any_run(writer);
    ASSERT_TRUE(writer.record(first, saw("network.dicom", "10.0.0.0/24", node("10.0.0.3", 4))));
    const auto second = test::any_run(writer);
    ASSERT_TRUE(writer.record(second, saw_none<facts::DicomNode>("network.dicom", "10.0.0.0/24")));

    auto reader = Store::open_read_only(path).value();
    ASSERT_TRUE(reader.look_back_to(first));
    EXPECT_EQ(patients(reader), std::vector<std::string>{"4"});
    EXPECT_TRUE(patients(writer).empty());
}

}  // namespace
}  // namespace primum::store
