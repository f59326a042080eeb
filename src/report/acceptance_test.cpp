#include "report/acceptance.h"

#include <gtest/gtest.h>

namespace primum::report {
namespace {

using controls::Severity;
using controls::Status;

const controls::Control share{.id = "open-share", .severity = Severity::high};
const controls::Control weak{.id = "weak-tls", .severity = Severity::medium};

controls::Finding finding(const controls::Control& control,
                          std::vector<controls::Subject> subjects) {
    return {.control = &control,
            .status = Status::fail,
            .severity = control.severity,
            .subjects = std::move(subjects)};
}

Acceptance acceptance(const char* control, std::optional<std::string> subject) {
    return {.control = control, .subject = std::move(subject), .until = "2027-01-31"};
}

TEST(Acceptance, parts_what_was_accepted_from_what_is_open) {
    const std::vector findings{
        finding(share, {{"smb://a/x", Severity::critical}, {"smb://a/y", Severity::high}})};
    const std::vector acceptances{acceptance("open-share", "smb://a/x")};
    const auto found = failures(findings, acceptances);
    ASSERT_EQ(found.size(), 1U);
    ASSERT_EQ(found[0].open.size(), 1U);
    EXPECT_EQ(found[0].open[0]->name, "smb://a/y");
    EXPECT_EQ(found[0].severity, Severity::high);
    ASSERT_EQ(found[0].accepted.size(), 1U);
    EXPECT_EQ(found[0].accepted[0].subject->name, "smb://a/x");
}

TEST(Acceptance, without_a_subject_it_covers_all_that_the_control_finds_and_nothing_else) {
    const std::vector findings{finding(share, {{"a", Severity::high}}),
                               finding(weak, {{"a", Severity::medium}})};
    const std::vector acceptances{acceptance("open-share", std::nullopt)};
    const auto found = failures(findings, acceptances);
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].finding->control->id, "weak-tls") << "what is accepted wholly comes last";
    EXPECT_TRUE(found[1].open.empty());
}

TEST(Acceptance, of_a_folder_covers_the_files_below_it_and_no_neighbour) {
    const std::vector findings{
        finding(share, {{"/home/a/x.pdf", Severity::high}, {"/home/ab/y.pdf", Severity::high}})};
    const std::vector acceptances{acceptance("open-share", "/home/a")};
    const auto found = failures(findings, acceptances);
    ASSERT_EQ(found[0].open.size(), 1U);
    EXPECT_EQ(found[0].open[0]->name, "/home/ab/y.pdf");
}

TEST(Acceptance, of_a_share_covers_no_share_below_it) {
    const std::vector findings{finding(share, {{"nfs://a/x/y", Severity::high}})};
    const std::vector acceptances{acceptance("open-share", "nfs://a/x")};
    EXPECT_EQ(failures(findings, acceptances)[0].open.size(), 1U);
}

TEST(Acceptance, what_passes_is_no_failure) {
    const std::vector<controls::Finding> findings{{.control = &share, .status = Status::pass}};
    EXPECT_TRUE(failures(findings, {}).empty());
}

}  // namespace
}  // namespace primum::report
