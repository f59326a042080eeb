#include "compliance/catalogue_files.h"

#include <algorithm>

#include "compliance/documents/template.h"
#include "controls/yaml.h"
#include "os/file.h"

namespace primum::compliance {

void for_each_yaml(
    const std::filesystem::path& folder, std::vector<controls::Problem>& problems,
    const std::function<void(const std::string& text, const std::filesystem::path& file)>& each) {
    std::vector<std::filesystem::path> files;
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    for (const auto& file : files) {
        const auto text = os::read_text(file, controls::yaml_bytes_max);
        if (text) {
            each(*text, file);
        } else {
            problems.push_back({file, 0, text.error().message});
        }
    }
}

Templates load_templates(const std::filesystem::path& catalogue,
                         std::vector<controls::Problem>& problems) {
    Templates templates;
    for (const auto* folder : {"letters", "papers"}) {
        for_each_yaml(catalogue / folder, problems,
                      [&](const std::string& text, const std::filesystem::path& file) {
                          auto made = parse_template(text, file, problems);
                          if (made) templates.all.push_back(*std::move(made));
                      });
    }
    return templates;
}

}  // namespace primum::compliance
