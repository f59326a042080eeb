#include "probes/network/shares/smb_worker/smb_folder.h"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "os/system_error.h"

namespace primum::probes::shares {
namespace {

constexpr std::size_t shares_max = 200;
constexpr std::size_t entries_max = 20'000;

formats::AnonymousSession session_now = formats::AnonymousSession::null;

// libsmbclient asks who we are, in its own words. Never a password.
// NOLINTNEXTLINE(readability-function-size)
void answer_who(SMBCCTX* /*context*/, const char* /*server*/, const char* /*share*/,
                char* workgroup, int workgroup_size, char* user, int user_size, char* password,
                int password_size) {
    const bool is_guest = session_now == formats::AnonymousSession::guest;
    const auto fill = [](char* field, int size, std::string_view text) {
        if (size <= 0) return;
        const auto length = std::min(text.size(), static_cast<std::size_t>(size) - 1);
        std::memcpy(field, text.data(), length);
        field[length] = '\0';
    };
    fill(workgroup, workgroup_size, "");
    fill(user, user_size, is_guest ? "guest" : "");
    fill(password, password_size, "");
}

std::string percent_encoded(std::string_view name) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char character : name) {
        const auto byte = static_cast<unsigned char>(character);
        encoded += {'%', digits[byte / 16], digits[byte % 16]};
    }
    return encoded;
}

Error smb_error(int error_number, const Sentence& doing) {
    auto error = os::system_error(error_number, doing);
    if (error_number == EPERM || error_number == EACCES) error.kind = ErrorKind::denied;
    return error;
}

struct DirectoryClose {
    SMBCCTX* context;
    void operator()(SMBCFILE* directory) const {
        smbc_getFunctionClosedir(context)(context, directory);
    }
};
using Directory = std::unique_ptr<SMBCFILE, DirectoryClose>;

Result<Directory> open_directory(SMBCCTX* context, const std::string& url) {
    errno = 0;
    Directory directory(smbc_getFunctionOpendir(context)(context, url.c_str()),
                        DirectoryClose{context});
    if (!directory) return smb_error(errno, {"lister le partage", "list the share"});
    return directory;
}

struct FileClose {
    SMBCCTX* context;
    void operator()(SMBCFILE* file) const { smbc_getFunctionClose(context)(context, file); }
};

}  // namespace

Result<SmbSession> SmbSession::prepare(const Endpoint& endpoint,
                                       std::chrono::milliseconds timeout) {
    Context context(smbc_new_context());
    const Sentence doing{"préparer SMB", "prepare SMB"};
    if (!context) return os::system_error(errno, doing);
    smbc_setDebug(context.get(), 0);
    smbc_setOptionDebugToStderr(context.get(), 1);
    smbc_setTimeout(context.get(), static_cast<int>(timeout.count()));
    smbc_setPort(context.get(), endpoint.port);
    smbc_setOptionNoAutoAnonymousLogin(context.get(), 1);
    smbc_setOptionUseKerberos(context.get(), 0);
    smbc_setOptionUseCCache(context.get(), 0);
    smbc_setFunctionAuthDataWithContext(context.get(), answer_who);
    if (smbc_init_context(context.get()) == nullptr) return os::system_error(errno, doing);
    const auto address = endpoint.address.to_string();
    const auto host = endpoint.address.is_v4() ? address : "[" + address + "]";
    return SmbSession(std::move(context), "smb://" + host);
}

void SmbSession::hang_up() { smbc_getFunctionPurgeCachedServers(context())(context()); }

void SmbSession::become(formats::AnonymousSession session) {
    hang_up();
    session_now = session;
}

Result<std::vector<std::string>> SmbSession::shares() {
    const auto directory = TRY(open_directory(context(), url_ + "/"));
    std::vector<std::string> names;
    while (names.size() < shares_max) {
        const auto* entry = smbc_getFunctionReaddir(context())(context(), directory.get());
        if (entry == nullptr) break;
        const std::string name(entry->name, entry->namelen);
        if (entry->smbc_type == SMBC_FILE_SHARE && !name.empty()) names.push_back(name);
    }
    return names;
}

SmbFolder::SmbFolder(const SmbSession& session, const std::string& share)
    : session_(session), root_(session.url() + "/" + percent_encoded(share)) {}

Result<FolderReader::Listing> SmbFolder::list(const std::string& reference) {
    auto* context = session_.context();
    const auto directory = TRY(open_directory(context, root_ + reference));
    Listing listing;
    while (const auto* entry = smbc_getFunctionReaddir(context)(context, directory.get())) {
        if (listing.entries.size() >= entries_max) {
            listing.cut = true;
            break;
        }
        const std::string name(entry->name, entry->namelen);
        if (entry->smbc_type != SMBC_DIR && entry->smbc_type != SMBC_FILE) continue;
        listing.entries.push_back({.name = name,
                                   .reference = reference + "/" + percent_encoded(name),
                                   .is_folder = entry->smbc_type == SMBC_DIR});
    }
    return listing;
}

Result<Bytes> SmbFolder::first_bytes(const std::string& reference, std::size_t count) {
    auto* context = session_.context();
    const auto url = root_ + reference;
    const Sentence doing{"lire un fichier", "read a file"};
    errno = 0;
    const std::unique_ptr<SMBCFILE, FileClose> file(
        smbc_getFunctionOpen(context)(context, url.c_str(), O_RDONLY, 0), FileClose{context});
    if (!file) return smb_error(errno, doing);
    Bytes bytes(count);
    std::size_t filled = 0;
    while (filled < count) {
        const auto read = smbc_getFunctionRead(context)(context, file.get(), bytes.data() + filled,
                                                        count - filled);
        if (read < 0) return smb_error(errno, doing);
        if (read == 0) break;
        filled += std::min(static_cast<std::size_t>(read), count - filled);
    }
    bytes.resize(filled);
    return bytes;
}

}  // namespace primum::probes::shares
