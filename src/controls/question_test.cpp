#include <gmock/gmock.h>

#include "controls/check.h"
#include "controls/question_file.h"
#include "controls/run.h"
#include "controls/test_support.h"

namespace primum::controls {
namespace {

using facts::Answer;
using store::test::at;
using store::test::saw;
using test::CatalogueFolder;
using test::with;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string wifi_questions = R"(
id: wifi
order: 20
title: { fr: "Le Wi-Fi", en: "Wi-Fi" }
questions:
  - id: wifi-patients
    ask: { fr: "Les patients ?", en: "Patients?" }
    why: { fr: "Parce que.", en: "Because." }
    options:
      - { id: none, fr: "Non", en: "No" }
      - { id: guest, fr: "Oui", en: "Yes" }
    known: SELECT 1 FROM wifi_network WHERE ours = 1
  - id: wifi-isolated
    after: { question: wifi-patients, values: [guest] }
    ask: { fr: "Isolé ?", en: "Isolated?" }
    why: { fr: "Parce que.", en: "Because." }
    options:
      - { id: "yes", fr: "Oui", en: "Yes" }
      - { id: "no", fr: "Non", en: "No" }
)";

std::string control_over(const std::string& question, const std::string& wrong) {
    return "id: wifi-" + question + R"(
severity: high
reads: [answer]
probes: [questions.)" +
           question + R"(]
fails: SELECT question AS subject FROM answer WHERE question = ')" +
           question + "' AND value = '" + wrong + R"('
cites: [rgpd-32]
fr: { title: "Titre", why: "Parce que.", fix: ["Faites."] }
en: { title: "Title", why: "Because.", fix: ["Do."] }
cases:
  fail: [{ answer: [{ question: )" +
           question + ", value: \"" + wrong + R"(" }] }]
  pass: [{ answer: [{ question: )" +
           question + R"(, value: unknown }] }]
)";
}

class Questions : public testing::Test {
protected:
    Questions() {
        folder_.write("questions/wifi.yaml", wifi_questions);
        folder_.write("controls/wifi/wifi-wifi-patients.yaml",
                      control_over("wifi-patients", "guest"));
        folder_.write("controls/wifi/wifi-wifi-isolated.yaml", control_over("wifi-isolated", "no"));
    }

    std::vector<std::string> problems() const {
        std::vector<std::string> lines;
        for (const auto& problem : check(folder_.path())) {
            lines.push_back(describe({problem}).english);
        }
        return lines;
    }

    void answer(const std::string& question, const std::string& value,
                facts::Status status = facts::Status::complete) {
        auto observation =
            saw("questions." + question, "practice", Answer{.question = question, .value = value});
        observation.status = status;
        if (status != facts::Status::complete) observation.reasons = {{"vide", "did not know"}};
        ASSERT_TRUE(store_.record(run_, observation));
    }

    Finding finding_of(const std::string& id, const std::string& when = "2026-11-25T00:00:00Z") {
        catalogue_ = Catalogue::load(folder_.path()).value();
        for (auto& finding : run(catalogue_, store_, at(when)).value()) {
            if (finding.control->id == id) return finding;
        }
        return {};
    }

    CatalogueFolder folder_;
    Catalogue catalogue_;
    store::Store store_ = store::Store::open_in_memory().value();
    store::RunId run_ = store::test::any_run(store_);
};

TEST_F(Questions, a_sound_group_is_loaded_and_passes_the_check) {
    EXPECT_THAT(problems(), IsEmpty());
    const auto catalogue = Catalogue::load(folder_.path());
    ASSERT_TRUE(catalogue) << catalogue.error().message.english;
    ASSERT_THAT(catalogue->questions, SizeIs(1));
    const auto* question = catalogue->find_question("wifi-patients");
    ASSERT_NE(question, nullptr);
    EXPECT_EQ(question->find_option("guest")->text.french, "Oui");
    EXPECT_EQ(question->find_option("ours"), nullptr);
}

TEST_F(Questions, a_probe_a_case_or_a_condition_that_names_none_is_found_by_the_check) {
    folder_.write("controls/wifi/wifi-wifi-isolated.yaml",
                  with(control_over("wifi-isolated", "no"), "questions.wifi-isolated",
                       "questions.wifi-isolatde"));
    EXPECT_THAT(problems(), Contains(HasSubstr("unknown question: wifi-isolatde")));
    folder_.write("controls/wifi/wifi-wifi-isolated.yaml", control_over("wifi-isolated", "maybe"));
    EXPECT_THAT(problems(), Contains(HasSubstr("wifi-isolated has no answer maybe")));
    folder_.write("questions/wifi.yaml", with(wifi_questions, "values: [guest]", "values: [gest]"));
    EXPECT_THAT(problems(), Contains(HasSubstr("wifi-patients has no answer gest")));
}

TEST_F(Questions, one_that_nothing_leans_on_is_found_by_the_check) {
    folder_.remove("controls/wifi/wifi-wifi-isolated.yaml");
    EXPECT_THAT(problems(),
                ElementsAre(HasSubstr("no control makes use of question wifi-isolated")));
}

TEST_F(Questions, an_item_of_a_framework_must_lead_somewhere_that_exists) {
    folder_.write("frameworks/f.yaml", R"(
id: f
title: { fr: "F", en: "F" }
url: https://example.org
checked: 2026-11-27
items:
  - { id: a, controls: [net-telnet], questions: [wifi-patients] }
  - { id: b, controls: [net-nothing] }
  - { id: c, tables: [nowhere] }
  - { id: a, tables: [share] }
)");
    EXPECT_THAT(problems(), testing::UnorderedElementsAre(HasSubstr("unknown control: net-nothing"),
                                                          HasSubstr("unknown table: nowhere"),
                                                          HasSubstr("a is there already")));
}

TEST_F(Questions, no_answer_yet_is_not_observed_and_says_what_to_do) {
    const auto finding = finding_of("wifi-wifi-patients");
    EXPECT_EQ(finding.status, Status::not_observed);
    ASSERT_THAT(finding.reasons, SizeIs(1));
    EXPECT_THAT(finding.reasons[0].english, HasSubstr("primum answer"));
}

TEST_F(Questions, an_answer_decides) {
    answer("wifi-patients", "guest");
    EXPECT_EQ(finding_of("wifi-wifi-patients").status, Status::fail);
    answer("wifi-patients", "none");
    EXPECT_EQ(finding_of("wifi-wifi-patients").status, Status::pass);
}

TEST_F(Questions, i_do_not_know_is_not_observed) {
    answer("wifi-patients", "unknown", facts::Status::partial);
    const auto finding = finding_of("wifi-wifi-patients");
    EXPECT_EQ(finding.status, Status::not_observed);
    EXPECT_EQ(finding.reasons.at(0).english, "did not know");
}

TEST_F(Questions, a_good_answer_counts_for_a_year) {
    answer("wifi-patients", "none");
    EXPECT_EQ(finding_of("wifi-wifi-patients", "2027-11-24T00:00:00Z").status, Status::pass);
    const auto old = finding_of("wifi-wifi-patients", "2027-11-26T00:00:00Z");
    EXPECT_EQ(old.status, Status::not_observed);
    EXPECT_THAT(old.reasons.at(0).english, HasSubstr("2026-11-24"));
}

TEST_F(Questions, a_question_that_the_facts_answer_needs_no_person) {
    ASSERT_TRUE(store_.record(
        run_, saw("network.wifi", "Wi-Fi", facts::WifiNetwork{.bssid = "02", .ours = true})));
    EXPECT_EQ(finding_of("wifi-wifi-patients").status, Status::pass);
}

TEST_F(Questions, another_answer_can_make_a_question_needless) {
    answer("wifi-patients", "none");
    EXPECT_EQ(finding_of("wifi-wifi-isolated").status, Status::pass);
    answer("wifi-patients", "guest");
    EXPECT_EQ(finding_of("wifi-wifi-isolated").status, Status::not_observed);
}

TEST(QuestionFile, what_is_wrong_is_said_with_its_line) {
    std::vector<Problem> problems;
    parse_question_file(with(wifi_questions, "id: guest", "id: unknown"), "q.yaml", problems);
    parse_question_file(with(wifi_questions, "order: 20", "ordre: 20"), "q.yaml", problems);
    parse_question_file(with(wifi_questions, ", en: \"No\"", ""), "q.yaml", problems);
    ASSERT_GE(problems.size(), 4U);
    for (const auto& problem : problems) EXPECT_GT(problem.line, 0) << problem.what.english;
}

}  // namespace
}  // namespace primum::controls
