#include "probes/files/document_rows.h"

#include <gtest/gtest.h>

namespace primum::probes::files {
namespace {

constexpr Time today{std::chrono::seconds(1'700'000'000)};

LookedAt file(const std::string& folder, const std::string& name,
              std::vector<std::uint64_t> persons, Evidence evidence = Evidence::strong) {
    LookedAt made{.folder = folder,
                  .name = name,
                  .modified_ns = (1'700'000'000LL - 40 * 86'400) * 1'000'000'000,
                  .looked_at = today};
    made.findings.add(
        FoundDocument{"", {.kind = "letter", .evidence = evidence, .persons = std::move(persons)}});
    return made;
}

Places places() {
    return Places({}, {{.device = "/dev/sda1", .mount = "/", .encrypted = true},
                       {.device = "/dev/sdb1", .mount = "/data", .encrypted = false}});
}

TEST(DocumentRows, a_row_says_where_a_document_lies_and_how_old_it_is) {
    const auto rows =
        to_rows({file("/home/a/Downloads", "x.docx", {1})}, places(), "/home/a", today);
    ASSERT_EQ(rows.documents.size(), 1U);
    const auto& row = rows.documents[0];
    EXPECT_EQ(row.path, "/home/a/Downloads/x.docx");
    EXPECT_EQ(row.folder, "/home/a/Downloads");
    EXPECT_EQ(row.place, "downloads");
    EXPECT_EQ(row.evidence, "strong");
    EXPECT_EQ(row.age_days, 40);
    EXPECT_EQ(row.volume_encrypted, true);
    EXPECT_EQ(row.inside, std::nullopt);
}

TEST(DocumentRows, a_person_counts_once_and_first_where_somebody_could_read) {
    const auto rows = to_rows(
        {file("/home/a", "1", {1, 2}), file("/data/b", "2", {2, 3}), file("/data/b", "3", {3, 4})},
        places(), "this computer", today);
    ASSERT_EQ(rows.documents.size(), 3U);
    EXPECT_EQ(rows.documents[0].path, "/data/b/2");
    EXPECT_EQ(rows.documents[0].patients_new, 2);
    EXPECT_EQ(rows.documents[1].patients_new, 1);
    EXPECT_EQ(rows.documents[2].path, "/home/a/1");
    EXPECT_EQ(rows.documents[2].patients, 2);
    EXPECT_EQ(rows.documents[2].patients_new, 1);
    EXPECT_EQ(rows.documents[2].patients_new_in_folder, 2);
}

TEST(DocumentRows, what_is_weak_takes_no_person_from_what_can_be_read) {
    const auto rows =
        to_rows({file("/data/a", "1", {1}, Evidence::weak), file("/data/b", "2", {1})}, places(),
                "/data", today);
    EXPECT_EQ(rows.documents[0].evidence, "strong");
    EXPECT_EQ(rows.documents[0].patients_new, 1);
}

TEST(DocumentRows, an_encrypted_file_is_neither_clean_nor_found) {
    LookedAt sealed{.folder = "/data", .name = "x.zip"};
    sealed.findings.add(FoundDocument{.encrypted = true});
    const auto rows = to_rows({sealed}, places(), "/data", today);
    ASSERT_EQ(rows.documents.size(), 1U);
    EXPECT_TRUE(rows.documents[0].file_encrypted);
    EXPECT_EQ(rows.documents[0].evidence, std::nullopt);
    EXPECT_EQ(rows.documents[0].patients, std::nullopt);
}

TEST(DocumentRows, what_could_not_be_read_is_a_row_of_its_own) {
    LookedAt broken{.folder = "/data", .name = "x.zip"};
    broken.findings.add(UnreadDocument{"a.pdf", {"abîmé", "damaged"}, true});
    const auto rows = to_rows({broken}, places(), "/data", today);
    ASSERT_EQ(rows.unread.size(), 1U);
    EXPECT_EQ(rows.unread[0].inside, "a.pdf");
    EXPECT_EQ(rows.unread[0].reason, "damaged");
}

}  // namespace
}  // namespace primum::probes::files
