#include "probes/network/shares/share_judge.h"

#include <algorithm>

#include "os/memory_file.h"

namespace primum::probes::shares {
namespace {

bool is_health(const files::FoundDocument& document) {
    const auto& found = document.recognition;
    return found.evidence != Evidence::none && found.kind != "payroll";
}

}  // namespace

Result<std::unique_ptr<ShareJudge>> ShareJudge::create(const Settings& settings,
                                                       const os::Stop& stop) {
    auto recogniser = TRY(Recogniser::create(settings.texts, settings.key));
    std::unique_ptr<ShareJudge> judge(new ShareJudge(std::move(recogniser)));
    judge->reader_ = TRY(files::FileReader::create(judge->recogniser_, settings.programs, stop));
    return judge;
}

Result<files::FileFindings> ShareJudge::judge(const std::string& name, BytesView bytes) {
    const auto file = TRY(os::memory_file(bytes));
    const std::lock_guard lock(mutex_);
    CHECK(reader_);  // As create() made it.
    return reader_->read(file, name);
}

Result<> ShareTally::take(const std::string& name, BytesView bytes) {
    const auto findings = judge_->judge(name, bytes);
    if (!findings) {
        if (findings.error().kind == ErrorKind::stopped) return findings.error();
        complete_ = false;
        return {};
    }
    if (!findings->unread.empty()) complete_ = false;
    if (std::ranges::any_of(findings->documents, is_health)) ++health_files_;
    for (const auto& document : findings->documents) {
        if (!is_health(document)) continue;
        for (const auto person : document.recognition.persons) {
            if (persons_.size() < persons_max) persons_.insert(person);
        }
    }
    return {};
}

}  // namespace primum::probes::shares
