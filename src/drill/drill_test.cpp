#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <set>

#include <gmock/gmock.h>

#include "base/testing/temporary_folder.h"
#include "drill/sample.h"
#include "drill/trial.h"

namespace primum::drill {
namespace {

namespace fs = std::filesystem;

TEST(Sample, holds_every_database_and_others_by_lot) {
    std::vector<Candidate> all;
    for (int i = 0; i < 1000; ++i) all.push_back({fmt::format("lettre-{}.txt", i), 1000});
    all.push_back({"base/cabinet.DB", 5'000'000});
    const auto first = choose_sample(all, {.files_max = 50}, 1);
    EXPECT_EQ(first.size(), 51U);
    EXPECT_TRUE(std::ranges::any_of(
        first, [](const auto& file) { return file.path == "base/cabinet.DB"; }));
    const auto paths = [](const auto& sample) {
        std::set<std::string> set;
        for (const auto& file : sample) set.insert(file.path);
        return set;
    };
    EXPECT_EQ(paths(first), paths(choose_sample(all, {.files_max = 50}, 1)));
    EXPECT_NE(paths(first), paths(choose_sample(all, {.files_max = 50}, 2)));
}

TEST(Sample, stays_within_its_limits) {
    std::vector<Candidate> all;
    for (int i = 0; i < 100; ++i) all.push_back({fmt::format("film-{}.mp4", i), 100});
    EXPECT_EQ(choose_sample(all, {.files_max = 200, .bytes_max = 1'050}, 1).size(), 10U);
}

class TrialTest : public ::testing::Test {
protected:
    TrialTest() {
        fs::permissions(folder_.path(), fs::perms::others_read | fs::perms::others_exec,
                        fs::perm_options::add);
    }

    void write(const std::string& name, const std::string& content) {
        std::ofstream(folder_ / name, std::ios::binary) << content;
        files_.push_back(folder_ / name);
    }
    Trial tried() {
        const os::Stop stop;
        return try_files(PRIMUM_DRILL_WORKER, folder_.path(), files_, stop).value();
    }

    TemporaryFolder folder_;
    std::vector<fs::path> files_;
};

const std::string small_pdf =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count "
    "1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\nxref\n0 4\n0000000000 65535 f "
    "\n0000000009 00000 n \n"
    "0000000053 00000 n \n0000000102 00000 n \ntrailer<</Size 4/Root 1 0 "
    "R>>\nstartxref\n163\n%%EOF\n";

TEST_F(TrialTest, sound_files_open_by_their_kind) {
    write("ordonnance.pdf", small_pdf);
    write("lettre.txt", "Cher confrère, merci de votre avis.\n");
    write("courrier.eml", "From: a@example.org\nTo: b@example.org\nSubject: avis\n\nBonjour\n");
    write("image.dcm", std::string(128, '\0') + "DICM" + std::string("\2\0\0\0UL\4\0\0\0\0\0", 12) +
                           std::string(50, '\0'));
    write("donnees.bin", std::string(1000, '\7'));
    write("nom\net 'accent é'.txt", "bonjour");
    const auto trial = tried();
    for (const auto& failed : trial.failed)
        ADD_FAILURE() << failed.path << " " << failed.reason.english;
    EXPECT_EQ(trial.opened.at("pdf"), 1U);
    EXPECT_EQ(trial.opened.at("text"), 2U);
    EXPECT_EQ(trial.opened.at("mail"), 1U);
    EXPECT_EQ(trial.opened.at("dicom"), 1U);
    EXPECT_EQ(trial.without_check, 1U);
    EXPECT_EQ(trial.files(), files_.size());
}

TEST_F(TrialTest, broken_files_are_named) {
    write("ordonnance.pdf", "%PDF-1.4\nnothing of the kind");
    write("base.db", std::string("SQLite format 3\0", 16) + std::string(5000, 'x'));
    write("compte-rendu.docx", "PK\3\4" + std::string(500, 'x'));
    write("rapport.docx", std::string(3000, '\x9c'));
    write("courrier.eml", "ceci n'est pas un message");
    EXPECT_EQ(tried().failed.size(), files_.size());
}

const std::string dump_head =
    "--\n-- PostgreSQL database dump\n--\n\nCREATE TABLE patient (id int);\n";

TEST_F(TrialTest, a_database_s_dump_and_an_access_file_are_whole_or_not) {
    const auto access = std::string("\0\1\0\0Standard Jet DB\0\1", 21) + std::string(8171, '\2');
    write("nuit.sql", dump_head + std::string(9000, ' ') +
                          "\n--\n-- PostgreSQL database dump complete\n--\n\n");
    write("paie.sql",
          "-- MariaDB dump 10.19\n--\nCREATE TABLE a (b int);\n-- Dump completed on 2026-11-27\n");
    write("cabinet.mdb", access);
    EXPECT_EQ(tried().opened.at("database"), 3U);
    write("coupee.sql", dump_head + "COPY patient FROM stdin;\n1\n");
    write("coupee.mdb", access.substr(0, 5000));
    EXPECT_EQ(tried().failed.size(), 2U);
}

TEST_F(TrialTest, a_worker_that_is_not_installed_is_an_error_and_not_a_success) {
    write("lettre.txt", "bonjour");
    const os::Stop stop;
    EXPECT_EQ(try_files(folder_ / "absent", folder_.path(), files_, stop).error().kind,
              ErrorKind::not_found);
}

TEST_F(TrialTest, more_files_than_one_order_holds_are_all_tried) {
    for (int i = 0; i < 120; ++i)
        write(fmt::format("lettre-{}-{}.txt", i, std::string(150, 'a')), "bonjour");
    EXPECT_EQ(tried().opened.at("text"), 120U);
}

}  // namespace
}  // namespace primum::drill
