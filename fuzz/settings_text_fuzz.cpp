// Any text, any key: what was set is in force, setting it again changes nothing, and the lines that
// do not set it are still there.
#include <cstdlib>

#include "base/text.h"
#include "formats/editing/settings_text.h"

namespace {

using namespace primum;
using formats::SettingsDialect;

const SettingsDialect* const dialects[] = {&formats::samba_dialect,   &formats::vsftpd_dialect,
                                           &formats::keyfile_dialect, &formats::postgresql_dialect,
                                           &formats::words_dialect,   &formats::mysql_dialect};

void require(bool condition) {
    if (!condition) std::abort();
}

std::size_t lines(std::string_view text) { return split(text, '\n').size(); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const auto& dialect = *dialects[data[0] % std::size(dialects)];
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const formats::SettingsKey where{dialect.has_sections ? "section" : "", "key"};
    const auto once = formats::with_setting(text, dialect, where, "value");
    // A text that ends inside a continued line swallows what is added: Samba reads it so too.
    const bool swallows = dialect.continues && trim(text).ends_with('\\');
    if (!swallows) require(formats::setting(once, dialect, where) == "value");
    if (!swallows) require(formats::with_setting(once, dialect, where, "value") == once);
    require(lines(once) >= lines(text));
    const auto without = formats::without_setting(text, dialect, where);
    require(!formats::setting(without, dialect, where));
    require(lines(without) == lines(text));
    return 0;
}
