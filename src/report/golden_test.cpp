// Golden files: what each form looks like, byte for byte. Where a form changes on purpose, run
// `PRIMUM_WRITE_GOLDEN=1 report_test --gtest_filter='Golden*'` and read the difference.
#include <cstdlib>
#include <fstream>
#include <functional>
#include <iterator>

#include <gtest/gtest.h>

#include "report/testing/sample.h"

namespace primum::report {
namespace {

// What a share may be named by somebody who knows HTML, JSON, YAML, spreadsheets and terminals.
const std::string hostile_name =
    "=cmd|' /C calc'!A0\"><script>alert(1)</script><img src=x onerror=alert(2)>' } ] }\r\n"
    "- urn: x\n*a &b !c %d @e `f` {{g}} ${h} \x1b[31m\u202Egpj.\xE9";

enum class Names { ordinary, hostile };

struct Form {
    const char* file;
    std::function<std::string(const Report&)> write;
    Names names = Names::ordinary;
};

std::string written(const Form& form) {
    test::Sample sample;
    if (form.names == Names::hostile) sample.say_everywhere(hostile_name);
    return form.write(sample.report);
}

// Where tests/reports looks for them too: there they are validated and opened in a browser.
const std::string folder = PRIMUM_GOLDEN;

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Golden : public ::testing::TestWithParam<Form> {};

TEST_P(Golden, a_form_is_what_it_was) {
    const auto now = written(GetParam());
    const auto path = folder + "/" + GetParam().file;
    if (std::getenv("PRIMUM_WRITE_GOLDEN") != nullptr) std::ofstream(path) << now;
    EXPECT_TRUE(now == content_of(path)) << path << " differs";
}

TEST_P(Golden, same_report_same_bytes) { EXPECT_TRUE(written(GetParam()) == written(GetParam())); }

const auto french = Language::french;
const auto english = Language::english;

INSTANTIATE_TEST_SUITE_P(
    Forms, Golden,
    ::testing::Values(
        Form{"report.txt", [](const auto& r) { return as_text(r, french, Style::plain); }},
        Form{"report.html", [](const auto& r) { return as_html(r, french, Medium::screen); }},
        Form{"report.en.html", [](const auto& r) { return as_html(r, english, Medium::screen); }},
        Form{"report.json", [](const auto& r) { return as_json(r, french); }},
        Form{"report.csv", [](const auto& r) { return as_csv(r, french); }},
        Form{"report.en.csv", [](const auto& r) { return as_csv(r, english); }},
        Form{"report.sarif", [](const auto& r) { return as_sarif(r, french); }},
        Form{"oscal-results.json", [](const auto& r) { return as_oscal_results(r, french); }},
        Form{"oscal-catalog.json", [](const auto& r) { return as_oscal_catalog(r, french); }},
        Form{"oscal-plan.json", [](const auto& r) { return as_oscal_plan(r, french); }},
        Form{"ciso-assistant.yaml", [](const auto& r) { return as_ciso_assistant(r, french); }},
        Form{"cnil-pia.json", [](const auto& r) { return as_cnil_pia(r, french); }},
        Form{"hostile.html", [](const auto& r) { return as_html(r, french, Medium::screen); },
             Names::hostile},
        Form{"hostile.yaml", [](const auto& r) { return as_ciso_assistant(r, french); },
             Names::hostile},
        Form{"paper.html", [](const auto& r) { return as_html(r, french, Medium::paper); }}),
    [](const auto& instance) { return "form_" + std::to_string(instance.index); });

}  // namespace
}  // namespace primum::report
