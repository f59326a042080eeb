// Template: a letter or a sheet that the practice can change without a program, as the catalogue
// has it. catalogue/README.md says how one is written.
//
//     id: request-acknowledgement
//     about: request                 # whose fields it may name; practice: none but the practice's
//     layout: letter                 # letter or sheet
//     fr:
//       title: "Votre demande du {received_on}"
//       parts:
//         - "Un paragraphe."
//         - { when: "right=access & identity!=known", text: "Un autre." }
//         - { heading: "…" } - { bullet: "…" } - { tick: "…" } - { space: "…" }
//     en: …
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compliance/documents/document.h"
#include "compliance/record.h"
#include "controls/control.h"

namespace primum::compliance {

// "name=value", "name!=value" or "name", joined by " & ". Of a field of several choices, "=" is
// true when it is among them.
struct Test {
    std::string name;
    enum class Is { equal, other, there } is = Is::there;
    std::string value;
};
bool holds(const std::vector<Test>& tests, const Values& values);

struct TemplatePart {
    BlockKind kind = BlockKind::paragraph;
    std::string text;
    std::vector<Test> when;
};

struct Template {
    enum class Layout { letter, sheet };

    std::string id;
    RecordKind about = RecordKind::practice;
    Layout layout = Layout::letter;
    Sentence title;
    std::vector<TemplatePart> french;
    std::vector<TemplatePart> english;
    std::filesystem::path file;

    const std::vector<TemplatePart>& parts(Language language) const {
        return language == Language::french ? french : english;
    }
};

// Nothing, and problems, when it is no such text. Notes every field that does not exist.
std::optional<Template> parse_template(std::string_view text, const std::filesystem::path& file,
                                       std::vector<controls::Problem>& problems);

struct Templates {
    std::vector<Template> all;                        // By id.
    const Template* find(std::string_view id) const;  // Null when there is none.
};
// `letters` and `papers` of a catalogue.
Templates load_templates(const std::filesystem::path& catalogue,
                         std::vector<controls::Problem>& problems);

// What a template is filled with.
struct Filling {
    const Values* record = nullptr;  // Of the kind that the template is about.
    const Values* practice = nullptr;
    std::map<std::string, std::string, std::less<>> more;  // "today", "due_on"…, as they are shown.
};

// Where a value is not there, "[à compléter : …]" stands for it.
Document fill(const Template& made, const Filling& filling, Language language);

// Names that Filling::more has beside the fields: for the check of templates.
bool is_extra_name(std::string_view name);

}  // namespace primum::compliance
