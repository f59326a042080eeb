// Archive: the members of any archive, by libarchive.
#pragma once

#include <archive.h>

#include <memory>
#include <string>

#include "base/bytes.h"
#include "probes/files/extract_worker/members.h"

namespace primum::probes::files {

enum class ArchiveForm { zip, any };

class Archive : public Members {
public:
    // `source` is borrowed and read from its beginning.
    Archive(Source& source, ArchiveForm form);

    void rewind() override { open(); }
    bool next() override;
    std::string_view path() const override { return path_; }
    bool is_encrypted() const override { return encrypted_; }
    bool ended_well() const override { return ended_well_; }
    Content read(std::size_t size_bytes_max, Extraction& extraction) override;
    bool is_damaged() const override { return damaged_; }

    bool has_sealed_list() const;  // Not even the names can be read.
    bool is_single() const;        // One compressed file without a name: gzip, bzip2, xz.

private:
    void open();

    struct Release {
        void operator()(archive* handle) const { archive_read_free(handle); }
    };
    Source& source_;
    ArchiveForm form_;
    std::unique_ptr<archive, Release> handle_;
    std::string path_;
    Bytes bytes_;  // Of the present member, as far as it was read.
    bool encrypted_ = false;
    bool opened_ = false;
    bool ended_well_ = false;
    bool damaged_ = false;  // The present member, where reading stopped.
};

}  // namespace primum::probes::files
