#include "cli/report_forms.h"

#include <algorithm>
#include <array>

#include "cli/pdf.h"

namespace primum::cli {
namespace {

using report::Report;

// The forms that are a function of the report alone.
struct Form {
    std::string_view name;
    std::string (*write)(const Report& report, Language language);
};

std::string as_screen_html(const Report& made, Language language) {
    return report::as_html(made, language, report::Medium::screen);
}

constexpr std::array forms{Form{"html", &as_screen_html},
                           Form{"json", &report::as_json},
                           Form{"csv", &report::as_csv},
                           Form{"oscal", &report::as_oscal_results},
                           Form{"oscal-catalog", &report::as_oscal_catalog},
                           Form{"oscal-plan", &report::as_oscal_plan},
                           Form{"sarif", &report::as_sarif},
                           Form{"ciso-assistant", &report::as_ciso_assistant},
                           Form{"cnil-pia", &report::as_cnil_pia}};

struct Ending {
    std::string_view ending;
    std::string_view form;
};

constexpr std::array endings{Ending{".html", "html"},   Ending{".pdf", "pdf"},
                             Ending{".json", "json"},   Ending{".csv", "csv"},
                             Ending{".sarif", "sarif"}, Ending{".txt", "text"}};

Result<std::string> make_pdf(const Report& made, Language language) {
    return pdf_of(report::as_html(made, language, report::Medium::paper));
}

}  // namespace

const std::vector<std::string>& report_forms() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> made{"text", "pdf"};
        for (const auto& form : forms) made.emplace_back(form.name);
        return made;
    }();
    return names;
}

std::optional<std::string> form_of_file(const std::string& file) {
    const auto found = std::ranges::find_if(
        endings, [&](const Ending& each) { return file.ends_with(each.ending); });
    if (found == endings.end()) return std::nullopt;
    return std::string(found->form);
}

Result<> check_form(const std::string& form) { return form == "pdf" ? check_pdf() : Result<>(); }

Result<std::string> make_form(const std::string& form, const Report& made, Language language,
                              report::Style style) {
    if (form == "text") return report::as_text(made, language, style);
    if (form == "pdf") return make_pdf(made, language);
    const auto found = std::ranges::find(forms, form, &Form::name);
    CHECK(found != forms.end());
    return found->write(made, language);
}

}  // namespace primum::cli
