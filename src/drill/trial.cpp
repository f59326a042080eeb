#include "drill/trial.h"

#include <algorithm>
#include <numeric>
#include <span>

#include <fmt/format.h>

#include "base/byte_reader.h"
#include "base/hex.h"
#include "base/text.h"
#include "os/worker.h"

namespace primum::drill {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t batch_files_max = 50;
constexpr std::size_t order_bytes_max = 60UL * 1024;  // What fits a pipe, see os/worker.h.
constexpr std::chrono::minutes batch_time{10};
constexpr std::chrono::seconds batch_processor_time{300};
constexpr std::uint64_t worker_memory_bytes_max = 2ULL * 1024 * 1024 * 1024;

// The folder, then one file a line, in hexadecimal: names may hold anything.
std::string order_for(const fs::path& folder, std::span<const fs::path> files) {
    std::string order = hex_of(as_bytes(folder.string())) + "\n";
    for (const auto& file : files) order += hex_of(as_bytes(file.string())) + "\n";
    return order;
}

std::size_t batch_size(const fs::path& folder, std::span<const fs::path> files) {
    std::size_t count = 0;
    std::size_t bytes = 2 * folder.string().size() + 1;
    while (count < std::min(files.size(), batch_files_max)) {
        bytes += 2 * files[count].string().size() + 1;
        if (bytes > order_bytes_max && count > 0) break;
        ++count;
    }
    return count;
}

// What the worker says of one file: "opened pdf", "whole", or "broken: why".
void take_answer(std::string_view line, const fs::path& file, Trial& trial) {
    if (line.starts_with("opened ")) {
        ++trial.opened[std::string(line.substr(7, 20))];
    } else if (line == "whole") {
        ++trial.without_check;
    } else {
        const auto why = printable(line.starts_with("broken: ") ? line.substr(8) : line);
        trial.failed.push_back(
            {.path = file, .reason = say("ne s'ouvre pas ({})", "does not open ({})", why)});
    }
}

}  // namespace

std::size_t Trial::files() const {
    return std::accumulate(opened.begin(), opened.end(), without_check + failed.size(),
                           [](std::size_t sum, const auto& kind) { return sum + kind.second; });
}

Result<Trial> try_files(const fs::path& worker, const fs::path& folder,
                        const std::vector<fs::path>& files, const os::Stop& stop) {
    Trial trial;
    std::span<const fs::path> left(files);
    while (!left.empty()) {
        const auto batch = left.first(batch_size(folder, left));
        std::size_t answered = 0;
        const os::WorkerOrder order{.program = worker,
                                    .input = order_for(folder, batch),
                                    .limits = {.time = batch_time,
                                               .processor_time = batch_processor_time,
                                               .memory_bytes_max = worker_memory_bytes_max}};
        const auto ended = os::run_worker(order, stop, [&](std::string_view line) {
            if (answered < batch.size()) take_answer(line, batch[answered++], trial);
        });
        if (!ended && (ended.error().kind == ErrorKind::not_found ||
                       ended.error().kind == ErrorKind::stopped)) {
            return ended.error();
        }
        if (answered <
            batch.size()) {  // It died over the next file: that one is told, the rest tried again.
            trial.failed.push_back({.path = batch[answered],
                                    .reason = {"met en échec le programme qui l'ouvre",
                                               "defeats the program that opens it"}});
            ++answered;
        }
        left = left.subspan(answered);
    }
    return trial;
}

}  // namespace primum::drill
