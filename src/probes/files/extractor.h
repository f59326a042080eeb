// Extractor: an extraction worker of one thread, started when first needed and replaced when it
// dies.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "os/serving_worker.h"
#include "probes/files/extract_message.h"

namespace primum::probes::files {

class Extractor {
public:
    // `stop` is borrowed.
    Extractor(std::filesystem::path program, const os::ServingLimits& limits, const os::Stop& stop)
        : program_(std::move(program)), limits_(limits), stop_(stop) {}

    // Hands over what the worker finds in `file`; the views are valid during the call. What was
    // handed over before an error stays. Errors as of os::ServingWorker::ask(): the next file gets
    // a new worker.
    Result<> extract(const ExtractRequest& request, const os::Descriptor& file,
                     const std::function<void(const ExtractAnswer&)>& on_answer);

private:
    std::filesystem::path program_;
    os::ServingLimits limits_;
    const os::Stop& stop_;
    std::optional<os::ServingWorker> worker_;
};

}  // namespace primum::probes::files
