// files: the files that hold patients' data, where they lie and who could read them.
//
// Looks at the folders the person named, or at every place where people's files lie. Reads files,
// changes none (nor their access times, where the system allows), sends nothing.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "os/stop.h"
#include "probes/probe.h"

namespace primum::probes {

struct FilesScope {
    std::vector<std::string> folders;  // Absolute; empty: this computer's places.
    bool ocr = false;
};

struct FilesSurroundings {
    std::filesystem::path programs;   // Where primum-extract and primum-ocr lie.
    std::filesystem::path catalogue;  // Holds recognition/ and providers/.
    std::filesystem::path home;       // Primum's own folder: the cache and its key.
    std::string version;
};

class FilesProbe : public Probe {
public:
    // `stop` is borrowed.
    FilesProbe(FilesScope scope, FilesSurroundings surroundings, const os::Stop& stop);

    std::string_view name() const override { return "files"; }
    std::string scope() const override;
    std::vector<const facts::TableDescription*> tables() const override;
    std::vector<Sentence> explain() const override;
    Result<> observe(facts::Sink& sink) override;

private:
    FilesScope scope_;
    FilesSurroundings surroundings_;
    const os::Stop& stop_;
};

}  // namespace primum::probes
