#include <cstdio>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/office_catalogue.h"
#include "cli/places.h"
#include "controls/catalogue.h"
#include "controls/check.h"
#include "probes/files/recognition_texts.h"

namespace primum::cli {
namespace {

using Json = nlohmann::ordered_json;

void print(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

Json texts_of(const controls::Control& control, Language language) {
    Json steps = Json::array();
    for (const auto& step : control.fix) steps.push_back(step.in(language));
    return {
        {"title", control.title.in(language)}, {"why", control.why.in(language)}, {"fix", steps}};
}

void list(const controls::Catalogue& catalogue, const std::string& format, Language language) {
    if (format == "json") {
        Json array = Json::array();
        for (const auto& control : catalogue.controls) {
            array.push_back({{"id", control.id},
                             {"severity", controls::name_of(control.severity)},
                             {"cites", control.cites},
                             {"fr", texts_of(control, Language::french)},
                             {"en", texts_of(control, Language::english)}});
        }
        print(array.dump(2) + "\n");
        return;
    }
    for (const auto& control : catalogue.controls) {
        print(fmt::format("{:32} {:9} {}\n", control.id, controls::name_of(control.severity),
                          control.title.in(language)));
    }
}

std::string citation(const controls::Reference& reference, Language language) {
    auto line = "  • " + reference.title.in(language);
    if (reference.section) line += ", " + *reference.section;
    line += language == Language::french ? " (vérifié le " : " (checked on ";
    line += reference.checked;
    if (reference.confidence != controls::Reference::Confidence::high) {
        line += language == Language::french ? " ; à vérifier" : "; to verify";
    }
    return line + ")\n";
}

void show(const controls::Catalogue& catalogue, const controls::Control& control,
          Language language) {
    const bool french = language == Language::french;
    std::string text = control.title.in(language) + "\n";
    text += fmt::format("{} ({})\n\n", control.id, controls::name_of(control.severity));
    text += fmt::format("{}\n{}\n\n", french ? "Pourquoi" : "Why", control.why.in(language));
    text += french ? "Comment corriger\n" : "How to mend it\n";
    for (std::size_t i = 0; i < control.fix.size(); ++i) {
        text += fmt::format("  {}. {}\n", i + 1, control.fix[i].in(language));
    }
    text += french ? "\nTextes\n" : "\nLaw and guides\n";
    for (const auto& id : control.cites) {
        const auto* reference = catalogue.find_reference(id);
        if (reference != nullptr) text += citation(*reference, language);
    }
    print(text);
}

// The tables by which health data is recognised, when the catalogue has them.
Result<> check_recognition(const std::filesystem::path& directory) {
    if (!std::filesystem::exists(directory / "recognition")) return {};
    const auto texts = TRY(probes::read_recognition_texts(directory));
    const auto recogniser = probes::Recogniser::create(texts, HashKey{});
    if (!recogniser) return recogniser.error();
    return {};
}

Result<ExitCode> check(const std::filesystem::path& directory, Language language) {
    if (const auto recognition = check_recognition(directory); !recognition) {
        print(recognition.error().message.in(language) + "\n");
        return ExitCode::usage;
    }
    auto problems = controls::check(directory);
    check_office_catalogue(directory, problems);
    if (problems.empty()) {
        const auto catalogue = TRY(controls::Catalogue::load(directory));
        print(say("{} contrôles, aucune erreur\n", "{} controls, no error\n",
                  catalogue.controls.size())
                  .in(language));
        return ExitCode::fine;
    }
    print(controls::describe(problems).in(language) + "\n");
    return ExitCode::usage;
}

}  // namespace

Result<ExitCode> run_controls(const Arguments& arguments, const ControlsArguments& controls) {
    using Verb = ControlsArguments::Verb;
    const bool checks = controls.verb == Verb::check;
    const auto wanted =
        checks && !controls.directory.empty() ? controls.directory : arguments.catalogue;
    const auto directory = TRY(catalogue_directory(wanted));
    if (checks) return check(directory, arguments.language);

    const auto catalogue = TRY(controls::Catalogue::load(directory));
    if (controls.verb == Verb::list) {
        list(catalogue, controls.format, arguments.language);
        return ExitCode::fine;
    }
    const auto* control = catalogue.find_control(controls.id);
    if (control == nullptr) {
        return Error{
            ErrorKind::usage,
            say("il n'y a pas de contrôle « {} » (primum controls list les montre)",
                "there is no control \"{}\" (primum controls list shows them)", controls.id)};
    }
    show(catalogue, *control, arguments.language);
    return ExitCode::fine;
}

}  // namespace primum::cli
