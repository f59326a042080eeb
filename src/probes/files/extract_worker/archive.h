// Archive: goes through the members of an archive by libarchive, each read as far as is worth it.
#pragma once

#include <archive.h>

#include <memory>
#include <string>

#include "base/bytes.h"
#include "probes/files/extract_worker/extraction.h"

namespace primum::probes::files {

enum class ArchiveForm { zip, any };

class Archive {
public:
    // `source` is borrowed and read from its beginning.
    Archive(Source& source, ArchiveForm form);

    // The next member that is a file; false at the end, or where the archive is too damaged.
    bool next();

    const std::string& path() const { return path_; }
    bool is_encrypted() const { return encrypted_; }  // This member.
    bool has_sealed_list() const;                     // Not even the names can be read.
    bool ended_well() const { return ended_well_; }   // Once next() was false.
    bool is_single() const;  // One compressed file without a name: gzip, bzip2, xz.

    struct Member {
        Bytes bytes;
        bool whole = true;     // False: cut at the limit.
        bool damaged = false;  // Read as far as it could be.
    };
    // At most `size_bytes_max` of the present member, in addition to what was read before.
    // `extraction` counts what was unpacked.
    Member read(std::size_t size_bytes_max, Extraction& extraction);

private:
    struct Release {
        void operator()(archive* handle) const { archive_read_free(handle); }
    };
    std::unique_ptr<archive, Release> handle_;
    std::string path_;
    bool encrypted_ = false;
    bool opened_ = false;
    bool ended_well_ = false;
};

}  // namespace primum::probes::files
