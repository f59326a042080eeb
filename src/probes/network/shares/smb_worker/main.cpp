// primum-smb: lists the shares of one SMB server as anybody could, and reads a sample of each.
//
// A program of its own, so that Samba's code reads what a stranger's server says where it can do no
// harm: without files, without other programs, with one address to speak to. Order and answer:
// smb_order.h, formats/share_report.h.
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <set>

#include "base/text.h"
#include "os/sandbox.h"
#include "probes/network/shares/smb_order.h"
#include "probes/network/shares/smb_worker/smb_folder.h"

namespace {

using namespace primum;
using namespace primum::probes::shares;
using formats::AnonymousSession;
using formats::SessionOutcome;

constexpr std::chrono::milliseconds answer_timeout{5'000};

Endpoint only_endpoint;  // Set once, before the first connection.

bool is_only_endpoint(const sockaddr* address, socklen_t size) {
    const auto port = htons(only_endpoint.port);
    const auto& bytes = only_endpoint.address.v6();
    if (address->sa_family == AF_INET && size >= sizeof(sockaddr_in)) {
        const auto* v4 = reinterpret_cast<const sockaddr_in*>(address);
        return only_endpoint.address.is_v4() && v4->sin_port == port &&
               std::memcmp(&v4->sin_addr, bytes.data(), sizeof v4->sin_addr) == 0;
    }
    if (address->sa_family == AF_INET6 && size >= sizeof(sockaddr_in6)) {
        const auto* v6 = reinterpret_cast<const sockaddr_in6*>(address);
        return !only_endpoint.address.is_v4() && v6->sin6_port == port &&
               std::memcmp(&v6->sin6_addr, bytes.data(), sizeof v6->sin6_addr) == 0;
    }
    return false;
}

// Samba's settings: nothing of this computer's, no names looked up, every dialect.
constexpr std::string_view settings =
    "[global]\n"
    "name resolve order = host\n"
    "disable netbios = yes\n"
    "client min protocol = NT1\n"
    "client ipc min protocol = NT1\n"
    "client max protocol = SMB3\n"
    "client use kerberos = off\n"
    "client signing = if_required\n"
    "client ipc signing = if_required\n"
    "client protection = sign\n"
    "dos charset = ASCII\n"
    "unix charset = UTF-8\n"
    "netbios name = PRIMUM\n"
    "interfaces = lo\n"
    "bind interfaces only = yes\n"
    "log level = 0\n"
    "host msdfs = no\n";

// In memory, where Samba's reader finds it by name.
bool provide_settings() {
    const int memory = ::memfd_create("smb.conf", 0);
    if (memory < 0) return false;
    if (::write(memory, settings.data(), settings.size()) !=
        static_cast<ssize_t>(settings.size())) {
        return false;
    }
    const auto path = "/proc/self/fd/" + std::to_string(memory);
    // No other thread has been started yet. NOLINTNEXTLINE(concurrency-mt-unsafe)
    return ::setenv("SMB_CONF_PATH", path.c_str(), 1) == 0 && ::setenv("HOME", "/", 1) == 0;
}

void say_line(const std::string& line) {
    std::fputs((line + "\n").c_str(), stdout);
    std::fflush(stdout);
}

// Hands what is read over to the program, which judges it.
class Sayer : public SampleTaker {
public:
    explicit Sayer(std::string share) : share_(std::move(share)) {}
    Result<> take(const std::string& name, BytesView bytes) override {
        say_line(encode(formats::FileReport{share_, name, Bytes(bytes.begin(), bytes.end())}));
        return {};
    }

private:
    std::string share_;
};

formats::ShareReport look_at_share(SmbSession& session, const std::string& name,
                                   const SmbOrder& order) {
    formats::ShareReport report{.name = printable(name)};
    session.hang_up();
    SmbFolder folder(session, name);
    Sayer sayer(report.name);
    const auto sample = sample_files(folder, order.limits, sayer);
    if (!sample) {
        if (sample.error().kind == ErrorKind::denied) report.readable = false;
        return report;
    }
    report.readable = true;
    report.files = sample->files;
    report.complete = sample->complete;
    return report;
}

// Everything one kind of nobody can see. `done` holds the shares that were read before, and those
// that need no second look afterwards. False when another try would not help.
bool look(SmbSession& session, AnonymousSession who, const SmbOrder& order,
          std::set<std::string>& done) {
    session.become(who);
    const auto shares = session.shares();
    const auto outcome = shares                                     ? SessionOutcome::opened
                         : shares.error().kind == ErrorKind::denied ? SessionOutcome::refused
                                                                    : SessionOutcome::failed;
    say_line(encode(formats::SessionReport{who, outcome}));
    if (!shares) return outcome == SessionOutcome::refused;
    for (const auto& name : *shares) {
        if (printable(name).empty() || done.contains(name)) continue;
        const auto report = look_at_share(session, name, order);
        if (report.readable == true) done.insert(name);
        say_line(encode(report));
    }
    return true;
}

}  // namespace

// Takes the place of the C library's, also for the libraries this program uses: a server that sends
// its clients elsewhere (DFS, MS-DFSC) is not followed.
extern "C" int connect(int socket, const sockaddr* address, socklen_t size) {
    if (!is_only_endpoint(address, size)) {
        errno = EACCES;
        return -1;
    }
    return static_cast<int>(::syscall(SYS_connect, socket, address, size));
}

int main() {
    std::string line;
    std::getline(std::cin, line);
    const auto order = parse_smb_order(line);
    if (!order) return EXIT_FAILURE;
    only_endpoint = order->endpoint;
    if (!provide_settings()) return EXIT_FAILURE;
    auto session = SmbSession::prepare(order->endpoint, answer_timeout);
    if (!session) return EXIT_FAILURE;

    const auto confined = os::confine_this_process(
        {.readable = {"/dev/urandom"}, .connectable_ports = {order->endpoint.port}});
    if (!confined) {
        std::cerr << confined.error().message.english << '\n';
        return EXIT_FAILURE;
    }

    std::set<std::string> done;
    if (look(*session, AnonymousSession::null, *order, done)) {
        look(*session, AnonymousSession::guest, *order, done);
    }
    std::fflush(stdout);
    std::_Exit(EXIT_SUCCESS);  // Samba's farewell would only close what ends with us.
}
