// Whatever the text, each shape gives a bounded list, and finds the last value of each key it gave.
#include "formats/host/settings_file.h"

#include <cstdint>
#include <cstdlib>

#include "formats/host/apt_settings.h"

namespace {

void check(const primum::formats::Settings& settings) {
    if (settings.all().size() > primum::formats::Settings::settings_max) std::abort();
    if (settings.all().empty()) return;
    const auto& last = settings.all().back();
    if (settings.find(last.group, last.key) != last.value) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    check(primum::formats::parse_key_file(text));
    check(primum::formats::parse_assignments(text));
    check(primum::formats::parse_words(text));
    check(primum::formats::parse_apt_settings(text));
    return 0;
}
