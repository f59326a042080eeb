#include "probes/host/settings_reader.h"

#include <algorithm>

namespace primum::probes {

std::optional<std::string> SettingsReader::text(const std::filesystem::path& path,
                                                std::size_t size_bytes_max) {
    auto read = tree_.read_if_there(path, size_bytes_max);
    if (read) return *std::move(read);
    hidden_.insert(path.string());
    return std::nullopt;
}

std::vector<std::string> SettingsReader::names(const std::filesystem::path& directory) {
    auto listed = tree_.list(directory);
    if (listed) return *std::move(listed);
    hidden_.insert(directory.string());
    return {};
}

formats::Settings SettingsReader::key_files(
    const std::vector<std::filesystem::path>& files_and_directories) {
    formats::Settings settings;
    for (const auto& path : files_and_directories) {
        if (!tree_.is_directory(path)) {
            if (const auto content = text(path)) settings.append(formats::parse_key_file(*content));
            continue;
        }
        for (const auto& name : names(path)) {
            if (!name.ends_with(".conf")) continue;
            const auto content = text(path / name);
            if (content) settings.append(formats::parse_key_file(*content));
        }
    }
    return settings;
}

bool SettingsReader::hidden(const std::filesystem::path& path) const {
    const auto prefix = path.string();
    return std::ranges::any_of(hidden_, [&](const std::string& name) {
        return name == prefix || name.starts_with(prefix + "/");
    });
}

void SettingsReader::tell(facts::Sink& sink, const Sentence& what) const {
    if (hidden_anything()) sink.could_not_see(needs_sudo(what));
}

Sentence needs_sudo(const Sentence& what) {
    return join(what, {"lisible par l'administrateur seul (lancez l'audit avec sudo)",
                       "readable by the administrator only (run the audit with sudo)"});
}

}  // namespace primum::probes
