// Whatever a domain publishes: every text has a verdict, and a verdict a name.
#include "formats/mail_policy.h"

#include <cstdint>

#include "base/check.h"
#include "base/text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    using namespace primum::formats;
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    std::vector<std::string> texts;
    for (const auto line : split(input, '\n')) texts.emplace_back(line);
    const auto spf = parse_spf(texts);
    CHECK(!name_of(spf.others).empty());
    if (spf.others == SpfVerdict::absent) CHECK(spf.includes.empty());
    CHECK(!name_of(parse_dmarc(texts)).empty());
    return 0;
}
