// Framework: somebody else's questionnaire, and where Primum knows each of its answers from.
//
// catalogue/frameworks/<id>.yaml names the items by their own ids; their texts are their authors'.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/sentence.h"

namespace primum::controls {

struct FrameworkItem {
    std::string id;                      // In the words of the framework.
    std::vector<std::string> controls;   // Whose findings answer it.
    std::vector<std::string> tables;     // Whose rows answer it, when no control judges them.
    std::vector<std::string> questions;  // That have to be asked.
    std::optional<Sentence> given;       // The answer, where every medical practice has the same.
    int line = 0;
};

struct Framework {
    std::string id;
    Sentence title;
    std::string url;
    std::string checked;  // "2026-11-27": when the list of items was last compared.
    std::vector<FrameworkItem> items;
    std::filesystem::path file;
};

}  // namespace primum::controls
