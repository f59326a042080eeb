#include "report/folders.h"

#include <gtest/gtest.h>

namespace primum::report {
namespace {

using controls::Finding;
using controls::Severity;
using controls::Status;
using facts::Value;

const controls::Control clear{.id = "data-health-clear", .reads = {"document", "volume"}};
const controls::Control shares{.id = "net-share", .reads = {"share"}};

Finding found(const controls::Control& control, std::vector<controls::Subject> subjects) {
    return {.control = &control,
            .status = Status::fail,
            .severity = Severity::high,
            .columns = {"kind", "patients", "inside"},
            .subjects = std::move(subjects)};
}

TEST(Folders, files_become_their_folder_with_their_number_and_the_worst_severity) {
    std::vector findings{found(
        clear,
        {{"/home/a/DUPONT.pdf", Severity::high, {"letter", 2, std::monostate{}}},
         {"/home/a/x.zip!DUPONT Jean.pdf", Severity::critical, {"letter", 5, "DUPONT Jean.pdf"}},
         {"/home/b/y.pdf", Severity::high, {"result", 1, std::monostate{}}}})};
    group_by_folder(findings);
    const auto& finding = findings[0];
    EXPECT_EQ(finding.columns, (std::vector<std::string>{"kind", "patients", "inside", "files"}));
    ASSERT_EQ(finding.subjects.size(), 2U);
    EXPECT_EQ(finding.subjects[0].name, "/home/a");
    EXPECT_EQ(finding.subjects[0].severity, Severity::critical);
    EXPECT_EQ(finding.subjects[0].details, (std::vector<Value>{"letter", 5, std::monostate{}, 2}));
    EXPECT_EQ(finding.subjects[1].name, "/home/b");
}

TEST(Folders, patients_are_those_whom_each_file_adds) {
    std::vector findings{found(clear, {{"/d/x", Severity::high, {2, 2, "letter"}},
                                       {"/d/y", Severity::high, {2, 1, "letter"}},
                                       {"/d/z", Severity::high, {1, std::monostate{}, "letter"}}})};
    findings[0].columns = {"patients", "patients_new_in_folder", "kind"};
    group_by_folder(findings);
    EXPECT_EQ(findings[0].columns, (std::vector<std::string>{"patients", "kind", "files"}));
    EXPECT_EQ(findings[0].subjects[0].details, (std::vector<Value>{3, "letter", 3}));
}

TEST(Folders, a_detail_that_differs_between_files_is_left_out) {
    std::vector findings{found(clear, {{"/d/x", Severity::high, {"letter", 1, std::monostate{}}},
                                       {"/d/y", Severity::high, {"result", 1, std::monostate{}}}})};
    group_by_folder(findings);
    EXPECT_EQ(findings[0].subjects[0].details[0], Value{});
}

TEST(Folders, a_file_at_the_root_lies_in_the_root) {
    std::vector findings{
        found(clear, {{"/x.pdf", Severity::high, {"letter", 1, std::monostate{}}}})};
    group_by_folder(findings);
    EXPECT_EQ(findings[0].subjects[0].name, "/");
}

TEST(Folders, what_is_no_file_stays_as_it_is) {
    const std::vector<controls::Subject> subjects{{"/srv/scans", Severity::high, {"a", 1, "b"}}};
    std::vector findings{found(shares, subjects)};
    group_by_folder(findings);
    EXPECT_EQ(findings[0].subjects[0].name, "/srv/scans");
    EXPECT_EQ(findings[0].columns.size(), 3U);
}

}  // namespace
}  // namespace primum::report
