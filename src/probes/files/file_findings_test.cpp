#include "probes/files/file_findings.h"

#include <gtest/gtest.h>

namespace primum::probes::files {
namespace {

FileFindings some_findings() {
    FileFindings findings;
    findings.add(FoundDocument{
        "a.zip/b.hl7",
        {.kind = "hl7", .evidence = Evidence::proof, .identifiers = 2, .persons = {7, 9}}});
    findings.add(FoundDocument{.inside = "c.pdf", .encrypted = true});
    findings.add(UnreadDocument{"d.docx", {"abîmé", "damaged"}, true});
    return findings;
}

Result<FileFindings> parsed(std::string_view bytes) {
    ByteReader reader(as_bytes(bytes));
    return parse_file_findings(reader);
}

TEST(FileFindings, what_is_kept_comes_back) {
    const auto again = parsed(encode(some_findings()));
    ASSERT_TRUE(again);
    ASSERT_EQ(again->documents.size(), 2U);
    EXPECT_EQ(again->documents[0].inside, "a.zip/b.hl7");
    EXPECT_EQ(again->documents[0].recognition.persons, (std::vector<std::uint64_t>{7, 9}));
    EXPECT_EQ(again->documents[0].recognition.evidence, Evidence::proof);
    EXPECT_FALSE(again->documents[0].encrypted);
    EXPECT_TRUE(again->documents[1].encrypted);
    ASSERT_EQ(again->unread.size(), 1U);
    EXPECT_EQ(again->unread[0].why.french, "abîmé");
    EXPECT_TRUE(again->unread[0].broken);
}

TEST(FileFindings, every_shorter_copy_is_refused) {
    const auto bytes = encode(some_findings());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        EXPECT_FALSE(parsed(std::string_view(bytes).substr(0, size))) << size;
    }
}

TEST(FileFindings, of_too_many_documents_the_last_takes_the_persons_of_the_rest) {
    FileFindings findings;
    for (std::uint64_t i = 0; i < FileFindings::documents_max + 3; ++i) {
        findings.add(
            FoundDocument{"x", {.kind = "letter", .evidence = Evidence::strong, .persons = {i}}});
    }
    ASSERT_EQ(findings.documents.size(), FileFindings::documents_max);
    EXPECT_EQ(findings.documents.back().recognition.persons.size(), 4U);
}

}  // namespace
}  // namespace primum::probes::files
