// SettingsReader: reads files of a system for one probe, and remembers what it was not allowed to.
//
// A file that is not there is an answer; one that cannot be read is none. The probe asks hidden()
// before it takes silence for an answer, and tells the sink once at the end. Not thread-safe.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "facts/observation.h"
#include "formats/host/settings_file.h"
#include "os/file_tree.h"

namespace primum::probes {

class SettingsReader {
public:
    // `tree` is borrowed and must outlive the reader.
    explicit SettingsReader(const os::FileTree& tree) : tree_(tree) {}

    const os::FileTree& tree() const { return tree_; }

    std::optional<std::string> text(const std::filesystem::path& path,
                                    std::size_t size_bytes_max = os::FileTree::file_bytes_max);
    std::vector<std::string> names(const std::filesystem::path& directory);

    // Key files: the file itself, then those of its drop-in directories ("PATH.d/*.conf"), in the
    // order in which the program reads them: the last value wins.
    formats::Settings key_files(const std::vector<std::filesystem::path>& files_and_directories);

    // Something at or below `path` was there and could not be read.
    bool hidden(const std::filesystem::path& path) const;
    bool hidden_anything() const { return !hidden_.empty(); }
    // Tells the sink what was hidden, if anything: "WHAT: run the audit with sudo".
    void tell(facts::Sink& sink, const Sentence& what) const;

private:
    const os::FileTree& tree_;
    std::set<std::string> hidden_;
};

// "what: readable by the administrator only (run the audit with sudo)".
Sentence needs_sudo(const Sentence& what);

}  // namespace primum::probes
