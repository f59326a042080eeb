// Orthanc's settings: one JSON file, or all those of a folder (Orthanc Book, "Configuration").
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "fixes/fix.h"

namespace primum::fixes {

// One running or installed Orthanc.
struct OrthancSettings {
    std::vector<std::filesystem::path> files;

    // The member's value as JSON text; nothing where no file has it.
    Result<std::optional<std::string>> value(const std::string& name) const;
};

std::vector<OrthancSettings> orthanc_settings(const Situation& situation);

// Members to set, each in the file that has it already, since Orthanc refuses two; else in the
// first. `hidden` is a password among the values.
Result<> add_orthanc_edits(Plan& plan, const OrthancSettings& settings,
                           const std::map<std::string, std::string>& members,
                           const std::string& hidden = {});

}  // namespace primum::fixes
