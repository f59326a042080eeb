// Letters, modules of training and the register, as anybody may write them: no crash; what has no
// problem can be filled, and text that a person typed never becomes markup.
#include <cstdint>

#include "base/byte_reader.h"
#include "compliance/documents/template.h"
#include "compliance/register.h"
#include "compliance/training.h"

namespace {

using namespace primum;
using namespace primum::compliance;

void check_template(std::string_view text) {
    std::vector<controls::Problem> problems;
    const auto made = parse_template(text, "letter.yaml", problems);
    if (!made) {
        CHECK(!problems.empty());
        return;
    }
    const Values typed{{"patient", "<script>"}, {"name", "<script>"}};
    const Filling filling{.record = &typed, .practice = &typed};
    auto document = fill(*made, filling, Language::french);
    document.blocks.push_back({.text = std::string(text)});
    CHECK(as_html(document).find("<script>") == std::string::npos);
    CHECK(as_odt(document).find("<script>") == std::string::npos);
    CHECK(!as_text(document).empty());
}

void check_form(std::string_view text) {
    for (const auto kind : all_record_kinds) {
        for (const auto& field : form_of(kind)) {
            const Values typed{{std::string(field.name), std::string(text)}};
            auto checked = check(Form(&field, 1), typed);
            if (!checked.refusals.empty()) continue;
            const auto again = check(Form(&field, 1), checked.values);
            CHECK(again.refusals.empty() && again.values == checked.values);
            shown(field, value_of(checked.values, field.name), Language::english);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = as_text(BytesView(reinterpret_cast<const std::byte*>(data), size));
    check_template(text);
    check_form(text);
    std::vector<controls::Problem> problems;
    const auto module = parse_training_module(text, "module.yaml", problems);
    if (module && problems.empty()) {
        CHECK(training_done("x", *module, Day(), 0).size() == 5);
    }
    const auto made = parse_register(text, "activities.yaml", problems);
    if (made && problems.empty()) {
        for (const auto& activity : made->activities) {
            CHECK(!prefilled(activity, {}, Language::french).at("title").empty());
        }
    }
    return 0;
}
