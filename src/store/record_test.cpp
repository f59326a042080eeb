#include "store/record.h"

#include <csignal>

#include <sys/wait.h>

#include <gmock/gmock.h>

#include "store/test_support.h"

namespace primum::store {
namespace {

using facts::Device;
using facts::PortMapping;
using facts::Service;
using test::first_column;
using test::saw;
using test::saw_none;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Record : public testing::Test {
protected:
    void keep(const facts::Observation& observation) {
        const auto kept = store_.record(run_, observation);
        ASSERT_TRUE(kept) << kept.error().message.english;
    }
    std::vector<std::string> services() const {
        return first_column(store_,
                            "SELECT address || ':' || port FROM service ORDER BY address, port");
    }

    Store store_ = Store::open_in_memory().value();
    RunId run_ = test::any_run(store_);
};

Service http(std::string address, std::int64_t port = 80) {
    return {.address = std::move(address), .port = port, .protocol = "http"};
}

TEST_F(Record, values_come_back_as_they_went_in) {
    keep(saw("network.services", "10.0.0.0/24",
             Service{.address = "10.0.0.3", .port = 443, .title = "Échographe", .tls = true}));
    const auto rows =
        store_.query("SELECT address, port, title, tls, needs_login, local_only FROM service");
    ASSERT_TRUE(rows);
    ASSERT_THAT(rows->rows, SizeIs(1));
    using facts::Value;
    EXPECT_THAT(rows->rows[0],
                ElementsAre(Value{"10.0.0.3"}, Value{std::int64_t{443}}, Value{"Échographe"},
                            Value{std::int64_t{1}}, Value{}, Value{std::int64_t{0}}));
}

TEST_F(Record, a_newer_look_at_the_same_scope_replaces_the_older) {
    keep(saw("network.services", "10.0.0.0/24", http("10.0.0.3"), http("10.0.0.4")));
    keep(saw("network.services", "10.0.0.0/24", http("10.0.0.4")));
    EXPECT_THAT(services(), ElementsAre("10.0.0.4:80"));
    EXPECT_THAT(first_column(store_, "SELECT count(*) FROM all_service"), ElementsAre("3"));
}

TEST_F(Record, another_probe_and_another_network_stay_as_last_seen) {
    keep(saw("network.services", "10.0.0.0/24", http("10.0.0.3")));
    keep(saw("network.services", "10.0.1.0/24", http("10.0.1.3")));
    keep(saw("host.listening", "this computer", http("127.0.0.1", 631)));
    keep(saw("network.services", "10.0.1.0/24", http("10.0.1.4")));
    EXPECT_THAT(services(), ElementsAre("10.0.0.3:80", "10.0.1.4:80", "127.0.0.1:631"));
}

TEST_F(Record, a_look_at_one_device_replaces_what_was_known_of_that_device_only) {
    keep(saw("network.services", "10.0.0.0/24", http("10.0.0.3"), http("10.0.0.30"),
             http("10.0.0.30", 8042)));
    keep(saw("network.services", "10.0.0.30", http("10.0.0.30", 443)));
    EXPECT_THAT(services(), ElementsAre("10.0.0.3:80", "10.0.0.30:443"));
    EXPECT_THAT(store_.observations().value(), SizeIs(2));
}

TEST_F(Record, a_look_at_one_device_that_finds_nothing_clears_that_device) {
    keep(saw("network.services", "10.0.0.0/24", http("10.0.0.3"), http("10.0.0.30")));
    keep(saw_none<Service>("network.services", "10.0.0.30/32"));
    EXPECT_THAT(services(), ElementsAre("10.0.0.3:80"));
}

TEST_F(Record, a_look_at_one_device_leaves_the_tables_it_did_not_look_for) {
    keep(saw("network.devices", "10.0.0.0/24", Device{.address = "10.0.0.3"}, http("10.0.0.3")));
    keep(saw_none<Service>("network.devices", "10.0.0.3/32"));
    EXPECT_THAT(services(), IsEmpty());
    EXPECT_THAT(first_column(store_, "SELECT address FROM device"), ElementsAre("10.0.0.3"));
}

TEST_F(Record, a_row_of_a_router_belongs_to_the_router) {
    keep(saw("network.router", "10.0.0.0/24",
             PortMapping{.router = "10.0.0.1", .external_port = 104, .target = "10.0.0.30"}));
    keep(saw_none<PortMapping>("network.router", "10.0.0.30/32"));
    EXPECT_THAT(first_column(store_, "SELECT router FROM port_mapping"), ElementsAre("10.0.0.1"));
    keep(saw_none<PortMapping>("network.router", "10.0.0.1/32"));
    EXPECT_THAT(first_column(store_, "SELECT router FROM port_mapping"), IsEmpty());
}

TEST_F(Record, a_look_at_the_whole_network_replaces_those_at_its_parts) {
    keep(saw("network.services", "10.0.0.30/32", http("10.0.0.30")));
    keep(saw("network.services", "10.0.0.128/25", http("10.0.0.200")));
    keep(saw("network.services", "10.0.1.0/24", http("10.0.1.3")));
    keep(saw("network.services", "10.0.0.0/24", http("10.0.0.3")));
    EXPECT_THAT(services(), ElementsAre("10.0.0.3:80", "10.0.1.3:80"));
    EXPECT_THAT(store_.observations().value(), SizeIs(2));
}

TEST_F(Record, looked_and_found_none_differs_from_did_not_look) {
    keep(saw_none<Service, Device>("network.services", "10.0.0.0/24"));
    const auto observations = store_.observations().value();
    ASSERT_THAT(observations, SizeIs(1));
    EXPECT_THAT(observations[0].tables, ElementsAre("device", "service"));
}

TEST_F(Record, an_observation_keeps_its_status_and_its_reasons) {
    auto observation = saw_none<Service>("network.services", "10.0.0.0/24");
    observation.status = facts::Status::partial;
    observation.reasons = {{"10.0.0.3 ne répond plus", "10.0.0.3 fell silent"},
                           {"arrêté", "stopped"}};
    observation.milliseconds = 1234;
    keep(observation);
    const auto kept = store_.observations().value().at(0);
    EXPECT_EQ(kept.status, facts::Status::partial);
    EXPECT_EQ(kept.reason,
              (Sentence{"10.0.0.3 ne répond plus ; arrêté", "10.0.0.3 fell silent; stopped"}));
    EXPECT_EQ(kept.milliseconds, 1234);
    EXPECT_EQ(kept.finished_at, observation.finished_at);
    EXPECT_THAT(first_column(store_, "SELECT reason_en FROM observation"),
                ElementsAre("10.0.0.3 fell silent; stopped"));
    EXPECT_THAT(store_.observations_of(run_).value(), SizeIs(1));
}

TEST(RecordOnAFullDisk, harms_nothing_and_says_so) {
    const TemporaryFolder folder;
    auto store = Store::open(folder / "facts.db", {.size_bytes_max = 512_KiB}).value();
    const auto run = test::any_run(store);
    ASSERT_TRUE(store.record(run, saw("network.services", "10.0.0.0/24", http("10.0.0.3"))));

    auto huge = saw("network.services", "10.0.0.0/24", http("10.0.0.4"));
    huge.facts.resize(50'000, huge.facts[0]);
    const auto refused = store.record(run, huge);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::io);
    EXPECT_THAT(refused.error().message.english, HasSubstr("the disk is full"));
    EXPECT_THAT(refused.error().message.french, HasSubstr("le disque est plein"));

    EXPECT_THAT(first_column(store, "SELECT address FROM all_service"), ElementsAre("10.0.0.3"));
    EXPECT_THAT(store.observations().value(), SizeIs(1));
    EXPECT_TRUE(store.record(run, saw("network.services", "10.0.0.0/24", http("10.0.0.5"))));
    EXPECT_THAT(first_column(store, "SELECT address FROM service"), ElementsAre("10.0.0.5"));
}

TEST(RecordThenCrash, keeps_what_was_recorded_and_nothing_else) {
    const TemporaryFolder folder;
    const auto child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        auto store = Store::open(folder / "facts.db").value();
        const auto run = test::any_run(store);
        (void)store.record(run, saw("network.services", "10.0.0.0/24", http("10.0.0.3")));
        std::raise(SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    const auto store = Store::open(folder / "facts.db").value();
    EXPECT_THAT(first_column(store, "SELECT address FROM service"), ElementsAre("10.0.0.3"));
    EXPECT_EQ(store.runs().value().at(0).finished_at, std::nullopt);
}

}  // namespace
}  // namespace primum::store
