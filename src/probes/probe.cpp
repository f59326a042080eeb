#include "probes/probe.h"

#include <chrono>
#include <exception>
#include <mutex>

namespace primum::probes {
namespace {

constexpr std::size_t reasons_max = 200;

class Gatherer : public facts::Sink {
public:
    Gatherer(std::string_view probe, const ProgressListener& listener,
             facts::Observation& observation)
        : probe_(probe), listener_(listener), observation_(observation) {}

    void could_not_see(Sentence what_and_why) override {
        const std::lock_guard lock(mutex_);
        observation_.status = facts::Status::partial;
        if (observation_.reasons.size() < reasons_max) {
            observation_.reasons.push_back(std::move(what_and_why));
        }
    }

    void progress(const Sentence& what) override {
        const std::lock_guard lock(mutex_);
        if (listener_) listener_(probe_, what);
    }

private:
    void accept(facts::Fact fact) override {
        const std::lock_guard lock(mutex_);
        observation_.facts.push_back(std::move(fact));
    }

    std::string_view probe_;
    const ProgressListener& listener_;
    std::mutex mutex_;
    facts::Observation& observation_;
};

Result<> observe_without_throwing(Probe& probe, facts::Sink& sink) {
    try {
        return probe.observe(sink);
    } catch (const std::exception& thrown) {
        return Error{ErrorKind::io,
                     say("erreur inattendue : {}", "unexpected error: {}", thrown.what())};
    }
}

}  // namespace

facts::Observation look(Probe& probe, const ProgressListener& listener) {
    facts::Observation observation;
    observation.probe = probe.name();
    observation.scope = probe.scope();
    observation.tables = probe.tables();
    observation.started_at = now();
    const auto started = std::chrono::steady_clock::now();

    Gatherer gatherer(probe.name(), listener, observation);
    const auto outcome = observe_without_throwing(probe, gatherer);
    if (!outcome) {
        observation.reasons.insert(observation.reasons.begin(), outcome.error().message);
        observation.status =
            observation.facts.empty() ? facts::Status::failed : facts::Status::partial;
    }
    observation.finished_at = now();
    observation.milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(
                                   std::chrono::steady_clock::now() - started)
                                   .count();
    return observation;
}

}  // namespace primum::probes
