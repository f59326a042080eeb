// What every Storage must do. An implementation hands it a factory: see folder_storage_test.cpp.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <thread>

#include "crypto/hash.h"
#include "vault/storage/storage.h"

namespace primum::vault::testing {

inline Bytes bytes_of(std::string_view text) {
    const auto view = as_bytes(text);
    return {view.begin(), view.end()};
}

inline ObjectName pack_named(std::string_view content, unsigned char computer = 1) {
    Id16 id{};
    id[0] = std::byte{computer};
    return {{ObjectKind::pack, id}, crypto::sha256(as_bytes(content))};
}

class StorageContract
    : public ::testing::TestWithParam<std::function<std::unique_ptr<RemovingStorage>()>> {
protected:
    StorageContract() : storage_(GetParam()()) {}

    Storage& storage() { return *storage_; }
    Result<PutOutcome> put(const ObjectName& name, std::string_view content) {
        return storage_->put(name, as_bytes(content));
    }

    std::unique_ptr<RemovingStorage> storage_;
};

TEST_P(StorageContract, what_was_put_is_given_back) {
    ASSERT_TRUE(put(pack_named("abc"), "abc"));
    const auto content = storage().get(pack_named("abc"), 10);
    ASSERT_TRUE(content);
    EXPECT_EQ(*content, bytes_of("abc"));
    ASSERT_TRUE(put(ObjectName::config(), "c"));
    EXPECT_EQ(*storage().get(ObjectName::config(), 10), bytes_of("c"));
}

TEST_P(StorageContract, parts_are_put_one_after_the_other) {
    const auto first = bytes_of("ab");
    const auto second = bytes_of("");
    std::vector<BytesView> parts(200, first);
    parts[3] = second;
    ASSERT_TRUE(storage().put(pack_named("many"), parts));
    const auto content = storage().get(pack_named("many"), 1000);
    ASSERT_TRUE(content);
    EXPECT_EQ(content->size(), 398U);
}

TEST_P(StorageContract, put_never_overwrites) {
    ASSERT_EQ(*put(pack_named("abc"), "abc"), PutOutcome::stored);
    EXPECT_EQ(*put(pack_named("abc"), "abc"), PutOutcome::was_there);
    for (const auto* other : {"abd", "ab", "abcd", ""}) {
        const auto outcome = put(pack_named("abc"), other);
        ASSERT_FALSE(outcome) << other;
        EXPECT_EQ(outcome.error().kind, ErrorKind::corrupt);
        EXPECT_EQ(*storage().get(pack_named("abc"), 10), bytes_of("abc"));
    }
}

TEST_P(StorageContract, what_is_not_there_is_not_found) {
    const auto content = storage().get(pack_named("nothing"), 10);
    ASSERT_FALSE(content);
    EXPECT_EQ(content.error().kind, ErrorKind::not_found);
    std::array<std::byte, 1> one;
    EXPECT_EQ(storage().read(pack_named("nothing"), 0, one).error().kind, ErrorKind::not_found);
}

TEST_P(StorageContract, a_longer_object_than_allowed_is_refused) {
    ASSERT_TRUE(put(pack_named("abc"), "abc"));
    const auto content = storage().get(pack_named("abc"), 2);
    ASSERT_FALSE(content);
    EXPECT_EQ(content.error().kind, ErrorKind::malformed);
}

TEST_P(StorageContract, a_part_can_be_read_and_the_end_is_noticed) {
    ASSERT_TRUE(put(pack_named("abcdef"), "abcdef"));
    Bytes part(3);
    ASSERT_TRUE(storage().read(pack_named("abcdef"), 2, part));
    EXPECT_EQ(part, bytes_of("cde"));
    const auto beyond = storage().read(pack_named("abcdef"), 4, part);
    ASSERT_FALSE(beyond);
    EXPECT_EQ(beyond.error().kind, ErrorKind::corrupt);
    EXPECT_EQ(*storage().read_some(pack_named("abcdef"), 4, part), 2U);
    EXPECT_EQ(*storage().read_some(pack_named("abcdef"), 9, part), 0U);
}

TEST_P(StorageContract, lists_what_was_put_with_its_size_and_nothing_of_others) {
    EXPECT_TRUE(storage().list(pack_named("").folder)->empty());
    ASSERT_TRUE(put(pack_named("abc"), "abc"));
    ASSERT_TRUE(put(pack_named("de", 2), "de"));
    const auto objects = storage().list(pack_named("").folder);
    ASSERT_TRUE(objects);
    ASSERT_EQ(objects->size(), 1U);
    EXPECT_EQ(objects->front().hash, pack_named("abc").hash);
    EXPECT_EQ(objects->front().size_bytes, 3U);
    EXPECT_EQ(storage().list_computers(ObjectKind::pack)->size(), 2U);
    EXPECT_TRUE(storage().list_computers(ObjectKind::index)->empty());
}

TEST_P(StorageContract, what_was_removed_is_gone_and_may_be_removed_again) {
    ASSERT_TRUE(put(pack_named("abc"), "abc"));
    ASSERT_TRUE(storage_->remove(pack_named("abc")));
    EXPECT_FALSE(storage().get(pack_named("abc"), 10));
    EXPECT_TRUE(storage().list(pack_named("").folder)->empty());
    EXPECT_TRUE(storage_->remove(pack_named("abc")));
}

TEST_P(StorageContract, several_threads_put_the_same_and_all_succeed) {
    const std::string content(100'000, 'x');
    std::vector<std::jthread> threads;
    std::atomic<int> stored = 0;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            const auto outcome = put(pack_named("same"), content);
            ASSERT_TRUE(outcome);
            if (*outcome == PutOutcome::stored) ++stored;
        });
    }
    threads.clear();
    EXPECT_EQ(stored, 1);
}

}  // namespace primum::vault::testing
