#include "fixes/workshop.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <thread>

#include "base/testing/temporary_folder.h"
#include "fixes/changes/command_change.h"
#include "fixes/changes/file_edit.h"
#include "fixes/changes/router_opening.h"
#include "fixes/testing/change_contract.h"
#include "fixes/testing/fake_router.h"

namespace primum::fixes {
namespace {

namespace fs = std::filesystem;
using testing::write_file;

class WorkshopTest : public ::testing::Test {
protected:
    WorkshopTest() { write_file(file(), "old"); }

    fs::path file() const { return folder_ / "conf"; }
    fs::path home() const { return folder_ / "home"; }
    std::string content() const { return os::read_text(file(), 1000).value(); }

    Plan edit() const {
        Plan plan;
        plan.changes.push_back(FileEdit::rewrite(file(), "new").value());
        return plan;
    }
    static std::unique_ptr<Change> failing() {
        return CommandChange::plan({.apply = {"false"}, .revert = {"true"}, .check = {"false"}});
    }

    TemporaryFolder folder_;
};

TEST_F(WorkshopTest, the_journal_is_this_users_alone) {
    ASSERT_TRUE(Workshop::open(home()).value().apply("net-x", {"a"}, edit()));
    EXPECT_EQ(fs::status(home() / "fixes").permissions(), fs::perms(0700));
    EXPECT_EQ(fs::status(home() / "fixes/000001-net-x.json").permissions(), fs::perms(0600));
}

TEST_F(WorkshopTest, a_part_that_fails_takes_the_others_back) {
    auto plan = edit();
    plan.changes.push_back(failing());
    const auto workshop = Workshop::open(home()).value();
    EXPECT_FALSE(workshop.apply("net-x", {"a"}, std::move(plan)));
    EXPECT_EQ(content(), "old");
    EXPECT_EQ(workshop.entries().value().back().state, State::rolled_back);
}

TEST_F(WorkshopTest, a_service_that_does_not_come_back_takes_the_changes_back) {
    auto plan = edit();
    plan.wakes.push_back({.command = {"sh", "-c", "grep -q old " + file().string()}});
    EXPECT_FALSE(Workshop::open(home()).value().apply("net-x", {"a"}, std::move(plan)));
    EXPECT_EQ(content(), "old");
}

TEST_F(WorkshopTest, what_changed_between_the_plan_and_the_yes_is_not_overwritten) {
    auto plan = edit();
    write_file(file(), "somebody's");
    EXPECT_FALSE(Workshop::open(home()).value().apply("net-x", {"a"}, std::move(plan)));
    EXPECT_EQ(content(), "somebody's");
}

// A command goes on by itself, or a child of its own does, when the fix that started it is killed.
TEST_F(WorkshopTest, what_a_killed_fix_had_started_is_waited_for_before_it_is_judged) {
    const auto made = (folder_ / "made").string();
    const pid_t killed = ::fork();
    if (killed == 0) {
        Plan plan;
        plan.changes.push_back(
            CommandChange::plan({.apply = {"sh", "-c", "trap '' TERM; sleep 0.5; touch " + made},
                                 .revert = {"rm", "-f", made},
                                 .check = {"test", "-e", made}}));
        (void)Workshop::open(home()).value().apply("net-x", {"a"}, std::move(plan)).has_value();
        ::_exit(0);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(250));
    ::kill(killed, SIGKILL);
    ::waitpid(killed, nullptr, 0);
    const auto recovered = Workshop::open(home()).value().recover(nullptr).value();
    ASSERT_EQ(recovered.size(), 1U);
    EXPECT_EQ(recovered[0].state, State::applied);
    EXPECT_TRUE(fs::exists(made));
}

TEST_F(WorkshopTest, only_one_process_mends_at_a_time) {
    const auto workshop = Workshop::open(home());
    ASSERT_TRUE(workshop);
    const auto other = Workshop::open(home());
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().kind, ErrorKind::usage);
}

TEST_F(WorkshopTest, undoing_wakes_the_service_again) {
    auto plan = edit();
    const auto log = (folder_ / "log").string();
    plan.wakes.push_back({.command = {"sh", "-c", "cat " + file().string() + " >> " + log}});
    const auto workshop = Workshop::open(home()).value();
    ASSERT_TRUE(workshop.apply("net-x", {"a"}, std::move(plan)));
    auto entries = workshop.entries().value();
    ASSERT_TRUE(workshop.undo(entries.back(), nullptr));
    EXPECT_EQ(os::read_text(log, 1000).value(), "newold");
}

TEST_F(WorkshopTest, a_box_that_says_its_opening_is_gone_is_proof_and_an_edited_file_is_not) {
    testing::FakeRouter router;
    router.open("4450/TCP", "192.168.77.25:445 NAS");
    const auto workshop = Workshop::open(home()).value();
    Plan closing;
    closing.changes.push_back(RouterOpening::close(router.address(), {4450, "TCP", ""}).value());
    const auto closed = workshop.apply("net-box", {"a"}, std::move(closing)).value();
    EXPECT_TRUE(workshop.is_proved(closed).value());
    router.open("4450/TCP", "192.168.77.25:445 NAS");
    EXPECT_FALSE(workshop.is_proved(closed).value());
    EXPECT_FALSE(workshop.is_proved(workshop.apply("net-x", {"a"}, edit()).value()).value());
}

// A restart cut in two leaves the service stopped: that nobody can be woken does not mean all is
// well.
TEST_F(WorkshopTest, a_service_that_ran_before_a_crash_and_no_longer_does_is_not_forgotten) {
    const auto workshop = Workshop::open(home()).value();
    auto plan = edit();
    Entry entry{.number = 1, .control = "net-x", .subjects = {"s"}, .state = State::applying};
    entry.changes = std::move(plan.changes);
    entry.wakes.push_back({.service = "no-such-service", .signal = SIGHUP, .ran = true});
    write_file(home() / "fixes/000001-net-x.json", as_text(entry));
    fs::permissions(home() / "fixes/000001-net-x.json", fs::perms(0600));
    const auto recovered = workshop.recover(nullptr).value();
    ASSERT_EQ(recovered.size(), 1U);
    ASSERT_TRUE(recovered[0].problem);
    EXPECT_NE(recovered[0].problem->message.english.find("no-such-service"), std::string::npos);
}

TEST_F(WorkshopTest, a_service_that_does_not_run_is_left_stopped) {
    auto plan = edit();
    plan.wakes.push_back({.service = "no-such-service", .signal = SIGHUP});
    EXPECT_TRUE(Workshop::open(home()).value().apply("net-x", {"a"}, std::move(plan)));
}

// Root would write what the journal says where it says: it must be root's own.
TEST_F(WorkshopTest, a_journal_that_others_may_write_is_refused) {
    ASSERT_TRUE(Workshop::open(home()).value().apply("net-x", {"a"}, edit()));
    fs::permissions(home() / "fixes/000001-net-x.json", fs::perms(0620));
    EXPECT_FALSE(Workshop::open(home()).value().entries());
    fs::permissions(home() / "fixes", fs::perms(0770));
    EXPECT_FALSE(Workshop::open(home()));
}

TEST_F(WorkshopTest, a_journal_of_somebody_else_is_refused) {
    if (::geteuid() != 0) GTEST_SKIP() << "needs root, to give a file away";
    ASSERT_TRUE(Workshop::open(home()).value().apply("net-x", {"a"}, edit()));
    ASSERT_EQ(::chown((home() / "fixes/000001-net-x.json").c_str(), 65534, 65534), 0);
    EXPECT_FALSE(Workshop::open(home()).value().entries());
}

TEST_F(WorkshopTest, a_damaged_page_of_the_journal_is_said_and_not_skipped) {
    ASSERT_TRUE(Workshop::open(home()).value().apply("net-x", {"a"}, edit()));
    write_file(home() / "fixes/000001-net-x.json", "{");
    const auto entries = Workshop::open(home()).value().entries();
    ASSERT_FALSE(entries);
    EXPECT_EQ(entries.error().kind, ErrorKind::corrupt);
}

TEST(Journal, any_bytes_come_back_from_it) {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    EXPECT_EQ(from_json_text(as_json_text(bytes)).value(), bytes);
    EXPECT_FALSE(from_json_text("\xC4\x80"));  // A character that no byte has.
    EXPECT_FALSE(from_json_text("\xC3"));
}

TEST(Journal, a_path_and_a_command_in_any_bytes_come_back_from_it) {
    const TemporaryFolder folder;
    const auto path = folder / "a\xFF\xE9";
    Entry entry{.number = 3, .control = "net-x", .subjects = {"s"}, .state = State::applied};
    entry.changes.push_back(FileEdit::rewrite(path, "new", 0600, "").value());
    entry.changes.push_back(
        CommandChange::plan({.apply = {"a", "\xFF"}, .revert = {"b"}, .check = {"c"}}));
    entry.wakes.push_back({.service = "smbd", .command = {"start", path.string()}});
    const auto again = entry_from(as_text(entry)).value();
    EXPECT_EQ(again.changes[0]->place(), path.string());
    EXPECT_EQ(again.changes[1]->place(), entry.changes[1]->place());
    EXPECT_EQ(again.wakes[0].command, entry.wakes[0].command);
}

TEST(Journal, an_entry_of_an_earlier_version_can_still_be_undone) {
    Entry entry{.number = 3, .control = "net-x", .subjects = {"s"}, .state = State::applied};
    entry.changes.push_back(CommandChange::plan({.apply = {"a"}, .revert = {"b"}, .check = {"c"}}));
    entry.wakes.push_back({.service = "smbd"});
    auto earlier = Json::parse(as_text(entry));
    earlier["wakes"][0].erase("ran");
    EXPECT_TRUE(entry_from(earlier.dump()));
    earlier["wakes"][0]["ran"] = "yes";
    EXPECT_FALSE(entry_from(earlier.dump()));
}

TEST(Journal, a_page_with_anything_missing_is_refused) {
    Entry entry{.number = 3, .control = "net-x", .subjects = {"s"}, .state = State::applied};
    entry.changes.push_back(CommandChange::plan({.apply = {"a"}, .revert = {"b"}, .check = {"c"}}));
    entry.wakes.push_back({.service = "smbd"});
    const auto text = as_text(entry);
    ASSERT_TRUE(entry_from(text));
    EXPECT_EQ(as_text(*entry_from(text)), text);
    auto whole = Json::parse(text);
    for (const auto& [name, value] : whole.items()) {
        auto less = whole;
        less.erase(name);
        EXPECT_FALSE(entry_from(less.dump())) << name;
        less = whole;
        less[name] = nullptr;
        EXPECT_FALSE(entry_from(less.dump())) << name;
    }
}

TEST(FileEdit, a_password_inside_it_is_not_shown) {
    const auto edit = FileEdit::rewrite(::testing::TempDir() + "none", "login:open-sesame\n", 0600,
                                        "open-sesame");
    ASSERT_TRUE(edit);
    EXPECT_EQ((*edit)->show().french.find("sesame"), std::string::npos);
    EXPECT_NE((*edit)->show().french.find("login"), std::string::npos);
    EXPECT_EQ((*edit)->keep().dump().find("sesame"), std::string::npos);
}

}  // namespace
}  // namespace primum::fixes
