#include <algorithm>

#include "probes/network/shares/visit.h"

namespace primum::probes::shares {

Result<> describe_share(FolderReader& reader, const Visit& visit, facts::Share& share) {
    const auto place =
        say("{}:{}, {} {}", "{}:{}, {} {}", share.address, share.port, share.protocol, share.name);
    auto limits = visit.limits.sample;
    limits.time = std::min(limits.time, visit.end.remaining());
    if (visit.end.passed()) {
        share.anonymous_read = std::nullopt;
        visit.sink.could_not_see(join(place, {"le temps prévu pour ce serveur est écoulé",
                                              "the time for this server is over"}));
        return {};
    }
    ShareTally tally(visit.judge);
    const auto sample = sample_files(reader, limits, tally);
    if (sample) {
        share.anonymous_read = true;
        share.files = sample->files;
        share.health_files = tally.health_files();
        share.patients = tally.patients();
        share.counted_all = sample->complete && tally.complete();
        return {};
    }
    if (sample.error().kind == ErrorKind::denied) {
        share.anonymous_read = false;
        return {};
    }
    share.anonymous_read = std::nullopt;
    if (sample.error().kind == ErrorKind::stopped) return sample.error();
    visit.sink.could_not_see(join(place, sample.error().message));
    return {};
}

}  // namespace primum::probes::shares
