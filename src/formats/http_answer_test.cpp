#include "formats/http_answer.h"

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(HttpAnswer, a_whole_answer_gives_its_head_and_body) {
    const auto answer = parse_http_answer(
        "HTTP/1.1 401 Unauthorized\r\nServer: Mongoose/6.0 (x)\r\n"
        "WWW-Authenticate: Basic realm=\"Orthanc\"\r\nwww-authenticate: Digest\r\n"
        "Content-Length: 4\r\n\r\nbody");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 401);
    EXPECT_EQ(answer->server, "Mongoose/6.0 (x)");
    EXPECT_EQ(answer->authenticate, "Basic realm=\"Orthanc\", Digest");
    EXPECT_EQ(answer->body, "body");
    EXPECT_TRUE(is_whole(*answer));
}

TEST(HttpAnswer, a_head_cut_short_gives_what_it_held) {
    const auto answer = parse_http_answer("HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-");
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->server, "nginx");
    EXPECT_FALSE(answer->head_complete);
    EXPECT_FALSE(is_whole(*answer));
    EXPECT_TRUE(parse_http_answer("HTTP/1.0 200"));
}

TEST(HttpAnswer, what_is_not_http_is_an_error) {
    for (const auto* text : {"", "SSH-2.0-x\r\n", "HTTP/1.1 abc\r\n", "HTTP/1.1 2000\r\n"}) {
        EXPECT_FALSE(parse_http_answer(text)) << text;
    }
}

TEST(HttpAnswer, the_last_chunk_ends_it) {
    constexpr std::string_view head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n";
    EXPECT_FALSE(is_whole(*parse_http_answer(head)));
    const auto text = std::string(head) + "2\r\nab\r\n0\r\n\r\n";
    EXPECT_TRUE(is_whole(*parse_http_answer(text)));
}

TEST(HttpAnswer, a_head_without_end_is_not_read_for_ever) {
    std::string text = "HTTP/1.1 200 OK\r\n";
    for (int i = 0; i < http_head_lines_max; ++i) text += "X: y\r\n";
    text += "\r\n";
    EXPECT_FALSE(parse_http_answer(text)->head_complete);
}

TEST(HttpAnswer, a_server_header_is_a_product_and_its_version) {
    EXPECT_EQ(read_server_header("nginx/1.22.1 (Debian)").product, "nginx");
    EXPECT_EQ(read_server_header("nginx/1.22.1 (Debian)").version, "1.22.1");
    EXPECT_EQ(read_server_header("lighttpd").product, "lighttpd");
    EXPECT_EQ(read_server_header("lighttpd").version, "");
}

}  // namespace
}  // namespace primum::formats
