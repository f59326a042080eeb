// Members: goes through the members of an archive, each read as far as is worth it.
//
// Plainly written zips are read by formats/zip_file.h and libdeflate, several times faster; all
// other archives by libarchive (archive.h).
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "probes/files/extract_worker/extraction.h"

namespace primum::probes::files {

class Members {
public:
    virtual ~Members() = default;

    virtual void rewind() = 0;  // The next one is the first again.
    // The next member that is a file; false at the end, or where the archive is too damaged.
    virtual bool next() = 0;

    virtual std::string_view path() const = 0;
    virtual bool is_encrypted() const = 0;  // This member.
    virtual bool ended_well() const = 0;    // Once next() was false.

    struct Content {
        BytesView bytes;
        bool whole = true;  // False: there is more.
    };
    // The present member from its beginning: `size_bytes_max` of it, or more where that costs
    // nothing. Good until the next call. `extraction` counts what was unpacked.
    virtual Content read(std::size_t size_bytes_max, Extraction& extraction) = 0;
    // Whether the present member could be read in part only, or is not what was packed. To be asked
    // after read() and before next(): to look at every byte once more is worth it for few.
    virtual bool is_damaged() const = 0;
};

// `source` is borrowed.
std::unique_ptr<Members> open_zip(Source& source);

}  // namespace primum::probes::files
