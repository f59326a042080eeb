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

struct Form {
    const char* file;
    std::function<std::string(const Report&)> write;
};

// Where tests/reports looks for them too: there they are validated and opened in a browser.
const std::string folder = PRIMUM_GOLDEN;

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

class Golden : public ::testing::TestWithParam<Form> {};

TEST_P(Golden, a_form_is_what_it_was) {
    const test::Sample sample;
    const auto written = GetParam().write(sample.report);
    const auto path = folder + "/" + GetParam().file;
    if (std::getenv("PRIMUM_WRITE_GOLDEN") != nullptr) std::ofstream(path) << written;
    EXPECT_TRUE(written == content_of(path)) << path << " differs";
}

TEST_P(Golden, same_report_same_bytes) {
    const test::Sample first;
    const test::Sample second;
    EXPECT_TRUE(GetParam().write(first.report) == GetParam().write(second.report));
}

const auto french = Language::french;
const auto english = Language::english;

INSTANTIATE_TEST_SUITE_P(
    Forms, Golden,
    ::testing::Values(
        Form{"report.txt", [](const auto& r) { return as_text(r, french, Style::plain); }},
        Form{"report.html", [](const auto& r) { return as_html(r, french, Medium::screen); }},
        Form{"report.en.html", [](const auto& r) { return as_html(r, english, Medium::screen); }},
        Form{"paper.html", [](const auto& r) { return as_html(r, french, Medium::paper); }}),
    [](const auto& instance) { return "form_" + std::to_string(instance.index); });

}  // namespace
}  // namespace primum::report
