// The guarantees of docs/threat-model.md, over whole backups and restores. Names carry the number.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include "vault/testing/practice.h"

#include "base/hex.h"

namespace primum::vault::testing {
namespace {

class Guarantees : public ::testing::Test {
protected:
    // Where a restore puts the files of the practice.
    fs::path restored(const fs::path& target) const {
        return target / practice_.files.path().relative_path();
    }
    void write_some() {
        practice_.write("lettre.txt", "Bonjour.\n");
        practice_.write("images/radio.dcm", noise(3'000'000, 1));
        for (int i = 0; i < 50; ++i) {
            practice_.write("notes/" + std::to_string(i) + ".txt",
                            noise(static_cast<std::size_t>(i) * 37, 2) + "texte texte texte");
        }
    }
    std::vector<fs::path> objects() const {
        std::vector<fs::path> paths;
        for (const auto& entry : fs::recursive_directory_iterator(practice_.folder.path())) {
            if (entry.is_regular_file()) paths.push_back(entry.path());
        }
        std::ranges::sort(paths);
        return paths;
    }
    static void overwrite(const fs::path& path, const std::string& content) {
        fs::remove(path);
        std::ofstream(path, std::ios::binary | std::ios::trunc) << content;
    }
    // Check finds a fault, and what a restore gives back, if anything, is right.
    void expect_noticed(const std::string& what) {
        const auto checked = practice_.check(100, /*with_key=*/true);
        EXPECT_TRUE(!checked || !checked->faults.empty()) << what;
        const TemporaryFolder target;
        const auto result = practice_.restore(target.path());
        if (!result) return;
        for (const auto& entry : fs::recursive_directory_iterator(target.path())) {
            if (!entry.is_regular_file()) continue;
            const auto original =
                practice_.files.path() / entry.path().lexically_relative(restored(target.path()));
            EXPECT_EQ(content_of(entry.path()), content_of(original)) << what;
        }
    }

    Practice practice_;
    TemporaryFolder target_;
};

TEST_F(Guarantees, V6_what_is_restored_is_what_was_there) {
    write_some();
    const auto files = practice_.files.path();
    practice_.write(std::string("nom\xff\n\x01 bizarre"), "x");
    practice_.write("vide", "");
    fs::create_symlink("../lettre.txt", files / "images/lien");
    fs::create_hard_link(files / "lettre.txt", files / "notes/double.txt");
    ASSERT_EQ(::mkfifo((files / "tuyau").c_str(), 0640), 0);
    fs::permissions(files / "lettre.txt", fs::perms(0604));
    fs::permissions(files / "notes", fs::perms(0750));
    ::setxattr((files / "lettre.txt").c_str(), "user.primum", "valeur", 6, 0);
    const timespec times[2] = {{1, 2}, {1'234'567'890, 123'456'789}};
    ASSERT_EQ(::utimensat(AT_FDCWD, (files / "lettre.txt").c_str(), times, 0), 0);
    ASSERT_EQ(::utimensat(AT_FDCWD, (files / "notes").c_str(), times, 0), 0);

    ASSERT_TRUE(practice_.back_up());
    const auto result = practice_.restore(target_.path());
    ASSERT_TRUE(result) << result.error().message.english;
    EXPECT_EQ(result->failed, 0U);
    const auto back = restored(target_.path());
    EXPECT_TRUE(same_files(files, back));
    EXPECT_EQ(fs::read_symlink(back / "images/lien"), "../lettre.txt");
    EXPECT_TRUE(fs::equivalent(back / "lettre.txt", back / "notes/double.txt"));
    EXPECT_TRUE(fs::is_fifo(back / "tuyau"));
    char value[16];
    EXPECT_EQ(::getxattr((back / "lettre.txt").c_str(), "user.primum", value, sizeof value), 6);
    for (const auto* name : {"lettre.txt", "notes", "tuyau", "images"}) {
        struct stat before {};
        struct stat after {};
        ASSERT_EQ(::lstat((files / name).c_str(), &before), 0);
        ASSERT_EQ(::lstat((back / name).c_str(), &after), 0);
        EXPECT_EQ(before.st_mode, after.st_mode) << name;
        EXPECT_EQ(before.st_uid, after.st_uid) << name;
        EXPECT_EQ(before.st_mtim.tv_sec, after.st_mtim.tv_sec) << name;
        EXPECT_EQ(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec) << name;
    }
}

TEST_F(Guarantees, V6_a_sparse_file_of_a_tebibyte_stays_one) {
    practice_.write("disque.img", "début");
    const auto path = practice_.files.path() / "disque.img";
    fs::resize_file(path, 1ULL << 40);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(1LL << 39);
    file << "milieu";
    file.close();
    ASSERT_TRUE(practice_.back_up());
    ASSERT_TRUE(practice_.restore(target_.path()));
    const auto back = restored(target_.path()) / "disque.img";
    struct stat status {};
    ASSERT_EQ(::stat(back.c_str(), &status), 0);
    EXPECT_EQ(status.st_size, 1LL << 40);
    EXPECT_LT(status.st_blocks, 4096);
    std::ifstream read(back, std::ios::binary);
    read.seekg(1LL << 39);
    std::string middle(6, '\0');
    read.read(middle.data(), 6);
    EXPECT_EQ(middle, "milieu");
}

TEST_F(Guarantees, V6_a_path_of_4000_bytes_is_kept) {
    auto folder = practice_.files.path();
    fs::path below;
    while (below.string().size() < 3'900) below /= std::string(90, 'd');
    // Too long to be named at once from the root: made step by step.
    const auto back = fs::current_path();
    fs::current_path(folder);
    for (const auto& part : below) {
        fs::create_directory(part);
        fs::current_path(part);
    }
    std::ofstream("feuille") << "au fond";
    fs::current_path(back);
    ASSERT_TRUE(practice_.back_up());
    const auto result = practice_.restore(target_.path());
    ASSERT_TRUE(result) << result.error().message.english;
    EXPECT_EQ(result->failed, 0U);
    fs::current_path(restored(target_.path()));
    for (const auto& part : below) fs::current_path(part);
    EXPECT_EQ(content_of("feuille"), "au fond");
    fs::current_path(back);
}

TEST_F(Guarantees, V6_what_cannot_be_read_is_listed_and_the_rest_is_kept) {
    if (::geteuid() == 0) GTEST_SKIP() << "root reads everything";
    write_some();
    fs::permissions(practice_.files.path() / "lettre.txt", fs::perms::none);
    const auto result = practice_.back_up();
    ASSERT_TRUE(result);
    EXPECT_EQ(result->counts.unreadable, 1U);
    ASSERT_EQ(result->unreadable.size(), 1U);
    EXPECT_EQ(result->unreadable[0].path, (practice_.files.path() / "lettre.txt").string());
}

TEST_F(Guarantees, V6_a_restore_keeps_what_is_there_unless_told_otherwise) {
    write_some();
    ASSERT_TRUE(practice_.back_up());
    ASSERT_TRUE(practice_.restore(target_.path()));
    const auto there = restored(target_.path()) / "lettre.txt";
    std::ofstream(there) << "autre";
    auto result = practice_.restore(target_.path());
    ASSERT_TRUE(result);
    EXPECT_GT(result->failed, 0U);
    EXPECT_EQ(content_of(there), "autre");
    result = practice_.restore(target_.path(), "latest", /*overwrite=*/true);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->failed, 0U);
    EXPECT_EQ(content_of(there), "Bonjour.\n");
}

TEST_F(Guarantees, V6_a_symlink_in_the_target_leads_nowhere) {
    write_some();
    ASSERT_TRUE(practice_.back_up());
    const TemporaryFolder outside;
    const auto back = restored(target_.path());
    fs::create_directories(back);
    fs::create_directory_symlink(outside.path(), back / "images");
    const auto result = practice_.restore(target_.path());
    ASSERT_TRUE(result);
    EXPECT_GT(result->failed, 0U);
    EXPECT_TRUE(fs::is_empty(outside.path()));
}

TEST_F(Guarantees, V11_the_paper_key_and_the_repository_are_enough) {
    write_some();
    ASSERT_TRUE(practice_.back_up());
    practice_.computer->forget_everything();
    const ReadingKey from_paper(practice_.reader.seed().duplicate());
    const auto result = practice_.restore(target_.path());
    ASSERT_TRUE(result);
    EXPECT_TRUE(same_files(practice_.files.path(), restored(target_.path())));
}

TEST_F(Guarantees, V11_a_lost_index_is_told_and_a_restore_does_without) {
    write_some();
    ASSERT_TRUE(practice_.back_up());
    fs::remove_all(practice_.folder.path() / "index");
    EXPECT_FALSE(practice_.check(0, /*with_key=*/false)->faults.empty());
    ASSERT_TRUE(practice_.restore(target_.path()));
    EXPECT_TRUE(same_files(practice_.files.path(), restored(target_.path())));
    // The next backup makes it again, from the packs.
    practice_.write("de plus", "x");
    const auto next = practice_.back_up();
    ASSERT_TRUE(next);
    EXPECT_LT(next->part.stored_bytes, 100'000U);
    EXPECT_TRUE(practice_.check(100, /*with_key=*/true)->faults.empty());
}

TEST_F(Guarantees, V3_every_object_removed_is_noticed) {
    write_some();
    ASSERT_TRUE(practice_.back_up());
    practice_.write("autre", "une deuxième sauvegarde");
    ASSERT_TRUE(practice_.back_up());
    ASSERT_TRUE(practice_.check(100, /*with_key=*/true)->faults.empty());
    for (const auto& path : objects()) {
        const auto content = content_of(path);
        fs::remove(path);
        expect_noticed("removed " + path.string());
        overwrite(path, content);
    }
    EXPECT_TRUE(practice_.check(100, /*with_key=*/true)->faults.empty());
}

TEST_F(Guarantees, V3_every_object_truncated_or_lengthened_is_noticed) {
    write_some();
    ASSERT_TRUE(practice_.back_up());
    for (const auto& path : objects()) {
        const auto content = content_of(path);
        for (const auto& other : {content.substr(0, content.size() / 2), std::string(),
                                  content.substr(0, content.size() - 1), content + "x"}) {
            overwrite(path, other);
            expect_noticed("another length: " + path.string());
        }
        overwrite(path, content);
    }
}

TEST_F(Guarantees, V3_every_object_swapped_with_another_is_noticed) {
    write_some();
    ASSERT_TRUE(practice_.back_up());
    practice_.write("autre", "une deuxième sauvegarde");
    ASSERT_TRUE(practice_.back_up());
    const auto all = objects();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& other = all[(i + 1) % all.size()];
        const auto first = content_of(all[i]);
        const auto second = content_of(other);
        overwrite(all[i], second);
        overwrite(other, first);
        expect_noticed("swapped " + all[i].string());
        overwrite(all[i], first);
        overwrite(other, second);
    }
}

// Each byte of a small repository, one flipped bit after the other's.
TEST_F(Guarantees, V3_every_flipped_byte_is_noticed) {
    practice_.write("lettre.txt", "Bonjour.\n");
    ASSERT_TRUE(practice_.back_up());
    for (const auto& path : objects()) {
        const auto content = content_of(path);
        for (std::size_t i = 0; i < content.size(); ++i) {
            auto flipped = content;
            flipped[i] = static_cast<char>(flipped[i] ^ (1 << (i % 8)));
            overwrite(path, flipped);
            const auto checked = practice_.check(100, /*with_key=*/false);
            ASSERT_TRUE(!checked || !checked->faults.empty()) << path << " byte " << i;
            if (i % 64 == 0) expect_noticed(path.string() + " byte " + std::to_string(i));
        }
        overwrite(path, content);
    }
}

TEST_F(Guarantees, V3_a_repository_put_back_to_an_older_state_is_noticed) {
    write_some();
    ASSERT_TRUE(practice_.back_up());
    const TemporaryFolder older;
    fs::copy(practice_.folder.path(), older.path() / "copy", fs::copy_options::recursive);
    practice_.write("autre", "une deuxième sauvegarde");
    ASSERT_TRUE(practice_.back_up());
    for (const auto& path : objects()) fs::remove(path);
    fs::copy(older.path() / "copy", practice_.folder.path(),
             fs::copy_options::recursive | fs::copy_options::skip_existing);
    EXPECT_FALSE(practice_.check(0, /*with_key=*/false)->faults.empty());
    // A backup goes on all the same, and the hole stays visible to everybody.
    ASSERT_TRUE(practice_.back_up());
    practice_.computer->state = {};
    EXPECT_FALSE(practice_.check(0, /*with_key=*/false)->faults.empty());
}

TEST_F(Guarantees, V3_another_computer_witnesses_what_was_there) {
    write_some();
    ASSERT_TRUE(practice_.back_up());
    const auto second = practice_.join("salle 2");
    ASSERT_TRUE(practice_.back_up(*second, *practice_.storage));
    fs::remove_all(practice_.folder.path() / "snapshots" /
                   hex_of(practice_.computer->key.computer_id()));
    practice_.computer->state = {};
    EXPECT_FALSE(practice_.check(0, /*with_key=*/true)->faults.empty());
}

TEST_F(Guarantees, V5_a_hostile_computer_cannot_change_what_another_restores) {
    write_some();
    ASSERT_TRUE(practice_.back_up());
    const auto hostile = practice_.join("pirate");
    const auto victim = practice_.computer->key.computer_id();
    // Wrong content under any name in the victim's folders; its own objects replayed there.
    ASSERT_TRUE(practice_.back_up(*hostile, *practice_.storage));
    for (const auto kind : {ObjectKind::pack, ObjectKind::index, ObjectKind::snapshot}) {
        const auto own = practice_.storage->list({kind, hostile->key.computer_id()});
        for (const auto& listed : *own) {
            const auto content =
                practice_.storage->get({{kind, hostile->key.computer_id()}, listed.hash}, 64_MiB);
            ASSERT_TRUE(practice_.storage->put({{kind, victim}, listed.hash}, *content));
        }
        for (int i = 0; i < 20; ++i) {
            const auto garbage = noise(500, static_cast<std::uint64_t>(i));
            ASSERT_TRUE(practice_.storage->put(
                {{kind, victim}, crypto::sha256(as_bytes(std::to_string(i)))}, as_bytes(garbage)));
        }
    }
    // A pack with a good head and another content, as if an interrupted backup had left it.
    const auto packs = practice_.storage->list({ObjectKind::pack, victim});
    for (const auto& listed : *packs) {
        auto copy = practice_.storage->get({{ObjectKind::pack, victim}, listed.hash}, 64_MiB);
        ASSERT_TRUE(copy) << copy.error().message.english;
        copy->back() ^= std::byte{1};
        ASSERT_TRUE(
            practice_.storage->put({{ObjectKind::pack, victim}, crypto::sha256(*copy)}, *copy));
    }
    practice_.write("après", "la sauvegarde suivante");
    ASSERT_TRUE(practice_.back_up());
    ReadingKey key(practice_.reader.seed().duplicate());
    auto repository = Repository::open(*practice_.storage, key);
    const auto snapshots = repository->snapshots();
    for (const auto& snapshot : *snapshots) {
        if (snapshot.part.computer != victim) continue;
        const TemporaryFolder target;
        const auto result = practice_.restore(target.path(), hex_of(snapshot.id));
        ASSERT_TRUE(result) << result.error().message.english;
        EXPECT_EQ(result->failed, 0U);
    }
    ASSERT_TRUE(practice_.restore(target_.path(),
                                  hex_of(practice_.computer->state.heads.at(victim).object)));
    EXPECT_TRUE(same_files(practice_.files.path(), restored(target_.path())));
}

TEST_F(Guarantees, V5_two_computers_back_up_at_the_same_time) {
    write_some();
    const auto second = practice_.join("salle 2");
    std::jthread other([&] {
        for (int i = 0; i < 3; ++i) ASSERT_TRUE(practice_.back_up(*second, *practice_.storage));
    });
    for (int i = 0; i < 3; ++i) ASSERT_TRUE(practice_.back_up());
    other.join();
    const auto checked = practice_.check(100, /*with_key=*/true);
    EXPECT_TRUE(checked->faults.empty());
    EXPECT_EQ(checked->snapshots.size(), 6U);
}

TEST_F(Guarantees, V4_what_was_stored_before_an_interruption_is_not_stored_again) {
    write_some();
    ASSERT_TRUE(practice_.back_up());
    practice_.keep_only_packs();
    const auto again = practice_.back_up();
    ASSERT_TRUE(again);
    EXPECT_LT(again->part.stored_bytes, 60'000U);
    EXPECT_TRUE(practice_.check(100, /*with_key=*/true)->faults.empty());
}

TEST_F(Guarantees, an_unchanged_file_is_not_read_again_and_a_touched_one_not_stored_again) {
    write_some();
    ASSERT_TRUE(practice_.back_up());
    const auto second = practice_.back_up();
    ASSERT_TRUE(second);
    EXPECT_EQ(second->counts.changed, 0U);
    EXPECT_LT(second->part.stored_bytes, 30'000U);
    EXPECT_EQ(second->health.health, vault::Health::healthy);
}

}  // namespace
}  // namespace primum::vault::testing
