// The time that the server takes for each page, from the request to the whole answer: 250 devices,
// 100 controls with 5 000 subjects, 2 000 requests of patients, everything on disk as in a
// practice.
//
//   web_bench [ROUNDS]
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "base/text.h"
#include "compliance/day.h"
#include "web/testing/house.h"

namespace {

using namespace primum;
using web::testing::form_of;
using Clock = std::chrono::steady_clock;

constexpr std::size_t devices = 250, controls_count = 100, subjects = 5'000;
constexpr int requests = 2'000;

std::string address_of(std::size_t number) {
    return fmt::format("10.0.{}.{}", number / 200, number % 200 + 1);
}

void fill(web::Known& known, controls::Catalogue& catalogue) {
    for (std::size_t i = 0; i < devices; ++i) {
        known.devices.push_back({.address = address_of(i),
                                 .name = fmt::format("POSTE-{}", i),
                                 .vendor = "Exemple",
                                 .kind = i % 9 == 0 ? "imaging" : "workstation",
                                 .doors = {{.port = 104, .what = "dicom", .needs_login = false},
                                           {.port = 443, .what = "https", .needs_login = true}}});
        known.report.machines.push_back({address_of(i), fmt::format("POSTE-{}", i), "workstation"});
    }
    catalogue.controls.reserve(controls_count);
    for (std::size_t i = 0; i < controls_count; ++i) {
        controls::Control control;
        control.id = fmt::format("net-example-{}", i);
        control.title = {"Une porte est ouverte à tous", "A door is open to all"};
        control.why = {"Quelqu'un peut lire ce qui ne le regarde pas.", "Someone can read it."};
        control.fix = {{"Fermez-la.", "Close it."}, {"Regardez à nouveau.", "Look again."}};
        control.file = "controls/network/example.yaml";
        catalogue.controls.push_back(std::move(control));
    }
    known.report.findings.clear();
    for (std::size_t i = 0; i < controls_count; ++i) {
        controls::Finding finding{.control = &catalogue.controls[i],
                                  .status = controls::Status::fail,
                                  .severity = controls::Severity::high};
        for (std::size_t j = 0; j < subjects / controls_count; ++j) {
            finding.subjects.push_back(
                {.name = address_of(j) + ":104", .severity = controls::Severity::high});
        }
        known.report.findings.push_back(std::move(finding));
    }
    for (std::size_t i = 0; i < 40; ++i) {
        known.report.exposed.doors.push_back(
            {"net-example-0", address_of(i) + ":104", address_of(i), 12, 30});
    }
    for (int i = 0; i < 24; ++i)
        known.report.history.push_back({i, Time(std::chrono::days(20'000 + i)), i});
    known.failures = report::failures(known.report.findings, known.report.acceptances);
}

void fill(compliance::Ledger& ledger, const compliance::Author& by) {
    const auto today = compliance::local_day_of(now());
    for (int i = 0; i < requests; ++i) {
        const auto added =
            ledger.add(compliance::RecordKind::request,
                       {{"received_on", compliance::format_day(today - std::chrono::days(i % 7))},
                        {"way", "email"},
                        {"right", "access"},
                        {"older_than_five_years", "no"},
                        {"patient", fmt::format("Jeanne Exemple {}", i)},
                        {"asker", "patient"},
                        {"identity", "known"},
                        {"outcome", "open"}},
                       by);
        CHECK(added);
    }
}

void measure(web::testing::Visitor& visitor, const std::string& path, std::size_t rounds) {
    std::vector<double> milliseconds;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < rounds; ++i) {
        const auto request = visitor.request_for(web::Method::get, path);
        const auto started = Clock::now();
        const auto answer = visitor.send(request);
        milliseconds.push_back(
            std::chrono::duration<double, std::milli>(Clock::now() - started).count());
        CHECK(answer.status == 200);
        bytes = answer.body.size();
    }
    std::ranges::sort(milliseconds);
    std::printf("%-40s %8.2f ms median %8.2f ms p99 %8zu bytes\n", path.c_str(),
                milliseconds[milliseconds.size() / 2], milliseconds[milliseconds.size() * 99 / 100],
                bytes);
}

}  // namespace

int main(int argc, char** argv) {
    const auto rounds = argc > 1 ? parse_number(argv[1]).value_or(200) : 200;
    web::testing::HouseForTests house;
    auto catalogue = std::make_shared<controls::Catalogue>();
    fill(house.practice().change(), *catalogue);
    house.practice().change().catalogue = catalogue;
    house.open_first_account("Dr Martin");
    web::testing::Visitor doctor(house);
    CHECK(doctor.sign_in("Dr Martin").status == 303);
    {
        const auto who =
            house.house().book.sign_in("Dr Martin", web::testing::HouseForTests::passphrase);
        CHECK(who);
        auto ledger = house.house().ledger.lend(who->key);
        CHECK(ledger);
        fill(**ledger, compliance::author_of(*who));
    }
    for (const char* path : {"/",
                             "/findings",
                             "/finding?id=net-example-7",
                             "/network",
                             "/files",
                             "/backups",
                             "/audit",
                             "/questions",
                             "/reports",
                             "/history",
                             "/requests",
                             "/record?kind=request&number=1",
                             "/record/new?kind=request",
                             "/breaches",
                             "/register",
                             "/processors",
                             "/training",
                             "/papers",
                             "/people",
                             "/me"}) {
        measure(doctor, path, rounds);
    }
    return 0;
}
