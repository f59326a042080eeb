#include "formats/document_database.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(DocumentDatabase, elasticsearch_welcomes_with_its_version) {
    const auto welcome = parse_elasticsearch_welcome(
        R"({"name":"n","cluster_name":"c","version":{"number":"8.12.0"},"tagline":"You Know"})");
    ASSERT_TRUE(welcome);
    EXPECT_EQ(welcome->product, "Elasticsearch");
    EXPECT_EQ(welcome->version, "8.12.0");
}

TEST(DocumentDatabase, opensearch_is_told_from_elasticsearch) {
    const auto welcome = parse_elasticsearch_welcome(
        R"({"cluster_name":"c","version":{"distribution":"opensearch","number":"2.11.0"}})");
    ASSERT_TRUE(welcome);
    EXPECT_EQ(welcome->product, "OpenSearch");
}

TEST(DocumentDatabase, couchdb_welcomes_with_its_version) {
    const auto welcome = parse_couchdb_welcome(R"({"couchdb":"Welcome","version":"3.3.3"})");
    ASSERT_TRUE(welcome);
    EXPECT_EQ(welcome->version, "3.3.3");
}

TEST(DocumentDatabase, other_pages_are_an_error) {
    for (const auto* body : {"", "<html>", "[]", "null", "{}", R"({"version":7})",
                             R"({"couchdb":1})", R"({"cluster_name":"c"})"}) {
        EXPECT_FALSE(parse_elasticsearch_welcome(body)) << body;
        EXPECT_FALSE(parse_couchdb_welcome(body)) << body;
    }
    EXPECT_FALSE(parse_couchdb_welcome(std::string(welcome_bytes_max + 1, '[')));
}

}  // namespace
}  // namespace primum::formats
