// The practice as it was seen: network, files, backups; and who did what.
#include <algorithm>

#include "base/text.h"
#include "report/fragments.h"
#include "report/words.h"
#include "web/pages/deed_words.h"
#include "web/pages/findings.h"
#include "web/pages/pages.h"

namespace primum::web {
namespace {

constexpr std::size_t deeds_shown_max = 500;

void write_not_looked(Sheet& sheet, const Sentence& what) {
    sheet.lead(what);
    const auto buttons = sheet.out.open("p", {{"class", "buttons"}});
    sheet.link_button("/audit", {"Regarder maintenant", "Look now"});
}

Sentence login_words(const Door& door) {
    if (!door.needs_login) return {"non observé", "not observed"};
    return *door.needs_login ? Sentence{"demande un mot de passe", "asks for a password"}
                             : Sentence{"ouverte sans mot de passe", "open without a password"};
}

void write_doors(Sheet& sheet, const Device& device) {
    if (device.doors.empty()) {
        sheet.paragraph("small soft", {"Aucune porte vue.", "No door seen."});
        return;
    }
    const auto folded = sheet.out.open("details");
    const auto count = static_cast<std::int64_t>(device.doors.size());
    sheet.out.element("summary", report::count_word(count, {"porte", "door"}, {"portes", "doors"},
                                                    sheet.language()));
    const auto list = sheet.out.open("ul", {{"class", "plain small"}});
    for (const auto& door : device.doors) {
        const auto item = sheet.out.open("li");
        sheet.out.element("span", {{"class", "code"}}, std::to_string(door.port));
        sheet.out.text(" ");
        sheet.out.element("bdi", {{"class", "s"}}, door.what);
        sheet.out.text(" — " + sheet.in(login_words(door)));
        if (door.is_encrypted) {
            sheet.out.text(sheet.in(*door.is_encrypted ? Sentence{", chiffrée", ", encrypted"}
                                                       : Sentence{", en clair", ", in clear"}));
        }
    }
}

void write_device(Sheet& sheet, const Device& device) {
    const auto item = sheet.out.open("li");
    {
        const auto heading = sheet.out.open("h3");
        sheet.out.element("bdi", {{"class", "s"}},
                          device.name.empty() ? device.address : device.name);
    }
    std::string line = report::kind_word(device.kind, sheet.language()) + " · " + device.address;
    if (!device.vendor.empty() && device.vendor != device.name) line += " · " + device.vendor;
    sheet.out.element("p", {{"class", "small soft s"}}, line);
    write_doors(sheet, device);
}

Sentence place_words(std::string_view place) {
    struct Word {
        std::string_view place;
        Sentence word;
    };
    static const std::vector<Word> words{
        {"removable", {"clé ou disque amovible", "removable disk"}},
        {"share", {"dossier partagé", "shared folder"}},
        {"sync", {"dossier synchronisé ailleurs", "folder synchronised elsewhere"}},
        {"trash", {"corbeille", "bin"}},
        {"temporary", {"dossier temporaire", "temporary folder"}},
        {"mail", {"messagerie", "mail"}},
        {"downloads", {"téléchargements", "downloads"}},
        {"desktop", {"bureau", "desktop"}}};
    const auto found = std::ranges::find(words, place, &Word::place);
    return found == words.end() ? Sentence{"autre", "other"} : found->word;
}

void write_folder_row(Sheet& sheet, const Folder& folder) {
    sheet.out.row();
    {
        const auto cell = sheet.out.open("td", {{"class", "s"}});
        sheet.out.element("bdi", folder.path);
    }
    sheet.out.cell(sheet.in(place_words(folder.place)));
    sheet.out.element("td", {{"class", "n"}},
                      report::number_word(folder.documents, sheet.language()));
    sheet.out.element("td", {{"class", "n"}},
                      report::number_word(folder.patients, sheet.language()));
    sheet.out.cell(sheet.in(!folder.is_encrypted   ? Sentence{"inconnu", "unknown"}
                            : *folder.is_encrypted ? Sentence{"oui", "yes"}
                                                   : Sentence{"non", "no"}));
}

void write_folders(Sheet& sheet, const Known& known) {
    const auto slice = slice_of(sheet.visit(), known.folders.size());
    {
        const auto frame =
            sheet.out.open("div", {{"class", "frame"},
                                   {"tabindex", "0"},
                                   {"role", "region"},
                                   {"aria-label", sheet.in({"Dossiers", "Folders"})}});
        const auto table = sheet.out.open("table");
        {
            const auto head = sheet.out.open("thead");
            sheet.out.row();
            sheet.out.element("th", {{"scope", "col"}}, sheet.in({"Dossier", "Folder"}));
            sheet.out.element("th", {{"scope", "col"}}, sheet.in({"Sorte", "Kind"}));
            sheet.out.element("th", {{"scope", "col"}, {"class", "n"}},
                              sheet.in({"Documents", "Documents"}));
            sheet.out.element("th", {{"scope", "col"}, {"class", "n"}},
                              sheet.in({"Patients", "Patients"}));
            sheet.out.element("th", {{"scope", "col"}},
                              sheet.in({"Disque chiffré", "Encrypted disk"}));
        }
        const auto body = sheet.out.open("tbody");
        for (auto i = slice.begin; i < slice.end; ++i) {
            write_folder_row(sheet, known.folders[i]);
        }
    }
    write_slices(sheet, slice, "/files");
}

std::string day_or(Sheet& sheet, const std::optional<Time>& time, const Sentence& otherwise) {
    return time ? moment_word(*time, sheet.language()) : sheet.in(otherwise);
}

void write_yes_no(Sheet& sheet, const Sentence& name, const std::optional<bool>& flag) {
    if (flag) sheet.fact(name, sheet.in(*flag ? Sentence{"oui", "yes"} : Sentence{"non", "no"}));
}

void write_backup(Sheet& sheet, const facts::Backup& backup) {
    const auto item = sheet.out.open("li", {{"class", backup.last_success ? "" : "high"}});
    {
        const auto heading = sheet.out.open("h3");
        sheet.out.element("bdi", {{"class", "s"}}, backup.location.value_or(backup.repository));
    }
    const auto list = sheet.out.open("dl", {{"class", "facts"}});
    sheet.fact({"Dernière réussie", "Last success"},
               day_or(sheet, backup.last_success, {"jamais", "never"}));
    sheet.fact({"Restauration prouvée", "Restore proved"},
               day_or(sheet, backup.last_restore_test, {"jamais essayée", "never tried"}));
    write_yes_no(sheet, {"D'apparence saine", "Looks healthy"}, backup.healthy);
    write_yes_no(sheet, {"Chiffrée", "Encrypted"}, backup.encrypted);
    write_yes_no(sheet, {"Ineffaçable d'ici", "Cannot be erased from here"}, backup.append_only);
    write_yes_no(sheet, {"Copie débranchée", "Unplugged copy"}, backup.offline_copy);
}

}  // namespace

Answer network_page(Visit& visit) {
    const auto known = visit.house.practice.known();
    if (!known) return failed(visit, known.error());
    Sheet sheet(visit, {"Le réseau du cabinet", "The practice's network"}, "/network");
    sheet.title();
    if ((*known)->devices.empty()) {
        write_not_looked(sheet, {"Le réseau n'a pas encore été regardé. Cela demande votre accord, "
                                 "et ne se fait que sur le réseau du cabinet.",
                                 "The network has not been looked at yet. That takes your consent, "
                                 "and is done on the practice's network alone."});
        return std::move(sheet).finish();
    }
    {
        const auto figure = sheet.out.open("div", {{"class", "card drawing hero"}});
        sheet.out.append(report::network_drawing((*known)->report, visit.language));
    }
    {
        const auto section = sheet.out.open("section");
        const auto& devices = (*known)->devices;
        sheet.heading("h2", say("Les appareils ({})", "The devices ({})", devices.size()));
        const auto slice = slice_of(visit, devices.size());
        {
            const auto list = sheet.out.open("ul", {{"class", "list"}});
            for (auto i = slice.begin; i < slice.end; ++i) write_device(sheet, devices[i]);
        }
        write_slices(sheet, slice, "/network");
    }
    return std::move(sheet).finish();
}

Answer files_page(Visit& visit) {
    const auto known = visit.house.practice.known();
    if (!known) return failed(visit, known.error());
    Sheet sheet(visit, {"Où sont les documents de patients", "Where patients' documents are"},
                "/files");
    sheet.title();
    if ((*known)->folders.empty()) {
        write_not_looked(sheet, {"Aucun document de patient n'est connu : soit aucun dossier n'a "
                                 "encore été lu, soit ceux qui l'ont été n'en contenaient pas.",
                                 "No patient's document is known: either no folder was read yet, "
                                 "or those that were held none."});
        return std::move(sheet).finish();
    }
    sheet.lead(
        {"Par dossier, jamais par fichier : le nom d'un fichier est souvent celui d'un "
         "patient.",
         "By folder, never by file: the name of a file is often a patient's."});
    {
        const auto section = sheet.out.open("section");
        write_folders(sheet, **known);
    }
    return std::move(sheet).finish();
}

Answer backups_page(Visit& visit) {
    const auto known = visit.house.practice.known();
    if (!known) return failed(visit, known.error());
    Sheet sheet(visit, {"Les sauvegardes", "The backups"}, "/backups");
    sheet.title();
    sheet.lead(
        {"Une sauvegarde compte quand elle a été restaurée une fois, et que cet ordinateur "
         "ne peut pas l'effacer.",
         "A backup counts once it was restored, and when this computer cannot erase it."});
    const auto& backups = (*known)->backups;
    if (backups.empty()) {
        sheet.notice("", {"Primum ne connaît aucune sauvegarde de cet ordinateur. « primum vault "
                          "init » en prépare une ; un audit la verra ensuite ici.",
                          "Primum knows of no backup of this computer. \"primum vault init\" "
                          "prepares one; an audit will then see it here."});
        return std::move(sheet).finish();
    }
    {
        const auto section = sheet.out.open("section");
        const auto list = sheet.out.open("ul", {{"class", "list"}});
        for (const auto& backup : backups) write_backup(sheet, backup);
    }
    return std::move(sheet).finish();
}

namespace {

void write_deeds(Sheet& sheet, const std::vector<Deed>& deeds) {
    const auto section = sheet.out.open("section");
    const auto slice = slice_of(sheet.visit(), deeds.size());
    {
        const auto list = sheet.out.open("ul", {{"class", "plain card"}});
        for (auto i = slice.begin; i < slice.end; ++i) write_deed(sheet, deeds[i]);
    }
    write_slices(sheet, slice, "/history");
}

}  // namespace

Answer history_page(Visit& visit) {
    const auto read = visit.house.deeds.newest(deeds_shown_max);
    if (!read) return failed(visit, read.error());
    Sheet sheet(visit, {"Qui a fait quoi", "Who did what"}, "/history");
    sheet.title();
    sheet.lead(
        {"Chaque ligne est liée à la précédente : aucune ne peut être changée ni retirée "
         "sans que cela se voie.",
         "Each line is tied to the one before: none can be changed or removed unseen."});
    if (visit.sees_obligations()) {
        const auto line = sheet.out.open("p");
        sheet.link("/ledger",
                   sheet.in({"Ce qui a été fait des demandes, violations et autres fiches",
                             "What was done with requests, breaches and other records"}));
    }
    write_deeds(sheet, read->deeds);
    if (!read->newest_hash.empty()) {
        const auto section = sheet.out.open("section");
        const auto folded = sheet.out.open("details");
        sheet.out.element("summary", sheet.in({"Pour le vérifier un jour", "To check it one day"}));
        sheet.paragraph("small", {"Recopiez cette empreinte quelque part : elle change à chaque "
                                  "ligne, et dit qu'aucune des précédentes n'a bougé.",
                                  "Copy this fingerprint somewhere: it changes with each line, and "
                                  "says that none of those before has moved."});
        sheet.out.element("p", {{"class", "code"}}, read->newest_hash);
    }
    return std::move(sheet).finish();
}

}  // namespace primum::web
