// MongoDB: a command with one field, and the few fields of its reply that say whether it served.
//
// OP_MSG of the MongoDB wire protocol, with one document in BSON (bsonspec.org, version 1.1). The
// values of a reply are stepped over, not read: they may name databases.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace primum::formats {

inline constexpr std::size_t mongodb_header_size_bytes = 16;
inline constexpr std::size_t mongodb_message_bytes_max = 256_KiB;

struct MongoDbReply {
    bool ok = false;
    std::int32_t code = 0;                         // Of an error: 13 is "unauthorized".
    std::optional<std::int32_t> wire_version_max;  // In the reply to the greeting.
};

inline constexpr std::int32_t mongodb_unauthorized = 13;

// {isMaster: 1, $db: "admin"}: the greeting that every version since 3.6 answers to anybody.
Bytes mongodb_greeting();
// {listDatabases: 1, nameOnly: true, $db: "admin"}
Bytes mongodb_list_databases();

// The length of the whole message, header included.
Result<std::size_t> parse_mongodb_size(BytesView header);
Result<MongoDbReply> parse_mongodb_reply(BytesView message);

// "7.0" for 21: the release that introduced a wire version; nothing for one we do not know.
std::optional<std::string_view> mongodb_release(std::int32_t wire_version);

}  // namespace primum::formats
