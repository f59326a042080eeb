#include "compliance/field.h"

#include <gmock/gmock.h>

#include <set>

#include "compliance/day.h"
#include "compliance/record.h"

namespace primum::compliance {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

Values a_request() {
    return {{"received_on", "2026-11-20"}, {"way", "post"},      {"right", "access"},
            {"patient", "Jeanne Exemple"}, {"asker", "patient"}, {"identity", "known"}};
}

CheckedValues check_request_form(const Values& values) {
    return check(form_of(RecordKind::request), values);
}

TEST(CheckValues, what_is_complete_is_kept) {
    const auto checked = check_request_form(a_request());
    EXPECT_THAT(checked.refusals, IsEmpty());
    EXPECT_EQ(checked.values, a_request());
}

TEST(CheckValues, dates_are_taken_as_the_french_write_them) {
    auto typed = a_request();
    typed["received_on"] = " 20/11/2026 ";
    EXPECT_EQ(check_request_form(typed).values.at("received_on"), "2026-11-20");
}

TEST(CheckValues, every_field_refused_is_named_at_once) {
    auto typed = a_request();
    typed["received_on"] = "31/02/2026";
    typed["way"] = "pigeon";
    typed.erase("patient");
    typed["patiant"] = "x";
    std::vector<std::string> names;
    for (const auto& refusal : check_request_form(typed).refusals) names.push_back(refusal.field);
    EXPECT_THAT(names, ElementsAre("patiant", "received_on", "way", "patient"));
}

TEST(CheckValues, what_is_not_asked_is_dropped) {
    auto typed = a_request();
    typed["heir_purpose"] = "cause";
    EXPECT_EQ(check_request_form(typed).values.count("heir_purpose"), 0U);
    typed["asker"] = "heir";
    EXPECT_EQ(check_request_form(typed).values.count("heir_purpose"), 1U);
}

TEST(CheckValues, several_choices_are_kept_in_the_order_of_the_form) {
    auto typed = a_request();
    typed["ground"] = "notes, identity,notes";
    EXPECT_EQ(check_request_form(typed).values.at("ground"), "identity,notes");
}

TEST(CheckValues, invisible_characters_and_broken_utf_8_are_refused) {
    auto typed = a_request();
    for (const auto* bad : {"a\x1b[2Jb", "a\nb", "\xff", "\xc3"}) {
        typed["patient"] = bad;
        EXPECT_THAT(check_request_form(typed).refusals,
                    ElementsAre(Field(&Refusal::field, "patient")));
    }
    typed = a_request();
    typed["what"] = "ligne\r\nautre ligne";
    EXPECT_EQ(check_request_form(typed).values.at("what"), "ligne\nautre ligne");
}

TEST(CheckValues, a_moment_in_no_year_that_people_mean_is_refused) {
    const auto& aware = *find_field(form_of(RecordKind::breach), "aware_at");
    for (const auto* typed : {"0026-11-27 09:30", "0026-11-27T09:30:00Z", "9026-11-27 09:30",
                              "9026-11-27T09:30:00Z", "1899-12-30T12:00:00Z"}) {
        const auto checked = check(Form(&aware, 1), {{"aware_at", typed}});
        EXPECT_THAT(checked.refusals, ElementsAre(Field(&Refusal::field, "aware_at"))) << typed;
    }
    for (const auto* typed : {"2026-11-27 09:30", "27/11/2026 09:30", "2026-11-27T09:30:00Z"}) {
        EXPECT_THAT(check(Form(&aware, 1), {{"aware_at", typed}}).refusals, IsEmpty()) << typed;
    }
}

TEST(CheckValues, what_was_kept_is_accepted_again_as_it_is) {
    const auto once = check_request_form(a_request());
    EXPECT_EQ(check_request_form(once.values).values, once.values);
}

TEST(CheckRecord, a_day_to_come_is_refused_where_it_must_have_passed) {
    const auto at = parse_time("2026-11-21T12:00:00Z").value();
    auto typed = a_request();
    EXPECT_THAT(check_record(RecordKind::request, typed, at).refusals, IsEmpty());
    typed["received_on"] = "2026-11-22";
    EXPECT_THAT(check_record(RecordKind::request, typed, at).refusals,
                ElementsAre(Field(&Refusal::field, "received_on")));
}

TEST(Forms, names_are_unique_and_every_condition_names_a_choice_before_it) {
    for (const auto kind : all_record_kinds) {
        std::set<std::string_view> before;
        for (const auto& field : form_of(kind)) {
            EXPECT_TRUE(before.insert(field.name).second) << field.name;
            EXPECT_FALSE(field.label.french.empty() || field.label.english.empty()) << field.name;
            EXPECT_EQ(field.help.french.empty(), field.help.english.empty()) << field.name;
            const bool chooses =
                field.kind == FieldKind::choice || field.kind == FieldKind::many_choices;
            EXPECT_EQ(chooses, !field.choices.empty()) << field.name;
            if (field.only_when.empty()) continue;
            const auto equals = field.only_when.find('=');
            ASSERT_NE(equals, std::string_view::npos);
            const auto name = field.only_when.substr(0, equals);
            EXPECT_TRUE(before.contains(name)) << field.name;
            const Values chosen{
                {std::string(name), std::string(field.only_when.substr(equals + 1))}};
            for (const auto& refusal : check(form_of(kind), chosen).refusals) {
                EXPECT_NE(refusal.field, name) << field.only_when;
            }
        }
    }
}

TEST(Shown, a_day_and_a_choice_read_as_their_language_writes_them) {
    const auto form = form_of(RecordKind::request);
    const auto& received = *find_field(form, "received_on");
    EXPECT_EQ(shown(received, "2026-11-20", Language::french), "20/11/2026");
    EXPECT_EQ(shown(received, "2026-11-20", Language::english), "20 Nov 2026");
    EXPECT_EQ(shown(*find_field(form, "way"), "registered", Language::french),
              "Par courrier recommandé");
}

// Earlier versions kept such a year: it must not end the program that shows it.
TEST(Shown, a_moment_kept_with_an_impossible_year_reads_as_it_was_kept) {
    const auto& aware = *find_field(form_of(RecordKind::breach), "aware_at");
    EXPECT_EQ(shown(aware, "0026-11-27T09:30:00Z", Language::french), "0026-11-27T09:30:00Z");
    EXPECT_EQ(format_day(local_day_of(*parse_time("0026-11-27T12:00:00Z"))), "0026-11-27");
}

TEST(Day, a_month_later_than_the_31st_is_the_last_day_of_a_shorter_one) {
    EXPECT_EQ(format_day(add_months(*parse_day("2026-01-31"), 1)), "2026-02-28");
    EXPECT_EQ(format_day(add_months(*parse_day("2027-12-31"), 2)), "2028-02-29");
    EXPECT_EQ(format_day(add_months(*parse_day("2026-11-20"), 3)), "2027-02-20");
}

TEST(Day, no_such_day_is_nothing) {
    for (const auto* text : {"", "2026-02-29", "29/02/2026", "1/1/26", "2026-13-01", "20-11-2026",
                             "2026-11", "99999999999-01-01"}) {
        EXPECT_FALSE(parse_day(text)) << text;
    }
    EXPECT_EQ(parse_day("1/3/2026"), parse_day("2026-03-01"));
    EXPECT_EQ(day_in_words(*parse_day("2026-03-01"), Language::french), "1er mars 2026");
}

}  // namespace
}  // namespace primum::compliance
