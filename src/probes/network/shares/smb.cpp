// SMB: the dialects by a first message of our own, the shares by the worker that speaks through
// Samba's library (smb_worker/).
#include <array>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/text.h"
#include "formats/share_report.h"
#include "formats/smb2_access.h"
#include "formats/smb_negotiate.h"
#include "net/stream.h"
#include "os/random.h"
#include "os/worker.h"
#include "probes/network/shares/smb_order.h"
#include "probes/network/shares/visit.h"

namespace primum::probes::shares {
namespace {

constexpr std::uint16_t netbios_port = 139;
constexpr std::chrono::milliseconds worker_time{45'000};
constexpr std::chrono::milliseconds access_time{15'000};  // For who may write, in all shares.
constexpr std::uint64_t worker_output_bytes_max = 512_MiB;
constexpr std::size_t line_head_bytes_max = 4096;  // The names before a file's bytes.
constexpr std::size_t shares_max = 400;            // The worker tells of half as many.

template <std::size_t size>
std::array<std::uint8_t, size> random_bytes() {
    std::array<std::uint8_t, size> bytes{};
    for (std::size_t i = 0; i < size; i += sizeof(std::uint64_t)) {
        const auto number = os::random_number();
        std::memcpy(bytes.data() + i, &number, sizeof number);
    }
    return bytes;
}

Result<Bytes> read_message(net::Stream& stream, net::Deadline deadline) {
    const auto header = TRY(net::read_exactly(stream, formats::smb_frame_header_bytes, deadline));
    const auto length = TRY(formats::parse_smb_frame_header(header));
    return net::read_exactly(stream, length, deadline);
}

Result<std::unique_ptr<net::Stream>> connect(const Visit& visit, net::Deadline deadline) {
    auto stream = TRY(visit.dialer.connect(visit.port.endpoint, visit.limits.connect_timeout));
    if (visit.port.endpoint.port != netbios_port) return stream;
    TRY(stream->write_all(formats::encode_netbios_session_request(), deadline));
    const auto answer = TRY(net::read_exactly(*stream, 4, deadline));
    if (std::to_integer<std::uint8_t>(answer[0]) != formats::netbios_session_accepted) {
        return Error{
            ErrorKind::denied,
            {"le serveur refuse la session NetBIOS", "the server refuses the NetBIOS session"}};
    }
    return stream;
}

// One connection, one message, its answer.
Result<Bytes> negotiate(const Visit& visit, BytesView message) {
    const auto deadline = visit.answer_deadline();
    const auto stream = TRY(connect(visit, deadline));
    TRY(stream->write_all(message, deadline));
    return read_message(*stream, deadline);
}

// Asks, as nobody, what may be done in each share; see formats/smb2_access.h.
class AccessQuestion {
public:
    static Result<AccessQuestion> open(const Visit& visit) {
        const auto deadline = visit.answer_deadline();
        AccessQuestion question(visit, TRY(connect(visit, deadline)));
        auto& state = question.state_;
        TRY(question.exchange(formats::encode_smb2_plain_negotiate(state)));
        const auto hello = TRY(question.exchange(formats::encode_smb2_nobody_hello(state)));
        TRY(formats::parse_smb2_session_reply(hello, state));
        const auto name = TRY(question.exchange(formats::encode_smb2_nobody_name(state)));
        TRY(formats::parse_smb2_session_reply(name, state));
        return question;
    }

    // The share's answer is the greatest there is, the folder's may be stricter. Where the folder
    // says less than the share, nothing is said: Samba gives a guest more than it tells (the rights
    // of the folder's owner, when that is the guest's account), Windows does not.
    Result<std::optional<bool>> may_write(const std::string& share) {
        const auto path = R"(\\)" + visit_.port.endpoint.address.to_string() + R"(\)" + share;
        if (path.size() > formats::smb2_share_path_length_max) {
            return Error{ErrorKind::malformed, {"nom trop long", "name too long"}};
        }
        state_.tree_id = 0;
        const auto tree = TRY(exchange(formats::encode_smb2_tree_connect(state_, path)));
        const bool share_lets = TRY(formats::parse_smb2_tree_reply(tree, state_));
        if (!share_lets) return std::optional(false);
        const auto open = TRY(exchange(formats::encode_smb2_open_folder(state_)));
        const bool folder_lets = TRY(formats::parse_smb2_open_reply(open));
        return folder_lets ? std::optional(true) : std::nullopt;
    }

private:
    AccessQuestion(const Visit& visit, std::unique_ptr<net::Stream> stream)
        : visit_(visit), stream_(std::move(stream)) {}

    Result<Bytes> exchange(const Bytes& message) {
        const auto deadline = visit_.answer_deadline();
        TRY(stream_->write_all(message, deadline));
        return read_message(*stream_, deadline);
    }

    const Visit& visit_;
    std::unique_ptr<net::Stream> stream_;
    formats::Smb2State state_;
};

// Nothing where the answer does not tell: a server without SMB 1 often hangs up without a word.
Result<std::optional<bool>> accepts_smb1(const Visit& visit) {
    const auto answer = negotiate(visit, formats::encode_smb1_negotiate());
    if (!answer && answer.error().kind == ErrorKind::stopped) return answer.error();
    if (!answer) return std::optional<bool>();
    const auto accepted = formats::parse_smb1_negotiate_answer(*answer);
    return accepted ? std::optional(*accepted) : std::nullopt;
}

std::string place_of(const Visit& visit) { return visit.port.endpoint.to_string(); }

// Whether it speaks SMB 2 or 3.
bool learn_dialect(const Visit& visit) {
    const auto message = formats::encode_smb2_negotiate(random_bytes<16>(), random_bytes<32>());
    const auto answer = negotiate(visit, message);
    if (!answer) return false;
    const auto parsed = formats::parse_smb2_negotiate_answer(*answer);
    if (!parsed) return false;
    visit.port.version = "SMB " + std::string(formats::smb_dialect_name(parsed->dialect));
    visit.port.title = parsed->signing_required ? "signing required" : "signing optional";
    return true;
}

// What the worker said so far.
struct Gathered {
    std::map<std::string, formats::ShareReport> shares;  // The more a session showed, the later.
    std::map<std::string, ShareTally> tallies;           // Of what was read in them.
    Result<> judged;                                     // An error: the person wants to stop.
    bool opened = false;
    bool failed = false;  // The server did not speak as it should.
    bool broken = false;  // The worker did not.
};

void gather(std::string_view line, ShareJudge& judge, Gathered& gathered) {
    const auto report = formats::parse_worker_report(line);
    if (!report || gathered.tallies.size() > shares_max) {
        gathered.broken = true;
        return;
    }
    if (const auto* file = std::get_if<formats::FileReport>(&*report)) {
        auto& tally = gathered.tallies.try_emplace(file->share, judge).first->second;
        if (gathered.judged) gathered.judged = tally.take(file->name, file->bytes);
        return;
    }
    if (const auto* session = std::get_if<formats::SessionReport>(&*report)) {
        gathered.opened |= session->outcome == formats::SessionOutcome::opened;
        gathered.failed |= session->outcome == formats::SessionOutcome::failed;
        return;
    }
    const auto& share = std::get<formats::ShareReport>(*report);
    auto& kept = gathered.shares[share.name];
    if (kept.readable != true) kept = share;
}

// A worker that is cut off has sent files of a share before its report: what was read stands.
void complete_reports(Gathered& gathered) {
    for (const auto& entry : gathered.tallies) {
        auto& report = gathered.shares[entry.first];
        if (report.readable == true) continue;
        report = {.name = entry.first, .readable = true, .complete = false};
    }
}

// Completes what the worker saw with who may write, where the server says it. Over the session
// without a name only: what it does not say stays unknown.
void learn_who_may_write(const Visit& visit, Gathered& gathered) {
    const auto end = net::Deadline::in(access_time);
    auto question = AccessQuestion::open(visit);
    if (!question) return;
    for (auto& entry : gathered.shares) {
        if (end.passed()) return;
        if (entry.second.readable != true) continue;
        auto writable = question->may_write(entry.first);
        if (writable) entry.second.writable = std::move(writable).value();
    }
}

facts::Share to_row(const Visit& visit, const formats::ShareReport& report) {
    return {.address = visit.port.endpoint.address.to_string(),
            .port = visit.port.endpoint.port,
            .protocol = "smb",
            .name = report.name,
            .anonymous_read = report.readable,
            .anonymous_write = report.readable == false ? false : report.writable,
            .files = report.files,
            .counted_all = report.complete};
}

void count_patients(const Gathered& gathered, facts::Share& row) {
    const auto tally = gathered.tallies.find(row.name);
    const bool is_read = tally != gathered.tallies.end();
    row.health_files = is_read ? tally->second.health_files() : 0;
    row.patients = is_read ? tally->second.patients() : 0;
    if (is_read && !tally->second.complete()) row.counted_all = false;
}

void hand_over(const Visit& visit, const Gathered& gathered, facts::Flag smb1, bool ended_well) {
    for (const auto& [name, report] : gathered.shares) {
        auto row = to_row(visit, report);
        row.smb1 = smb1;
        if (row.anonymous_read == true) count_patients(gathered, row);
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
    auto smb1 = TRY(accepts_smb1(visit));
    const bool speaks_newer = learn_dialect(visit);
    if (speaks_newer && !smb1) smb1 = false;  // It hung up on the old, and answered the new.
    if (!speaks_newer && smb1 == true) visit.port.version = "SMB 1";

    Gathered gathered;
    const SmbOrder order{visit.port.endpoint, visit.limits.sample};
    const auto line_bytes =
        2 * static_cast<std::size_t>(order.limits.file_bytes_max) + line_head_bytes_max;
    const os::WorkerOrder worker{.program = visit.smb_worker,
                                 .input = to_line(order),
                                 .limits = {.time = worker_time,
                                            .output_bytes_max = worker_output_bytes_max,
                                            .line_bytes_max = line_bytes}};
    Result<> outcome;
    {
        const auto permit = TRY(visit.dialer.admit(visit.port.endpoint.address));
        outcome = os::run_worker(worker, visit.dialer.stop(), [&](std::string_view line) {
            gather(line, visit.judge, gathered);
        });
    }
    if (outcome) outcome = gathered.judged;
    if (outcome && gathered.broken) {
        outcome = Error{ErrorKind::malformed,
                        {"le processus SMB a répondu des mots inconnus",
                         "the SMB process answered unknown words"}};
    }
    if (outcome && gathered.failed && !gathered.opened) {
        outcome = Error{ErrorKind::unreachable,
                        {"le serveur ne répond pas comme un serveur SMB",
                         "the server does not answer as an SMB server does"}};
    }
    complete_reports(gathered);
    const bool is_stopped = !outcome && outcome.error().kind == ErrorKind::stopped;
    if (outcome || (gathered.opened && !is_stopped)) visit.port.needs_login = !gathered.opened;
    if (gathered.opened && !is_stopped) learn_who_may_write(visit, gathered);
    visit.port.cleartext_login = false;  // SMB never sends a password itself.
    hand_over(visit, gathered, smb1, outcome.has_value());
    return outcome;
}

}  // namespace primum::probes::shares
