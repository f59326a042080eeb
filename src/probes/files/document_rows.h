// DocumentRows: what a scan found, as rows of facts, each person counted once.
#pragma once

#include <vector>

#include "facts/file_tables.h"
#include "probes/files/place.h"
#include "probes/files/scan.h"

namespace primum::probes::files {

struct DocumentRows {
    std::vector<facts::Document> documents;
    std::vector<facts::DocumentUnread> unread;
};

// `root` is what was asked for. Documents that somebody could read come first, so that the sum of
// patients_new over them is the number of persons that somebody could read about.
DocumentRows to_rows(std::vector<LookedAt> found, const Places& places, const std::string& root,
                     Time when);

}  // namespace primum::probes::files
