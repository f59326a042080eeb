#include "controls/exposed.h"

#include <limits>

#include <gmock/gmock.h>

#include "controls/control_file.h"
#include "controls/test_support.h"

namespace primum::controls {
namespace {

using facts::Share;
using store::Store;
using store::test::saw;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ExposedRecords : public testing::Test {
protected:
    ExposedRecords() {
        std::vector<Problem> problems;
        catalogue_.exposed = parse_exposed_file(test::exposed, "exposed.yaml", problems);
    }
    template <class... Row>
    Exposed count(const Row&... share) {
        EXPECT_TRUE(store_.record(run_, saw("network.shares", "10.0.0.0/24", share...)));
        return exposed(catalogue_, store_).value();
    }

    Catalogue catalogue_;
    Store store_ = Store::open_in_memory().value();
    store::RunId run_ = store::test::any_run(store_);
};

Share share(std::string address, std::string name, facts::Number patients, facts::Number records) {
    return {.address = std::move(address),
            .name = std::move(name),
            .anonymous_read = true,
            .health_files = records,
            .patients = patients};
}

TEST_F(ExposedRecords, doors_of_one_machine_are_one_store_and_the_larger_counts) {
    const auto found = count(share("10.0.0.4", "a", 3, 9), share("10.0.0.4", "b", 2, 20));
    EXPECT_EQ(found.patients, 3);
    EXPECT_EQ(found.records, 20);
    EXPECT_THAT(found.doors, SizeIs(2));
    EXPECT_THAT(found.not_seen, IsEmpty());
}

TEST_F(ExposedRecords, different_machines_add_up) {
    const auto found = count(share("10.0.0.4", "a", 3, 9), share("10.0.0.5", "a", 2, 20));
    EXPECT_EQ(found.patients, 5);
    EXPECT_EQ(found.records, 29);
}

TEST_F(ExposedRecords, a_door_whose_records_could_not_be_counted_is_a_door) {
    const auto found = count(share("10.0.0.4", "a", {}, {}));
    EXPECT_EQ(found.patients, 0);
    ASSERT_THAT(found.doors, SizeIs(1));
    EXPECT_EQ(found.doors[0].subject, "10.0.0.4/a");
    EXPECT_EQ(found.doors[0].machine, "10.0.0.4");
    EXPECT_EQ(found.doors[0].control, "net-open-share");
}

TEST_F(ExposedRecords, an_absurd_count_from_the_network_does_not_overflow) {
    constexpr auto largest = std::numeric_limits<std::int64_t>::max();
    const auto found =
        count(share("10.0.0.4", "a", largest, -5), share("10.0.0.5", "a", largest, 1));
    EXPECT_GT(found.patients, 0);
    EXPECT_EQ(found.records, 1);
}

TEST_F(ExposedRecords, zero_is_not_said_of_what_nobody_looked_at) {
    const auto nothing = exposed(catalogue_, store_).value();
    EXPECT_EQ(nothing.patients, 0);
    ASSERT_THAT(nothing.not_seen, SizeIs(1));
    EXPECT_THAT(nothing.not_seen[0].english, HasSubstr("not looked at yet: share"));
}

TEST_F(ExposedRecords, a_catalogue_without_the_rule_says_so) {
    EXPECT_EQ(exposed({}, store_).error().kind, ErrorKind::not_found);
}

}  // namespace
}  // namespace primum::controls
