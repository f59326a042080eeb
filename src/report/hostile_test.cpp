// Every form with a hostile text in every place where a device, a file or a person may put one.
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "report/testing/sample.h"

namespace primum::report {
namespace {

using Json = nlohmann::json;

constexpr auto french = Language::french;

class Hostile : public ::testing::Test {
protected:
    static std::string csv_with(const std::string& text) {
        test::Sample sample;
        sample.say_everywhere(text);
        return as_csv(sample.report, french);
    }
};

// The cells of RFC 4180, rows after rows, as a spreadsheet takes them apart.
std::vector<std::vector<std::string>> cells_of(std::string_view csv) {
    std::vector<std::vector<std::string>> rows(1, std::vector<std::string>(1));
    bool quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        auto& cell = rows.back().back();
        if (quoted && csv[i] == '"' && csv.substr(i + 1).starts_with('"')) {
            cell += csv[i++];
        } else if (csv[i] == '"') {
            quoted = !quoted;
        } else if (!quoted && csv[i] == ';') {
            rows.back().emplace_back();
        } else if (!quoted && csv.substr(i).starts_with("\r\n")) {
            rows.emplace_back(1);
            ++i;
        } else {
            cell += csv[i];
        }
    }
    return rows;
}

TEST_F(Hostile, no_cell_of_a_spreadsheet_begins_like_a_formula) {
    for (const char* start :
         {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n@a", "\uFF1D1"}) {
        for (const auto& row : cells_of(csv_with(start))) {
            for (const auto& cell : row) {
                EXPECT_NE(cell.find_first_of("=+-@\t\r\n"), 0U) << start << " gives " << cell;
                EXPECT_FALSE(cell.starts_with("\uFF1D")) << cell;
            }
        }
    }
}

TEST_F(Hostile, no_name_makes_a_row_or_a_cell) {
    const auto ordinary = cells_of(csv_with("a"));
    const auto hostile = cells_of(csv_with("\";\"x\r\ny;z\n\"\"'"));
    ASSERT_EQ(hostile.size(), ordinary.size());
    for (std::size_t i = 0; i < ordinary.size(); ++i) {
        EXPECT_EQ(hostile[i].size(), ordinary[i].size());
    }
}

TEST_F(Hostile, json_forms_keep_the_name_as_it_is) {
    const std::string name = "\"}],\\ \u2028</script>\x1b[31m";
    test::Sample sample;
    sample.say_everywhere(name);
    const auto json = Json::parse(as_json(sample.report, french));
    EXPECT_EQ(json["findings"][0]["subjects"][0]["subject"], name + "192.168.1.30:104");
    EXPECT_EQ(json["findings"].size(), sample.report.findings.size());
    const auto sarif = Json::parse(as_sarif(sample.report, french));
    EXPECT_EQ(
        sarif["runs"][0]["results"][0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"],
        name + "192.168.1.30:104");
    for (auto* write : {&as_oscal_results, &as_oscal_catalog, &as_oscal_plan, &as_cnil_pia}) {
        EXPECT_FALSE(Json::parse(write(sample.report, french)).is_discarded());
    }
}

TEST_F(Hostile, the_pia_tool_gets_no_markup_but_ours) {
    test::Sample sample;
    sample.say_everywhere("<img src=x onerror=alert(1)>");
    const auto pia = Json::parse(as_cnil_pia(sample.report, french));
    for (const auto& measure : pia["measures"]) {
        EXPECT_EQ(measure["content"].get<std::string>().find("<img"), std::string::npos);
    }
    for (const auto& answer : pia["answers"]) {
        EXPECT_EQ(answer.dump().find("<img"), std::string::npos) << answer;
    }
}

TEST_F(Hostile, a_terminal_gets_no_command) {
    test::Sample sample;
    sample.say_everywhere("\x1b]0;owned\x07\x1b[2J\u009b31m");
    const auto text = as_text(sample.report, french, Style::plain);
    EXPECT_EQ(text.find_first_of("\x1b\x07"), std::string::npos);
    EXPECT_EQ(text.find("\u009b"), std::string::npos);
}

TEST_F(Hostile, no_name_becomes_an_element_of_the_page) {
    test::Sample sample;
    sample.say_everywhere("</td></title></style><script>alert(1)</script>");
    for (const auto medium : {Medium::screen, Medium::paper}) {
        const auto page = as_html(sample.report, french, medium);
        EXPECT_EQ(page.find("<script"), std::string::npos);
        EXPECT_EQ(page.find("</title>"), page.rfind("</title>"));
        EXPECT_EQ(page.find("</style>"), page.rfind("</style>"));
    }
}

}  // namespace
}  // namespace primum::report
