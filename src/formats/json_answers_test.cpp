#include "formats/json_answers.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(JsonAnswers, top_level_fields_are_read_and_nested_ones_stepped_over) {
    const auto fields = top_level_fields(
        R"({"CountPatients":4,"Version":"1.10.1","Nested":{"CountPatients":9},"List":[1],"No":null})");
    ASSERT_TRUE(fields);
    EXPECT_EQ(*fields,
              (std::map<std::string, std::string>{{"CountPatients", "4"}, {"Version", "1.10.1"}}));
}

TEST(JsonAnswers, what_is_no_object_is_malformed) {
    for (const char* text : {"", "[]", "<html>", "{\"a\":", "12"}) {
        EXPECT_FALSE(top_level_fields(text)) << text;
    }
}

constexpr std::string_view two_studies = R"([
  {"0020000D":{"vr":"UI","Value":["1.2.3"]},"00100010":{"vr":"PN","Value":[{"Alphabetic":"X"}]},
   "00100020":{"vr":"LO","Value":["P1"]},"00100030":{"vr":"DA","Value":["19500101"]}},
  {"0020000D":{"vr":"UI","Value":["1.2.4"]}}])";

TEST(JsonAnswers, studies_are_counted_and_their_patients_shown_once_each) {
    std::vector<std::string> seen;
    const auto count = count_qido_studies(two_studies, [&](const QidoStudy& study) {
        seen.push_back(std::string(study.patient_id) + "/" + std::string(study.patient_birth_date));
    });
    ASSERT_TRUE(count);
    EXPECT_EQ(*count, 2);
    EXPECT_EQ(seen, (std::vector<std::string>{"P1/19500101", "/"}));
}

TEST(JsonAnswers, an_answer_cut_short_gives_the_studies_that_were_whole) {
    const auto cut = two_studies.substr(0, two_studies.size() - 10);
    EXPECT_EQ(*count_qido_studies(cut, [](const QidoStudy&) {}), 1);
}

TEST(JsonAnswers, no_study_is_not_the_same_as_no_answer) {
    EXPECT_EQ(*count_qido_studies("[]", [](const QidoStudy&) {}), 0);
    EXPECT_FALSE(count_qido_studies("<html></html>", [](const QidoStudy&) {}));
    EXPECT_FALSE(count_qido_studies("{}", [](const QidoStudy&) {}));
}

TEST(JsonAnswers, endless_nesting_is_refused) {
    EXPECT_FALSE(count_qido_studies(std::string(100'000, '['), [](const QidoStudy&) {}));
}

}  // namespace
}  // namespace primum::formats
