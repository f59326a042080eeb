// What is seen first: how many patients are exposed and by which door, what to do this week, what
// runs out next, the last backup, how it has gone from audit to audit.
#include <algorithm>

#include "report/fragments.h"
#include "report/machines.h"
#include "report/words.h"
#include "web/pages/findings.h"
#include "web/pages/obligations.h"
#include "web/pages/pages.h"
#include "web/pages/sheet.h"

namespace primum::web {
namespace {

constexpr std::size_t machines_max = 6;
constexpr std::size_t doors_of_machine_max = 4;
constexpr std::size_t things_max = 3;
constexpr std::size_t due_max = 4;

void write_welcome(Sheet& sheet) {
    sheet.lead(
        {"Primum n'a encore rien regardé. Un premier regard sur cet ordinateur prend moins "
         "d'une minute et ne change rien.",
         "Primum has not looked at anything yet. A first look at this computer takes less "
         "than a minute and changes nothing."});
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.link_button("/audit", {"Regarder maintenant", "Look now"});
}

struct Number {
    std::int64_t count = 0;
    Sentence what;
    std::string style;
};

Number leading_number(const Known& known, Language language) {
    const auto& exposed = known.report.exposed;
    if (exposed.doors.empty()) {
        if (!exposed.not_seen.empty()) {
            return {0,
                    {"patient exposé, là où Primum a pu regarder.",
                     "patients exposed, where Primum could look."},
                    ""};
        }
        return {0,
                {"patient exposé : aucune porte ouverte sur un dossier n'a été trouvée.",
                 "patients exposed: no open door to a record was found."},
                "good"};
    }
    if (exposed.patients == 0) {
        const auto doors = std::ssize(exposed.doors);
        return {doors, report::uncounted_doors(doors, language), "bad"};
    }
    return {
        exposed.patients,
        report::count_noun(exposed.patients,
                           {"patient dont quelqu'un d'autre peut lire les données en ce moment.",
                            "patient whose data someone else can read right now."},
                           {"patients dont quelqu'un d'autre peut lire les données en ce moment.",
                            "patients whose data someone else can read right now."},
                           language),
        "bad"};
}

void write_machine(Sheet& sheet, const report::ExposedMachine& machine) {
    auto& out = sheet.out;
    const auto item = out.open("li");
    const auto name = machine.name.empty() ? machine.key : machine.name;
    out.element("bdi", {{"class", "s"}},
                name == "this computer" ? sheet.in({"Cet ordinateur", "This computer"}) : name);
    out.text(sheet.in({" : ", ": "}));
    if (machine.patients > 0) {
        out.element("strong", report::count_word(machine.patients, {"patient", "patient"},
                                                 {"patients", "patients"}, sheet.language()));
    } else {
        out.text(sheet.in({"des dossiers non comptés", "records not counted"}));
    }
    out.text(sheet.in({", par ", ", by "}));
    const auto shown = std::min(machine.doors.size(), doors_of_machine_max);
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) out.text(", ");
        out.element("bdi", {{"class", "s soft"}}, machine.doors[i]);
    }
    if (machine.doors.size() > shown) {
        out.text(sheet.in(say(" et {} de plus", " and {} more", machine.doors.size() - shown)));
    }
}

void write_exposed(Sheet& sheet, const Known& known) {
    auto& out = sheet.out;
    const auto number = leading_number(known, sheet.language());
    const auto card = out.open("div", {{"class", "card hero " + number.style}});
    sheet.heading("h2", {"Patients exposés", "Exposed patients"});
    {
        const auto line = out.open("p", {{"class", "number"}});
        out.element("strong", report::number_word(number.count, sheet.language()));
        out.text(" ");
        out.element("span", sheet.in(number.what));
    }
    const auto machines = report::exposed_machines(known.report);
    if (!machines.empty()) {
        const auto list = out.open("ul", {{"class", "plain"}});
        for (std::size_t i = 0; i < std::min(machines.size(), machines_max); ++i) {
            write_machine(sheet, machines[i]);
        }
    }
    const auto line = out.open("p", {{"class", "small soft"}});
    out.text(sheet.in(say("Vu le {}. ", "Seen on {}. ",
                          moment_word(known.report.finished_at, sheet.language()))));
    sheet.link("/audit", sheet.in({"Regarder à nouveau", "Look again"}));
}

void write_this_week(Sheet& sheet, const Known& known) {
    const auto open = open_failures(known);
    const auto section = sheet.out.open("section");
    if (open.empty()) {
        sheet.heading("h2", {"Cette semaine", "This week"});
        sheet.paragraph({"Rien à refermer parmi ce que Primum a pu voir.",
                         "Nothing to close in what Primum could see."});
        return;
    }
    sheet.heading("h2", {"À faire cette semaine", "To do this week"});
    {
        const auto list = sheet.out.open("ol", {{"class", "list"}});
        for (std::size_t i = 0; i < std::min(open.size(), things_max); ++i) {
            write_failure_item(sheet, known, *open[i]);
        }
    }
    if (open.size() <= things_max) return;
    const auto line = sheet.out.open("p", {{"class", "lead"}});
    sheet.link("/findings", sheet.in(say("Tout ce qui est à refermer ({})",
                                         "All that is to be closed ({})", open.size())));
}

// Of those who may see them: what the law or a contract gives a day to.
void write_due(Sheet& sheet) {
    if (!sheet.visit().sees_obligations()) return;
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"Ce qui arrive à échéance", "What runs out next"});
    auto ledger = lend_ledger(sheet.visit());
    if (!ledger) return sheet.notice("bad", ledger.error().message);
    const auto due = all_due(**ledger, now());
    if (due.empty()) {
        sheet.paragraph("soft",
                        {"Aucune demande ni violation en cours, aucun contrat près de sa fin.",
                         "No request or breach open, no contract near its end."});
        return;
    }
    {
        const auto list = sheet.out.open("ul", {{"class", "list"}});
        for (std::size_t i = 0; i < std::min(due.size(), due_max); ++i) {
            write_due_item(sheet, due[i]);
        }
    }
    if (due.size() <= due_max) return;
    sheet.out.element("p", {{"class", "lead"}},
                      sheet.in(say("Et {} autres.", "And {} more.", due.size() - due_max)));
}

// The backup with the oldest success: the one to worry about.
void write_backup(Sheet& sheet, const Known& known) {
    const auto card = sheet.out.open("div", {{"class", "card"}});
    sheet.heading("h2", {"Dernière sauvegarde", "Last backup"});
    if (known.backups.empty()) {
        sheet.paragraph({"Aucune sauvegarde connue de Primum.", "No backup that Primum knows of."});
        sheet.link("/backups", sheet.in({"En faire une", "Make one"}));
        return;
    }
    const auto& worst = *std::ranges::min_element(known.backups, {}, &facts::Backup::last_success);
    if (worst.last_success) {
        sheet.out.element("p",
                          sheet.in(say("Le {}.", "On {}.",
                                       report::long_day(*worst.last_success, sheet.language()))));
    } else {
        sheet.paragraph({"Jamais terminée.", "Never finished."});
    }
    if (worst.last_restore_test) {
        sheet.out.element(
            "p", {{"class", "soft"}},
            sheet.in(say("Restauration prouvée le {}.", "Restore proved on {}.",
                         report::long_day(*worst.last_restore_test, sheet.language()))));
    } else {
        sheet.paragraph(
            "soft", {"Sa restauration n'a jamais été essayée.", "Restoring it was never tried."});
    }
    sheet.link("/backups", sheet.in({"Les sauvegardes", "The backups"}));
}

void write_questions(Sheet& sheet, const Known& known) {
    const auto due = std::ranges::count_if(
        known.questions, [](const AskedQuestion& each) { return each.is_due && each.is_needed; });
    if (due == 0) return;
    const auto card = sheet.out.open("div", {{"class", "card"}});
    sheet.heading("h2", {"Ce que vous seul savez", "What only you know"});
    sheet.out.element(
        "p", report::count_word(due, {"question attend", "question waits"},
                                {"questions attendent", "questions wait"}, sheet.language()) +
                 sheet.in({" votre réponse.", " for your answer."}));
    sheet.link("/questions", sheet.in({"Répondre", "Answer"}));
}

void write_trend(Sheet& sheet, const Known& known) {
    auto curve = report::history_curve(known.report, sheet.language());
    if (known.report.history.size() < 2) return;
    const auto section = sheet.out.open("section");
    sheet.heading("h2", {"D'un audit à l'autre", "From audit to audit"});
    const auto card = sheet.out.open("div", {{"class", "card"}});
    sheet.paragraph("small soft", {"Patients exposés à la fin de chaque audit.",
                                   "Patients exposed at the end of each audit."});
    sheet.out.append(std::move(curve));
}

}  // namespace

Answer home_page(Visit& visit) {
    const auto known = visit.house.practice.known();
    if (!known) return failed(visit, known.error());
    Sheet sheet(visit, {"Les données de vos patients", "Your patients' data"}, "/");
    sheet.title();
    sheet.what_was_done();
    if (!(*known)->ever_looked) {
        write_welcome(sheet);
        write_due(sheet);
        return std::move(sheet).finish();
    }
    write_exposed(sheet, **known);
    write_due(sheet);
    write_this_week(sheet, **known);
    {
        const auto section = sheet.out.open("section");
        const auto cards = sheet.out.open("div", {{"class", "cards two"}});
        write_backup(sheet, **known);
        write_questions(sheet, **known);
    }
    write_trend(sheet, **known);
    return std::move(sheet).finish();
}

}  // namespace primum::web
