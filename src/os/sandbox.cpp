#include "os/sandbox.h"

#include <fcntl.h>
#include <grp.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>

#include "os/descriptor.h"
#include "os/system_error.h"

namespace primum::os {
namespace {

// From Linux's own landlock.h, which is younger than Debian 12's. See landlock(7).
constexpr std::uint64_t access_fs_refer = 1ULL << 13;     // Since version 2.
constexpr std::uint64_t access_fs_truncate = 1ULL << 14;  // Since version 3.
constexpr std::uint64_t access_fs_ioctl = 1ULL << 15;     // Since version 5.
constexpr std::uint64_t access_net_bind = 1ULL << 0;      // Since version 4, as the next.
constexpr std::uint64_t access_net_connect = 1ULL << 1;
constexpr int rule_net_port = 2;

struct RulesetAttributes {
    std::uint64_t handled_access_fs;
    std::uint64_t handled_access_net;
};
struct NetPortAttributes {
    std::uint64_t allowed_access;
    std::uint64_t port;
};

constexpr std::uint64_t access_fs_first_version = (1ULL << 13) - 1;  // All of version 1.
constexpr std::uint64_t access_fs_read = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

Sentence confining() { return {"isoler un processus", "confine a process"}; }

int landlock_version() {
    return static_cast<int>(
        ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
}

RulesetAttributes handled_by(int version) {
    RulesetAttributes handled{access_fs_first_version, 0};
    if (version >= 2) handled.handled_access_fs |= access_fs_refer;
    if (version >= 3) handled.handled_access_fs |= access_fs_truncate;
    if (version >= 4) handled.handled_access_net = access_net_bind | access_net_connect;
    if (version >= 5) handled.handled_access_fs |= access_fs_ioctl;
    return handled;
}

Result<> allow_reading(const Descriptor& ruleset, const std::filesystem::path& path) {
    const Descriptor place(::open(path.c_str(), O_PATH | O_CLOEXEC));
    if (!place.is_open()) return {};  // What is not there need not be allowed.
    landlock_path_beneath_attr attributes{};
    attributes.allowed_access = access_fs_read;
    if (!std::filesystem::is_directory(path)) {
        attributes.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
    }
    attributes.parent_fd = place.number();
    if (::syscall(SYS_landlock_add_rule, ruleset.number(), LANDLOCK_RULE_PATH_BENEATH, &attributes,
                  0) != 0) {
        return system_error(errno, confining());
    }
    return {};
}

Result<> allow_port(const Descriptor& ruleset, std::uint16_t port) {
    const NetPortAttributes attributes{access_net_connect, port};
    if (::syscall(SYS_landlock_add_rule, ruleset.number(), rule_net_port, &attributes, 0) != 0) {
        return system_error(errno, confining());
    }
    return {};
}

Result<> restrict_files_and_ports(const Confinement& confinement, Confined& done) {
    const int version = landlock_version();
    if (version < 1) return {};  // Not in this kernel, or switched off.
    const auto handled = handled_by(version);
    const auto size = version >= 4 ? sizeof handled : sizeof handled.handled_access_fs;
    const Descriptor ruleset(
        static_cast<int>(::syscall(SYS_landlock_create_ruleset, &handled, size, 0)));
    if (!ruleset.is_open()) return system_error(errno, confining());
    for (const auto& path : confinement.readable) TRY(allow_reading(ruleset, path));
    if (version >= 4) {
        for (const auto port : confinement.connectable_ports) TRY(allow_port(ruleset, port));
    }
    if (::syscall(SYS_landlock_restrict_self, ruleset.number(), 0) != 0) {
        return system_error(errno, confining());
    }
    done.files = true;
    done.ports = version >= 4;
    return {};
}

struct FilterRelease {
    void operator()(void* filter) const { seccomp_release(filter); }
};

// What a worker that reads and computes never asks of the kernel. A list of what is refused, not of
// what is allowed: a library's next version may need one more harmless call, and Landlock guards
// files and ports.
constexpr std::array refused_calls{SCMP_SYS(execve),
                                   SCMP_SYS(execveat),
                                   SCMP_SYS(ptrace),
                                   SCMP_SYS(fork),
                                   SCMP_SYS(vfork),
                                   SCMP_SYS(process_vm_readv),
                                   SCMP_SYS(process_vm_writev),
                                   SCMP_SYS(pidfd_open),
                                   SCMP_SYS(pidfd_getfd),
                                   SCMP_SYS(pidfd_send_signal),
                                   SCMP_SYS(tkill),
                                   SCMP_SYS(kcmp),
                                   SCMP_SYS(bpf),
                                   SCMP_SYS(perf_event_open),
                                   SCMP_SYS(userfaultfd),
                                   SCMP_SYS(io_uring_setup),
                                   SCMP_SYS(keyctl),
                                   SCMP_SYS(add_key),
                                   SCMP_SYS(request_key),
                                   SCMP_SYS(mount),
                                   SCMP_SYS(umount2),
                                   SCMP_SYS(move_mount),
                                   SCMP_SYS(open_tree),
                                   SCMP_SYS(fsopen),
                                   SCMP_SYS(pivot_root),
                                   SCMP_SYS(chroot),
                                   SCMP_SYS(setns),
                                   SCMP_SYS(unshare),
                                   SCMP_SYS(name_to_handle_at),
                                   SCMP_SYS(open_by_handle_at),
                                   SCMP_SYS(init_module),
                                   SCMP_SYS(finit_module),
                                   SCMP_SYS(delete_module),
                                   SCMP_SYS(kexec_load),
                                   SCMP_SYS(kexec_file_load),
                                   SCMP_SYS(reboot),
                                   SCMP_SYS(swapon),
                                   SCMP_SYS(swapoff),
                                   SCMP_SYS(settimeofday),
                                   SCMP_SYS(clock_settime),
                                   SCMP_SYS(sethostname),
                                   SCMP_SYS(acct),
                                   SCMP_SYS(quotactl),
                                   SCMP_SYS(syslog),
                                   SCMP_SYS(bind),
                                   SCMP_SYS(listen),
                                   SCMP_SYS(accept),
                                   SCMP_SYS(accept4),
                                   SCMP_SYS(sendmmsg),
                                   SCMP_SYS(socketpair)};

constexpr unsigned socket_type_mask = 0xf;  // Without SOCK_CLOEXEC and SOCK_NONBLOCK.

// Refuses `call` with `error_number` when its argument compares so. libseccomp's own macros for
// this are C only.
int refuse_when(scmp_filter_ctx filter, int call, int error_number, const scmp_arg_cmp& compared) {
    return seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(static_cast<unsigned>(error_number)), call,
                                  1, &compared);
}

int refuse_sockets(scmp_filter_ctx filter, const Confinement& confinement) {
    const int call = SCMP_SYS(socket);
    if (confinement.connectable_ports.empty()) {
        return seccomp_rule_add(filter, SCMP_ACT_ERRNO(EACCES), call, 0);
    }
    // Families that are neither IPv4 nor IPv6, then types that are not streams.
    int outcome = refuse_when(filter, call, EACCES, {0, SCMP_CMP_LT, AF_INET, 0});
    outcome |= refuse_when(filter, call, EACCES, {0, SCMP_CMP_GT, AF_INET6, 0});
    for (const unsigned type : {SOCK_DGRAM, SOCK_RAW, SOCK_SEQPACKET}) {
        outcome |=
            refuse_when(filter, call, EACCES, {1, SCMP_CMP_MASKED_EQ, socket_type_mask, type});
    }
    return outcome;
}

Result<> restrict_system_calls(const Confinement& confinement) {
    const std::unique_ptr<void, FilterRelease> filter(seccomp_init(SCMP_ACT_ALLOW));
    if (!filter) return system_error(ENOMEM, confining());
    int outcome = 0;
    for (const int call : refused_calls) {
        outcome |= seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EPERM), call, 0);
    }
    // A process may signal itself only; threads may be made, processes not (clone without
    // CLONE_THREAD). clone3 hides its flags from a filter: libraries fall back on clone.
    constexpr std::uint64_t clone_thread = 0x00010000;
    const auto self = static_cast<scmp_datum_t>(::getpid());
    outcome |= seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0);
    outcome |=
        refuse_when(filter.get(), SCMP_SYS(clone), EPERM, {0, SCMP_CMP_MASKED_EQ, clone_thread, 0});
    outcome |= refuse_when(filter.get(), SCMP_SYS(kill), EPERM, {0, SCMP_CMP_NE, self, 0});
    outcome |= refuse_sockets(filter.get(), confinement);
    if (outcome != 0) return system_error(EINVAL, confining());
    const int loaded = seccomp_load(filter.get());
    if (loaded != 0) return system_error(-loaded, confining());
    return {};
}

// A worker started by root has no use for root's rights.
Result<> become_nobody() {
    constexpr uid_t nobody = 65534;
    if (::geteuid() != 0) return {};
    const bool done = ::setgroups(0, nullptr) == 0 && ::setresgid(nobody, nobody, nobody) == 0 &&
                      ::setresuid(nobody, nobody, nobody) == 0;
    return done ? Result<>() : system_error(errno, confining());
}

}  // namespace

Result<Confined> confine_this_process(const Confinement& confinement) {
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return system_error(errno, confining());
    Confined done;
    TRY(restrict_files_and_ports(confinement, done));
    TRY(become_nobody());
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);  // No core, no debugger.
    TRY(restrict_system_calls(confinement));
    done.system_calls = true;
    return done;
}

}  // namespace primum::os
