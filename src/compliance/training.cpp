#include "compliance/training.h"

#include <algorithm>

#include "base/text.h"
#include "compliance/catalogue_files.h"
#include "compliance/yaml_reading.h"

namespace primum::compliance {
namespace {

TrainingQuestion read_question(const controls::YamlNode& node, const YamlReading& reading) {
    reading.expect_keys(node, {"ask", "options", "because"});
    TrainingQuestion question;
    question.ask = reading.both(node, "ask");
    for (const auto& item : reading.list(node, "options")) {
        reading.expect_keys(item, {"fr", "en", "right"});
        const auto* right = item.find("right");
        question.options.push_back({reading.both(item), right != nullptr && right->text == "yes"});
    }
    question.because = reading.both(node, "because");
    if (question.options.size() < 2 ||
        std::ranges::count(question.options, true, &TrainingOption::right) != 1) {
        reading.wrong(node.line, {"il faut deux choix au moins, dont un juste",
                                  "two options at least are needed, one of them right"});
    }
    return question;
}

std::string title_of_module(const std::vector<TrainingModule>& modules, std::string_view id,
                            Language language) {
    const auto found = std::ranges::find(modules, id, &TrainingModule::id);
    return found == modules.end() ? std::string(id) : found->title.in(language);
}

}  // namespace

std::optional<TrainingModule> parse_training_module(std::string_view text,
                                                    const std::filesystem::path& file,
                                                    std::vector<controls::Problem>& problems) {
    const YamlReading reading(file, problems);
    const auto root = reading.map(text, {"id", "order", "title", "parts", "questions"});
    if (!root) return std::nullopt;
    TrainingModule module;
    module.id = reading.text(*root, "id");
    if (module.id != file.stem()) {
        reading.wrong(
            1, {"l'identifiant n'est pas le nom du fichier", "the id is not the file's name"});
    }
    const auto order = parse_number(reading.text(*root, "order"));
    if (!order || *order > 1000)
        reading.wrong(1, {"« order » est un nombre", "'order' is a number"});
    module.order = static_cast<std::int64_t>(order.value_or(0));
    module.title = reading.both(*root, "title");
    for (const auto& item : reading.list(*root, "parts"))
        module.parts.push_back(reading.both(item));
    for (const auto& item : reading.list(*root, "questions")) {
        module.questions.push_back(read_question(item, reading));
    }
    return module;
}

std::vector<TrainingModule> load_training(const std::filesystem::path& catalogue,
                                          std::vector<controls::Problem>& problems) {
    std::vector<TrainingModule> modules;
    for_each_yaml(catalogue / "training", problems,
                  [&](const std::string& text, const std::filesystem::path& file) {
                      auto module = parse_training_module(text, file, problems);
                      if (module) modules.push_back(*std::move(module));
                  });
    std::ranges::stable_sort(modules, {}, &TrainingModule::order);
    return modules;
}

Values training_done(std::string_view person, const TrainingModule& module, Day day,
                     std::size_t right_answers) {
    return {{"person", std::string(person)},
            {"module", module.id},
            {"done_on", format_day(day)},
            {"right_answers", std::to_string(right_answers)},
            {"questions", std::to_string(module.questions.size())}};
}

Document certificate(std::string_view person, const std::vector<Values>& done,
                     const std::vector<TrainingModule>& modules, const Values& practice,
                     Language language) {
    const bool french = language == Language::french;
    Document document{.language = language,
                      .title = french ? "Attestation de formation" : "Certificate of training"};
    const auto name = std::string(value_of(practice, "name"));
    document.blocks.push_back(
        {.text = french ? std::string(person) + " a suivi au cabinet " + name +
                              " les modules suivants sur la protection des données de patients."
                        : std::string(person) +
                              " has done the following modules on the protection "
                              "of patients' data at " +
                              name + "."});
    for (const auto& values : done) {
        const auto day = parse_day(value_of(values, "done_on"));
        auto text = day ? day_in_words(*day, language) : std::string();
        if (!value_of(values, "questions").empty()) {
            text += french ? ", bonnes réponses : " : ", right answers: ";
            text += std::string(value_of(values, "right_answers")) + "/" +
                    std::string(value_of(values, "questions"));
        }
        document.blocks.push_back(
            {.kind = BlockKind::answer,
             .text = std::move(text),
             .label = title_of_module(modules, value_of(values, "module"), language)});
    }
    document.blocks.push_back(
        {.kind = BlockKind::space, .text = std::string(value_of(practice, "in_charge"))});
    return document;
}

}  // namespace primum::compliance
