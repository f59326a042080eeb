// Whatever the lists of catalogue/ransomware hold: a line is refused by its number, or names and
// letters can be judged.
#include <cstdint>

#include "base/byte_reader.h"
#include "base/check.h"
#include "content/ransom_signs.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace primum;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto signs = content::RansomSigns::parse(
        {.extensions = text, .documents = text, .note_names = text, .note_words = text});
    if (!signs) return 0;
    const auto name = text.substr(0, 64);
    CHECK(!(signs->is_document(name) && signs->has_added_suffix(name)));
    signs->is_note_name(name);
    signs->is_note(as_bytes(text), /*name_of_note=*/true);
    return 0;
}
