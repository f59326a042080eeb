// What holds of every parser of health records, whatever it is given.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/byte_reader.h"
#include "base/check.h"
#include "formats/health/health_record.h"

namespace primum {

// The listener hears of each person that is counted, once, and each can be told by something.
template <class Parser, class Input>
void check_health_parser(Parser parse, Input input) {
    std::int64_t heard = 0;
    const std::optional<formats::HealthRecord> record =
        parse(input, [&](const formats::PersonTraits& traits) {
            ++heard;
            const bool is_bounded = traits.name.size() <= input.size() + 2 &&
                                    traits.birth_date.size() <= input.size() + 2 &&
                                    traits.identifier.size() <= input.size() + 2;
            CHECK(is_bounded);
        });
    CHECK(!record || (record->persons == heard && record->entries >= 0));
}

inline std::string_view fuzz_text(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

}  // namespace primum
