// Visit: one look at one file server, whatever it speaks; what each protocol's file here is given.
#pragma once

#include <filesystem>

#include "facts/observation.h"
#include "net/dialer.h"
#include "probes/network/neighbourhood.h"
#include "probes/network/shares/folder_sample.h"
#include "probes/network/shares/share_judge.h"

namespace primum::probes::shares {

struct ShareLimits {
    std::chrono::milliseconds connect_timeout{1'500};
    std::chrono::milliseconds answer_timeout{4'000};  // For a question and its answer.
    SampleLimits sample;                              // For each share,
    std::chrono::milliseconds server_time{30'000};    // and for all of one server together.
};

// All members are borrowed for the time of the visit.
struct Visit {
    net::Dialer& dialer;
    OpenPort& port;  // Filled with what was learned, for its `service` row.
    facts::Sink& sink;
    ShareJudge& judge;
    const ShareLimits& limits;
    const std::filesystem::path& smb_worker;  // The program that speaks SMB.
    net::Deadline end;                        // Of all the counting on this server.

    net::Deadline answer_deadline() const { return net::Deadline::in(limits.answer_timeout); }
};

// Judges a sample of what `reader` shows and completes `share` with it. A share that cannot be
// listed becomes anonymous_read = false when the server refuses, and stays unknown otherwise, also
// when the time for this server is over.
Result<> describe_share(FolderReader& reader, const Visit& visit, facts::Share& share);

// Each hands over a `share` row for everything it saw. An error means that the server could not be
// looked at; rows handed over before stay.
Result<> visit_smb(const Visit& visit);
Result<> visit_ftp(const Visit& visit);
Result<> visit_rsync(const Visit& visit);
Result<> visit_portmapper(const Visit& visit);  // NFS, by asking what serves mounts.
Result<> visit_web(const Visit& visit);         // Listings of folders, WebDAV.

}  // namespace primum::probes::shares
