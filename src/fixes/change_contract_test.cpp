#include <gmock/gmock.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include "fixes/changes/command_change.h"
#include "fixes/changes/file_edit.h"
#include "fixes/changes/moved_folder.h"
#include "fixes/changes/router_opening.h"
#include "fixes/changes/sealed_folder.h"
#include "fixes/container.h"
#include "fixes/testing/change_contract.h"
#include "fixes/testing/fake_router.h"
#include "os/command.h"

namespace primum::fixes::testing {
namespace {

namespace fs = std::filesystem;

Changes only(std::unique_ptr<Change> change) {
    Changes changes;
    changes.push_back(std::move(change));
    return changes;
}

class EditedFile : public World {
public:
    EditedFile() {
        write_file(space() / "conf", "guest = yes\n");
        fs::permissions(space() / "conf", fs::perms(0640));
    }
    Result<Changes> plan() override {
        return only(TRY(FileEdit::rewrite(space() / "conf", "guest = no\n")));
    }
    bool is_closed() const override { return contains(tell(), "conf 640 guest = no"); }
    void meddle() override { write_file(space() / "conf", "guest = maybe\n"); }
};

// Several changes of several kinds, one of which makes a file that was not there.
class SeveralChanges : public World {
public:
    SeveralChanges() { write_file(space() / "a", "1"); }
    Result<Changes> plan() override {
        Changes changes;
        changes.push_back(TRY(FileEdit::rewrite(space() / "a", "2")));
        changes.push_back(TRY(FileEdit::rewrite(space() / "new", "secret", 0600)));
        const auto flag = (space() / "flag").string();
        changes.push_back(CommandChange::plan({.apply = {"touch", flag},
                                               .revert = {"rm", "-f", flag},
                                               .check = {"test", "-e", flag}}));
        return changes;
    }
    bool is_closed() const override {
        return contains(tell(), "a 644 2\n") && contains(tell(), "flag") &&
               contains(tell(), "new 600 secret");
    }
    void meddle() override { write_file(space() / "a", "3"); }
    int stride() const override { return 11; }
};

class ClosedOpening : public World {
public:
    ClosedOpening() {
        router_.open("4450/TCP", "192.168.77.25:445 NAS &lt;&amp;&gt; &quot;1&quot;");
    }
    Result<Changes> plan() override {
        return only(TRY(RouterOpening::close(router_.address(), {4450, "TCP", ""})));
    }
    std::string tell() const override { return router_.openings(); }
    bool is_closed() const override { return tell().empty(); }
    void meddle() override { router_.open("4450/TCP", "192.168.77.99:445 other"); }
    int stride() const override { return 23; }

private:
    FakeRouter router_;
};

class FilesMoved : public World {
public:
    FilesMoved() {
        write_file(space() / "Dropbox/letters/a.txt", "one");
        write_file(space() / "Dropbox/letters/deep/b.txt", "two");
        write_file(space() / "Dropbox/photo.txt", "stays");
    }
    Result<Changes> plan() override {
        return only(TRY(MovedFolder::plan(space() / "Dropbox", space() / "Out",
                                          {space() / "Dropbox/letters"})));
    }
    bool is_closed() const override {
        return fs::exists(space() / "Out/letters/deep/b.txt") &&
               !fs::exists(space() / "Dropbox/letters") &&
               fs::exists(space() / "Dropbox/photo.txt");
    }
    void meddle() override { fs::remove_all(space() / "Dropbox"), fs::remove_all(space() / "Out"); }
    int stride() const override { return 13; }
};

// Why this machine has no containers of that format; empty when it has.
std::string no_containers(const ContainerFormat& format) {
    const auto possible = format.is_possible();
    if (!possible) return possible.error().message.english;
    if (format.needs_root()) return ::geteuid() == 0 ? "" : "no rights here";
    return ::access("/dev/fuse", R_OK | W_OK) == 0 ? "" : "no /dev/fuse here";
}

class FolderSealed : public World {
public:
    FolderSealed() : FolderSealed(gocryptfs()) {}
    explicit FolderSealed(const ContainerFormat& format) : format_(format) {
        write_file(space() / "Patients/a.txt", "one");
        write_file(space() / "Patients/deep/b.txt", std::string(300'000, 'x'));
        fs::create_symlink("a.txt", space() / "Patients/link");
        fs::permissions(space() / "Patients/a.txt", fs::perms(0600));
    }
    std::string impossible() const override { return no_containers(format_); }
    Result<Changes> plan() override {
        return only(TRY(SealedFolder::plan(space() / "Patients", password(), format_)));
    }
    bool is_closed() const override {
        const auto text = tell();
        return format_.is_container(SealedFolder::container_of(space() / "Patients", format_)) &&
               !fs::exists(space() / "Patients") && !contains(text, "primum-") &&
               !contains(text, "a.txt");
    }
    void meddle() override { write_file(space() / "Patients/new.txt", "three"); }
    std::string password() const override { return "correct-horse"; }
    int stride() const override { return 97; }

private:
    const ContainerFormat& format_;
};

// Deriving a key takes seconds: fewer instants.
class FolderInLuks : public FolderSealed {
public:
    FolderInLuks() : FolderSealed(luks()) {}
    // The container is long, and its random bytes say nothing.
    std::string tell() const override { return tell_folder(space(), 1'000'000); }
    int stride() const override { return 233; }
};

// A key: the folder is where it is mounted, and stays there.
class KeySealed : public World {
public:
    KeySealed() {
        fs::create_directory(key());
        const auto mounted = os::run_command(
            {.argv = {"mount", "-t", "tmpfs", "-o", "size=64m", "none", key().string()}});
        is_mounted_ = mounted && mounted->status == 0;
        write_file(key() / "letters/a.txt", "one");
        write_file(key() / "b.txt", "two");
    }
    ~KeySealed() override {
        if (!is_mounted_) return;
        (void)close_left_open(gocryptfs(), key() / "dossiers.chiffre.primum-open").has_value();
        (void)os::run_command({.argv = {"umount", "--lazy", key().string()}}).has_value();
    }
    std::string impossible() const override {
        if (!is_mounted_) return "a file system cannot be mounted here";
        return no_containers(gocryptfs());
    }
    Result<Changes> plan() override { return only(TRY(SealedFolder::plan(key(), password()))); }
    bool is_closed() const override {
        const auto text = tell();
        return fs::exists(key() / "dossiers.chiffre/gocryptfs.conf") &&
               !contains(text, "primum-") && !contains(text, "a.txt") && !contains(text, "b.txt");
    }
    void meddle() override { fs::remove_all(key() / "dossiers.chiffre"); }
    std::string password() const override { return "correct-horse"; }
    int stride() const override { return 97; }

private:
    fs::path key() const { return space() / "KEY"; }
    bool is_mounted_ = false;
};

template <class T>
Kind kind(std::string name) {
    return {std::move(name), [] { return std::make_unique<T>(); }};
}

INSTANTIATE_TEST_SUITE_P(
    , ChangeContract,
    ::testing::Values(kind<EditedFile>("EditedFile"), kind<SeveralChanges>("SeveralChanges"),
                      kind<ClosedOpening>("ClosedOpening"), kind<FilesMoved>("FilesMoved"),
                      kind<FolderSealed>("FolderSealed"), kind<KeySealed>("KeySealed"),
                      kind<FolderInLuks>("FolderInLuks")),
    [](const auto& each) { return each.param.name; });

TEST_P(ChangeContract, planning_and_showing_change_nothing) {
    const auto changes = world_->plan();
    ASSERT_TRUE(changes) << changes.error().message.english;
    for (const auto& change : *changes) {
        EXPECT_FALSE(change->show().french.empty());
        EXPECT_EQ(change->look().value(), Stands::before);
    }
    EXPECT_EQ(world_->tell(), before_);
}

TEST_P(ChangeContract, the_door_closes_and_opens_again_as_it_was) {
    const auto number = world_->apply();
    ASSERT_TRUE(number) << number.error().message.english;
    EXPECT_TRUE(world_->is_closed()) << world_->tell();
    const auto undone = world_->undo();
    ASSERT_TRUE(undone) << undone.error().message.english;
    EXPECT_EQ(world_->tell(), before_);
}

// Whoever was killed just before the journal said "undone" is judged by this.
TEST_P(ChangeContract, what_was_undone_is_known_to_be_put_back) {
    ASSERT_TRUE(world_->apply());
    ASSERT_TRUE(world_->undo());
    const auto entries = world_->workshop().entries();
    ASSERT_TRUE(entries);
    for (const auto& change : entries->back().changes) {
        EXPECT_TRUE(change->is_put_back().value());
    }
}

TEST_P(ChangeContract, what_the_journal_keeps_tells_how_things_stand) {
    const auto changes = world_->plan();
    ASSERT_TRUE(changes);
    for (const auto& change : *changes) {
        const auto kept = change->keep();
        EXPECT_EQ(change_from(kept).value()->look().value(), Stands::before);
        ASSERT_TRUE(change->apply());
        EXPECT_EQ(change_from(kept).value()->look().value(), Stands::after);
    }
}

TEST_P(ChangeContract, what_somebody_changed_since_is_left_alone) {
    ASSERT_TRUE(world_->apply());
    world_->meddle();
    const auto meddled = world_->tell();
    EXPECT_FALSE(world_->undo());
    EXPECT_EQ(world_->tell(), meddled);
    EXPECT_EQ(world_->workshop().entries().value().back().state, State::applied);
}

// The promise: an interruption at any instant leaves the old state or the new one, once the next
// `primum fix` has taken it up; and it says which.
void settles_after_a_kill(World& world, const std::string& before) {
    const auto recovered = world.workshop().recover(world.ask());
    ASSERT_TRUE(recovered) << recovered.error().message.english;
    for (const auto& one : *recovered) {
        ASSERT_FALSE(one.problem) << one.problem->message.english;
    }
    const bool is_old = world.tell() == before;
    ASSERT_TRUE(is_old || world.is_closed()) << world.tell();
    const auto entries = world.workshop().entries();
    ASSERT_TRUE(entries);
    if (entries->empty()) {
        ASSERT_TRUE(is_old);
        return;
    }
    const auto state = entries->back().state;
    ASSERT_EQ(is_old, state == State::rolled_back || state == State::undone) << name_of(state);
    ASSERT_EQ(!is_old, state == State::applied) << name_of(state);
}

// Each instant when it is asked for (minutes); else some of them.
int stride_of(const World& world) {
    return ::getenv("PRIMUM_KILL_EVERYWHERE") != nullptr ? 1 : world.stride();
}

TEST_P(ChangeContract, a_fix_killed_at_any_instant_leaves_the_old_state_or_the_new_one) {
    int kills = 0;
    for (int stop = 1;; stop += stride_of(*world_)) {
        const auto world = GetParam().make();
        const auto before = world->tell();
        const bool killed = killed_at(stop, [&] { (void)world->apply().has_value(); });
        settles_after_a_kill(*world, before);
        if (HasFatalFailure()) FAIL() << "killed at stop " << stop;
        if (!killed) break;
        ++kills;
    }
    EXPECT_GT(kills, 3);
}

TEST_P(ChangeContract, an_undo_killed_at_any_instant_leaves_the_old_state_or_the_new_one) {
    int kills = 0;
    for (int stop = 1;; stop += stride_of(*world_)) {
        const auto world = GetParam().make();
        const auto before = world->tell();
        ASSERT_TRUE(world->apply());
        const bool killed = killed_at(stop, [&] { (void)world->undo().has_value(); });
        settles_after_a_kill(*world, before);
        if (HasFatalFailure()) FAIL() << "killed at stop " << stop;
        if (!killed) break;
        ++kills;
    }
    EXPECT_GT(kills, 3);
}

}  // namespace
}  // namespace primum::fixes::testing
