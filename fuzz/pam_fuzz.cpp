// Whatever the file, a rule has a module, and is asked for its own arguments.
#include "formats/host/pam.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const auto& rule : primum::formats::parse_pam_file(text)) {
        const bool is_include = rule.kind == primum::formats::PamRule::Kind::include;
        if (rule.module.empty() && !is_include) std::abort();
        for (const auto& argument : rule.arguments) {
            if (!rule.has(argument)) std::abort();
        }
    }
    return 0;
}
