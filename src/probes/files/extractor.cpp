#include "probes/files/extractor.h"

namespace primum::probes::files {

Result<> Extractor::extract(const ExtractRequest& request, const os::Descriptor& file,
                            const std::function<void(const ExtractAnswer&)>& on_answer) {
    if (!worker_) worker_.emplace(TRY(os::ServingWorker::start(program_, limits_)));
    Result<> understood;
    const auto on_frame = [&](const os::Frame& frame) {
        const auto answer = parse_extract_answer(frame.kind, frame.content);
        if (!answer) understood = answer.error();
        if (!answer || std::holds_alternative<ExtractionDone>(*answer)) return os::Reading::done;
        on_answer(*answer);
        return os::Reading::more;
    };
    const auto content = to_content(request);
    auto outcome = worker_->ask({extract_request_kind, content}, file, stop_, on_frame);
    if (outcome) outcome = understood;
    if (!outcome) worker_.reset();
    return outcome;
}

}  // namespace primum::probes::files
