// The ledger of a practice that has kept 2 000 patients' requests, each in three versions.
//
//   open_2000_requests    from a closed file to all of them, the passphrase aside
//   list_a_page           50 of them, open ones first by their deadline, as words
//   add_a_request         checked, sealed, appended, flushed to the disk
//   tell_the_facts        the rows that the controls run over
#include <algorithm>
#include <filesystem>

#include <benchmark/benchmark.h>
#include <unistd.h>

#include "base/testing/temporary_folder.h"
#include "compliance/observe.h"
#include "compliance/request.h"
#include "crypto/random.h"

namespace {

namespace fs = std::filesystem;
using namespace primum;
using namespace primum::compliance;

constexpr std::uint32_t request_count = 2000;
constexpr std::size_t page_size = 50;

const Author clerk{.name = "Claire", .role = accounts::Role::staff};

Values a_request(std::uint32_t number) {
    const Day received = Day(std::chrono::days(17'000 + number));
    return {{"received_on", format_day(received)},
            {"way", "post"},
            {"right", number % 3 == 0 ? "rectification" : "access"},
            {"patient", "Patient " + std::to_string(number)},
            {"asker", "patient"},
            {"address", "12 rue des Tilleuls\n49000 Angers"},
            {"what", "Demande écrite de la copie de tout le dossier, avec les comptes rendus."},
            {"identity", "known"}};
}

// Made in memory: flushing 6 000 entries to a disk takes longer than all that is measured.
class Practice {
public:
    Practice() {
        const fs::path memory = "/dev/shm";
        const TemporaryFolder quick(fs::exists(memory) ? memory : fs::temp_directory_path());
        fill(quick / "ledger");
        fs::copy_file(quick / "ledger", folder_ / "ledger");
    }

    Ledger open() const { return Ledger::open(folder_ / "ledger", key_).value(); }

private:
    void fill(const fs::path& file) {
        auto ledger = Ledger::open(file, key_).value();
        for (std::uint32_t i = 1; i <= request_count; ++i) {
            auto values = a_request(i);
            CHECK(ledger.add(RecordKind::request, values, clerk));
            values["acknowledged_on"] = values["received_on"];
            change(ledger, i, values);
            if (i % 20 == 0) continue;  // One in twenty is still open.
            values["outcome"] = "answered";
            values["closed_on"] = values["received_on"];
            values["sent_by"] = "hand";
            change(ledger, i, values);
        }
    }

    static void change(Ledger& ledger, std::uint32_t number, const Values& values) {
        CHECK(ledger.change(*ledger.find(RecordKind::request, number), values, clerk));
    }

    accounts::LedgerKey key_{crypto::random_secret()};
    TemporaryFolder folder_;
};

const Practice& practice() {
    static const Practice made;
    return made;
}

void open_2000_requests(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(practice().open().history().size());
}
BENCHMARK(open_2000_requests)->Unit(benchmark::kMillisecond);

void list_a_page(benchmark::State& state) {
    const auto ledger = practice().open();
    const auto today = local_day_of(now());
    const auto form = form_of(RecordKind::request);
    for (auto _ : state) {
        std::vector<std::pair<Day, const Record*>> all;
        for (const auto& record : ledger.records(RecordKind::request)) {
            all.emplace_back(clock_of(record.values, today).due, &record);
        }
        std::ranges::partial_sort(all, all.begin() + page_size);
        std::string page;
        for (std::size_t i = 0; i < page_size; ++i) {
            for (const auto& field : form) {
                page += shown(field, all[i].second->value(field.name), Language::french);
            }
        }
        benchmark::DoNotOptimize(page.data());
    }
}
BENCHMARK(list_a_page)->Unit(benchmark::kMillisecond);

void add_a_request(benchmark::State& state) {
    auto ledger = practice().open();
    for (auto _ : state) CHECK(ledger.add(RecordKind::request, a_request(1), clerk));
}
BENCHMARK(add_a_request)->Unit(benchmark::kMillisecond);

void tell_the_facts(benchmark::State& state) {
    const auto ledger = practice().open();
    for (auto _ : state) benchmark::DoNotOptimize(observe(ledger, now()).facts.size());
}
BENCHMARK(tell_the_facts)->Unit(benchmark::kMillisecond);

}  // namespace
