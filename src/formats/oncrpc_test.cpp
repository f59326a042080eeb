#include "formats/oncrpc.h"

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "formats/byte_writer.h"

namespace primum::formats {
namespace {

// Numbers and texts one after the other, as XDR has them.
class Xdr {
public:
    Xdr& number(std::uint32_t value) {
        writer_.u32_big(value);
        return *this;
    }
    Xdr& text(std::string_view value) {
        const auto bytes = encode_path(value);
        writer_.append(bytes);
        return *this;
    }
    Xdr& zeros(std::size_t count) {
        writer_.fill(count, '\0');
        return *this;
    }
    Bytes take() { return std::move(writer_).take(); }

private:
    ByteWriter writer_;
};

TEST(OncRpc, a_call_is_one_record_from_nobody) {
    const auto call = encode_rpc_call({.identifier = 7,
                                       .program = portmap_program,
                                       .version = portmap_version,
                                       .procedure = portmap_dump});
    const auto piece = parse_rpc_record_header(BytesView(call).first(4));
    ASSERT_TRUE(piece);
    EXPECT_TRUE(piece->is_last);
    EXPECT_EQ(piece->length + 4, call.size());
}

TEST(OncRpc, a_reply_gives_its_results_or_the_refusal) {
    auto accepted = Xdr().number(7).number(1).number(0).number(0).number(0).number(0).number(42);
    const auto bytes = accepted.take();
    const auto results = parse_rpc_reply(bytes, 7);
    ASSERT_TRUE(results);
    EXPECT_EQ(results->size(), 4U);
    EXPECT_FALSE(parse_rpc_reply(bytes, 8));

    const auto denied = Xdr().number(7).number(1).number(1).number(1).take();
    EXPECT_EQ(parse_rpc_reply(denied, 7).error().kind, ErrorKind::denied);
}

TEST(OncRpc, the_mapped_ports_are_listed) {
    const auto bytes = Xdr()
                           .number(1)
                           .number(100005)
                           .number(3)
                           .number(6)
                           .number(20048)
                           .number(1)
                           .number(100003)
                           .number(3)
                           .number(17)
                           .number(2049)
                           .number(0)
                           .take();
    const auto mappings = parse_portmap_dump(bytes);
    ASSERT_TRUE(mappings);
    ASSERT_EQ(mappings->size(), 2U);
    EXPECT_EQ((*mappings)[0].port, 20048);
    EXPECT_TRUE((*mappings)[0].is_tcp);
    EXPECT_FALSE((*mappings)[1].is_tcp);
}

TEST(OncRpc, an_export_comes_with_those_who_may_mount_it) {
    const auto bytes = Xdr()
                           .number(1)
                           .text("/srv/sauvegardes")
                           .number(1)
                           .text("192.168.1.0/24")
                           .number(0)
                           .number(1)
                           .text("/open")
                           .number(0)
                           .number(0)
                           .take();
    const auto exports = parse_export_list(bytes);
    ASSERT_TRUE(exports);
    ASSERT_EQ(exports->size(), 2U);
    EXPECT_EQ((*exports)[0].path, "/srv/sauvegardes");
    EXPECT_EQ((*exports)[0].groups, std::vector<std::string>{"192.168.1.0/24"});
    EXPECT_TRUE((*exports)[1].groups.empty());
}

TEST(OncRpc, a_truncated_list_is_an_error_and_not_an_empty_one) {
    EXPECT_FALSE(parse_export_list({}));
    const auto bytes = Xdr().number(1).number(1000).take();
    EXPECT_FALSE(parse_export_list(bytes));
}

TEST(OncRpc, a_folder_is_read_with_kinds_and_handles) {
    const auto bytes = Xdr()
                           .number(0)
                           .number(0)
                           .zeros(8)  // Status, no attributes, verifier.
                           .number(1)
                           .zeros(8)
                           .text("a.hl7")
                           .number(0)
                           .number(5)
                           .number(1)
                           .number(1)
                           .zeros(80)
                           .number(1)
                           .text("handle")
                           .number(0)
                           .number(1)
                           .take();
    const auto listing = parse_readdirplus_reply(bytes);
    ASSERT_TRUE(listing);
    ASSERT_EQ(listing->entries.size(), 1U);
    EXPECT_EQ(listing->entries[0].name, "a.hl7");
    EXPECT_TRUE(listing->entries[0].is_file);
    EXPECT_EQ(listing->entries[0].handle, "handle");
    EXPECT_EQ(listing->next.position, 5U);
    EXPECT_TRUE(listing->is_end);
}

TEST(OncRpc, a_refusal_is_told_from_an_empty_folder) {
    const auto bytes = Xdr().number(13).number(0).take();
    EXPECT_EQ(parse_readdirplus_reply(bytes).error().kind, ErrorKind::denied);
    EXPECT_EQ(parse_mount_reply(bytes).error().kind, ErrorKind::denied);
}

}  // namespace
}  // namespace primum::formats
