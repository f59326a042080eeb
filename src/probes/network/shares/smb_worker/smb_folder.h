// SmbFolder: one shared folder of an SMB server, read through libsmbclient. For the worker only.
#pragma once

#include <libsmbclient.h>

#include <memory>
#include <string>
#include <vector>

#include "base/address.h"
#include "formats/share_report.h"
#include "probes/network/shares/folder_sample.h"

namespace primum::probes::shares {

// A conversation with one server as nobody in particular: no name, or the name "guest" without a
// password. Samba keeps one connection for each share: hang up between them to have one at a time.
class SmbSession {
public:
    // `endpoint` must be an address in figures: no name is ever looked up. `timeout` is for each
    // answer of the server.
    static Result<SmbSession> prepare(const Endpoint& endpoint, std::chrono::milliseconds timeout);

    void hang_up();
    // From the next connection on. Hangs up first.
    void become(formats::AnonymousSession session);

    // The names of the disk shares. ErrorKind::denied when the server refuses to say.
    Result<std::vector<std::string>> shares();

    SMBCCTX* context() const { return context_.get(); }
    const std::string& url() const { return url_; }  // "smb://192.168.1.20"

private:
    struct Release {
        void operator()(SMBCCTX* context) const { smbc_free_context(context, 1); }
    };
    using Context = std::unique_ptr<SMBCCTX, Release>;
    SmbSession(Context context, std::string url)
        : context_(std::move(context)), url_(std::move(url)) {}

    Context context_;
    std::string url_;
};

class SmbFolder : public FolderReader {
public:
    // `session` is borrowed and must outlive the folder.
    SmbFolder(const SmbSession& session, const std::string& share);

    Result<Listing> list(const std::string& reference) override;
    Result<Bytes> first_bytes(const std::string& reference, std::size_t count) override;

private:
    const SmbSession& session_;
    std::string root_;
};

}  // namespace primum::probes::shares
