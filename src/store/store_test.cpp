#include "store/store.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "store/connection.h"
#include "store/test_support.h"

namespace primum::store {
namespace {

using facts::Device;
using test::at;
using test::content_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

unsigned mode_of(const std::filesystem::path& path) {
    struct stat status {};
    return stat(path.c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
}

// Changes a field of the header as a program of another kind would have written it.
void execute(const std::filesystem::path& path, const std::string& sql) {
    auto connection = Connection::open(path.string(), Access::read_write).value();
    ASSERT_TRUE(connection->execute(sql));
}

std::vector<std::string> names_in(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        names.push_back(entry.path().filename());
    }
    return names;
}

void expect_refused_and_untouched(const TemporaryFolder& folder, ErrorKind kind,
                                  const std::string& words) {
    const auto before = content_of(folder / "facts.db");
    const auto store = Store::open(folder / "facts.db");
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().kind, kind);
    EXPECT_THAT(store.error().message.english, HasSubstr(words));
    EXPECT_THAT(store.error().message.french, HasSubstr((folder / "facts.db").string()));
    EXPECT_FALSE(Store::open_read_only(folder / "facts.db"));
    EXPECT_EQ(content_of(folder / "facts.db"), before);
    if (kind == ErrorKind::corrupt) return;  // SQLite had to open it to see the damage.
    EXPECT_THAT(names_in(folder.path()), ElementsAre("facts.db"));
}

TEST(Store, is_made_private_with_its_folder) {
    const TemporaryFolder folder;
    const auto path = folder / "state" / "primum" / "facts.db";
    auto store = Store::open(path).value();
    test::any_run(store);
    EXPECT_EQ(mode_of(path), 0600U);
    EXPECT_EQ(mode_of(path.string() + "-wal"), 0600U);
    EXPECT_EQ(mode_of(path.parent_path()), 0700U);
}

TEST(Store, that_others_could_read_is_made_private_when_opened) {
    const TemporaryFolder folder;
    { ASSERT_TRUE(Store::open(folder / "facts.db")); }
    ASSERT_EQ(chmod((folder / "facts.db").c_str(), 0644), 0);
    ASSERT_TRUE(Store::open(folder / "facts.db"));
    EXPECT_EQ(mode_of(folder / "facts.db"), 0600U);
}

TEST(Store, keeps_what_was_recorded_when_opened_again) {
    const TemporaryFolder folder;
    {
        auto store = Store::open(folder / "facts.db").value();
        const auto run = store.begin_run({.started_at = at("2026-11-24T08:00:00Z"),
                                          .version = "0.1.0",
                                          .consent_by = "Dr Martin",
                                          .networks = {"10.0.0.0/24", "10.0.1.0/24"}});
        ASSERT_TRUE(store.record(
            *run, test::saw("network.devices", "10.0.0.0/24", Device{.address = "10.0.0.3"})));
        ASSERT_TRUE(store.finish_run(*run, at("2026-11-24T08:05:00Z")));
    }
    const auto store = Store::open_read_only(folder / "facts.db").value();
    EXPECT_THAT(test::first_column(store, "SELECT address FROM device"), ElementsAre("10.0.0.3"));
    const auto runs = store.runs().value();
    ASSERT_THAT(runs, SizeIs(1));
    EXPECT_EQ(runs[0].start.consent_by, "Dr Martin");
    EXPECT_THAT(runs[0].start.networks, ElementsAre("10.0.0.0/24", "10.0.1.0/24"));
    EXPECT_EQ(runs[0].finished_at, at("2026-11-24T08:05:00Z"));
}

TEST(Store, an_interrupted_run_is_not_finished) {
    auto store = Store::open_in_memory().value();
    test::any_run(store);
    EXPECT_EQ(store.runs().value().at(0).finished_at, std::nullopt);
}

TEST(Store, that_does_not_exist_is_not_made_by_a_reader) {
    const TemporaryFolder folder;
    const auto store = Store::open_read_only(folder / "facts.db");
    ASSERT_FALSE(store);
    EXPECT_EQ(store.error().kind, ErrorKind::not_found);
    EXPECT_THAT(names_in(folder.path()), IsEmpty());
}

TEST(Store, of_a_newer_version_is_refused_and_untouched) {
    const TemporaryFolder folder;
    { ASSERT_TRUE(Store::open(folder / "facts.db")); }
    execute(folder / "facts.db", "PRAGMA user_version = 2");
    expect_refused_and_untouched(folder, ErrorKind::usage, "newer version of Primum (format 2");
}

TEST(Store, a_file_that_is_not_ours_is_refused_and_untouched) {
    for (const std::string content : {"", "short", "%PDF-1.7"}) {
        const TemporaryFolder folder;
        test::write(folder / "facts.db", content + std::string(content.size() * 100, 'x'));
        expect_refused_and_untouched(folder, ErrorKind::usage, "not a file of facts");
    }
}

TEST(Store, a_database_of_another_program_is_refused_and_untouched) {
    const TemporaryFolder folder;
    test::write(folder / "facts.db", "");
    execute(folder / "facts.db", "CREATE TABLE patient (name TEXT)");
    expect_refused_and_untouched(folder, ErrorKind::usage, "not a file of facts");
}

TEST(Store, a_folder_in_its_place_is_refused) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "facts.db");
    EXPECT_EQ(Store::open(folder / "facts.db").error().kind, ErrorKind::usage);
}

TEST(Store, a_damaged_file_is_refused_and_untouched) {
    const TemporaryFolder folder;
    { ASSERT_TRUE(Store::open(folder / "facts.db")); }
    auto content = content_of(folder / "facts.db");
    std::fill(content.begin() + 100, content.begin() + 4096, 'x');
    test::write(folder / "facts.db", content);
    expect_refused_and_untouched(folder, ErrorKind::corrupt, "damaged");
}

TEST(Store, damage_met_later_is_an_error_and_not_an_empty_answer) {
    const TemporaryFolder folder;
    {
        auto store = Store::open(folder / "facts.db").value();
        ASSERT_TRUE(store.record(test::any_run(store), test::saw("network.devices", "10.0.0.0/24",
                                                                 Device{.address = "10.0.0.3"})));
    }
    auto content = content_of(folder / "facts.db");
    // Every page after the schema's first one.
    std::fill(content.begin() + 20480, content.end(), '\xFF');
    test::write(folder / "facts.db", content);
    const auto store = Store::open(folder / "facts.db");
    if (!store) {
        EXPECT_EQ(store.error().kind, ErrorKind::corrupt);
        return;
    }
    const auto rows = store->query("SELECT * FROM device");
    ASSERT_FALSE(rows);
    EXPECT_EQ(rows.error().kind, ErrorKind::corrupt);
}

TEST(Store, a_column_that_the_file_lacks_is_added_when_opened) {
    const TemporaryFolder folder;
    {
        auto store = Store::open(folder / "facts.db").value();
        ASSERT_TRUE(store.record(test::any_run(store), test::saw("network.devices", "10.0.0.0/24",
                                                                 Device{.address = "10.0.0.3"})));
    }
    execute(folder / "facts.db",
            "DROP VIEW device; DROP VIEW all_device; DROP VIEW router; DROP VIEW all_router;"
            "ALTER TABLE now_device DROP COLUMN vendor; ALTER TABLE past_device DROP COLUMN vendor;"
            "DROP TABLE now_router;"
            "UPDATE about SET value = 0");
    EXPECT_EQ(Store::open_read_only(folder / "facts.db").error().kind, ErrorKind::usage);
    auto store = Store::open(folder / "facts.db").value();
    EXPECT_THAT(test::first_column(store, "SELECT vendor FROM device"), ElementsAre("-"));
    EXPECT_TRUE(store.record(test::any_run(store), test::saw("network.devices", "10.0.0.0/24",
                                                             Device{.address = "10.0.0.4"})));
    EXPECT_THAT(test::first_column(store, "SELECT count(*) FROM router"), ElementsAre("0"));
}

TEST(Store, a_reader_sees_what_was_known_while_another_writes) {
    const TemporaryFolder folder;
    auto writer = Store::open(folder / "facts.db").value();
    const auto run = test::any_run(writer);
    const auto reader = Store::open_read_only(folder / "facts.db").value();
    ASSERT_TRUE(writer.record(
        run, test::saw("network.devices", "10.0.0.0/24", Device{.address = "10.0.0.3"})));
    EXPECT_THAT(test::first_column(reader, "SELECT address FROM device"), ElementsAre("10.0.0.3"));
}

TEST(Store, that_another_made_meanwhile_is_kept) {
    const TemporaryFolder folder;
    auto first = Store::open(folder / "facts.db").value();
    test::any_run(first);
    const auto second = Store::open(folder / "facts.db").value();
    EXPECT_THAT(second.runs().value(), SizeIs(1));
}

TEST(Store, forgets_all_it_was_told) {
    auto store = Store::open_in_memory().value();
    ASSERT_TRUE(store.record(test::any_run(store), test::saw("network.devices", "10.0.0.0/24",
                                                             Device{.address = "10.0.0.3"})));
    ASSERT_TRUE(store.forget_all());
    EXPECT_THAT(store.runs().value(), IsEmpty());
    EXPECT_THAT(store.observations().value(), IsEmpty());
    EXPECT_THAT(test::first_column(store, "SELECT address FROM device"), IsEmpty());
}

}  // namespace
}  // namespace primum::store
