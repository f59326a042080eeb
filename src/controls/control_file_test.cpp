#include "controls/control_file.h"

#include <gmock/gmock.h>

#include "controls/test_support.h"

namespace primum::controls {
namespace {

using test::with;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> problems_of(const std::string& text) {
    std::vector<Problem> problems;
    (void)parse_control_file(text, "net-open-share.yaml", problems);
    std::vector<std::string> lines;
    for (const auto& problem : problems) {
        EXPECT_FALSE(problem.what.french.empty());
        lines.push_back(std::to_string(problem.line) + ": " + problem.what.english);
    }
    return lines;
}

TEST(ControlFile, is_read_whole) {
    std::vector<Problem> problems;
    const auto control =
        parse_control_file(test::open_share, "net-open-share.yaml", problems).value_or(Control{});
    EXPECT_THAT(problems, IsEmpty());
    EXPECT_EQ(control.id, "net-open-share");
    EXPECT_EQ(control.severity, Severity::high);
    EXPECT_THAT(control.reads, ElementsAre("share"));
    EXPECT_EQ(control.applies, "SELECT 1 FROM share");
    EXPECT_EQ(control.title, (Sentence{"Un dossier est ouvert", "A folder is open"}));
    ASSERT_THAT(control.fix, SizeIs(2));
    EXPECT_EQ(control.fix[1], (Sentence{"Regardez à nouveau.", "Look again."}));
    ASSERT_THAT(control.cases, SizeIs(4));
    EXPECT_EQ(control.cases[0].severity, std::nullopt);
    EXPECT_EQ(control.cases[1].severity, Severity::critical);
    EXPECT_EQ(control.cases[2].expected, Case::Expected::pass);
    EXPECT_EQ(control.cases[3].expected, Case::Expected::not_applicable);
}

TEST(ControlFile, a_case_row_holds_defaults_for_what_it_does_not_say) {
    std::vector<Problem> problems;
    const auto control =
        parse_control_file(test::telnet, "net-telnet.yaml", problems).value_or(Control{});
    const auto& fact = control.cases.at(0).facts.at(0);
    const auto at = [&](const char* column) {
        return fact.values.at(static_cast<std::size_t>(fact.table->find(column)));
    };
    EXPECT_EQ(at("port"), facts::Value{std::int64_t{23}});
    EXPECT_EQ(at("transport"), facts::Value{"tcp"});
    EXPECT_EQ(at("local_only"), facts::Value{std::int64_t{0}});
    EXPECT_EQ(at("tls"), facts::Value{});
}

TEST(ControlFile, what_is_missing_is_named) {
    for (const char* key : {"id", "severity", "reads", "fails", "cites", "fr", "en"}) {
        const auto text = with(test::open_share, std::string("\n") + key + ":", "\napplies_not:");
        EXPECT_THAT(problems_of(text),
                    Contains(HasSubstr('"' + std::string(key) + "\" is missing")))
            << key;
    }
}

TEST(ControlFile, a_misspelt_key_is_not_lost) {
    EXPECT_THAT(problems_of(with(test::open_share, "applies:", "aplies:")),
                ElementsAre("5: unknown key: aplies"));
    EXPECT_THAT(problems_of(with(test::open_share, "\n  pass:", "\n  passes:")),
                ElementsAre(HasSubstr("unknown key: passes")));
}

TEST(ControlFile, wrong_values_are_named_with_their_lines) {
    EXPECT_THAT(problems_of(with(test::open_share, "severity: high", "severity: grave")),
                ElementsAre(HasSubstr("3: \"grave\" is not a severity")));
    EXPECT_THAT(problems_of(with(test::open_share, "id: net", "id: Net")),
                ElementsAre(HasSubstr("lower-case letters")));
    EXPECT_THAT(problems_of(with(test::open_share, "[share]", "[shares]")),
                ElementsAre("4: unknown table: shares"));
    EXPECT_THAT(problems_of(with(test::open_share, "[share]", "share")),
                ElementsAre("4: \"reads\" must be a list"));
    EXPECT_THAT(problems_of(with(test::open_share, "\"All read it.\"", "\"  \"")),
                ElementsAre(HasSubstr("\"why\" must be a text")));
    EXPECT_THAT(problems_of(with(test::open_share, ", \"Look again.\"", "")),
                ElementsAre(HasSubstr("2 steps in French, 1 in English")));
}

TEST(ControlFile, rows_must_fit_their_tables) {
    EXPECT_THAT(problems_of(with(test::open_share, "- share:", "- shares:")),
                ElementsAre(HasSubstr("unknown table: shares")));
    EXPECT_THAT(problems_of(with(test::open_share, "name: public", "nom: public")),
                ElementsAre(HasSubstr("table share has no column nom")));
    EXPECT_THAT(problems_of(with(test::open_share, "anonymous_read: true", "anonymous_read: yes")),
                ElementsAre(HasSubstr("anonymous_read does not fit")));
    EXPECT_THAT(problems_of(with(test::open_share, "health_files: 3", "health_files: three")),
                ElementsAre(HasSubstr("health_files does not fit")));
}

TEST(ControlFile, that_is_no_map_is_refused) {
    for (const char* text :
         {"", "just words", "- a\n- b\n", "cases: {fail: 3}\nfr: 1\nen: [1]\n"}) {
        EXPECT_THAT(problems_of(text), testing::Not(IsEmpty())) << text;
    }
}

TEST(ReferenceFile, one_or_several_are_read) {
    std::vector<Problem> problems;
    const auto one = parse_reference_file(test::rgpd_32, "rgpd-32.yaml", problems);
    ASSERT_THAT(one, SizeIs(1));
    EXPECT_EQ(one[0].section, "32");
    EXPECT_EQ(one[0].confidence, Reference::Confidence::high);
    const auto several = parse_reference_file(
        "- {id: a, title: {fr: A, en: A}, checked: 2026-01-01, confidence: low}\n"
        "- {id: b, title: {fr: B, en: B}, checked: 2026-01-01, confidence: medium, where: p. 3}\n",
        "several.yaml", problems);
    EXPECT_THAT(several, SizeIs(2));
    EXPECT_THAT(problems, IsEmpty());
}

TEST(ReferenceFile, the_day_it_was_checked_must_exist) {
    std::vector<Problem> problems;
    (void)parse_reference_file(with(test::rgpd_32, "2026-11-20", "2026-11-31"), "a.yaml", problems);
    (void)parse_reference_file(with(test::rgpd_32, "confidence: high", "confidence: sure"),
                               "a.yaml", problems);
    ASSERT_THAT(problems, SizeIs(2));
    EXPECT_THAT(problems[0].what.english, HasSubstr("YYYY-MM-DD"));
    EXPECT_THAT(problems[1].what.english, HasSubstr("high, medium or low"));
}

TEST(ExposedFile, is_read_with_its_cases) {
    std::vector<Problem> problems;
    const auto number =
        parse_exposed_file(test::exposed, "exposed.yaml", problems).value_or(LeadingNumber{});
    EXPECT_THAT(problems, IsEmpty());
    ASSERT_THAT(number.cases, SizeIs(1));
    EXPECT_EQ(number.cases[0].patients, 3);
    EXPECT_THAT(number.cases[0].given, SizeIs(1));
}

}  // namespace
}  // namespace primum::controls
