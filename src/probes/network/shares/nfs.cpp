// NFS 3: what the port mapper names, what the mount service exports, and what is in the exports
// that are open to everybody. We come as user 65534 from an ordinary port, as any laptop could.
#include <algorithm>
#include <bit>
#include <optional>

#include "base/text.h"
#include "formats/oncrpc.h"
#include "net/stream.h"
#include "probes/network/shares/visit.h"

namespace primum::probes::shares {
namespace {

constexpr std::size_t pieces_max = 64;
constexpr int listing_calls_max = 200;
constexpr std::size_t entries_max = 20'000;  // Of one folder.
constexpr std::size_t exports_read_max = 20;
constexpr std::size_t read_bytes_max = 32UL * 1024;  // One call; every server gives as much.

// One connection to one RPC program.
class RpcConversation {
public:
    RpcConversation(const Visit& visit, std::unique_ptr<net::Stream> stream)
        : visit_(visit), stream_(std::move(stream)) {}

    static Result<RpcConversation> open(const Visit& visit, std::uint16_t port) {
        const Endpoint endpoint{visit.port.endpoint.address, port};
        return RpcConversation(visit,
                               TRY(visit.dialer.connect(endpoint, visit.limits.connect_timeout)));
    }

    // The results of a call; they live until the next one.
    Result<BytesView> call(formats::RpcCall call, BytesView arguments = {}) {
        call.identifier = ++identifier_;
        const auto deadline = visit_.answer_deadline();
        TRY(stream_->write_all(formats::encode_rpc_call(call, arguments), deadline));
        record_.clear();
        for (std::size_t i = 0; i < pieces_max; ++i) {
            const auto header =
                TRY(net::read_exactly(*stream_, formats::rpc_record_header_bytes, deadline));
            const auto piece = TRY(formats::parse_rpc_record_header(header));
            if (record_.size() + piece.length > formats::rpc_record_bytes_max) break;
            const auto bytes = TRY(net::read_exactly(*stream_, piece.length, deadline));
            record_.insert(record_.end(), bytes.begin(), bytes.end());
            if (piece.is_last) return formats::parse_rpc_reply(record_, call.identifier);
        }
        return Error{ErrorKind::malformed,
                     {"une réponse RPC n'en finit pas", "an RPC answer does not end"}};
    }

private:
    const Visit& visit_;
    std::unique_ptr<net::Stream> stream_;
    std::uint32_t identifier_ = 0;
    Bytes record_;
};

formats::RpcCall mount_call(std::uint32_t procedure) {
    return {.program = formats::mount_program,
            .version = formats::mount_version,
            .procedure = procedure};
}
formats::RpcCall nfs_call(std::uint32_t procedure) {
    return {
        .program = formats::nfs_program, .version = formats::nfs_version, .procedure = procedure};
}

Error time_is_over() {
    return {ErrorKind::unreachable,
            {"le temps prévu pour ce serveur est écoulé", "the time for this server is over"}};
}

// An exported folder. References are handles; "" is the export itself.
class NfsFolder : public FolderReader {
public:
    NfsFolder(RpcConversation& conversation, formats::NfsHandle root, net::Deadline end)
        : conversation_(conversation), root_(std::move(root)), end_(end) {}

    Result<Listing> list(const std::string& reference) override {
        const auto& handle = reference.empty() ? root_ : reference;
        Listing listing;
        formats::NfsCookie cookie;
        for (int i = 0; i < listing_calls_max && listing.entries.size() < entries_max; ++i) {
            if (end_.passed()) return time_is_over();
            const auto results = TRY(conversation_.call(
                nfs_call(formats::nfs_readdirplus), formats::encode_readdirplus(handle, cookie)));
            auto part = TRY(formats::parse_readdirplus_reply(results));
            for (auto& entry : part.entries) add(std::move(entry), listing);
            if (part.is_end) return listing;
            if (part.entries.empty()) break;  // It would say so for ever.
            cookie = part.next;
        }
        listing.cut = true;
        return listing;
    }

    Result<Bytes> first_bytes(const std::string& reference, std::size_t count) override {
        Bytes bytes;
        const auto calls_max = 2 * (count / read_bytes_max + 1);
        for (std::size_t calls = 0; bytes.size() < count; ++calls) {
            if (end_.passed()) return time_is_over();
            if (calls == calls_max) {
                return Error{ErrorKind::malformed,
                             {"le serveur NFS donne le fichier par miettes",
                              "the NFS server gives the file in crumbs"}};
            }
            const auto wanted = std::min(count - bytes.size(), read_bytes_max);
            const auto results = TRY(conversation_.call(
                nfs_call(formats::nfs_read),
                formats::encode_read(reference, bytes.size(), static_cast<std::uint32_t>(wanted))));
            const auto piece = TRY(formats::parse_read_reply(results));
            if (piece.empty()) break;
            const auto part = piece.first(std::min(piece.size(), wanted));
            bytes.insert(bytes.end(), part.begin(), part.end());
        }
        return bytes;
    }

    // Whether the server says that a stranger may write there.
    std::optional<bool> is_writable() {
        const auto results =
            conversation_.call(nfs_call(formats::nfs_access), formats::encode_access(root_));
        if (!results) return std::nullopt;
        const auto answer = formats::parse_access_reply(*results);
        return answer ? std::optional(*answer) : std::nullopt;
    }

private:
    static void add(formats::NfsEntry entry, Listing& listing) {
        if (entry.handle.empty() || !(entry.is_folder || entry.is_file)) {
            const bool is_dots = entry.name == "." || entry.name == "..";
            listing.cut = listing.cut || (!is_dots && entry.handle.empty());
            return;
        }
        listing.entries.push_back({.name = std::move(entry.name),
                                   .reference = std::move(entry.handle),
                                   .is_folder = entry.is_folder});
    }

    RpcConversation& conversation_;
    formats::NfsHandle root_;
    net::Deadline end_;  // Each call has a time of its own, all of them together this one.
};

struct Ports {
    std::optional<std::uint16_t> mount;
    std::optional<std::uint16_t> nfs;
};

Result<Ports> ask_port_mapper(const Visit& visit) {
    auto conversation = TRY(RpcConversation::open(visit, visit.port.endpoint.port));
    const auto results = TRY(conversation.call({.program = formats::portmap_program,
                                                .version = formats::portmap_version,
                                                .procedure = formats::portmap_dump}));
    Ports ports;
    for (const auto& mapping : TRY(formats::parse_portmap_dump(results))) {
        if (!mapping.is_tcp || mapping.port == 0) continue;
        const bool is_mount =
            mapping.program == formats::mount_program && mapping.version == formats::mount_version;
        if (is_mount) ports.mount = mapping.port;
        if (mapping.program == formats::nfs_program) ports.nfs = mapping.port;
    }
    return ports;
}

Result<std::vector<formats::NfsExport>> ask_exports(const Visit& visit, std::uint16_t port) {
    auto conversation = TRY(RpcConversation::open(visit, port));
    const auto results = TRY(conversation.call(mount_call(formats::mount_export)));
    return formats::parse_export_list(results);
}

// "*", everybody's addresses, or a network of which the server itself is a part: whoever plugs in.
bool is_everybody(const std::string& group, const IpAddress& server) {
    const auto bare = group.substr(0, group.find('('));
    if (bare == "*" || bare == "(everyone)" || bare.empty()) return true;
    const auto slash = bare.find('/');
    if (slash == std::string::npos) return false;
    const auto length = parse_number(bare.substr(slash + 1));
    auto network = Cidr::parse(bare);
    if (!length) {  // "192.168.1.0/255.255.255.0"
        const auto address = IpAddress::parse(bare.substr(0, slash));
        const auto mask = IpAddress::parse(bare.substr(slash + 1));
        if (!address || !mask || !mask->is_v4()) return false;
        network = Cidr{*address, std::popcount(mask->v4())};
    }
    return network && network->contains(server);
}

bool is_open(const formats::NfsExport& shared, const IpAddress& server) {
    return shared.groups.empty() || std::ranges::any_of(shared.groups, [&](const auto& group) {
               return is_everybody(group, server);
           });
}

Result<formats::NfsHandle> mount(const Visit& visit, std::uint16_t port, const std::string& path) {
    auto conversation = TRY(RpcConversation::open(visit, port));
    const auto arguments = formats::encode_path(path);
    const auto results = TRY(conversation.call(mount_call(formats::mount_mnt), arguments));
    auto handle = TRY(formats::parse_mount_reply(results));
    // The server notes who mounts: have it forget us at once. The handle stays good.
    const auto forgotten = conversation.call(mount_call(formats::mount_umnt), arguments);
    static_cast<void>(forgotten);
    return handle;
}

// Requires both ports.
Result<> read_export(const Visit& visit, const Ports& ports, const std::string& path,
                     facts::Share& share) {
    if (visit.end.passed()) return time_is_over();
    const auto handle = TRY(mount(visit, ports.mount.value_or(0), path));
    auto conversation = TRY(RpcConversation::open(visit, ports.nfs.value_or(0)));
    NfsFolder folder(conversation, handle, visit.end);
    TRY(describe_share(folder, visit, share));
    share.anonymous_write = folder.is_writable();
    return {};
}

Result<> hand_over(const Visit& visit, const Ports& ports, const formats::NfsExport& shared) {
    facts::Share share{.address = visit.port.endpoint.address.to_string(),
                       .port = ports.nfs.value_or(0),
                       .protocol = "nfs",
                       .name = printable(shared.path)};
    share.anonymous_read = is_open(shared, visit.port.endpoint.address);
    if (*share.anonymous_read && ports.nfs) {
        const auto read = read_export(visit, ports, shared.path, share);
        if (!read && read.error().kind == ErrorKind::stopped) return read.error();
        // Open to everybody by its own words; what is in it we could not count.
        if (!read) {
            visit.sink.could_not_see(join(
                say("{}, NFS {}", "{}, NFS {}", share.address, share.name), read.error().message));
        }
    }
    visit.sink.add(share);
    return {};
}

}  // namespace

Result<> visit_portmapper(const Visit& visit) {
    const auto ports = TRY(ask_port_mapper(visit));
    visit.port.needs_login = false;
    if (!ports.nfs && !ports.mount) return {};
    if (!ports.mount) {
        return Error{ErrorKind::denied,
                     {"le serveur NFS n'annonce pas de service de montage : la liste des exports "
                      "ne se voit pas",
                      "the NFS server announces no mount service: the list of exports cannot be "
                      "seen"}};
    }
    const auto exports = TRY(ask_exports(visit, *ports.mount));
    for (std::size_t i = 0; i < exports.size() && i < exports_read_max; ++i) {
        TRY(hand_over(visit, ports, exports[i]));
    }
    if (exports.size() > exports_read_max) {
        return Error{ErrorKind::denied,
                     say("seuls {} exports sur {} ont été regardés",
                         "only {} exports of {} were looked at", exports_read_max, exports.size())};
    }
    return {};
}

}  // namespace primum::probes::shares
