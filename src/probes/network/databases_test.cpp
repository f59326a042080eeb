#include "probes/network/databases.h"

#include <gtest/gtest.h>

#include "probes/testing/recording_sink.h"
#include "probes/testing/scripted_server.h"

namespace primum::probes {
namespace {

using facts::DatabaseServer;
using facts::Service;
using facts::Value;
using testing::cell;
using testing::RecordingSink;
using testing::Script;
using testing::ScriptedServer;

const Cidr loopback = Cidr::parse("127.0.0.0/8").value();
const Value yes{std::int64_t{1}};
const Value no{std::int64_t{0}};
const Value unknown{};

struct World {
    os::Stop stop;
    net::Dialer dialer{{loopback}, stop};
    Neighbourhood neighbourhood;
    NetworkContext context{loopback, {}, {}, dialer, neighbourhood};
    RecordingSink sink;

    World(const ScriptedServer& server, const std::string& protocol) {
        neighbourhood.open_ports.push_back({.endpoint = server.endpoint(), .protocol = protocol});
        CHECK(DatabasesProbe(context).observe(sink));
    }

    facts::Fact database() {
        const auto rows = sink.rows<DatabaseServer>();
        CHECK(rows.size() == 1);
        return rows[0];
    }
    facts::Fact service() {
        const auto rows = sink.rows<Service>();
        CHECK(rows.size() == 1);
        return rows[0];
    }
};

std::string mysql_packet(char sequence, const std::string& payload) {
    return std::string{static_cast<char>(payload.size()), 0, 0, sequence} + payload;
}

std::string mariadb_greeting() {
    using namespace std::string_literals;
    return mysql_packet(0,
                        "\x0A"
                        "5.5.5-10.11.19-MariaDB\0\1\0\0\0abcdefgh\0\xFE\xF7\x08\2\0\xFF\x81\x15"s +
                            std::string(10, '\0') + "ijklmnopqrst\0mysql_native_password\0"s);
}

const std::string mysql_denied = mysql_packet(2, "\xFF\x15\x04#28000Access denied");
const std::string mysql_accepted = mysql_packet(2, std::string("\0\0\0\2\0\0\0", 7));

TEST(NetworkDatabases, a_mysql_account_without_password_is_an_open_door_and_left_at_once) {
    const ScriptedServer server(
        {{{mariadb_greeting(), mysql_denied}}, {{mariadb_greeting(), mysql_accepted}}});
    World world(server, "mysql");
    EXPECT_EQ(cell(world.database(), "needs_login"), no);
    EXPECT_EQ(cell(world.database(), "version"), Value{"10.11.19-MariaDB"});
    EXPECT_EQ(cell(world.service(), "product"), Value{"MariaDB"});
    EXPECT_EQ(server.peers(), 2U);
}

TEST(NetworkDatabases, a_mysql_that_lets_anybody_in_is_asked_once) {
    const ScriptedServer server({{{mariadb_greeting(), mysql_accepted}}});
    World world(server, "mysql");
    EXPECT_EQ(cell(world.database(), "needs_login"), no);
    EXPECT_EQ(server.peers(), 1U);
}

TEST(NetworkDatabases, mysql_with_passwords_is_tried_twice_and_never_with_one) {
    const ScriptedServer server({{{mariadb_greeting(), mysql_denied}}});
    World world(server, "mysql");
    EXPECT_EQ(cell(world.database(), "needs_login"), yes);
    EXPECT_EQ(server.peers(), 2U);
    EXPECT_TRUE(world.sink.unseen.empty());
}

TEST(NetworkDatabases, another_mysql_method_is_answered_with_the_empty_password) {
    using namespace std::string_literals;
    const auto other = mysql_packet(2, "\xFEmysql_native_password\0salt"s);
    const ScriptedServer server({{{mariadb_greeting(), other, mysql_accepted}}});
    World world(server, "mysql");
    EXPECT_EQ(cell(world.database(), "needs_login"), no);
}

TEST(NetworkDatabases, mysql_that_is_full_says_nothing_of_a_login) {
    const ScriptedServer server({{{mysql_packet(0, "\xFF\x10\x04Too many connections")}}});
    World world(server, "mysql");
    EXPECT_EQ(cell(world.database(), "needs_login"), unknown);
    EXPECT_EQ(world.sink.unseen.size(), 1U);
}

TEST(NetworkDatabases, a_trusting_postgresql_says_so_before_any_password) {
    using namespace std::string_literals;
    const auto trust =
        "R\0\0\0\x08\0\0\0\0S\0\0\0\x19server_version\0"
        "15.18\0Z\0\0\0\5I"s;
    const ScriptedServer server({{{"", "N", trust}}});
    World world(server, "postgresql");
    EXPECT_EQ(cell(world.database(), "needs_login"), no);
    EXPECT_EQ(cell(world.database(), "encrypted"), no);
    EXPECT_EQ(cell(world.database(), "version"), Value{"15.18"});
}

TEST(NetworkDatabases, a_guarded_postgresql_asks_and_is_left) {
    using namespace std::string_literals;
    const ScriptedServer server({{{"", "N", "R\0\0\0\x08\0\0\0\3"s}}});
    World world(server, "postgresql");
    EXPECT_EQ(cell(world.database(), "needs_login"), yes);
    EXPECT_EQ(cell(world.service(), "cleartext_login"), yes);
    EXPECT_TRUE(world.sink.unseen.empty());
}

TEST(NetworkDatabases, a_postgresql_that_refuses_this_computer_is_guarded) {
    using namespace std::string_literals;
    const ScriptedServer server({{{"", "N", "E\0\0\0\x13SFATAL\0C28000\0\0"s}}});
    World world(server, "postgresql");
    EXPECT_EQ(cell(world.database(), "needs_login"), yes);
}

TEST(NetworkDatabases, a_postgresql_that_is_full_says_nothing_of_a_login) {
    using namespace std::string_literals;
    const ScriptedServer server({{{"", "N", "E\0\0\0\x13SFATAL\0C53300\0\0"s}}});
    World world(server, "postgresql");
    EXPECT_EQ(cell(world.database(), "needs_login"), unknown);
    EXPECT_EQ(world.sink.unseen.size(), 1U);
}

TEST(NetworkDatabases, firebird_tells_its_release) {
    using namespace std::string_literals;
    const auto accept =
        "\0\0\0\x62\xFF\xFF\x80\x0F\0\0\0\1\0\0\0\5\0\0\0\0\0\0\0\3Srp\0\0\0\0\0\0\0\0\0"s;
    const ScriptedServer server({{{"", accept}}});
    World world(server, "firebird");
    EXPECT_EQ(cell(world.database(), "version"), Value{"3.0"});
    EXPECT_EQ(cell(world.database(), "needs_login"), yes);
}

TEST(NetworkDatabases, sql_server_tells_its_version_and_nothing_of_a_login) {
    using namespace std::string_literals;
    const auto prelogin = "\4\1\0\x1A\0\0\1\0\0\0\x0B\0\6\1\0\x11\0\1\xFF\x10\0\x03\xE8\0\0\2"s;
    const ScriptedServer server({{{"", prelogin}}});
    World world(server, "sqlserver");
    EXPECT_EQ(cell(world.database(), "version"), Value{"16.0.1000"});
    EXPECT_EQ(cell(world.database(), "encrypted"), no);
    EXPECT_EQ(cell(world.database(), "needs_login"), unknown);
}

std::string mongodb_reply(const std::string& elements) {
    const auto document_bytes = elements.size() + 5;
    std::string reply{static_cast<char>(21 + document_bytes), 0, 0, 0};
    reply += std::string(8, '\0') + "\xDD\x07" + std::string(7, '\0');
    return reply + std::string{static_cast<char>(document_bytes), 0, 0, 0} + elements + '\0';
}

TEST(NetworkDatabases, mongodb_is_greeted_and_asked_for_a_list) {
    using namespace std::string_literals;
    const auto ok = "\x01ok\0\0\0\0\0\0\0\xF0\x3F"s;
    const auto denied =
        "\x01ok\0\0\0\0\0\0\0\0\0\x10"
        "code\0\x0D\0\0\0"s;
    const auto hello = mongodb_reply("\x10maxWireVersion\0\x15\0\0\0"s + ok);
    const ScriptedServer open({{{"", hello, mongodb_reply(ok)}}});
    EXPECT_EQ(cell(World(open, "mongodb").database(), "needs_login"), no);
    const ScriptedServer guarded({{{"", hello, mongodb_reply(denied)}}});
    World world(guarded, "mongodb");
    EXPECT_EQ(cell(world.database(), "needs_login"), yes);
    EXPECT_EQ(cell(world.database(), "version"), Value{"7.0"});
}

TEST(NetworkDatabases, redis_answers_strangers_or_asks_who_is_there) {
    const ScriptedServer open({{{"", "+PONG\r\n", "$25\r\n# S\r\nredis_version:7.0.15\r\n"}}});
    World careless(open, "redis");
    EXPECT_EQ(cell(careless.database(), "needs_login"), no);
    EXPECT_EQ(cell(careless.database(), "version"), Value{"7.0.15"});
    const ScriptedServer guarded({{{"", "-NOAUTH Authentication required.\r\n"}}});
    World careful(guarded, "redis");
    EXPECT_EQ(cell(careful.database(), "needs_login"), yes);
    EXPECT_EQ(cell(careful.service(), "cleartext_login"), yes);
}

TEST(NetworkDatabases, memcached_tells_its_version) {
    const ScriptedServer server({{{"", "VERSION 1.6.18\r\n"}}});
    World world(server, "memcached");
    EXPECT_EQ(cell(world.database(), "needs_login"), no);
    EXPECT_EQ(cell(world.database(), "version"), Value{"1.6.18"});
}

std::string web_page(const std::string& head, const std::string& body) {
    return "HTTP/1.1 " + head +
           "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           body;
}

TEST(NetworkDatabases, elasticsearch_lists_its_indices_to_strangers_or_not) {
    const auto welcome =
        web_page("200 OK", R"({"cluster_name":"c","version":{"number":"8.12.0"}})");
    const ScriptedServer open({{{"", welcome}}, {{"", web_page("200 OK", "[]")}}});
    World careless(open, "elasticsearch");
    EXPECT_EQ(cell(careless.database(), "needs_login"), no);
    EXPECT_EQ(cell(careless.database(), "version"), Value{"8.12.0"});
    const ScriptedServer guarded(
        {{{"", web_page("401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"security\"", "")}}});
    EXPECT_EQ(cell(World(guarded, "elasticsearch").database(), "needs_login"), yes);
}

TEST(NetworkDatabases, couchdb_may_welcome_and_still_guard_its_list) {
    const ScriptedServer server(
        {{{"", web_page("200 OK", R"({"couchdb":"Welcome","version":"3.3.3"})")}},
         {{"", web_page("401 Unauthorized", R"({"error":"unauthorized"})")}}});
    World world(server, "couchdb");
    EXPECT_EQ(cell(world.database(), "needs_login"), yes);
    EXPECT_EQ(cell(world.database(), "version"), Value{"3.3.3"});
}

TEST(NetworkDatabases, another_web_server_is_a_web_server) {
    const ScriptedServer server({{{"", web_page("200 OK", "<html>hello</html>")}}});
    World world(server, "couchdb");
    EXPECT_EQ(cell(world.service(), "protocol"), Value{"http"});
    EXPECT_TRUE(world.sink.rows<DatabaseServer>().empty());
}

TEST(NetworkDatabases, rubbish_is_an_unknown_service_and_a_reason) {
    for (const auto* protocol : {"mysql", "postgresql", "firebird", "sqlserver", "mongodb", "redis",
                                 "memcached", "elasticsearch"}) {
        const std::string rubbish(64, '\x7F');
        const ScriptedServer server({{{rubbish, rubbish}, /*hangs_up=*/true}});
        World world(server, protocol);
        EXPECT_TRUE(world.sink.rows<DatabaseServer>().empty()) << protocol;
        EXPECT_EQ(cell(world.service(), "protocol"), Value{"unknown"}) << protocol;
        EXPECT_EQ(world.sink.unseen.size(), 1U) << protocol;
    }
}

}  // namespace
}  // namespace primum::probes
