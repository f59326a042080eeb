#include "controls/catalogue.h"

#include <gmock/gmock.h>

#include "controls/check.h"
#include "controls/test_support.h"

namespace primum::controls {
namespace {

using test::CatalogueFolder;
using test::with;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string refusal_of(const CatalogueFolder& folder) {
    const auto loaded = Catalogue::load(folder.path());
    EXPECT_FALSE(loaded);
    if (loaded) return {};
    EXPECT_EQ(loaded.error().kind, ErrorKind::usage);
    EXPECT_FALSE(loaded.error().message.french.empty());
    return loaded.error().message.english;
}

std::vector<std::string> checked(const CatalogueFolder& folder) {
    std::vector<std::string> lines;
    for (const auto& problem : check(folder.path())) lines.push_back(describe({problem}).english);
    return lines;
}

TEST(Catalogue, loads_in_the_order_of_its_paths) {
    const CatalogueFolder folder;
    const auto catalogue = Catalogue::load(folder.path());
    ASSERT_TRUE(catalogue) << catalogue.error().message.english;
    ASSERT_THAT(catalogue->controls, SizeIs(2));
    EXPECT_EQ(catalogue->controls[0].id, "net-open-share");
    EXPECT_EQ(catalogue->controls[0].file, "controls/network/net-open-share.yaml");
    EXPECT_EQ(catalogue->find_control("net-telnet"), &catalogue->controls[1]);
    EXPECT_EQ(catalogue->find_control("net-none"), nullptr);
    EXPECT_EQ(catalogue->find_reference("rgpd-32")->section, "32");
    EXPECT_TRUE(catalogue->exposed);
}

TEST(Catalogue, that_is_not_there_is_refused_with_its_name) {
    const auto loaded = Catalogue::load("/nowhere/catalogue");
    ASSERT_FALSE(loaded);
    EXPECT_THAT(loaded.error().message.english, HasSubstr("/nowhere/catalogue"));
}

TEST(Catalogue, every_broken_file_is_named_and_not_only_the_first) {
    CatalogueFolder folder;
    folder.write("controls/network/net-telnet.yaml", "id: [");
    folder.write("controls/network/net-open-share.yaml", with(test::open_share, "high", "grave"));
    const auto refusal = refusal_of(folder);
    EXPECT_THAT(refusal, HasSubstr("controls/network/net-open-share.yaml, line 3: \"grave\""));
    EXPECT_THAT(refusal, HasSubstr("controls/network/net-telnet.yaml, line"));
    EXPECT_THAT(refusal, HasSubstr("2 problem(s)"));
}

TEST(Catalogue, a_control_with_broken_sql_is_named_with_its_file) {
    CatalogueFolder folder;
    folder.write("controls/network/net-telnet.yaml",
                 with(test::telnet, "protocol = 'telnet'", "protokol = 'telnet'"));
    EXPECT_THAT(refusal_of(folder), HasSubstr("net-telnet.yaml: fails: the query is wrong: no such "
                                              "column: protokol"));
}

TEST(Catalogue, a_control_that_writes_is_refused) {
    CatalogueFolder folder;
    folder.write("controls/network/net-telnet.yaml",
                 with(test::telnet,
                      "fails: SELECT address AS subject FROM service WHERE protocol = "
                      "'telnet'",
                      "fails: DELETE FROM now_service"));
    EXPECT_THAT(refusal_of(folder), HasSubstr("something else than reading facts"));
}

TEST(Catalogue, two_controls_of_one_id_are_refused) {
    CatalogueFolder folder;
    folder.write("controls/host/net-telnet.yaml", test::telnet);
    EXPECT_THAT(refusal_of(folder), HasSubstr("the id net-telnet is already that of "
                                              "controls/host/net-telnet.yaml"));
}

TEST(Catalogue, no_file_is_skipped_in_silence) {
    CatalogueFolder folder;
    folder.write("controls/network/net-other.yml", test::telnet);
    EXPECT_THAT(refusal_of(folder), HasSubstr("net-other.yml: is not read"));
    folder.remove("controls/network/net-other.yml");
    folder.write("controls/network/large.yaml", std::string(300UL * 1024, '#'));
    EXPECT_THAT(refusal_of(folder), HasSubstr("large.yaml: is larger than 256 KiB"));
    folder.remove("controls/network/large.yaml");
    std::filesystem::create_symlink("nowhere", folder.path() / "controls/network/gone.yaml");
    EXPECT_THAT(refusal_of(folder), HasSubstr("gone.yaml: cannot be read"));
}

TEST(Catalogue, notes_for_people_may_lie_beside) {
    CatalogueFolder folder;
    folder.write("controls/README.md", "# Controls");
    folder.write("controls/network/.net-telnet.yaml.swp", "x");
    EXPECT_TRUE(Catalogue::load(folder.path()));
}

TEST(Check, a_good_catalogue_has_no_problem) { EXPECT_THAT(checked(CatalogueFolder{}), IsEmpty()); }

TEST(Check, the_file_is_named_after_the_control) {
    CatalogueFolder folder;
    folder.remove("controls/network/net-telnet.yaml");
    folder.write("controls/network/telnet.yaml", test::telnet);
    EXPECT_THAT(checked(folder),
                ElementsAre(HasSubstr("telnet.yaml: the file must be named net-telnet.yaml")));
}

TEST(Check, references_must_exist) {
    CatalogueFolder folder;
    folder.write("controls/network/net-telnet.yaml", with(test::telnet, "rgpd-32", "rgpd-99"));
    EXPECT_THAT(checked(folder), ElementsAre(HasSubstr("unknown reference: rgpd-99")));
}

TEST(Check, both_kinds_of_case_are_asked_for) {
    CatalogueFolder folder;
    folder.write("controls/network/net-telnet.yaml",
                 with(test::telnet, "\n  pass:", "\n  fail_not:"));
    const auto lines = checked(folder);
    EXPECT_THAT(lines, testing::Contains(HasSubstr("not one \"pass\" case")));
}

TEST(Check, a_case_that_comes_out_otherwise_is_named_with_its_line) {
    CatalogueFolder folder;
    folder.write("controls/network/net-telnet.yaml",
                 with(test::telnet, "port: 22, protocol: ssh", "port: 22, protocol: telnet"));
    EXPECT_THAT(checked(folder),
                ElementsAre(HasSubstr("line 12: this case should give pass and gives fail")));
}

TEST(Check, the_severity_of_a_case_is_compared) {
    CatalogueFolder folder;
    folder.write("controls/network/net-open-share.yaml",
                 with(test::open_share, "expect_severity: critical", "expect_severity: high"));
    EXPECT_THAT(checked(folder),
                ElementsAre(HasSubstr("should be of severity high and is critical")));
}

TEST(Check, a_table_read_without_a_word_is_named) {
    CatalogueFolder folder;
    folder.write("controls/network/net-open-share.yaml",
                 with(test::open_share, "reads: [share]", "reads: [device]"));
    EXPECT_THAT(checked(folder),
                ElementsAre(HasSubstr("table share is read but not named in \"reads\"")));
}

TEST(Check, the_first_column_is_the_subject) {
    CatalogueFolder folder;
    folder.write("controls/network/net-telnet.yaml", with(test::telnet, "AS subject", "AS who"));
    EXPECT_THAT(checked(folder), testing::Contains(HasSubstr("first column")));
}

TEST(Check, the_leading_number_is_tried_too) {
    CatalogueFolder folder;
    folder.write("exposed.yaml", with(test::exposed, "patients: 3\n", "patients: 4\n"));
    EXPECT_THAT(checked(folder), ElementsAre(HasSubstr("should count 4 patients and 9 records, and "
                                                       "counts 3 and 9")));
    folder.write("exposed.yaml", with(test::exposed, "'net-open-share'", "'net-none'"));
    EXPECT_THAT(checked(folder), ElementsAre(HasSubstr("unknown control \"net-none\"")));
    folder.write("exposed.yaml", with(test::exposed, "AS machine", "AS house"));
    EXPECT_THAT(checked(folder), testing::Contains(HasSubstr("does not give column machine")));
    folder.remove("exposed.yaml");
    EXPECT_THAT(checked(folder), ElementsAre(HasSubstr("the file is missing")));
}

}  // namespace
}  // namespace primum::controls
