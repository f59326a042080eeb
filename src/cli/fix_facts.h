// FixFacts: what is known of the doors that a fix may close, and a new look after it.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "cli/progress_form.h"
#include "controls/run.h"
#include "fixes/fix.h"
#include "store/store.h"

namespace primum::cli {

enum class Verdict {
    closed,
    open,
    unknown,   // It could not be looked at.
    not_seen,  // No look had found it before: its absence now says nothing.
};

enum class Look { none, worse, as_well };  // As the probes of a control have looked before.

// The ports on which something listens, for whoever it may be.
std::set<std::uint16_t> listening_ports();

// Waits until something listens on each of them again, or for ten seconds: a service that was just
// told to start again must not be taken for a closed door.
void wait_until_listening(const std::set<std::uint16_t>& ports);

// A failing control that a fix serves.
struct Mendable {
    std::string control;
    Sentence title;               // What is wrong.
    std::vector<Sentence> fixes;  // What each fix does.
    std::vector<std::string> subjects;
};

class FixFacts {
public:
    // `root`: where the files of this computer are, "/" unless another system is looked at.
    static Result<FixFacts> open(const std::string& catalogue, const std::filesystem::path& home,
                                 const std::filesystem::path& root);

    // What a fix of the control is given, narrowed to one subject where it is named. For a control
    // about this computer it looks first; for one about the network it takes what the last audit
    // saw. ErrorKind::usage when the control is unknown, or when nothing is wrong.
    Result<fixes::Situation> situation(const std::string& control, const std::string& subject);

    // Lets the probes of the control look again, where and with the consent they looked before, and
    // says whether `subjects` are still among what is wrong.
    Result<Verdict> look_again(const std::string& control, const std::vector<std::string>& subjects,
                               Language language);

    // The same of the control as a whole, whatever was found before.
    Result<Verdict> look_again(const std::string& control, Language language, ProgressForm form);

    Result<std::vector<Mendable>> mendable() const;

private:
    FixFacts(controls::Catalogue catalogue, store::Store store, std::filesystem::path home,
             std::filesystem::path root)
        : catalogue_(std::move(catalogue)),
          store_(std::move(store)),
          home_(std::move(home)),
          root_(std::move(root)) {}

    Result<const controls::Control*> control_named(const std::string& id) const;
    struct Again;
    Result<> choose_probes(const controls::Control& control, Language language, Again& again);
    // Lets the control's probes look, and compares how well they could with the time before.
    Result<Look> look(const controls::Control& control, Language language,
                      ProgressForm form = ProgressForm::one_line);

    controls::Catalogue catalogue_;
    store::Store store_;
    std::filesystem::path catalogue_directory_;
    std::filesystem::path home_;
    std::filesystem::path root_;
    std::vector<std::string> unseen_;  // Subjects that a person named, and no probe.
};

}  // namespace primum::cli
