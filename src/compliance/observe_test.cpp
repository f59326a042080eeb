#include "compliance/observe.h"

#include <gmock/gmock.h>

#include "compliance/testing/examples.h"
#include "os/testing/made_tree.h"

namespace primum::compliance {
namespace {

using namespace compliance::testing;

class ObserveTest : public ::testing::Test {
protected:
    static facts::Value cell(const facts::Observation& seen, std::string_view table,
                             std::string_view column) {
        for (const auto& fact : seen.facts) {
            if (fact.table->name != table) continue;
            return fact.values.at(static_cast<std::size_t>(fact.table->find(column)));
        }
        ADD_FAILURE() << "no row of " << table;
        return {};
    }
    void add(RecordKind kind, const Values& values) {
        const auto added = ledger_.add(kind, values, martin, at_);
        ASSERT_TRUE(added) << added.error().message.english;
    }

    Time at_ = parse_time("2026-11-21T12:00:00Z").value();
    os::testing::MadeTree folder_;
    accounts::LedgerKey key_{crypto::random_secret()};
    Ledger ledger_ = Ledger::open(folder_.at("ledger"), key_).value();
};

facts::Value number(std::int64_t value) { return value; }

TEST_F(ObserveTest, an_empty_ledger_has_no_row_and_has_looked_for_every_table) {
    const auto seen = observe(ledger_, at_);
    EXPECT_TRUE(seen.facts.empty());
    EXPECT_EQ(seen.tables.size(), 8U);
}

// Guarantee: docs/threat-model.md, obligations.
TEST_F(ObserveTest, no_fact_holds_anything_that_a_person_typed_as_text) {
    const std::string secret = "SECRET-9173";
    for (const auto kind : all_record_kinds) {
        Values values;
        for (const auto& field : form_of(kind)) {
            const bool text = field.kind == FieldKind::text || field.kind == FieldKind::many_lines;
            if (text) values[std::string(field.name)] = secret;
        }
        if (kind == RecordKind::request) values = with(a_request(), values);
        if (kind == RecordKind::breach)
            values = with(with(a_breach(), values), {{"origin", "processor"}});
        if (kind == RecordKind::activity) values["state"] = "confirmed";
        if (kind == RecordKind::processor) {
            values =
                with(values, {{"role", "mail"}, {"health_data", "yes"}, {"contract", "signed"}});
        }
        if (kind == RecordKind::training || kind == RecordKind::paper) {
            values["done_on"] = "2026-11-20";
        }
        if (kind == RecordKind::cnil_letter) {
            values = with(values, {{"received_on", "2026-11-20"}, {"answer_by", "2026-12-20"}});
        }
        if (kind == RecordKind::training) values.erase("right_answers");
        add(kind, values);
    }
    for (const auto& fact : observe(ledger_, at_).facts) {
        for (const auto& value : fact.values) {
            const auto* text = std::get_if<std::string>(&value);
            EXPECT_TRUE(text == nullptr || text->find(secret) == std::string::npos)
                << fact.table->name;
        }
    }
}

TEST_F(ObserveTest, a_request_has_its_days_and_they_pass_without_the_key) {
    add(RecordKind::request, a_request());
    const auto seen = observe(ledger_, at_);
    EXPECT_EQ(cell(seen, "patient_request", "days_left"), number(7));
    const auto later = observe_again(seen.facts, at_ + std::chrono::days(9));
    EXPECT_EQ(cell(later, "patient_request", "days_left"), number(-2));
}

TEST_F(ObserveTest, an_answered_request_has_no_days_left_and_says_whether_it_was_in_time) {
    add(RecordKind::request, with(a_request(), {{"received_on", "2026-11-01"},
                                                {"outcome", "answered"},
                                                {"closed_on", "2026-11-20"},
                                                {"sent_by", "hand"}}));
    const auto seen = observe_again(observe(ledger_, at_).facts, at_ + std::chrono::days(30));
    EXPECT_EQ(cell(seen, "patient_request", "days_left"), facts::Value{});
    EXPECT_EQ(cell(seen, "patient_request", "in_time"), number(0));
    EXPECT_EQ(cell(seen, "patient_request", "proof_kept"), number(0));
}

TEST_F(ObserveTest, a_request_closed_over_a_year_ago_is_counted_but_not_told) {
    add(RecordKind::request, with(a_request(), {{"received_on", "2024-11-20"},
                                                {"outcome", "answered"},
                                                {"closed_on", "2024-11-27"},
                                                {"sent_by", "hand"}}));
    const auto seen = observe(ledger_, at_);
    ASSERT_EQ(seen.facts.size(), 1U);
    EXPECT_EQ(cell(seen, "ledger", "requests"), number(1));
}

TEST_F(ObserveTest, a_breach_has_its_hours_until_it_was_notified) {
    add(RecordKind::breach, a_breach());
    const auto seen = observe(ledger_, at_);
    EXPECT_EQ(cell(seen, "data_breach", "hours_left"), number(44));
    EXPECT_EQ(cell(seen, "data_breach", "notify"), facts::Value{"unclear"});
    const auto& record = *ledger_.find(RecordKind::breach, 1);
    ASSERT_TRUE(ledger_.change(
        record, with(record.values, {{"notified_at", "2026-11-21T08:00:00Z"}}), martin, at_));
    EXPECT_EQ(cell(observe(ledger_, at_), "data_breach", "hours_left"), facts::Value{});
}

TEST_F(ObserveTest, clauses_that_are_not_ticked_are_missing_and_who_left_is_not_shown) {
    const Values firm{{"name", "Nuage"},
                      {"role", "hosting"},
                      {"health_data", "yes"},
                      {"contract", "signed"},
                      {"clauses", "object,security"},
                      {"hosts", "yes"},
                      {"hds_ends_on", "2026-12-01"}};
    add(RecordKind::processor, firm);
    add(RecordKind::processor, with(firm, {{"ended_on", "2026-01-01"}}));
    const auto seen = observe(ledger_, at_);
    EXPECT_EQ(cell(seen, "processor", "clauses_missing"), number(7));
    EXPECT_EQ(cell(seen, "processor", "hds_days_left"), number(10));
    EXPECT_EQ(cell(seen, "ledger", "processors"), number(1));
}

TEST_F(ObserveTest, persons_trained_are_counted_not_named) {
    for (const auto* person : {"Claire", "Paul", "Claire"}) {
        add(RecordKind::training,
            {{"person", person}, {"module", "usb"}, {"done_on", "2026-11-01"}});
    }
    std::vector<facts::Value> people;
    for (const auto& fact : observe(ledger_, at_).facts) {
        if (fact.table->name == "training") people.push_back(fact.values[0]);
    }
    EXPECT_THAT(people, ::testing::ElementsAre(number(1), number(2), number(1)));
}

}  // namespace
}  // namespace primum::compliance
