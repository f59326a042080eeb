#include <gmock/gmock.h>

#include "store/test_support.h"

namespace primum::store {
namespace {

using facts::Service;
using test::first_column;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class Query : public testing::Test {
protected:
    Query() {
        auto observation = test::saw("network.services", "10.0.0.0/24");
        observation.tables.push_back(&facts::table_of<Service>());
        for (std::int64_t port = 1; port <= 100; ++port) {
            observation.facts.push_back(
                facts::to_fact(Service{.address = "10.0.0.3", .port = port}));
        }
        EXPECT_TRUE(store_.record(test::any_run(store_), observation));
    }

    void expect_refused(const std::string& sql) const {
        const auto rows = store_.query(sql);
        ASSERT_FALSE(rows) << sql;
        EXPECT_EQ(rows.error().kind, ErrorKind::usage) << sql;
        EXPECT_THAT(first_column(store_, "SELECT count(*) FROM service"), ElementsAre("100"))
            << sql;
    }

    Store store_ = Store::open_in_memory().value();
};

TEST_F(Query, gives_columns_and_rows) {
    const auto rows = store_.query("SELECT port, port + 0.5 AS half FROM service LIMIT 2");
    ASSERT_TRUE(rows);
    EXPECT_THAT(rows->columns, ElementsAre("port", "half"));
    EXPECT_THAT(rows->rows, SizeIs(2));
    EXPECT_EQ(rows->rows[0][1], facts::Value{"1.5"});
    EXPECT_FALSE(rows->cut);
}

TEST_F(Query, may_end_in_a_semicolon_or_a_comment) {
    EXPECT_TRUE(store_.query("SELECT 1;"));
    EXPECT_TRUE(store_.query("SELECT 1; -- that is all\n"));
    EXPECT_TRUE(store_.query("WITH few AS (SELECT port FROM service) SELECT count(*) FROM few"));
}

TEST_F(Query, changes_nothing) {
    for (const char* sql :
         {"DELETE FROM now_service", "UPDATE now_service SET port = 1", "DROP VIEW service",
          "INSERT INTO run (version) VALUES ('x')", "CREATE TABLE mine (x)",
          "CREATE TEMP TABLE mine (x)", "PRAGMA user_version = 9", "PRAGMA user_version",
          "ATTACH 'other.db' AS other", "VACUUM", "VACUUM INTO 'copy.db'", "BEGIN", "ROLLBACK",
          "SELECT 1; DELETE FROM now_service", "EXPLAIN DELETE FROM now_service", "REINDEX",
          "ANALYZE", "DELETE FROM now_service RETURNING *"}) {
        expect_refused(sql);
    }
}

TEST_F(Query, reads_facts_and_nothing_else) {
    for (const char* sql : {"SELECT * FROM sqlite_schema", "SELECT count(*) FROM sqlite_master",
                            "SELECT * FROM about", "SELECT * FROM pragma_table_info('run')",
                            "SELECT load_extension('x')", "SELECT readfile('/etc/passwd')",
                            "SELECT randomblob(1000000000)", "SELECT sqlite_version()",
                            "SELECT * FROM json_each('[1]')",
                            "WITH service AS (SELECT * FROM about) SELECT value FROM service"}) {
        expect_refused(sql);
    }
    EXPECT_THAT(store_.query("SELECT * FROM about").error().message.french,
                HasSubstr("autre chose que lire des constatations"));
}

TEST_F(Query, that_is_wrong_is_answered_with_the_databases_words) {
    const auto rows = store_.query("SELECT prot FROM service");
    ASSERT_FALSE(rows);
    EXPECT_EQ(rows.error().message, (Sentence{"la requête est fausse : no such column: prot",
                                              "the query is wrong: no such column: prot"}));
    expect_refused("SELEC port FROM service");
    expect_refused("SELECT port FROM no_such_table");
    expect_refused("SELECT \"not a column\" FROM service");
    expect_refused("");
    expect_refused("-- nothing");
    expect_refused("SELECT 1; SELECT 2");
    expect_refused(std::string("SELECT 1\0 FROM service", 21));
}

TEST_F(Query, past_its_limit_of_rows_or_bytes_is_cut_and_says_so) {
    const auto few = store_.query("SELECT port FROM service", {.rows_max = 10});
    ASSERT_TRUE(few);
    EXPECT_THAT(few->rows, SizeIs(10));
    EXPECT_TRUE(few->cut);
    const auto all = store_.query("SELECT port FROM service", {.rows_max = 100});
    EXPECT_FALSE(all->cut);
    const auto bytes = store_.query("SELECT port FROM service", {.bytes_max = 500});
    EXPECT_TRUE(bytes->cut);
}

TEST_F(Query, past_its_time_is_stopped) {
    const auto begin = std::chrono::steady_clock::now();
    const auto rows = store_.query(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n",
        {.time_max = std::chrono::milliseconds(50)});
    ASSERT_FALSE(rows);
    EXPECT_THAT(rows.error().message.english, HasSubstr("stopped after 50 ms"));
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
    EXPECT_TRUE(store_.query("SELECT count(*) FROM service"));
}

TEST_F(Query, shape_tells_columns_and_tables_without_running) {
    const auto shape = store_.shape(
        "SELECT s.port AS subject FROM service s WHERE EXISTS (SELECT 1 FROM device d WHERE "
        "d.address = s.address)");
    ASSERT_TRUE(shape);
    EXPECT_THAT(shape->columns, ElementsAre("subject"));
    EXPECT_THAT(shape->tables, ElementsAre("device", "service"));
    EXPECT_THAT(store_.shape("SELECT 1 FROM service")->tables, ElementsAre("service"));
}

TEST_F(Query, recording_goes_on_after_a_refused_one) {
    expect_refused("DELETE FROM now_service");
    EXPECT_TRUE(store_.record(test::any_run(store_), test::saw("network.services", "10.0.1.0/24",
                                                               Service{.address = "10.0.1.3"})));
}

}  // namespace
}  // namespace primum::store
