#include "probes/network/shares/share_judge.h"

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "os/file.h"
#include "probes/files/testing/catalogue_recogniser.h"

namespace primum::probes::shares {
namespace {

std::string message_about(const std::string& name) {
    return "MSH|^~\\&|A|B|C|D|2024||ORU^R01|1|P|2.5\rPID|1||7||" + name + "||19510403\r";
}

class ShareJudgeTest : public ::testing::Test {
protected:
    os::Stop stop_;
    std::unique_ptr<ShareJudge> judge_ =
        ShareJudge::create(
            {.texts = probes::testing::catalogue_texts(),
             .key = {1, 2},
             .programs = {.extract = os::program_directory().value() / "primum-extract",
                          .ocr = {}}},
            stop_)
            .value();
};

TEST_F(ShareJudgeTest, files_of_patients_and_distinct_persons_are_counted) {
    ShareTally tally(*judge_);
    for (const std::string name : {"DUPONT^Elise", "DUPONT^Elise", "MARTIN^Luc"}) {
        ASSERT_TRUE(tally.take("a.hl7", as_bytes(message_about(name))));
    }
    ASSERT_TRUE(tally.take("menu.txt", as_bytes(std::string_view("Rien de grave"))));
    EXPECT_EQ(tally.health_files(), 3);
    EXPECT_EQ(tally.patients(), 2);
    EXPECT_TRUE(tally.complete());
}

TEST_F(ShareJudgeTest, a_name_alone_is_no_evidence) {
    ShareTally tally(*judge_);
    ASSERT_TRUE(tally.take("ordonnance Mme MARTIN.txt", as_bytes(std::string_view("a"))));
    EXPECT_EQ(tally.health_files(), 0);
}

TEST_F(ShareJudgeTest, the_head_of_an_archive_is_not_a_clean_file) {
    ShareTally tally(*judge_);
    ASSERT_TRUE(tally.take("a.zip", as_bytes(std::string_view("PK\x03\x04 and no more"))));
    EXPECT_EQ(tally.health_files(), 0);
    EXPECT_FALSE(tally.complete());
}

}  // namespace
}  // namespace primum::probes::shares
