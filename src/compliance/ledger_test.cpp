#include "compliance/ledger.h"

#include <gmock/gmock.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>

#include "compliance/testing/examples.h"
#include "os/file.h"
#include "os/testing/made_tree.h"

namespace primum::compliance {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using namespace compliance::testing;

// Dates of the examples lie before it, whatever the computer's clock says.
const Time at = parse_time("2026-11-27T12:00:00Z").value();

class LedgerTest : public ::testing::Test {
protected:
    Ledger open() { return Ledger::open(file_, key_).value(); }
    std::string bytes() { return os::read_text(file_, ledger_bytes_max).value(); }
    void write(const std::string& content) { std::ofstream(file_, std::ios::binary) << content; }
    static Result<> rename_patient(Ledger& ledger, std::uint32_t number, const std::string& name,
                                   const Author& by = martin) {
        const auto* record = ledger.find(RecordKind::request, number);
        return ledger.change(*record, with(record->values, {{"patient", name}}), by, at);
    }

    os::testing::MadeTree folder_;
    std::filesystem::path file_ = folder_.at("ledger");
    accounts::LedgerKey key_{crypto::random_secret()};
};

TEST_F(LedgerTest, what_was_added_is_there_for_the_next_program) {
    auto ledger = open();
    EXPECT_EQ(ledger.add(RecordKind::request, a_request(), claire, at).value(), 1U);
    EXPECT_EQ(ledger.add(RecordKind::request, a_request(), claire, at).value(), 2U);
    const auto again = open();
    ASSERT_EQ(again.records(RecordKind::request).size(), 2U);
    const auto& record = again.records(RecordKind::request)[1];
    EXPECT_EQ(record.values, a_request());
    EXPECT_EQ(record.changed_by, "Claire");
    EXPECT_EQ(record.version, 1U);
}

TEST_F(LedgerTest, the_file_is_private_and_shows_neither_patient_nor_author) {
    auto ledger = open();
    ASSERT_TRUE(ledger.add(RecordKind::request, a_request(), claire, at));
    struct stat status {};
    ASSERT_EQ(::stat(file_.c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
    for (const auto* word : {"Jeanne", "Exemple", "Claire", "access", "received_on"}) {
        EXPECT_EQ(bytes().find(word), std::string::npos) << word;
    }
}

TEST_F(LedgerTest, another_key_opens_nothing) {
    auto ledger = open();
    ASSERT_TRUE(ledger.add(RecordKind::request, a_request(), claire, at));
    const accounts::LedgerKey other(crypto::random_secret());
    EXPECT_EQ(Ledger::open(file_, other).error().kind, ErrorKind::corrupt);
    EXPECT_EQ(Ledger::open(file_, {}).error().kind, ErrorKind::denied);
}

TEST_F(LedgerTest, every_version_is_kept_with_its_author) {
    auto ledger = open();
    ASSERT_TRUE(ledger.add(RecordKind::request, a_request(), claire, at));
    ASSERT_TRUE(rename_patient(ledger, 1, "Jeanne Exemplaire"));
    const auto versions = open().versions(RecordKind::request, 1).value();
    ASSERT_EQ(versions.size(), 2U);
    EXPECT_EQ(versions[0].values.at("patient"), "Jeanne Exemple");
    EXPECT_EQ(versions[0].by, "Claire");
    EXPECT_EQ(versions[1].values.at("patient"), "Jeanne Exemplaire");
    EXPECT_EQ(versions[1].by, "Dr Martin");
    EXPECT_EQ(open().find(RecordKind::request, 1)->values.at("patient"), "Jeanne Exemplaire");
}

TEST_F(LedgerTest, a_change_over_somebody_elses_is_refused_and_loses_nothing) {
    auto one = open();
    ASSERT_TRUE(one.add(RecordKind::request, a_request(), claire, at));
    auto two = open();
    const Record seen = *two.find(RecordKind::request, 1);
    ASSERT_TRUE(rename_patient(one, 1, "Corrigée"));
    EXPECT_EQ(two.change(seen, with(seen.values, {{"patient", "Autre"}}), martin, at).error().kind,
              ErrorKind::usage);
    EXPECT_EQ(two.find(RecordKind::request, 1)->values.at("patient"), "Corrigée");
}

TEST_F(LedgerTest, two_programs_add_without_losing_each_others) {
    auto one = open();
    auto two = open();
    for (int i = 0; i < 5; ++i) {
        ASSERT_TRUE(one.add(RecordKind::request, a_request(), claire, at));
        ASSERT_TRUE(two.add(RecordKind::request, a_request(), martin, at));
    }
    ASSERT_TRUE(one.refresh());
    EXPECT_EQ(one.records(RecordKind::request).size(), 10U);
    EXPECT_EQ(one.history().size(), 10U);
}

TEST_F(LedgerTest, what_the_form_refuses_is_not_kept_and_names_the_field) {
    auto ledger = open();
    const auto refused =
        ledger.add(RecordKind::request, with(a_request(), {{"received_on", "hier"}}), claire, at);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::usage);
    EXPECT_THAT(refused.error().message.french, ::testing::HasSubstr("Demande reçue le"));
    EXPECT_FALSE(std::filesystem::exists(file_));
}

TEST_F(LedgerTest, each_role_writes_only_what_is_its_own) {
    auto ledger = open();
    ASSERT_TRUE(ledger.add(RecordKind::request, a_request(), claire, at));
    EXPECT_EQ(ledger.add(RecordKind::request, a_request(), technician, at).error().kind,
              ErrorKind::denied);
    EXPECT_EQ(rename_patient(ledger, 1, "Autre", officer).error().kind, ErrorKind::denied);
    EXPECT_EQ(ledger.erase(RecordKind::request, 1, claire, at).error().kind, ErrorKind::denied);
    EXPECT_TRUE(ledger.add(RecordKind::note, {{"text", "À revoir"}}, officer, at));
    EXPECT_TRUE(ledger.note(Action::viewed, RecordKind::request, 1, officer, at));
    ASSERT_TRUE(ledger.add(RecordKind::note, {{"text", "Vu"}}, martin, at));
    const auto& note = *ledger.find(RecordKind::note, 2);
    EXPECT_EQ(ledger.change(note, {{"text", "Effacé"}}, officer, at).error().kind,
              ErrorKind::denied);
}

TEST_F(LedgerTest, there_is_one_practice) {
    auto ledger = open();
    ASSERT_TRUE(ledger.add(RecordKind::practice, a_practice(), martin, at));
    EXPECT_EQ(ledger.add(RecordKind::practice, a_practice(), martin, at).error().kind,
              ErrorKind::usage);
    EXPECT_EQ(ledger.erase(RecordKind::practice, 1, martin, at).error().kind, ErrorKind::usage);
    EXPECT_EQ(ledger.practice()->value("name"), "Cabinet des Tilleuls");
}

TEST_F(LedgerTest, what_is_erased_leaves_the_disk_but_its_trace_stays_in_the_history) {
    auto ledger = open();
    ASSERT_TRUE(ledger.add(RecordKind::request, a_request(), claire, at));
    ASSERT_TRUE(rename_patient(ledger, 1, "Jeanne Exemplaire"));
    ASSERT_TRUE(
        ledger.add(RecordKind::request, with(a_request(), {{"patient", "Luc"}}), claire, at));
    auto other = open();
    const auto before = bytes().size();
    ASSERT_TRUE(ledger.erase(RecordKind::request, 1, martin, at));
    EXPECT_LT(bytes().size(), before);
    ASSERT_TRUE(other.refresh());  // A program that had the former file open.
    for (const auto* seen : {&ledger, &other}) {
        EXPECT_EQ(seen->find(RecordKind::request, 1), nullptr);
        EXPECT_EQ(seen->find(RecordKind::request, 2)->values.at("patient"), "Luc");
        EXPECT_EQ(seen->history().back().action, Action::erased);
        EXPECT_EQ(seen->history().size(), 4U);
    }
    EXPECT_TRUE(ledger.verify());
    // Its number is not given again: a letter may bear it.
    EXPECT_EQ(other.add(RecordKind::request, a_request(), claire, at).value(), 3U);
}

TEST_F(LedgerTest, every_bit_changed_in_the_file_is_noticed) {
    auto ledger = open();
    ASSERT_TRUE(ledger.add(RecordKind::request, a_request(), claire, at));
    ASSERT_TRUE(rename_patient(ledger, 1, "Jeanne Exemplaire"));
    const auto good = bytes();
    for (std::size_t i = 0; i < good.size(); ++i) {
        auto bad = good;
        bad[i] = static_cast<char>(bad[i] ^ 4);
        write(bad);
        const auto opened = Ledger::open(file_, key_);
        ASSERT_FALSE(opened && opened->verify()) << "byte " << i;
    }
}

TEST_F(LedgerTest, entries_taken_out_of_the_middle_or_exchanged_are_noticed) {
    auto ledger = open();
    std::vector<std::size_t> ends;
    for (int i = 0; i < 4; ++i) {
        ASSERT_TRUE(ledger.add(RecordKind::request, a_request(), claire, at));
        ends.push_back(bytes().size());
    }
    const auto good = bytes();
    write(good.substr(0, ends[1]) + good.substr(ends[2]));
    EXPECT_EQ(Ledger::open(file_, key_).error().kind, ErrorKind::corrupt);
    write(good.substr(0, ends[0]) + good.substr(ends[1], ends[2] - ends[1]) +
          good.substr(ends[0], ends[1] - ends[0]) + good.substr(ends[2]));
    EXPECT_EQ(Ledger::open(file_, key_).error().kind, ErrorKind::corrupt);
}

TEST_F(LedgerTest, a_file_put_in_its_place_with_another_header_is_refused_each_time) {
    auto ledger = open();
    ASSERT_TRUE(ledger.add(RecordKind::request, a_request(), claire, at));
    const auto whole = bytes();
    auto header_broken = whole;
    header_broken[0] ^= 1;
    auto key_broken = whole;
    key_broken[40] ^= 1;  // The proof of the key.
    for (const auto& content : {std::string(), whole.substr(0, 20), header_broken, key_broken}) {
        ASSERT_TRUE(os::publish(file_, content));
        for (int i = 0; i < 2; ++i) {
            EXPECT_FALSE(ledger.refresh());
            EXPECT_FALSE(ledger.add(RecordKind::request, a_request(), claire, at));
            EXPECT_EQ(ledger.records(RecordKind::request).size(), 1U);
        }
    }
    ASSERT_TRUE(os::publish(file_, whole));
    EXPECT_TRUE(ledger.refresh());
}

TEST_F(LedgerTest, an_appended_entry_with_damaged_values_is_refused_each_time_and_not_taken_in) {
    auto reader = open();
    auto writer = open();
    ASSERT_TRUE(writer.add(RecordKind::request, a_request(), claire, at));
    ASSERT_TRUE(reader.refresh());
    ASSERT_TRUE(rename_patient(writer, 1, "Autre"));
    const auto whole = bytes();
    {
        std::fstream file(file_, std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(-1, std::ios::end);
        file.put(static_cast<char>(whole.back() ^ 1));
    }
    for (int i = 0; i < 2; ++i) {
        EXPECT_EQ(reader.refresh().error().kind, ErrorKind::corrupt);
        EXPECT_EQ(reader.history().size(), 1U);
        EXPECT_EQ(reader.find(RecordKind::request, 1)->values.at("patient"), "Jeanne Exemple");
        EXPECT_EQ(reader.find(RecordKind::request, 1)->version, 1U);
    }
}

TEST_F(LedgerTest, a_write_cut_at_any_byte_leaves_the_entries_before_it) {
    auto ledger = open();
    ASSERT_TRUE(ledger.add(RecordKind::request, a_request(), claire, at));
    const auto one = bytes();
    ASSERT_TRUE(ledger.add(RecordKind::request, a_request(), claire, at));
    const auto two = bytes();
    for (std::size_t size = one.size(); size < two.size(); ++size) {
        write(two.substr(0, size));
        auto opened = open();
        ASSERT_EQ(opened.records(RecordKind::request).size(), 1U) << size;
        if (size % 16 != 0) continue;
        ASSERT_EQ(opened.add(RecordKind::request, a_request(), claire, at).value(), 2U) << size;
        ASSERT_TRUE(opened.verify()) << size;
    }
    write(one + std::string(500, '\0'));  // As after a power cut on some file systems.
    EXPECT_EQ(open().records(RecordKind::request).size(), 1U);
}

// Adds and changes records until it is killed; says on `pipe` what was acknowledged.
[[noreturn]] void write_for_ever(const std::filesystem::path& file, const accounts::LedgerKey& key,
                                 int pipe) {
    auto ledger = Ledger::open(file, key).value();
    for (std::uint32_t i = 1;; ++i) {
        const auto added = ledger.add(RecordKind::request, a_request(), claire, at);
        if (!added) ::_exit(3);
        if (i % 16 == 0 && !ledger.erase(RecordKind::request, *added, martin, at)) ::_exit(4);
        if (::write(pipe, &i, sizeof(i)) != sizeof(i)) ::_exit(5);
    }
}

// Guarantee: docs/threat-model.md, obligations. PRIMUM_KILLS says how often (./dev ledger-kill).
TEST_F(LedgerTest, a_kill_at_any_instant_loses_nothing_acknowledged) {
    const char* wanted = std::getenv("PRIMUM_KILLS");
    const int kills = wanted != nullptr ? std::atoi(wanted) : 8;
    std::size_t acknowledged = 0;
    for (int i = 0; i < kills; ++i) {
        std::array<int, 2> pipe{};
        ASSERT_EQ(::pipe(pipe.data()), 0);
        const auto child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) write_for_ever(file_, key_, pipe[1]);
        ::close(pipe[1]);
        ::usleep(2000 + crypto::random_below(40000));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status)) << WEXITSTATUS(status);
        std::uint32_t said = 0;
        std::size_t count = 0;
        while (::read(pipe[0], &said, sizeof(said)) == sizeof(said)) ++count;
        ::close(pipe[0]);
        acknowledged += count;
        const auto opened = Ledger::open(file_, key_);
        ASSERT_TRUE(opened) << opened.error().message.english;
        ASSERT_TRUE(opened->verify());
        std::size_t added = 0;
        for (const auto& entry : opened->history()) added += entry.action == Action::added ? 1 : 0;
        // One more than acknowledged at most, for each kill: written, and killed before saying so.
        ASSERT_GE(added, acknowledged);
        ASSERT_LE(added, acknowledged + static_cast<std::size_t>(i) + 1);
    }
    EXPECT_GT(acknowledged, 0U);
}

}  // namespace
}  // namespace primum::compliance
