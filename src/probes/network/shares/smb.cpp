// SMB: the dialects by a first message of our own, the shares by the worker that speaks through
// Samba's library (smb_worker/).
#include <array>
#include <cstring>
#include <map>
#include <string>

#include "base/text.h"
#include "formats/share_report.h"
#include "formats/smb_negotiate.h"
#include "os/random.h"
#include "os/worker.h"
#include "probes/network/shares/smb_order.h"
#include "probes/network/shares/visit.h"

namespace primum::probes::shares {
namespace {

constexpr std::uint16_t netbios_port = 139;
constexpr std::chrono::milliseconds worker_time{45'000};

template <std::size_t size>
std::array<std::uint8_t, size> random_bytes() {
    std::array<std::uint8_t, size> bytes{};
    for (std::size_t i = 0; i < size; i += sizeof(std::uint64_t)) {
        const auto number = os::random_number();
        std::memcpy(bytes.data() + i, &number, sizeof number);
    }
    return bytes;
}

// One connection, one message, its answer.
Result<Bytes> negotiate(const Visit& visit, BytesView message) {
    const auto stream =
        TRY(visit.dialer.connect(visit.port.endpoint, visit.limits.connect_timeout));
    const auto deadline = visit.answer_deadline();
    if (visit.port.endpoint.port == netbios_port) {
        TRY(stream->write_all(formats::encode_netbios_session_request(), deadline));
        const auto answer = TRY(net::read_exactly(*stream, 4, deadline));
        if (std::to_integer<std::uint8_t>(answer[0]) != formats::netbios_session_accepted) {
            return Error{
                ErrorKind::denied,
                {"le serveur refuse la session NetBIOS", "the server refuses the NetBIOS session"}};
        }
    }
    TRY(stream->write_all(message, deadline));
    const auto header = TRY(net::read_exactly(*stream, formats::smb_frame_header_bytes, deadline));
    const auto length = TRY(formats::parse_smb_frame_header(header));
    return net::read_exactly(*stream, length, deadline);
}

// A server without SMB 1 hangs up without a word, or answers that it knows no such dialect.
Result<bool> accepts_smb1(const Visit& visit) {
    const auto answer = negotiate(visit, formats::encode_smb1_negotiate());
    if (answer) return formats::parse_smb1_negotiate_answer(*answer);
    const bool hung_up = answer.error().kind == ErrorKind::malformed ||
                         answer.error().kind == ErrorKind::unreachable;
    if (hung_up) return false;
    return answer.error();
}

std::string place_of(const Visit& visit) { return visit.port.endpoint.to_string(); }

void learn_dialect(const Visit& visit, bool smb1) {
    const auto message = formats::encode_smb2_negotiate(random_bytes<16>(), random_bytes<32>());
    const auto answer = negotiate(visit, message);
    if (answer) {
        const auto parsed = formats::parse_smb2_negotiate_answer(*answer);
        if (parsed) {
            visit.port.version = "SMB " + std::string(formats::smb_dialect_name(parsed->dialect));
            visit.port.title = parsed->signing_required ? "signing required" : "signing optional";
        }
    }
    if (visit.port.version.empty() && smb1) visit.port.version = "SMB 1";
}

// What the worker said so far.
struct Gathered {
    std::map<std::string, formats::ShareReport> shares;  // The more a session showed, the later.
    bool opened = false;
    bool broken = false;
};

void gather(std::string_view line, Gathered& gathered) {
    const auto report = formats::parse_worker_report(line);
    if (!report) {
        gathered.broken = true;
        return;
    }
    if (const auto* session = std::get_if<formats::SessionReport>(&*report)) {
        gathered.opened = gathered.opened || session->opened;
        return;
    }
    const auto& share = std::get<formats::ShareReport>(*report);
    auto& kept = gathered.shares[share.name];
    if (kept.readable != true) kept = share;
}

facts::Share to_row(const Visit& visit, const formats::ShareReport& report) {
    return {.address = visit.port.endpoint.address.to_string(),
            .port = visit.port.endpoint.port,
            .protocol = "smb",
            .name = report.name,
            .anonymous_read = report.readable,
            .anonymous_write = report.readable == false ? false : report.writable,
            .files = report.files,
            .health_files = report.health_files,
            .patients = report.patients,
            .counted_all = report.counted_all};
}

void hand_over(const Visit& visit, const Gathered& gathered, facts::Flag smb1, bool ended_well) {
    for (const auto& [name, report] : gathered.shares) {
        auto row = to_row(visit, report);
        row.smb1 = smb1;
        if (!row.anonymous_read) {
            visit.sink.could_not_see(say("{} : le partage SMB {} n'a pas pu être lu",
                                         "{}: the SMB share {} could not be read", place_of(visit),
                                         name));
        }
        visit.sink.add(row);
    }
    if (!gathered.shares.empty()) return;
    // The server as a whole: it shares nothing with strangers, or could not be asked.
    formats::ShareReport server{.name = "/"};
    if (ended_well) server.readable = false;
    auto row = to_row(visit, server);
    row.smb1 = smb1;
    visit.sink.add(row);
}

}  // namespace

Result<> visit_smb(const Visit& visit) {
    const auto smb1 = accepts_smb1(visit);
    if (!smb1 && smb1.error().kind == ErrorKind::stopped) return smb1.error();
    learn_dialect(visit, smb1 && *smb1);

    Gathered gathered;
    const SmbOrder order{visit.port.endpoint, visit.key, visit.limits.tally};
    const os::WorkerOrder worker{
        .program = visit.smb_worker, .input = to_line(order), .limits = {.time = worker_time}};
    Result<> outcome;
    {
        const auto permit = TRY(visit.dialer.admit(visit.port.endpoint.address));
        outcome = os::run_worker(worker, visit.dialer.stop(),
                                 [&](std::string_view line) { gather(line, gathered); });
    }
    if (outcome && gathered.broken) {
        outcome = Error{ErrorKind::malformed,
                        {"le processus SMB a répondu des mots inconnus",
                         "the SMB process answered unknown words"}};
    }
    if (outcome) visit.port.needs_login = !gathered.opened;
    visit.port.cleartext_login = false;  // SMB never sends a password itself.
    hand_over(visit, gathered, smb1 ? facts::Flag(*smb1) : facts::Flag(), outcome.has_value());
    return outcome;
}

}  // namespace primum::probes::shares
