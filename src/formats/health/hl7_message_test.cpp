#include "formats/health/hl7_message.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "formats/testing/heard_persons.h"

namespace primum::formats {
namespace {

using testing::HeardPerson;
using testing::HeardPersons;

constexpr std::string_view result =
    "MSH|^~\\&|LABO|A|CAB|B|20260105||ORU^R01|1|P|2.5\r"
    "PID|1||P1^^^L||MARTINEAU^LUCIE||19500131|F\rOBX|1|NM|GLU||5.1\r";
const HeardPerson lucie{"MARTINEAU LUCIE", "19500131", "P1"};

void expect_lucie(const std::string& text) {
    HeardPersons heard;
    const auto record = parse_hl7(text, heard.listener());
    ASSERT_TRUE(record);
    EXPECT_EQ(record->persons, 1);
    EXPECT_EQ(heard.all, std::vector{lucie});
    EXPECT_FALSE(record->is_test);
}

TEST(Hl7Message, the_patient_is_read_plain_framed_and_inside_a_batch) {
    expect_lucie(std::string(result));
    expect_lucie("\x0b" + std::string(result) + "\x1c\r");
    expect_lucie("FHS|^~\\&|A\rBHS|^~\\&|A\r" + std::string(result) + "BTS|1\rFTS|1\r");
    expect_lucie("\xef\xbb\xbf" + std::string(result));
}

TEST(Hl7Message, the_message_says_which_signs_separate) {
    std::string other(result);
    std::ranges::replace(other, '|', '!');
    std::ranges::replace(other, '^', '*');
    expect_lucie(other);
}

TEST(Hl7Message, the_xml_form_is_read_alike) {
    expect_lucie(
        "<ORU_R01 xmlns=\"urn:hl7-org:v2xml\"><MSH><MSH.11><PT.1>P</PT.1></MSH.11></MSH><PID>"
        "<PID.3><CX.1>P1</CX.1></PID.3><PID.5><XPN.1><FN.1>MARTINEAU</FN.1></XPN.1><XPN.2>LUCIE"
        "</XPN.2></PID.5><PID.7><TS.1>19500131</TS.1></PID.7></PID></ORU_R01>");
}

TEST(Hl7Message, a_training_message_is_test_data) {
    std::string training(result);
    training.replace(training.find("|P|"), 3, "|T|");
    HeardPersons heard;
    EXPECT_TRUE(parse_hl7(training, heard.listener())->is_test);
    // One real message among them makes the file real.
    EXPECT_FALSE(parse_hl7(training + std::string(result), heard.listener())->is_test);
}

TEST(Hl7Message, an_acknowledgement_has_no_patient) {
    HeardPersons heard;
    const auto record =
        parse_hl7("MSH|^~\\&|A|B|C|D|2026||ACK|1|P|2.5\rMSA|AA|1\r", heard.listener());
    ASSERT_TRUE(record);
    EXPECT_EQ(record->persons + record->entries, 0);
}

TEST(Hl7Message, a_segment_named_in_a_text_is_no_message) {
    HeardPersons heard;
    EXPECT_FALSE(
        parse_hl7("The segment MSH|^~\\&| comes first, PID|1||X follows.", heard.listener()));
    EXPECT_FALSE(parse_hl7("PID|1||P1||MARTINEAU^LUCIE\r", heard.listener()));
}

}  // namespace
}  // namespace primum::formats
