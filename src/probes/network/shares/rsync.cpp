// rsync: which modules the daemon lists, and which of them ask for no password.
//
// Stops before the protocol of files: an open module is hung up on at its first word. What is in it
// stays uncounted.
#include <vector>

#include "base/text.h"
#include "formats/rsync_greeting.h"
#include "net/stream.h"
#include "probes/network/shares/visit.h"

namespace primum::probes::shares {
namespace {

using Kind = formats::RsyncLine::Kind;

constexpr std::size_t line_length_max = 2048;
constexpr int lines_max = 1000;
constexpr std::size_t modules_max = 100;
constexpr std::string_view our_greeting = "@RSYNCD: 31.0\n";

Result<std::unique_ptr<net::Stream>> shake_hands(const Visit& visit, net::Deadline deadline) {
    auto stream = TRY(visit.dialer.connect(visit.port.endpoint, visit.limits.connect_timeout));
    const auto line = TRY(net::read_line(*stream, line_length_max, deadline));
    const auto greeting = formats::parse_rsync_line(line);
    if (greeting.kind != Kind::greeting) {
        return Error{ErrorKind::malformed,
                     {"le serveur ne parle pas rsync", "the server does not speak rsync"}};
    }
    visit.port.version = printable(greeting.text.substr(0, greeting.text.find(' ')));
    TRY(stream->write_all(as_bytes(our_greeting), deadline));
    return stream;
}

Result<std::vector<std::string>> list_modules(const Visit& visit) {
    const auto deadline = visit.answer_deadline();
    const auto stream = TRY(shake_hands(visit, deadline));
    TRY(stream->write_all(as_bytes("#list\n"), deadline));
    std::vector<std::string> modules;
    for (int i = 0; i < lines_max; ++i) {
        const auto line = TRY(net::read_line(*stream, line_length_max, deadline));
        const auto kind = formats::parse_rsync_line(line).kind;
        if (kind == Kind::end) return modules;
        if (kind == Kind::error) {
            return Error{ErrorKind::denied,
                         {"le serveur refuse de dire ses modules",
                          "the server refuses to tell its modules"}};
        }
        const auto module = formats::parse_rsync_module(line);
        if (module && modules.size() < modules_max) modules.emplace_back(*module);
    }
    return Error{ErrorKind::malformed,
                 {"la liste des modules n'en finit pas", "the list of modules does not end"}};
}

// Whether the module serves whoever comes; false also when it refuses this machine.
Result<bool> is_open(const Visit& visit, const std::string& module) {
    const auto deadline = visit.answer_deadline();
    const auto stream = TRY(shake_hands(visit, deadline));
    TRY(stream->write_all(as_bytes(module + "\n"), deadline));
    for (int i = 0; i < lines_max; ++i) {
        const auto line = TRY(net::read_line(*stream, line_length_max, deadline));
        const auto kind = formats::parse_rsync_line(line).kind;
        if (kind == Kind::goes_on) return true;
        if (kind != Kind::other && kind != Kind::greeting) return false;
    }
    return Error{ErrorKind::malformed,
                 {"le message d'accueil n'en finit pas", "the welcome message does not end"}};
}

}  // namespace

Result<> visit_rsync(const Visit& visit) {
    const auto modules = TRY(list_modules(visit));
    bool any_open = false;
    for (const auto& module : modules) {
        facts::Share share{.address = visit.port.endpoint.address.to_string(),
                           .port = visit.port.endpoint.port,
                           .protocol = "rsync",
                           .name = printable(module)};
        const auto open = is_open(visit, module);
        if (open) {
            share.anonymous_read = *open;
            any_open = any_open || *open;
        } else if (open.error().kind == ErrorKind::stopped) {
            return open.error();
        } else {
            visit.sink.could_not_see(join(
                say("{}, rsync {}", "{}, rsync {}", visit.port.endpoint.to_string(), share.name),
                open.error().message));
        }
        visit.sink.add(share);
    }
    if (!modules.empty()) visit.port.needs_login = !any_open;
    return {};
}

}  // namespace primum::probes::shares
