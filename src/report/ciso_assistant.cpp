// A library of CISO Assistant, in the form of its own files: a framework of requirement nodes, and
// reference controls. Every scalar is written as JSON writes a string, which YAML 1.2 reads alike:
// no text can become structure.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "report/details.h"
#include "report/report.h"
#include "report/words.h"

namespace primum::report {
namespace {

using controls::Finding;
using controls::Status;

constexpr std::size_t subjects_told_max = 20;  // Of one control, in its annotation.

std::string quoted(std::string_view text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// Lines of YAML, indented by two a level.
class Yaml {
public:
    void key(int level, std::string_view name) { line(level, name, ""); }
    void text(int level, std::string_view name, std::string_view value) {
        line(level, name, " " + quoted(value));
    }
    void plain(int level, std::string_view name, std::string_view value) {
        line(level, name, " " + std::string(value));
    }
    // The first key of an item of a list; the others follow one level deeper.
    void item(int level, std::string_view name, std::string_view value) {
        text_ += std::string(static_cast<std::size_t>(level) * 2, ' ');
        text_ += fmt::format("- {}: {}\n", name, quoted(value));
    }
    void value(int level, std::string_view value) {
        text_ +=
            std::string(static_cast<std::size_t>(level) * 2, ' ') + "- " + quoted(value) + "\n";
    }
    std::string take() && { return std::move(text_); }

private:
    void line(int level, std::string_view name, std::string_view rest) {
        text_ += std::string(static_cast<std::size_t>(level) * 2, ' ');
        text_ += fmt::format("{}:{}\n", name, rest);
    }

    std::string text_;
};

class Library {
public:
    Library(const Report& report, Language language) : report_(report), language_(language) {
        for (const auto& finding : report.findings) {
            const auto family = family_of(*finding.control);
            auto place = std::ranges::find(families_, family, &Family::name);
            if (place == families_.end()) place = families_.insert(place, {family, {}});
            place->findings.push_back(&finding);
        }
    }

    std::string write() && {
        write_head();
        yaml_.key(0, "objects");
        write_reference_controls();
        write_framework();
        return std::move(yaml_).take();
    }

private:
    struct Family {
        std::string name;
        std::vector<const Finding*> findings;
    };

    std::string in(const Sentence& sentence) const { return sentence.in(language_); }

    static std::string urn(std::string_view kind, std::string_view id) {
        return fmt::format("urn:primum:risk:{}:primum:{}", kind, id);
    }

    void write_head() {
        const auto day = format_time(report_.finished_at).substr(0, 10);
        yaml_.text(0, "urn", "urn:primum:risk:library:primum");
        yaml_.text(0, "locale", language_ == Language::french ? "fr" : "en");
        yaml_.text(0, "ref_id", "primum");
        yaml_.text(0, "name", name());
        yaml_.text(0, "description", description());
        yaml_.text(0, "copyright", "Primum, GPL-3.0-or-later");
        // CISO Assistant takes a library again when its version is higher: the day is a number.
        yaml_.plain(0, "version", day.substr(0, 4) + day.substr(5, 2) + day.substr(8, 2));
        yaml_.plain(0, "publication_date", day);
        yaml_.text(0, "provider", "Primum");
        yaml_.text(0, "packager", "Primum");
    }

    std::string name() const {
        return in(
            {"Primum : données de patients d'un cabinet", "Primum: patients' data of a practice"});
    }
    std::string description() const {
        return in(say("Les contrôles de Primum, et ce qu'il a constaté au {}.",
                      "Primum's controls, and what it found until {}.",
                      long_day(report_.finished_at, language_)));
    }

    void write_reference_controls() {
        if (families_.empty()) return;
        yaml_.key(1, "reference_controls");
        for (const auto& family : families_) {
            for (const auto* finding : family.findings) {
                const auto& control = *finding->control;
                yaml_.item(1, "urn", urn("function", control.id));
                yaml_.text(2, "ref_id", control.id);
                yaml_.text(2, "name",
                           in(say("Corriger : {}", "Mend: {}", control.title.in(language_))));
                yaml_.text(2, "category", "technical");
                yaml_.text(2, "description", numbered(control.fix, language_));
            }
        }
    }

    void write_framework() {
        yaml_.key(1, "framework");
        yaml_.text(2, "urn", "urn:primum:risk:framework:primum");
        yaml_.text(2, "ref_id", "primum");
        yaml_.text(2, "name", name());
        yaml_.text(2, "description", description());
        if (families_.empty()) return yaml_.plain(2, "requirement_nodes", "[]");
        yaml_.key(2, "requirement_nodes");
        for (const auto& family : families_) write_family(family);
    }

    void write_family(const Family& family) {
        yaml_.item(2, "urn", urn("req_node", family.name));
        yaml_.plain(3, "assessable", "false");
        yaml_.plain(3, "depth", "1");
        yaml_.text(3, "ref_id", family.name);
        yaml_.text(3, "name", theme_word(family.name, language_));
        for (const auto* finding : family.findings) write_requirement(*finding, family.name);
    }

    void write_requirement(const Finding& finding, const std::string& family) {
        const auto& control = *finding.control;
        yaml_.item(2, "urn", urn("req_node", family + ":" + control.id));
        yaml_.plain(3, "assessable", "true");
        yaml_.plain(3, "depth", "2");
        yaml_.text(3, "parent_urn", urn("req_node", family));
        yaml_.text(3, "ref_id", control.id);
        yaml_.text(3, "name",
                   in(say("Ne doit pas être constaté : {}", "Must not be found: {}",
                          control.title.in(language_))));
        yaml_.text(3, "description", in(control.why));
        yaml_.text(3, "annotation", annotation_of(finding));
        yaml_.key(3, "reference_controls");
        yaml_.value(3, urn("function", control.id));
    }

    std::string annotation_of(const Finding& finding) const {
        switch (finding.status) {
            case Status::pass:
                return in({"Primum ne l'a pas trouvé.", "Primum did not find it."});
            case Status::not_applicable:
                return in({"Sans objet ici.", "Not applicable here."});
            case Status::not_observed:
                return in({"Pas observé : ", "Not observed: "}) +
                       joined(finding.reasons, language_);
            case Status::fail:
                break;
        }
        std::string told = in({"Constaté par Primum :", "Found by Primum:"});
        const auto shown = std::min(finding.subjects.size(), subjects_told_max);
        for (std::size_t i = 0; i < shown; ++i) {
            const auto details = details_of(finding, finding.subjects[i], language_);
            told +=
                "\n- " + finding.subjects[i].name + (details.empty() ? "" : " (" + details + ")");
        }
        if (finding.subjects.size() > shown) {
            told +=
                in(say("\n- et {} de plus", "\n- and {} more", finding.subjects.size() - shown));
        }
        return told;
    }

    const Report& report_;
    const Language language_;
    std::vector<Family> families_;
    Yaml yaml_;
};

}  // namespace

std::string as_ciso_assistant(const Report& report, Language language) {
    return Library(report, language).write();
}

}  // namespace primum::report
