#include "fixes/fix_list.h"

#include <algorithm>

#include "fixes/doors/doors.h"

namespace primum::fixes {
namespace {

std::vector<std::unique_ptr<Fix>> make_all() {
    std::vector<std::unique_ptr<Fix>> fixes;
    fixes.push_back(make_router_openings());
    fixes.push_back(make_smb_guests());
    fixes.push_back(make_ftp_guests());
    fixes.push_back(make_rsync_guests());
    fixes.push_back(make_smb1());
    fixes.push_back(make_orthanc_login());
    fixes.push_back(make_orthanc_queries());
    fixes.push_back(make_local_database());
    fixes.push_back(make_cleartext_service());
    fixes.push_back(make_screen_lock());
    fixes.push_back(make_automatic_login());
    fixes.push_back(make_firewall());
    fixes.push_back(make_automatic_updates());
    fixes.push_back(make_sealed_files());
    fixes.push_back(make_left_sync());
    return fixes;
}

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
    std::ranges::move(from, std::back_inserter(to));
}

void merge(Plan& plan, Plan more) {
    append(plan.subjects, more.subjects);
    append(plan.changes, more.changes);
    append(plan.notes, more.notes);
    append(plan.next, more.next);
    append(plan.secrets, more.secrets);
    for (auto& wake : more.wakes) {
        if (std::ranges::find(plan.wakes, wake) == plan.wakes.end()) plan.wakes.push_back(wake);
    }
}

}  // namespace

const std::vector<std::unique_ptr<Fix>>& all_fixes() {
    static const auto fixes = make_all();
    return fixes;
}

std::vector<const Fix*> fixes_of(std::string_view control) {
    std::vector<const Fix*> found;
    for (const auto& fix : all_fixes()) {
        const auto served = fix->controls();
        if (std::ranges::find(served, control) != served.end()) found.push_back(fix.get());
    }
    return found;
}

Result<Plan> plan_for(const Situation& situation) {
    const auto fixes = fixes_of(situation.control);
    if (fixes.empty()) {
        return Error{ErrorKind::usage, say("Primum ne sait pas réparer {} lui-même",
                                           "Primum cannot mend {} by itself", situation.control)};
    }
    Plan plan;
    std::optional<Error> last;
    for (const auto* fix : fixes) {
        auto part = fix->plan(situation);
        if (part) {
            merge(plan, std::move(*part));
        } else if (part.error().kind == ErrorKind::not_found) {
            last = part.error();
        } else {
            return part.error();
        }
    }
    if (plan.changes.empty()) return *last;
    // The services that run are not those of another system's files.
    if (!situation.is_live()) {
        std::erase_if(plan.wakes, [](const Wake& wake) { return wake.command.empty(); });
    }
    return plan;
}

}  // namespace primum::fixes
