// Any bytes in each encoding: what is folded is small ASCII, and a folded text folds to itself.
#include "formats/french_text.h"

#include <algorithm>

#include "formats/health/french_date.h"
#include "formats/health/name_shape.h"
#include "formats/health/social_security_number.h"
#include "health_record_check.h"

namespace {

using namespace primum;

void check_numbers(std::string_view folded) {
    for (std::size_t at = 0; at < folded.size(); ++at) {
        const auto number = formats::read_social_security_number(folded, at);
        if (number) CHECK(number->number.size() == 13 && number->end <= folded.size());
        const auto date = formats::read_french_date(folded, at);
        if (date) CHECK(date->digits.size() == 8 && date->end <= folded.size());
        (void)formats::read_compact_number(folded, at);
    }
    (void)formats::labelled_number(folded);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using formats::TextEncoding;
    const auto input = fuzz_text(data, size);
    std::string room;
    std::string other_room;
    std::string_view folded;
    for (const auto encoding :
         {TextEncoding::utf8, TextEncoding::utf16_little, TextEncoding::utf16_big,
          TextEncoding::windows_1252, TextEncoding::cp850, TextEncoding::mac_roman,
          formats::guess_encoding(as_bytes(input))}) {
        folded = formats::fold_french(as_bytes(input), encoding, room);
        const bool is_folded = std::ranges::all_of(folded, [](char letter) {
            return (letter >= ' ' && letter <= '~' && !(letter >= 'A' && letter <= 'Z')) ||
                   letter == '\n' || letter == '\t' || letter == '\x7f';
        });
        CHECK(is_folded);
        const auto again = formats::fold_french(as_bytes(folded), TextEncoding::utf8, other_room);
        CHECK(again.size() == folded.size());
    }
    if (size < 4096) check_numbers(folded);
    (void)formats::without_rtf(input);
    (void)formats::count_name_shapes(input);
    return 0;
}
