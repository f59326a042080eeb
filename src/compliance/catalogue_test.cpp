// What the catalogue holds for this room: training and the register.
#include <gmock/gmock.h>

#include <set>

#include "compliance/register.h"
#include "compliance/testing/examples.h"
#include "compliance/training.h"

namespace primum::compliance {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace compliance::testing;

void expect_none(const std::vector<controls::Problem>& problems) {
    for (const auto& problem : problems) {
        ADD_FAILURE() << problem.file << ":" << problem.line << " " << problem.what.english;
    }
}

TEST(Training, the_ten_modules_of_the_catalogue_are_without_fault) {
    std::vector<controls::Problem> problems;
    const auto modules = load_training(PRIMUM_CATALOGUE, problems);
    expect_none(problems);
    ASSERT_EQ(modules.size(), 10U);
    for (std::size_t i = 0; i < modules.size(); ++i) {
        EXPECT_EQ(modules[i].order, static_cast<std::int64_t>(i + 1)) << modules[i].id;
        EXPECT_GE(modules[i].questions.size(), 2U) << modules[i].id;
    }
}

TEST(Training, the_right_answer_is_not_always_at_the_same_place) {
    std::vector<controls::Problem> problems;
    std::set<std::ptrdiff_t> places;
    for (const auto& module : load_training(PRIMUM_CATALOGUE, problems)) {
        for (const auto& question : module.questions) {
            const auto right = std::ranges::find(question.options, true, &TrainingOption::right);
            places.insert(right - question.options.begin());
        }
    }
    EXPECT_GT(places.size(), 1U);
}

TEST(Training, a_question_without_one_right_answer_is_a_problem) {
    const auto problems_with = [](std::string_view second) {
        std::vector<controls::Problem> problems;
        parse_training_module(
            "id: t\norder: 1\ntitle: { fr: T, en: T }\nparts: []\nquestions:\n"
            "  - ask: { fr: Q, en: Q }\n    because: { fr: P, en: B }\n    options:\n"
            "      - { fr: A, en: A, right: yes }\n" +
                std::string(second),
            "t.yaml", problems);
        return problems.size();
    };
    EXPECT_EQ(problems_with("      - { fr: B, en: B }\n"), 0U);
    EXPECT_EQ(problems_with("      - { fr: B, en: B, right: yes }\n"), 1U);
    EXPECT_EQ(problems_with(""), 1U);
}

TEST(Training, a_module_done_is_accepted_and_stands_in_the_certificate) {
    std::vector<controls::Problem> problems;
    const auto modules = load_training(PRIMUM_CATALOGUE, problems);
    const auto done = training_done("Claire", modules[2], *parse_day("2026-11-27"), 3);
    EXPECT_THAT(
        check_record(RecordKind::training, done, *parse_time("2026-11-28T12:00:00Z")).refusals,
        IsEmpty());
    const auto text =
        as_text(certificate("Claire", {done}, modules, a_practice(), Language::french));
    EXPECT_THAT(text, HasSubstr("L'hameçonnage"));
    EXPECT_THAT(text, HasSubstr("27 novembre 2026, bonnes réponses : 3/3"));
}

TEST(Register, the_thirteen_activities_of_the_catalogue_are_without_fault) {
    std::vector<controls::Problem> problems;
    const auto made = load_register(PRIMUM_CATALOGUE, problems);
    expect_none(problems);
    ASSERT_TRUE(made);
    EXPECT_EQ(made->activities.size(), 13U);
    for (const auto& activity : made->activities) {
        for (const auto language : {Language::french, Language::english}) {
            const auto values = prefilled(activity, {{"Disque chiffré.", "Encrypted."}}, language);
            EXPECT_THAT(check_record(RecordKind::activity, values).refusals, IsEmpty())
                << activity.id;
            EXPECT_EQ(values.contains("security"), activity.health || activity.id == "security");
        }
    }
}

TEST(Register, what_is_printed_has_versions_and_leaves_out_what_is_not_done) {
    const std::vector<Record> activities{
        {.kind = RecordKind::activity,
         .number = 1,
         .version = 3,
         .changed_at = *parse_time("2026-11-27T09:00:00Z"),
         .values = {{"title", "Rendez-vous"}, {"state", "confirmed"}}},
        {.kind = RecordKind::activity,
         .number = 2,
         .version = 1,
         .values = {{"title", "Vidéosurveillance"}, {"state", "unused"}}}};
    const auto text = as_text(register_document(activities, a_practice(), Language::french));
    EXPECT_THAT(text, HasSubstr("Cabinet des Tilleuls"));
    EXPECT_THAT(text, HasSubstr("3, du 27/11/2026"));
    EXPECT_THAT(text, Not(HasSubstr("Vidéosurveillance")));
}

}  // namespace
}  // namespace primum::compliance
