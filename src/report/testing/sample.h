// Sample: the report of an invented practice, small enough to read and with something in every part
// of a report. For tests of this room, of its golden files and of its benchmark.
#pragma once

#include <deque>

#include "report/report.h"

namespace primum::report::test {

// Owns the controls and references that its report points into.
class Sample {
public:
    Sample() {
        add_references();
        add_report();
        add_findings();
        add_machines();
        add_history();
    }
    Sample(const Sample&) = delete;
    Sample& operator=(const Sample&) = delete;

    Report report;

    // Puts `text` wherever a device, a file or a person may have put it.
    void say_everywhere(const std::string& text) {
        for (auto& finding : report.findings) {
            for (auto& subject : finding.subjects) {
                subject.name = text + subject.name;
                for (auto& detail : subject.details) {
                    if (!std::holds_alternative<std::int64_t>(detail)) detail = text;
                }
            }
            for (auto& reason : finding.reasons) reason = {text, text};
        }
        for (auto& observation : report.observations) {
            observation.scope = text;
            for (auto& reason : observation.reasons) reason = {text, text};
        }
        for (auto& door : report.exposed.doors) door.subject = text + door.subject;
        for (auto& [address, name] : report.device_names) name = text;
        for (auto& machine : report.machines) machine.name = text;
        report.consents = {{text, text, text}};
        report.answers = {{text, {text, text}, {text, text}, text, text}};
        report.acceptances = {{"weak-tls", std::nullopt, text, text, std::nullopt, text}};
        for (auto* list : {&report.comparison->added, &report.comparison->worse}) {
            for (auto& change : *list) change.subject = text;
        }
    }

    controls::Control& control(const std::string& id, const std::string& family,
                               controls::Severity severity, const Sentence& title) {
        controls_.push_back(
            {.id = id,
             .severity = severity,
             .reads = {"device"},
             .probes = {"network.dicom"},
             .cites = {"rgpd-32", "guide-9"},
             .title = title,
             .why = {"Quelqu'un pourrait lire ces dossiers : il suffit d'être branché.",
                     "Somebody could read these records: being plugged in is enough."},
             .fix = {{"Appelez l'installateur et dites : « Limitez ce serveur au cabinet. »",
                      "Phone the installer and say: \"Restrict this server to the practice.\""},
                     {"Relancez Primum.", "Run Primum again."}},
             .file = "catalogue/controls/" + family + "/" + id + ".yaml"});
        return controls_.back();
    }

    static controls::Subject subject(const std::string& name, controls::Severity severity,
                                     std::vector<facts::Value> details) {
        return {.name = name, .severity = severity, .details = std::move(details)};
    }

private:
    using Severity = controls::Severity;
    using Status = controls::Status;

    static Time at(std::string_view text) { return *parse_time(text); }

    void add_references() {
        references_.push_back({.id = "rgpd-32",
                               .title = {"RGPD, article 32 : sécurité du traitement",
                                         "GDPR, article 32: security of processing"},
                               .url = "https://example.org/rgpd#32",
                               .section = "article 32",
                               .checked = "2026-11-23",
                               .confidence = controls::Reference::Confidence::high});
        references_.push_back({.id = "guide-9",
                               .title = {"Guide, fiche 9", "Guide, sheet 9"},
                               .checked = "2026-11-20",
                               .confidence = controls::Reference::Confidence::medium});
        for (const auto& reference : references_) report.references.push_back(&reference);
    }

    void add_report() {
        report.started_at = at("2026-11-24T03:05:22Z");
        report.finished_at = at("2026-11-24T03:06:00Z");
        report.exposed = {.patients = 1081,
                          .records = 1842,
                          .doors = {{"open-dicom", "192.168.1.30:104", "echo", 1060, 1812},
                                    {"open-share", "smb://192.168.1.25/scans", "nas", 21, 30},
                                    {"open-share", "ftp://192.168.1.25/", "nas", 12, 14}}};
        report.how_exposed = {"Pour une machine, la porte qui en montre le plus ; puis le total.",
                              "For one machine, the door that shows the most; then the total."};
        report.observations = {{.probe = "network.dicom",
                                .scope = "192.168.1.0/24",
                                .started_at = at("2026-11-24T03:05:30Z"),
                                .status = facts::Status::partial,
                                .reasons = {{"192.168.1.9 se tait", "192.168.1.9 is silent"}},
                                .milliseconds = 1534},
                               {.probe = "host.listening",
                                .scope = "cet ordinateur",
                                .started_at = at("2026-11-24T03:05:22Z"),
                                .milliseconds = 41}};
        report.consents = {{"192.168.1.0/24", "Dr Claire Martin", "2026-11-24T03:05:00Z"}};
        report.answers = {{"keys",
                           {"Qui a la clé du local technique ?", "Who has the key?"},
                           {"le secrétariat", "le secrétariat"},
                           "2026-11-20T09:00:00Z",
                           "Dr Claire Martin"}};
        report.acceptances = {{"weak-tls", "192.168.1.50:443", "remplacée en janvier",
                               "Dr Claire Martin", at("2026-11-20T09:00:00Z"), "2027-01-31"}};
    }

    void add_findings() {
        auto& dicom = control("open-dicom", "network", Severity::critical,
                              {"Un serveur d'imagerie montre ses examens à n'importe qui",
                               "An imaging server shows its exams to anyone"});
        auto& share = control("open-share", "network", Severity::high,
                              {"Un dossier partagé s'ouvre sans mot de passe",
                               "A shared folder opens without a password"});
        auto& tls = control("weak-tls", "network", Severity::medium,
                            {"Un certificat est périmé", "A certificate has expired"});
        auto& lock = control("ws-screen-lock", "workstation", Severity::high,
                             {"La session ne se verrouille pas seule", "The session never locks"});
        auto& backup = control("bkp-missing", "backup", Severity::critical,
                               {"Aucune sauvegarde récente", "No recent backup"});
        auto& wep = control("wifi-wep", "wifi", Severity::critical,
                            {"Le Wi-Fi utilise WEP", "The Wi-Fi uses WEP"});
        auto& old = control("fax", "network", Severity::low, {"Un fax répond", "A fax answers"});
        const auto seen = report.started_at;
        report.findings = {
            {.control = &dicom,
             .status = Status::fail,
             .severity = Severity::critical,
             .columns = {"patients", "studies", "tls", "product"},
             .subjects = {subject("192.168.1.30:104", Severity::critical,
                                  {1060, 1812, 0, std::monostate{}})},
             .observed_at = seen},
            {.control = &backup,
             .status = Status::not_observed,
             .severity = Severity::critical,
             .reasons = {{"personne n'a encore répondu", "nobody has answered yet"}}},
            {.control = &wep, .status = Status::pass, .severity = Severity::critical},
            {.control = &share,
             .status = Status::fail,
             .severity = Severity::high,
             .columns = {"anonymous_write", "patients"},
             .subjects = {subject("smb://192.168.1.25/scans", Severity::high, {1, 21}),
                          subject("ftp://192.168.1.25/", Severity::high, {0, 12})},
             .observed_at = at("2026-11-01T10:00:00Z")},
            {.control = &lock,
             .status = Status::fail,
             .severity = Severity::high,
             .columns = {"minutes"},
             .subjects = {subject("gnome, secretariat", Severity::high, {std::monostate{}})},
             .observed_at = seen},
            {.control = &tls,
             .status = Status::fail,
             .severity = Severity::medium,
             .columns = {"product"},
             .subjects = {subject("192.168.1.50:443", Severity::medium, {"nginx"}),
                          subject("192.168.1.51:443", Severity::medium, {"nginx"})},
             .observed_at = seen,
             .reasons = {{"192.168.1.9 se tait", "192.168.1.9 is silent"}}},
            {.control = &old, .status = Status::not_applicable, .severity = Severity::low}};
    }

    void add_machines() {
        report.machines = {{"192.168.1.1", "Livebox", "router", false},
                           {"192.168.1.10", "accueil", "workstation", true},
                           {"192.168.1.25", "NAS", "nas", false},
                           {"192.168.1.30", "ECHO-1", "imaging", false},
                           {"192.168.1.50", "imprimante-du-secretariat", "printer", false},
                           {"192.168.1.51", "", "unknown", false}};
        for (const auto& machine : report.machines) {
            if (!machine.name.empty()) report.device_names[machine.address] = machine.name;
        }
        report.openings = {{"192.168.1.30", 11112, 104}};
    }

    void add_history() {
        report.history = {{1, at("2026-09-01T08:00:00Z"), 1320},
                          {2, at("2026-10-06T08:00:00Z"), 1102},
                          {3, report.finished_at, 1081}};
        const auto* share = report.findings[3].control;
        report.comparison = Comparison{
            .run = 2,
            .at = at("2026-10-06T08:00:00Z"),
            .patients = 1102,
            .added = {{share, "ftp://192.168.1.25/", Severity::high}},
            .worse = {{report.findings[0].control, "192.168.1.30:104", Severity::critical}},
            .mended = {{report.findings[2].control, "Cabinet-WEP", Severity::critical}},
            .unseen = {{share, "smb://192.168.1.9/commun", Severity::high}},
            .unchanged = 3};
    }

    std::deque<controls::Control> controls_;
    std::deque<controls::Reference> references_;
};

}  // namespace primum::report::test
