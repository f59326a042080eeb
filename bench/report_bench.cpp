// Every form of a report of 100 controls and 5 000 subjects (goal: HTML under 200 ms and 1 MB).
// `bytes` is the size of what was written.
#include <deque>

#include <benchmark/benchmark.h>

#include "report/report.h"

namespace {

using namespace primum;
using report::Report;

constexpr int control_count = 100, subjects_of_control = 50;
constexpr int machine_count = 60;

// A practice with every fault that there is, many times over: texts as long as the catalogue's.
class LargePractice {
public:
    LargePractice() {
        report_.started_at = report_.finished_at = *parse_time("2026-11-24T03:06:00Z");
        report_.how_exposed = {"Comptés ainsi.", "Counted so."};
        for (int i = 0; i < control_count; ++i) add_control(i);
        for (int i = 0; i < control_count; ++i) add_finding(i);
        for (int i = 0; i < machine_count; ++i) {
            const auto address = fmt::format("192.168.1.{}", i + 1);
            report_.machines.push_back({address, fmt::format("POSTE-{}", i), "workstation", false});
            report_.device_names[address] = fmt::format("POSTE-{}", i);
        }
    }
    const Report& report() const { return report_; }

private:
    void add_control(int number) {
        const std::string why =
            "Ce serveur a répondu à un inconnu sans rien lui demander : noms, dates de naissance "
            "et "
            "examens sont lisibles par toute personne connectée au réseau. Ouvert aussi sur "
            "Internet, c'est le cas jugé en 2020, et une amende de 2 500 €.";
        const std::string step =
            "Appelez l'installateur de l'appareil et dites : « Limitez-le aujourd'hui aux "
            "appareils "
            "du cabinet, par nom et par adresse. »";
        controls_.push_back({.id = fmt::format("net-control-{}", number),
                             .severity = controls::Severity::high,
                             .reads = {"service"},
                             .probes = {"network.services"},
                             .title = {"Un serveur montre ses examens à n'importe qui", "A server"},
                             .why = {why, why},
                             .fix = {{step, step}, {step, step}, {step, step}},
                             .file = "controls/network/x.yaml"});
    }

    void add_finding(int number) {
        controls::Finding finding{.control = &controls_[static_cast<std::size_t>(number)],
                                  .status = controls::Status::fail,
                                  .severity = controls::Severity::high,
                                  .columns = {"patients", "tls", "product", "version"},
                                  .observed_at = report_.finished_at};
        for (int i = 0; i < subjects_of_control; ++i) {
            const auto address = fmt::format("192.168.1.{}", i % machine_count + 1);
            finding.subjects.push_back(
                {.name = fmt::format("smb://{}/dossier-{}-{}", address, number, i),
                 .severity = controls::Severity::high,
                 .details = {std::int64_t{i}, std::int64_t{i % 2}, "Apache httpd", "2.4.57"}});
            report_.exposed.doors.push_back(
                {finding.control->id, finding.subjects.back().name, address, i, i});
        }
        report_.findings.push_back(std::move(finding));
    }

    std::deque<controls::Control> controls_;
    Report report_;
};

constexpr auto french = Language::french;

std::string html(const Report& made) {
    return report::as_html(made, french, report::Medium::screen);
}
std::string paper(const Report& made) {
    return report::as_html(made, french, report::Medium::paper);
}
std::string text(const Report& made) { return report::as_text(made, french, report::Style::plain); }
std::string json(const Report& made) { return report::as_json(made, french); }
std::string csv(const Report& made) { return report::as_csv(made, french); }
std::string sarif(const Report& made) { return report::as_sarif(made, french); }
std::string oscal(const Report& made) { return report::as_oscal_results(made, french); }

template <std::string (*write)(const Report&)>
void form(benchmark::State& state) {
    const LargePractice practice;
    std::size_t bytes = 0;
    for (auto _ : state) {
        const std::string written = write(practice.report());
        bytes = written.size();
        benchmark::DoNotOptimize(written.data());
    }
    state.counters["bytes"] = static_cast<double>(bytes);
}

BENCHMARK(form<&html>)->Name("html")->Unit(benchmark::kMillisecond);
BENCHMARK(form<&paper>)->Name("paper")->Unit(benchmark::kMillisecond);
BENCHMARK(form<&text>)->Name("text")->Unit(benchmark::kMillisecond);
BENCHMARK(form<&json>)->Name("json")->Unit(benchmark::kMillisecond);
BENCHMARK(form<&csv>)->Name("csv")->Unit(benchmark::kMillisecond);
BENCHMARK(form<&sarif>)->Name("sarif")->Unit(benchmark::kMillisecond);
BENCHMARK(form<&oscal>)->Name("oscal")->Unit(benchmark::kMillisecond);

}  // namespace
