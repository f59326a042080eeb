#include "os/listening_sockets.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <linux/inet_diag.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>

#include "base/text.h"
#include "os/descriptor.h"
#include "os/file.h"
#include "os/netlink.h"
#include "os/system_error.h"

namespace primum::os {
namespace {

constexpr std::size_t processes_max = 32'768;
constexpr std::size_t descriptors_per_process_max = 65'536;
constexpr std::size_t name_bytes_max = 4096;
constexpr std::size_t kernel_name_length = 15;  // Longer names are cut in /proc/PID/comm.

IpAddress address_of(const inet_diag_msg& message) {
    if (message.idiag_family == AF_INET) {
        return IpAddress::from_v4(ntohl(message.id.idiag_src[0]));
    }
    std::array<std::uint8_t, 16> bytes{};
    std::memcpy(bytes.data(), static_cast<const void*>(message.id.idiag_src), bytes.size());
    return IpAddress::from_v6(bytes);
}

// A UDP socket without a peer is in the state that TCP calls closed: net/ipv4/udp.c.
Result<> list_sockets(Transport transport, int family, std::vector<ListeningSocket>& found) {
    inet_diag_req_v2 request{};
    request.sdiag_family = static_cast<std::uint8_t>(family);
    request.sdiag_protocol = transport == Transport::tcp ? IPPROTO_TCP : IPPROTO_UDP;
    request.idiag_states = 1U << (transport == Transport::tcp ? TCP_LISTEN : TCP_CLOSE);
    const auto bytes = std::as_bytes(std::span(&request, 1));
    return netlink_dump(NETLINK_SOCK_DIAG, SOCK_DIAG_BY_FAMILY, bytes, [&](auto, BytesView body) {
        inet_diag_msg message{};
        CHECK(body.size() >= sizeof message);
        std::memcpy(&message, body.data(), sizeof message);
        const auto port = ntohs(message.id.idiag_sport);
        if (port == 0) return;
        found.push_back({.transport = transport,
                         .local = {address_of(message), port},
                         .inode = message.idiag_inode,
                         .user_id = message.idiag_uid});
    });
}

struct CloseDirectory {
    void operator()(DIR* directory) const { ::closedir(directory); }
};
using Directory = std::unique_ptr<DIR, CloseDirectory>;

// The entries of a directory of /proc, whose names are numbers.
std::vector<std::uint64_t> numbered_entries(DIR* directory, std::size_t entries_max) {
    std::vector<std::uint64_t> numbers;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): the stream is this function's own.
    while (const auto* entry = ::readdir(directory)) {
        const auto number = parse_number(static_cast<const char*>(entry->d_name));
        if (number && numbers.size() < entries_max) numbers.push_back(*number);
    }
    return numbers;
}

std::string link_target(int directory, const char* name) {
    std::array<char, name_bytes_max> target{};
    const auto length = ::readlinkat(directory, name, target.data(), target.size());
    return length > 0 ? std::string(target.data(), static_cast<std::size_t>(length)) : "";
}

// "socket:[12345]"
std::optional<std::uint32_t> socket_inode(std::string_view target) {
    if (!target.starts_with("socket:[") || !target.ends_with(']')) return {};
    const auto number = parse_number(target.substr(8, target.size() - 9));
    return number ? std::optional(static_cast<std::uint32_t>(*number)) : std::nullopt;
}

// The kernel keeps the first 15 letters of a name; where that cut it, the program's file has the
// rest.
std::string name_of(std::uint64_t process) {
    const auto folder = "/proc/" + std::to_string(process);
    const auto comm = read_text(folder + "/comm", name_bytes_max);
    std::string name(comm ? trim(*comm) : "");
    if (name.size() < kernel_name_length) return name;
    const auto program = link_target(AT_FDCWD, (folder + "/exe").c_str());
    const auto file = program.substr(program.rfind('/') + 1);
    return file.starts_with(name) ? file.substr(0, file.find(' ')) : name;
}

// Walks over the programs until each wanted socket has its owner.
class OwnerSearch {
public:
    explicit OwnerSearch(std::set<std::uint32_t> wanted) : wanted_(std::move(wanted)) {}

    void look_into(std::uint64_t process) {
        const auto path = "/proc/" + std::to_string(process) + "/fd";
        const Directory directory(::opendir(path.c_str()));
        if (!directory) {
            if (errno == EACCES || errno == EPERM) ++owners_.hidden_processes;
            return;
        }
        for (const auto number : numbered_entries(directory.get(), descriptors_per_process_max)) {
            const auto target =
                link_target(::dirfd(directory.get()), std::to_string(number).c_str());
            const auto inode = socket_inode(target);
            if (!inode || wanted_.erase(*inode) == 0) continue;
            owners_.names[*inode] = name_of(process);
        }
    }
    bool is_done() const { return wanted_.empty(); }
    SocketOwners take() { return std::move(owners_); }

private:
    std::set<std::uint32_t> wanted_;
    SocketOwners owners_;
};

}  // namespace

Result<std::vector<ListeningSocket>> listening_sockets() {
    std::vector<ListeningSocket> found;
    for (const int family : {AF_INET, AF_INET6}) {
        TRY(list_sockets(Transport::tcp, family, found));
        TRY(list_sockets(Transport::udp, family, found));
    }
    return found;
}

Result<SocketOwners> socket_owners(std::set<std::uint32_t> inodes) {
    const Directory directory(::opendir("/proc"));
    if (!directory) {
        return system_error(errno, {"lire la liste des programmes", "read the list of programs"});
    }
    inodes.erase(0);
    OwnerSearch search(std::move(inodes));
    auto processes = numbered_entries(directory.get(), processes_max);
    std::ranges::sort(processes);
    // The first program opens sockets in the name of others, who then hold them too
    // (systemd.socket).
    if (!processes.empty()) std::ranges::rotate(processes, processes.begin() + 1);
    for (const auto process : processes) {
        if (search.is_done()) break;
        search.look_into(process);
    }
    return search.take();
}

}  // namespace primum::os
