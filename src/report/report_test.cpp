#include "report/report.h"

#include <gtest/gtest.h>

#include "report/layout.h"
#include "report/machines.h"
#include "report/testing/sample.h"
#include "report/uuid.h"
#include "report/words.h"

namespace primum::report {
namespace {

using controls::Severity;
using controls::Status;

controls::Control control(const char* id, Severity severity) {
    return {.id = id,
            .severity = severity,
            .cites = {"rgpd-32"},
            .title = {"Titre de " + std::string(id), "Title of " + std::string(id)},
            .why = {"Parce que.", "Because."},
            .fix = {{"Débranchez-le.", "Unplug it."}, {"Appelez.", "Call."}}};
}

const controls::Control open_dicom = control("open-dicom", Severity::critical);
const controls::Control weak_tls = control("weak-tls", Severity::high);
const controls::Control unseen = control("unseen", Severity::medium);
const controls::Control fine = control("fine", Severity::low);

Report report() {
    Report made;
    made.started_at = *parse_time("2026-11-24T03:05:22Z");
    made.finished_at = *parse_time("2026-11-24T03:06:00Z");
    made.exposed = {
        .patients = 4, .records = 6, .doors = {{"open-dicom", "10.0.0.3:104", "10.0.0.3", 4, 6}}};
    made.how_exposed = {"Comptés ainsi.", "Counted so."};
    made.findings = {
        {.control = &open_dicom,
         .status = Status::fail,
         .severity = Severity::critical,
         .columns = {"studies", "patients", "product"},
         .subjects = {{"10.0.0.3:104",
                       Severity::critical,
                       {std::int64_t{6}, std::int64_t{4}, std::monostate{}}}},
         .observed_at = made.started_at},
        {.control = &weak_tls, .status = Status::pass, .severity = Severity::high},
        {.control = &unseen,
         .status = Status::not_observed,
         .severity = Severity::medium,
         .reasons = {{"pas regardé", "not looked at"}}},
        {.control = &fine, .status = Status::not_applicable, .severity = Severity::low}};
    made.observations = {{.probe = "network.dicom",
                          .scope = "10.0.0.0/24",
                          .status = facts::Status::partial,
                          .reasons = {{"10.0.0.9 se tait", "10.0.0.9 is silent"}},
                          .milliseconds = 1500}};
    made.consents = {{"10.0.0.0/24", "Dr A", "2026-11-24T03:05:00Z"}};
    made.device_names = {{"10.0.0.3", "ECHO-1"}, {"10.0.0.30", "NAS"}};
    return made;
}

std::size_t place(const std::string& text, const std::string& part) {
    const auto at = text.find(part);
    EXPECT_NE(at, std::string::npos) << part << "\n" << text;
    return at;
}

TEST(TextReport, leads_with_the_exposed_patients_then_what_fails_then_what_was_not_seen) {
    const auto text = as_text(report(), Language::french, Style::plain);
    const auto exposed = place(text, "4 patients\u00a0: quelqu'un");
    const auto failure = place(text, "CRITIQUE  Titre de open-dicom");
    const auto not_seen = place(text, "10.0.0.9 se tait");
    const auto in_order = place(text, "1 contrôle en ordre, 1 sans objet");
    EXPECT_LT(exposed, failure);
    EXPECT_LT(failure, not_seen);
    EXPECT_LT(not_seen, in_order);
}

TEST(TextReport, says_the_first_thing_to_do_and_where_the_rest_is) {
    const auto text = as_text(report(), Language::french, Style::plain);
    place(text, "À faire d'abord\u00a0: Débranchez-le.");
    EXPECT_EQ(text.find("Appelez."), std::string::npos);
    place(text, "primum controls show open-dicom");
}

TEST(Words, one_is_not_said_as_many) {
    EXPECT_EQ(detail_word("people", std::int64_t{1}, Language::french), "1 personne");
    EXPECT_EQ(detail_word("people", std::int64_t{2}, Language::french), "2 personnes");
    EXPECT_EQ(detail_word("people", std::int64_t{0}, Language::french), "0 personne");
    EXPECT_EQ(detail_word("studies", std::int64_t{1}, Language::english), "1 study");
    EXPECT_EQ(detail_word("studies", std::int64_t{0}, Language::english), "0 studies");
}

TEST(TextReport, names_the_device_behind_an_address_and_leaves_unknown_details_out) {
    const auto text = as_text(report(), Language::english, Style::plain);
    place(text, "10.0.0.3:104 (ECHO-1)  —  6 studies, 4 patients\n");
}

TEST(TextReport, says_who_agreed_to_have_the_network_looked_at) {
    place(as_text(report(), Language::french, Style::plain), "avec l'accord de Dr A");
}

TEST(TextReport, zero_is_not_claimed_where_not_everything_was_looked_at) {
    auto made = report();
    made.exposed = {.not_seen = {{"le réseau", "the network"}}};
    const auto text = as_text(made, Language::english, Style::plain);
    place(text, "0 patients exposed where Primum could look.");
    EXPECT_EQ(text.find("no open door"), std::string::npos);
}

TEST(TextReport, doors_of_one_machine_stand_in_one_line_the_most_patients_first) {
    auto made = report();
    made.exposed = {.patients = 13,
                    .doors = {{"open-dicom", "10.0.0.3:104", "echo", 4, 6},
                              {"open-web", "10.0.0.30:80", "nas", 9, 0},
                              {"open-web", "10.0.0.3:8042", "echo", 4, 6},
                              {"viewer", "10.0.0.3:8042", "echo", 0, 0}}};
    const auto text = as_text(made, Language::english, Style::plain);
    EXPECT_LT(
        place(text, "NAS: 9 patients, 0 studies or documents, by 10.0.0.30:80\n"),
        place(text,
              "ECHO-1: 4 patients, 6 studies or documents, by 10.0.0.3:104, 10.0.0.3:8042\n"));
}

TEST(TextReport, a_network_that_was_not_looked_at_is_said_once) {
    auto made = report();
    controls::Control network = control("net-a", Severity::high);
    network.probes = {"network.dicom"};
    made.observations.clear();
    made.findings = {{.control = &network, .status = Status::not_observed},
                     {.control = &network, .status = Status::not_observed}};
    const auto text = as_text(made, Language::french, Style::plain);
    place(text, "2 contrôles en dépendent");
    EXPECT_EQ(text.find("Titre de net-a"), std::string::npos);
}

TEST(TextReport, what_was_accepted_stands_apart_with_its_reason_and_its_day) {
    auto made = report();
    made.acceptances = {
        {"open-dicom", "10.0.0.3:104", "remplacé en mars", "Dr A", std::nullopt, "2027-03-31"}};
    const auto text = as_text(made, Language::french, Style::plain);
    EXPECT_EQ(text.find("CRITIQUE  Titre de open-dicom"), std::string::npos);
    EXPECT_LT(place(text, "la porte reste ouverte"), place(text, "remplacé en mars"));
    place(text, "2027-03-31");
    place(text, "4 patients");  // The number is what it was.
}

TEST(TextReport, has_colours_only_when_asked) {
    EXPECT_EQ(as_text(report(), Language::french, Style::plain).find('\x1b'), std::string::npos);
    EXPECT_NE(as_text(report(), Language::french, Style::colored).find('\x1b'), std::string::npos);
}

TEST(HtmlReport, of_equals_what_the_internet_reaches_comes_first_then_what_exposes_more) {
    test::Sample sample;
    auto& report = sample.report;
    auto& forwarded = sample.control("forward", "network", Severity::critical, {"Box", "Box"});
    forwarded.reads = {"port_mapping"};
    auto& second = sample.control("web", "network", Severity::critical, {"Web", "Web"});
    const auto fails = [](const controls::Control& control, const char* subject) {
        return controls::Finding{.control = &control,
                                 .status = Status::fail,
                                 .severity = Severity::critical,
                                 .subjects = {{subject, Severity::critical, {}}}};
    };
    report.findings.push_back(fails(second, "192.168.1.25:80"));
    report.findings.push_back(fails(forwarded, "192.168.1.1:1 → 192.168.1.9:1"));
    const auto page = as_html(report, Language::english, Medium::screen);
    const auto week = page.substr(0, page.find("id=\"reseau\""));
    EXPECT_LT(place(week, "<h3>Box"), place(week, "<h3>An imaging server"));
    EXPECT_LT(place(week, "<h3>An imaging server"), place(week, "<h3>Web"));
}

TEST(HtmlReport, zero_is_green_only_where_all_was_looked_at) {
    test::Sample sample;
    sample.report.exposed = {};
    place(as_html(sample.report, Language::english, Medium::screen), "class=\"hero good\"");
    sample.report.exposed.not_seen = {{"le réseau", "the network"}};
    const auto page = as_html(sample.report, Language::english, Medium::screen);
    place(page, "0</strong> <span>patients exposed where Primum could look.");
    EXPECT_EQ(page.find("class=\"hero good\""), std::string::npos);
}

TEST(HtmlReport, doors_that_could_not_be_counted_are_no_zero) {
    test::Sample sample;
    sample.report.exposed = {.doors = {{"open-db", "192.168.1.20:3306", "db", 0, 0}}};
    const auto page = as_html(sample.report, Language::english, Medium::screen);
    place(page, "<strong>1</strong> <span>open door to records that Primum could not count.");
    EXPECT_EQ(page.find("0</strong> <span>patients"), std::string::npos);
}

TEST(JsonReport, has_the_members_that_scripts_rely_on) {
    const auto text = as_json(report(), Language::french);
    for (const char* part :
         {"\"format\": \"primum-audit/1\"", "\"patients\": 4", "\"status\": \"not-observed\"",
          "\"reason\": \"pas regardé\"", "\"observed_at\": \"2026-11-24T03:05:22Z\"",
          "\"seconds\": 1.5", "\"product\": null", "\"stopped\": false"}) {
        place(text, part);
    }
}

TEST(JsonReport, same_report_same_bytes) {
    EXPECT_EQ(as_json(report(), Language::english), as_json(report(), Language::english));
}

TEST(JsonReport, bytes_that_are_no_utf8_do_not_break_it) {
    auto made = report();
    made.findings[0].subjects[0].name = "10.0.0.3/caf\xE9";
    place(as_json(made, Language::english), "10.0.0.3/caf");
}

TEST(Layout, folds_at_words_and_indents_what_follows) {
    Layout layout(Style::plain);
    std::string words;
    for (int i = 0; i < 30; ++i) words += "éclair ";
    layout.paragraph("  • ", words + "fin");
    const auto text = std::move(layout).take();
    EXPECT_NE(text.find("\n    éclair"), std::string::npos);
    for (std::size_t start = 0, end = 0; (end = text.find('\n', start)) != std::string::npos;
         start = end + 1) {
        EXPECT_LE(columns_of(std::string_view(text).substr(start, end - start)), Layout::width);
    }
}

TEST(Uuid, is_that_of_its_name_and_of_version_5) {
    EXPECT_EQ(uuid_of("control/net-smb1"), uuid_of("control/net-smb1"));
    EXPECT_NE(uuid_of("control/net-smb1"), uuid_of("control/net-smb2"));
    const auto uuid = uuid_of("");
    EXPECT_EQ(uuid.size(), 36U);
    EXPECT_EQ(uuid[14], '5');
    EXPECT_NE(std::string_view("89ab").find(uuid[19]), std::string_view::npos);
}

TEST(Words, a_sentence_is_set_as_a_french_printer_sets_it) {
    EXPECT_EQ(typographic("L'a-t-on ? « Oui » : 5 300 images ; 20 %", Language::french),
              "L’a-t-on\u202f? «\u202fOui\u202f»\u00a0: 5\u202f300 images\u202f; 20\u202f%");
    EXPECT_EQ(typographic("port 104 123456", Language::french), "port 104 123456");
    EXPECT_EQ(typographic("It's : a ; test", Language::english), "It’s : a ; test");
}

TEST(Words, a_large_number_is_parted_by_thousands) {
    EXPECT_EQ(number_word(1842, Language::french), "1\u202f842");
    EXPECT_EQ(number_word(1234567, Language::english), "1,234,567");
    EXPECT_EQ(number_word(999, Language::english), "999");
    EXPECT_EQ(number_word(-1000, Language::english), "-1,000");
}

TEST(Words, a_day_is_written_out) {
    EXPECT_EQ(long_day(*parse_time("2026-08-01T23:59:59Z"), Language::french), "1er août 2026");
    EXPECT_EQ(long_day(*parse_time("2026-08-02T00:00:00Z"), Language::english), "2 August 2026");
}

TEST(Machines, an_address_stands_as_a_whole) {
    EXPECT_EQ(addresses_in("10.0.0.12:104 → 10.0.0.1:80"),
              (std::vector<std::string_view>{"10.0.0.12", "10.0.0.1"}));
    EXPECT_TRUE(addresses_in("version 1.2.3, 1.2.3., .1.2.3 or 1..2.3").empty());
    EXPECT_EQ(with_name(report(), "10.0.0.30/x"), "10.0.0.30/x (NAS)");
    EXPECT_EQ(with_name(report(), "10.0.0.31/x"), "10.0.0.31/x");
}

TEST(Words, a_detail_reads_as_words_and_what_is_unknown_is_left_out) {
    EXPECT_EQ(detail_word("tls", std::int64_t{0}, Language::french), "chiffré : non");
    EXPECT_EQ(detail_word("health_files", std::int64_t{3}, Language::french),
              "3 fichiers de santé");
    EXPECT_EQ(detail_word("kind", "printer", Language::french), "genre : imprimante");
    EXPECT_EQ(detail_word("kind", "unknown", Language::french), "");
    EXPECT_EQ(detail_word("vendor", std::monostate{}, Language::english), "");
    EXPECT_EQ(detail_word("lease_seconds", std::int64_t{60}, Language::english),
              "lease seconds: 60");
}

TEST(TextReport, what_was_seen_in_an_earlier_audit_says_when) {
    auto made = report();
    made.findings[0].observed_at = *parse_time("2026-11-01T10:00:00Z");
    place(as_text(made, Language::english, Style::plain), "Seen on 2026-11-01 10:00 (UTC)");
}

TEST(Words, french_counts_zero_in_the_singular) {
    const Sentence one{"examen", "study"}, many{"examens", "studies"};
    EXPECT_EQ(count_word(0, one, many, Language::french), "0 examen");
    EXPECT_EQ(count_word(0, one, many, Language::english), "0 studies");
    EXPECT_EQ(count_word(1, one, many, Language::english), "1 study");
}

}  // namespace
}  // namespace primum::report
