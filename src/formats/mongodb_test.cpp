#include "formats/mongodb.h"

#include <gtest/gtest.h>

#include "formats/byte_writer.h"
#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

TEST(MongoDb, the_greeting_is_an_op_msg_with_one_document) {
    EXPECT_EQ(mongodb_greeting(), from_hex("37000000 01000000 00000000 dd070000 00000000 00"
                                           "22000000 10 69734d617374657200 01000000"
                                           "02 2464620006000000 61646d696e00 00"));
}

// An OP_MSG around a document, as the specification of the wire protocol has it.
Bytes reply_with(std::string_view document_hex) {
    const auto document = from_hex(document_hex);
    ByteWriter writer;
    writer.u32_little(static_cast<std::uint32_t>(21 + document.size()));
    writer.u32_little(7);
    writer.u32_little(1);
    writer.u32_little(2013);
    writer.u32_little(0);
    writer.u8(0);
    writer.append(document);
    return std::move(writer).take();
}

TEST(MongoDb, a_server_says_its_wire_version) {
    // {"ismaster": true, "topologyVersion": {}, "localTime": date, "maxWireVersion": 21, "ok": 1.0}
    const auto reply = parse_mongodb_reply(reply_with(
        "59000000 08 69736d617374657200 01 03 746f706f6c6f677956657273696f6e00 0500000000"
        "09 6c6f63616c54696d6500 0011223344556677"
        "10 6d6178576972655665 7273696f6e00 15000000 01 6f6b00 000000000000f03f 00"));
    ASSERT_TRUE(reply);
    EXPECT_TRUE(reply->ok);
    EXPECT_EQ(reply->wire_version_max, 21);
    EXPECT_EQ(mongodb_release(21), "7.0");
    EXPECT_EQ(mongodb_release(22), std::nullopt);
}

TEST(MongoDb, a_guarded_server_refuses_to_list_its_databases) {
    // {"ok": 0.0, "errmsg": "no", "code": 13}
    const auto reply = parse_mongodb_reply(
        reply_with("2a000000 01 6f6b00 0000000000000000 02 6572726d736700 03000000 6e6f00"
                   "10 636f646500 0d000000 00"));
    ASSERT_TRUE(reply);
    EXPECT_FALSE(reply->ok);
    EXPECT_EQ(reply->code, mongodb_unauthorized);
}

TEST(MongoDb, broken_documents_are_an_error_and_not_an_open_database) {
    for (const auto* document :
         {"05000000 00",                                       // No "ok".
          "04000000", "ffffff7f 00", "09000000 7f 6f6b00 00",  // No such type.
          "10000000 02 6f6b00 ffffffff 31 00 00", "0c000000 03 6f6b00 03000000"}) {
        EXPECT_FALSE(parse_mongodb_reply(reply_with(document))) << document;
    }
    EXPECT_FALSE(parse_mongodb_size(from_hex("ffffff7f 00000000 00000000 dd070000")));
    EXPECT_FALSE(parse_mongodb_size(from_hex("26000000 00000000 00000000 01000000")));
}

}  // namespace
}  // namespace primum::formats
