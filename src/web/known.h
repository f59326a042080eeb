// Known: all that the pages show of what Primum saw, as it stood at one moment.
//
// Made once after each change and read by every page until the next, so that no page waits for a
// query. Immutable, and shared by the threads that read it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "controls/catalogue.h"
#include "facts/tables.h"
#include "report/acceptance.h"
#include "report/report.h"

namespace primum::web {

struct Door {  // An open port, as seen.
    std::int64_t port = 0;
    std::string what;  // "dicom", "https": the protocol, else the product.
    std::optional<bool> needs_login;
    std::optional<bool> is_encrypted;
};

struct Device {
    std::string address;
    std::string name;  // Its own, else its maker's, else empty.
    std::string vendor;
    std::string kind;  // As in facts::Device.
    bool this_computer = false;
    std::vector<Door> doors;
};

// Documents with patients' data, by folder: a file's name can be a patient's.
struct Folder {
    std::string path;
    std::string place;  // "downloads", "removable", …: as in facts::Document.
    std::int64_t documents = 0;
    std::int64_t patients = 0;
    std::optional<bool> is_encrypted;  // The volume.
};

struct AskedQuestion {
    const controls::Question* question = nullptr;  // Of the catalogue.
    const controls::QuestionGroup* group = nullptr;
    std::optional<report::Answer> answer;
    std::string value;       // As kept: an option's id.
    bool is_due = false;     // Without answer, or answered too long ago.
    bool is_needed = false;  // False: the facts or another answer settle it.
};

// Who takes care of what a control finds.
struct Assignment {
    std::string control;
    std::string to;
    std::string by;
    std::string at;
};

struct Known {
    std::shared_ptr<const controls::Catalogue> catalogue;
    bool ever_looked = false;
    report::Report report;  // Files grouped by folder.
    std::vector<report::Failure> failures;
    std::vector<Device> devices;
    std::vector<Folder> folders;
    std::vector<facts::Backup> backups;
    std::vector<AskedQuestion> questions;
    std::map<std::string, Assignment> assignments;  // By control.
    std::set<std::string> mendable;                 // Controls that Primum can mend itself.
    std::set<std::string> undoable;                 // Those whose mending can be put back.
    Time read_at{};
};

using KnownNow = std::shared_ptr<const Known>;

}  // namespace primum::web
