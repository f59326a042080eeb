// Orthanc answers DICOM queries of the devices that it knows, and of no other.
#include <signal.h>

#include "fixes/doors/doors.h"
#include "fixes/doors/kit.h"
#include "fixes/doors/orthanc.h"

namespace primum::fixes {
namespace {

class OrthancQueries : public Fix {
public:
    std::string_view name() const override { return "orthanc-queries"; }
    std::vector<std::string_view> controls() const override {
        return {"net-dicom-anonymous-access"};
    }
    Sentence title() const override {
        return {"ferme les recherches DICOM d'Orthanc aux appareils inconnus",
                "closes Orthanc's DICOM queries to unknown devices"};
    }

    Result<Plan> plan(const Situation& situation) const override {
        const auto doors = own_subjects(situation);
        if (doors.empty()) return not_on_this_computer(situation);
        Plan plan;
        const std::map<std::string, std::string> members{{"DicomAlwaysAllowFind", "false"},
                                                         {"DicomAlwaysAllowFindWorklist", "false"},
                                                         {"DicomAlwaysAllowGet", "false"},
                                                         {"DicomAlwaysAllowMove", "false"}};
        for (const auto& settings : orthanc_settings(situation)) {
            TRY(add_orthanc_edits(plan, settings, members));
        }
        if (plan.changes.empty()) {
            return nothing_to_mend(
                {"ce n'est pas un Orthanc de cet ordinateur : demandez à l'éditeur ou au "
                 "mainteneur "
                 "de n'accepter que vos appareils",
                 "it is no Orthanc of this computer: ask the vendor to accept your devices only"});
        }
        for (const auto& door : doors) plan.subjects.push_back(door.subject->name);
        plan.wakes.push_back({.service = "orthanc", .process = "Orthanc", .signal = SIGHUP});
        plan.notes.push_back(
            {"Orthanc continue de recevoir les images de tous vos appareils. Un poste qui y "
             "cherche "
             "des examens doit être inscrit dans DicomModalities.",
             "Orthanc still receives the images of all your devices. A computer that searches "
             "exams "
             "there must be listed in DicomModalities."});
        return plan;
    }
};

}  // namespace

std::unique_ptr<Fix> make_orthanc_queries() { return std::make_unique<OrthancQueries>(); }

}  // namespace primum::fixes
