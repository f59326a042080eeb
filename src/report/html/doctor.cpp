// What the doctor reads first: the number, three things to do this week, then all by theme.
#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <tuple>

#include "report/details.h"
#include "report/html/page.h"
#include "report/machines.h"
#include "report/words.h"

namespace primum::report {
namespace {

using controls::Severity;

constexpr std::size_t things_this_week = 3;
constexpr std::size_t subjects_in_brief_max = 3;  // Of a thing to do this week.
constexpr std::size_t subjects_in_theme_max = 8;  // The annex has them all.
constexpr std::size_t doors_of_machine_max = 6;

void write_number(Page& page, std::int64_t number, const Sentence& what) {
    auto& out = page.out;
    const auto line = out.open("p", {{"class", "number"}});
    out.element("strong", number_word(number, page.language));
    out.text(" ");
    out.element("span", page.in(what));
}

void write_machine(Page& page, const ExposedMachine& machine) {
    auto& out = page.out;
    const auto item = out.open("li");
    if (!machine.name.empty()) {
        out.element("bdi", {{"class", "name"}}, machine.name);
        out.text(page.language == Language::french ? "\u00a0: " : ": ");
    }
    if (machine.patients > 0) {
        out.element("strong", page.patients(machine.patients));
        out.text(", " + page.records(machine.records));
    } else {
        out.text(page.in(
            {"des dossiers que Primum n'a pas pu compter", "records that Primum could not count"}));
    }
    out.text(page.in({", par ", ", by "}));
    const auto shown = std::min(machine.doors.size(), doors_of_machine_max);
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) out.text(", ");
        out.element("bdi", {{"class", "s"}}, machine.doors[i]);
    }
    if (machine.doors.size() > shown) {
        out.text(page.in(
            say(" et {} autres portes", " and {} more doors", machine.doors.size() - shown)));
    }
}

void write_nobody_exposed(Page& page) {
    const bool saw_all = page.report.exposed.not_seen.empty();
    const auto section = page.out.open(
        "section", {{"class", saw_all ? "hero good" : "hero"}, {"aria-labelledby", "exposes"}});
    page.heading("h2", "exposes", {"Patients exposés", "Exposed patients"});
    write_number(page, 0,
                 saw_all ? Sentence{"patient exposé : aucune porte ouverte sur un dossier n'a été "
                                    "trouvée.",
                                    "patients exposed: no open door to a record was found."}
                         : Sentence{"patient exposé là où Primum a pu regarder.",
                                    "patients exposed where Primum could look."});
    if (!saw_all) {
        page.paragraph(
            {"Tout n'a pas été regardé : plus bas, « Pas observé » dit quoi, et "
             "pourquoi.",
             "Not everything was looked at: \"Not observed\", below, says what, and "
             "why."});
    }
}

// Patients behind the machines that a failure names, each machine once.
std::int64_t patients_behind(const Failure& failure,
                             const std::map<std::string, std::int64_t>& exposed) {
    std::set<std::string> counted;
    std::int64_t patients = 0;
    for (const auto* subject : failure.open) {
        for (const auto address : addresses_in(subject->name)) {
            const auto found = exposed.find(std::string(address));
            if (found == exposed.end() || !counted.insert(found->first).second) continue;
            patients += found->second;
        }
    }
    return patients;
}

std::map<std::string, std::int64_t> patients_by_address(const Report& report) {
    std::map<std::string, std::int64_t> exposed;
    for (const auto& door : report.exposed.doors) {
        for (const auto address : addresses_in(door.subject)) {
            auto& patients = exposed[std::string(address)];
            patients = std::max(patients, door.patients);
        }
    }
    return exposed;
}

bool is_open_to_internet(const Failure& failure) {
    const auto& reads = failure.finding->control->reads;
    return std::ranges::find(reads, "port_mapping") != reads.end();
}

// At most three, the worst first; of equals, what the Internet can reach, then what exposes more
// patients.
std::vector<const Failure*> most_urgent(const Page& page) {
    const auto exposed = patients_by_address(page.report);
    std::vector<const Failure*> found;
    for (const auto& failure : page.failures) {
        if (!failure.open.empty()) found.push_back(&failure);
    }
    const auto weight = [&](const Failure* failure) {
        return std::tuple(failure->severity, is_open_to_internet(*failure),
                          patients_behind(*failure, exposed), failure->open.size());
    };
    std::ranges::stable_sort(found, std::greater{}, weight);
    if (found.size() > things_this_week) found.resize(things_this_week);
    return found;
}

void write_places(Page& page, const std::vector<const controls::Subject*>& subjects,
                  std::size_t shown_max, const std::string& control) {
    auto& out = page.out;
    const auto list = out.open("ul", {{"class", "places"}});
    const auto shown = std::min(subjects.size(), shown_max);
    for (std::size_t i = 0; i < shown; ++i) {
        const auto item = out.open("li");
        page.subject(subjects[i]->name);
    }
    if (subjects.size() <= shown) return;
    const auto item = out.open("li");
    out.link("#t-" + control,
             page.in(say(
                 "et {} de plus", "and {} more",
                 number_word(static_cast<std::int64_t>(subjects.size() - shown), page.language))));
}

void write_thing(Page& page, const Failure& failure) {
    const auto& control = *failure.finding->control;
    auto& out = page.out;
    const auto item = out.open("li", {{"class", style_of(failure.severity)}});
    page.severity(failure.severity);
    out.element("h3", page.in(control.title));
    write_places(page, failure.open, subjects_in_brief_max, control.id);
    if (!control.fix.empty()) {
        out.element("p", {{"class", "do"}}, page.in(control.fix.front()));
    }
    const auto more = out.open("p", {{"class", "more"}});
    out.link("#c-" + control.id,
             page.in(say("Pourquoi, et la suite : {}", "Why, and what comes next: {}",
                         control.title.in(page.language))));
}

void write_age(Page& page, const controls::Finding& finding) {
    if (!finding.observed_at || *finding.observed_at >= page.report.started_at) return;
    page.paragraph("age", say("Vu le {} : le dernier audit ne l'a pas regardé à nouveau.",
                              "Seen on {}: the last audit did not look at it again.",
                              long_day(*finding.observed_at, page.language)));
}

void write_explanation(Page& page, const controls::Control& control) {
    auto& out = page.out;
    page.out.element("p", page.in(control.why));
    out.element("h5", page.in({"Comment faire", "What to do"}));
    const auto list = out.open("ol", {{"class", "steps"}});
    for (const auto& step : control.fix) out.element("li", page.in(step));
}

void write_links(Page& page, const controls::Control& control) {
    auto& out = page.out;
    const auto line = out.open("p", {{"class", "more"}});
    out.link("#t-" + control.id, page.in(say("Détail pour le technicien : {}",
                                             "Detail for the technician: {}", control.id)));
}

void write_card(Page& page, const Failure& failure) {
    const auto& control = *failure.finding->control;
    auto& out = page.out;
    const auto card = out.open(
        "article", {{"class", "card " + style_of(failure.severity)}, {"id", "c-" + control.id}});
    {
        const auto head = out.open("div", {{"class", "head"}});
        out.element("h4", page.in(control.title));
        page.severity(failure.severity);
    }
    write_places(page, failure.open, subjects_in_theme_max, control.id);
    write_age(page, *failure.finding);
    if (page.on_paper()) {
        write_explanation(page, control);
        return;
    }
    const auto folded = out.open("details");
    out.element("summary", page.in({"Pourquoi, et comment faire", "Why, and what to do"}));
    write_explanation(page, control);
    write_links(page, control);
}

}  // namespace

void write_exposed(Page& page) {
    const auto& exposed = page.report.exposed;
    if (exposed.doors.empty()) return write_nobody_exposed(page);
    auto& out = page.out;
    const auto section =
        out.open("section", {{"class", "hero bad"}, {"aria-labelledby", "exposes"}});
    page.heading("h2", "exposes", {"Patients exposés", "Exposed patients"});
    if (exposed.patients > 0) {
        write_number(page, exposed.patients,
                     count_noun(exposed.patients,
                                {"patient : quelqu'un qui ne le devrait pas peut lire ses données "
                                 "en ce moment.",
                                 "patient: someone who should not can read their data right now."},
                                {"patients : quelqu'un qui ne le devrait pas peut lire leurs "
                                 "données en ce moment.",
                                 "patients: someone who should not can read their data right "
                                 "now."},
                                page.language));
    } else {
        const auto doors = std::ssize(exposed.doors);
        write_number(page, doors, uncounted_doors(doors, page.language));
    }
    page.paragraph("calm",
                   {"Ces réglages viennent le plus souvent de l'installation, et chacun se "
                    "referme. Primum n'a rien modifié, n'a essayé aucun mot de passe et n'a copié "
                    "aucun dossier.",
                    "These settings mostly come from the installation, and each can be closed. "
                    "Primum changed nothing, tried no password and copied no record."});
    {
        const auto list = out.open("ul", {{"class", "machines"}});
        for (const auto& machine : exposed_machines(page.report)) write_machine(page, machine);
    }
    page.paragraph("how", page.report.how_exposed);
}

void write_this_week(Page& page) {
    const auto urgent = most_urgent(page);
    auto& out = page.out;
    const auto section = out.open("section", {{"aria-labelledby", "semaine"}});
    if (urgent.empty()) {
        page.heading("h2", "semaine", {"Cette semaine", "This week"});
        page.paragraph({"Rien d'urgent parmi ce que Primum a pu voir.",
                        "Nothing urgent in what Primum could see."});
        return;
    }
    page.heading(
        "h2", "semaine",
        urgent.size() == things_this_week
            ? Sentence{"Trois choses à faire cette semaine", "Three things to do this week"}
            : Sentence{"À faire cette semaine", "To do this week"});
    const auto list = out.open("ol", {{"class", "week"}});
    for (const auto* failure : urgent) write_thing(page, *failure);
}

void write_themes(Page& page) {
    auto& out = page.out;
    const auto section = out.open("section", {{"aria-labelledby", "themes"}});
    page.heading("h2", "themes",
                 {"Tout ce qui est à corriger, par thème", "All that is to be mended, by theme"});
    // The theme with the worst failure first.
    std::vector<std::pair<std::string, std::vector<const Failure*>>> themes;
    for (const auto& failure : page.failures) {
        if (failure.open.empty()) continue;
        const auto theme = theme_word(family_of(*failure.finding->control), page.language);
        auto place = std::ranges::find(themes, theme, [](const auto& each) { return each.first; });
        if (place == themes.end()) place = themes.insert(place, {theme, {}});
        place->second.push_back(&failure);
    }
    if (themes.empty()) {
        page.paragraph(
            {"Rien : aucun contrôle n'a trouvé à redire.", "Nothing: no control found fault."});
    }
    for (const auto& [theme, failures] : themes) {
        out.element("h3", page.in({theme, theme}));
        for (const auto* failure : failures) write_card(page, *failure);
    }
}

}  // namespace primum::report
