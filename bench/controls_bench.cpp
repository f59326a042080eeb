// The catalogue over the facts of a large practice: 100 controls, 250 devices, 100 000 rows.
//
//   run_100_controls        what an audit waits for once everything has been looked at (goal: 50
//   ms) run_slowest_first       the same, one line a control, when PRIMUM_BENCH_EACH is set
//   count_the_exposed       the leading number
//   record_100000_rows      keeping the facts, in memory and on the disk
//   load_the_catalogue      reading and preparing every file
//
// The rows are those of a practice network multiplied: ports above all, most of them web and
// unknown ones, a fault on about one row in a hundred, an older audit behind the newest. Where
// catalogue/ has fewer than 100 controls the rest are written here, in the shapes that the real
// ones have.
#include <cstdlib>
#include <filesystem>
#include <random>

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "controls/exposed.h"
#include "controls/run.h"

namespace {

namespace fs = std::filesystem;
using namespace primum;
using controls::Catalogue;
using controls::Control;

constexpr int device_count = 250;
constexpr int row_count = 100'000;
constexpr std::size_t control_count = 100;

// Rows come out the same on every run.
class Practice {
public:
    facts::Observation observation(std::string probe, int rows, facts::Fact (Practice::*make)()) {
        facts::Observation made{.probe = std::move(probe), .scope = "10.0.0.0/16"};
        for (int i = 0; i < rows; ++i) made.facts.push_back((this->*make)());
        made.tables = {made.facts.front().table};
        return made;
    }

    facts::Fact device() {
        static constexpr std::array kinds{"workstation", "workstation", "printer",
                                          "imaging",     "phone",       "unknown"};
        const int number = next_device_++;
        return facts::to_fact(facts::Device{.address = address_of(number),
                                            .mac = fmt::format("02:00:00:00:00:{:02x}", number),
                                            .kind = kinds[random(kinds.size())],
                                            .known = !rarely()});
    }
    facts::Fact service() {
        static constexpr std::array protocols{
            "http",  "http",    "http",  "http", "unknown", "unknown",   "ssh",
            "smb",   "unknown", "https", "http", "unknown", "https",     "ipp",
            "dicom", "rdp",     "http",  "dns",  "mysql",   "postgresql"};
        static constexpr std::array rare{"telnet", "ftp", "vnc", "ldap", "hl7", "snmp", "redis"};
        const bool tls = random(3) == 0;
        return facts::to_fact(facts::Service{
            .address = address(),
            .port = static_cast<std::int64_t>(random(60'000)),
            .protocol = rarely() ? rare[random(rare.size())] : protocols[random(protocols.size())],
            .product = "Apache httpd",
            .version = "2.4.57",
            .title = "Page d'accueil de l'appareil",
            .tls = tls,
            .certificate_trusted = tls ? std::optional(!rarely()) : std::nullopt,
            .needs_login = !rarely(),
            .cleartext_login = rarely(),
            .local_only = rarely()});
    }
    facts::Fact share() {
        return facts::to_fact(facts::Share{.address = address(),
                                           .port = 445,
                                           .protocol = "smb",
                                           .name = "documents",
                                           .anonymous_read = rarely(),
                                           .anonymous_write = rarely(),
                                           .smb1 = rarely(),
                                           .health_files = static_cast<std::int64_t>(random(50)),
                                           .patients = static_cast<std::int64_t>(random(20))});
    }
    facts::Fact dicom_node() {
        return facts::to_fact(facts::DicomNode{.address = address(),
                                               .port = 104,
                                               .checks_calling_title = !rarely(),
                                               .answers_find = rarely(),
                                               .studies = 30,
                                               .patients = 12});
    }
    facts::Fact medical_web() {
        return facts::to_fact(facts::MedicalWeb{.address = address(),
                                                .port = 8042,
                                                .kind = "orthanc",
                                                .needs_login = !rarely(),
                                                .records = 30,
                                                .patients = 12});
    }
    facts::Fact remote_access() {
        return facts::to_fact(facts::RemoteAccess{.address = address(),
                                                  .port = 3389,
                                                  .protocol = rarely() ? "vnc" : "rdp",
                                                  .needs_login = !rarely(),
                                                  .network_level_authentication = !rarely()});
    }
    facts::Fact database_server() {
        return facts::to_fact(facts::DatabaseServer{
            .address = address(), .port = 3306, .product = "mysql", .needs_login = !rarely()});
    }
    facts::Fact port_mapping() {
        return facts::to_fact(facts::PortMapping{.router = address_of(0),
                                                 .external_port = 443,
                                                 .protocol = "tcp",
                                                 .target = address(),
                                                 .target_port = 443});
    }
    facts::Fact router() {
        return facts::to_fact(facts::Router{.address = address_of(0), .upnp = true});
    }

private:
    std::size_t random(std::size_t below) { return generator_() % below; }
    bool rarely() { return random(100) == 0; }
    std::string address() { return address_of(static_cast<int>(random(device_count))); }
    static std::string address_of(int number) {
        return fmt::format("10.0.{}.{}", number / 100, number % 100 + 1);
    }

    std::mt19937 generator_{2026};  // NOLINT(cert-msc51-cpp): the same rows on every run.
    int next_device_ = 0;
};

std::vector<facts::Observation> look_at_the_practice() {
    Practice practice;
    std::vector<facts::Observation> all;
    const auto look = [&](const char* probe, int rows, facts::Fact (Practice::*make)()) {
        all.push_back(practice.observation(probe, rows, make));
    };
    look("network.devices", device_count, &Practice::device);
    look("network.shares", 4'000, &Practice::share);
    look("network.dicom", 500, &Practice::dicom_node);
    look("network.medical-web", 1'000, &Practice::medical_web);
    look("network.remote", 4'000, &Practice::remote_access);
    look("network.databases", 1'000, &Practice::database_server);
    look("network.router", 1, &Practice::router);
    look("network.router-mappings", 249, &Practice::port_mapping);
    int rows = 0;
    for (const auto& observation : all) rows += static_cast<int>(observation.facts.size());
    look("host.listening", 50, &Practice::service);
    look("network.services", row_count - rows - 50, &Practice::service);
    return all;
}

void record_all(store::Store& store, const std::vector<facts::Observation>& observations) {
    const auto run = store.begin_run({}).value();
    for (const auto& observation : observations) (void)store.record(run, observation).value();
    store.finish_run(run, {}).value();
}

// Made once: the framework calls a benchmark several times while it finds out how often to repeat.
const store::Store& store_of_the_practice() {
    static const store::Store store = [] {
        auto made = store::Store::open_in_memory().value();
        const auto observations = look_at_the_practice();
        record_all(made, observations);  // An older audit, superseded.
        record_all(made, observations);
        return made;
    }();
    return store;
}

Control written(std::size_t number, std::string table, std::string condition) {
    return {.id = fmt::format("bench-{}", number),
            .severity = controls::Severity::medium,
            .reads = {table},
            .applies = "SELECT 1 FROM " + table,
            .fails = fmt::format("SELECT address AS subject, * FROM {} WHERE {}", table, condition),
            .title = {"essai", "bench"}};
}

// The shapes that real controls have: one protocol, one port, one flag, a join with the device.
Control variant(std::size_t number) {
    static const std::vector<std::pair<std::string, std::string>> shapes{
        {"service", "protocol = 'telnet' AND local_only = 0"},
        {"service", "protocol IN ('ftp', 'vnc') AND COALESCE(local_only, 0) = 0"},
        {"service", "port = 8042"},
        {"service", "port IN (389, 9990, 3306, 5432) AND needs_login = 0"},
        {"service", "cleartext_login = 1 AND protocol = 'http' AND port < 8000"},
        {"service", "certificate_trusted = 0 AND local_only = 0"},
        {"service",
         "protocol = 'dicom' AND address IN (SELECT d.address FROM device d WHERE d.known = 0)"},
        {"device", "known = 0"},
        {"device",
         "kind = 'imaging' AND EXISTS (SELECT 1 FROM service s WHERE s.address = "
         "device.address AND s.protocol = 'telnet')"},
        {"dicom_node", "answers_find = 1"},
        {"dicom_node", "checks_calling_title = 0"},
        {"medical_web", "needs_login = 0"},
        {"share", "anonymous_read = 1 AND health_files > 0"},
        {"share", "smb1 = 1"},
        {"remote_access", "protocol = 'rdp' AND network_level_authentication = 0"},
        {"remote_access", "needs_login = 0"},
        {"database_server", "needs_login = 0"},
        {"router", "upnp_adds_mappings = 1"}};
    const auto& [table, condition] = shapes[number % shapes.size()];
    return written(number, table, condition);
}

Catalogue hundred_controls() {
    Catalogue catalogue;
    if (fs::exists(PRIMUM_CATALOGUE)) catalogue = Catalogue::load(PRIMUM_CATALOGUE).value();
    while (catalogue.controls.size() < control_count) {
        catalogue.controls.push_back(variant(catalogue.controls.size()));
    }
    return catalogue;
}

void run_100_controls(benchmark::State& state) {
    const auto& store = store_of_the_practice();
    const auto catalogue = hundred_controls();
    std::size_t subjects = 0;
    std::size_t failed = 0;
    for ([[maybe_unused]] auto _ : state) {
        const auto findings = controls::run(catalogue, store).value();
        subjects = failed = 0;
        for (const auto& finding : findings) {
            subjects += finding.subjects.size();
            failed += finding.status == controls::Status::fail ? 1 : 0;
        }
    }
    state.counters["subjects"] = static_cast<double>(subjects);
    state.counters["failed"] = static_cast<double>(failed);
}
BENCHMARK(run_100_controls)->Unit(benchmark::kMillisecond);

void run_each_control(benchmark::State& state) {
    if (std::getenv("PRIMUM_BENCH_EACH") == nullptr) {  // NOLINT(concurrency-mt-unsafe)
        state.SkipWithError("set PRIMUM_BENCH_EACH for one line a control");
        return;
    }
    const auto& store = store_of_the_practice();
    const auto catalogue = hundred_controls();
    for ([[maybe_unused]] auto _ : state) {
        for (const auto& control : catalogue.controls) {
            const auto begin = std::chrono::steady_clock::now();
            const auto finding = controls::run_one(control, store).value();
            const std::chrono::duration<double, std::milli> took =
                std::chrono::steady_clock::now() - begin;
            std::printf("%8.3f ms  %-32s %-14s %zu\n", took.count(), control.id.c_str(),
                        std::string(controls::name_of(finding.status)).c_str(),
                        finding.subjects.size());
        }
    }
}
BENCHMARK(run_each_control)->Iterations(1);

void count_the_exposed(benchmark::State& state) {
    const auto& store = store_of_the_practice();
    const auto catalogue = hundred_controls();
    for ([[maybe_unused]] auto _ : state) {
        benchmark::DoNotOptimize(controls::exposed(catalogue, store));
    }
}
BENCHMARK(count_the_exposed)->Unit(benchmark::kMillisecond);

void record_100000_rows_in_memory(benchmark::State& state) {
    const auto observations = look_at_the_practice();
    for ([[maybe_unused]] auto _ : state) {
        auto store = store::Store::open_in_memory().value();
        record_all(store, observations);
    }
    state.SetItemsProcessed(state.iterations() * row_count);
}
BENCHMARK(record_100000_rows_in_memory)->Unit(benchmark::kMillisecond);

void record_100000_rows_on_disk(benchmark::State& state) {
    const auto observations = look_at_the_practice();
    const auto folder = fs::temp_directory_path() / fmt::format("primum-bench-{}", getpid());
    for ([[maybe_unused]] auto _ : state) {
        auto store = store::Store::open(folder / "facts.db").value();
        record_all(store, observations);
        state.PauseTiming();
        fs::remove_all(folder);
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * row_count);
}
BENCHMARK(record_100000_rows_on_disk)->Unit(benchmark::kMillisecond);

void load_the_catalogue(benchmark::State& state) {
    if (!fs::exists(PRIMUM_CATALOGUE)) {
        state.SkipWithError("no catalogue here");
        return;
    }
    std::size_t count = 0;
    for ([[maybe_unused]] auto _ : state) {
        count = Catalogue::load(PRIMUM_CATALOGUE).value().controls.size();
    }
    state.counters["controls"] = static_cast<double>(count);
}
BENCHMARK(load_the_catalogue)->Unit(benchmark::kMillisecond);

}  // namespace
