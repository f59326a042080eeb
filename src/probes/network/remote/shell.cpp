#include "probes/network/remote/shell.h"

#include "base/text.h"
#include "formats/telnet.h"
#include "net/ssh.h"

namespace primum::probes {
namespace {

using namespace std::chrono_literals;
using facts::RemoteAccess;

constexpr std::size_t telnet_bytes_max = 16_KiB;
constexpr std::size_t rlogin_bytes_max = 512;
constexpr auto rlogin_patience = 1500ms;

// "SSH-2.0-OpenSSH_9.2p1 Debian-2": RFC 4253, 4.2.
void note_software(std::string_view version, OpenPort& port) {
    const auto parts = split(version, '-');
    if (!port.product.empty() || parts.size() < 3) return;
    const auto software = version.substr(parts[0].size() + parts[1].size() + 2);
    const auto end = software.find('_');
    port.product = printable(software.substr(0, end));
    if (end != std::string_view::npos) port.version = printable(software.substr(end + 1));
}

// All that the device said until it asked something, and the refusals that it was answered.
class TelnetListener {
public:
    explicit TelnetListener(Line& line) : line_(line) {}

    // Ends at a prompt, at the deadline or when the device hangs up.
    Result<> listen() {
        std::size_t total_bytes = 0;
        std::array<std::byte, 1024> buffer{};
        while (total_bytes < telnet_bytes_max && !line_.deadline.passed()) {
            const auto count = TRY(line_.stream->read_some(buffer, line_.deadline));
            if (count == 0) break;
            total_bytes += count;
            pending_.insert(pending_.end(), buffer.begin(),
                            buffer.begin() + static_cast<std::ptrdiff_t>(count));
            TRY(digest());
            if (prompt() != formats::TelnetPrompt::none) return {};
        }
        return Error{ErrorKind::unreachable, {"aucune invite n'est venue", "no prompt came"}};
    }

    formats::TelnetPrompt prompt() const { return formats::telnet_prompt(text_); }
    bool negotiates() const { return negotiates_; }
    const std::string& text() const { return text_; }

private:
    Result<> digest() {
        const auto speech = formats::parse_telnet(pending_);
        pending_.erase(pending_.begin(),
                       pending_.begin() + static_cast<std::ptrdiff_t>(speech.consumed));
        text_ += speech.text;
        negotiates_ |= speech.negotiates;
        if (speech.answer.empty()) return {};
        return line_.write(speech.answer);
    }

    Line& line_;
    Bytes pending_;
    std::string text_;
    bool negotiates_ = false;
};

std::string first_line(std::string_view text) {
    const auto said = trim(text);
    return printable(said.substr(0, said.find_first_of("\r\n")), 100);
}

}  // namespace

Result<Heard<RemoteAccess>> ask_ssh(net::Dialer& dialer, OpenPort& port) {
    auto line = TRY(call(dialer, port));
    auto told = TRY(net::ask_login_methods(*line.stream, line.deadline));
    Heard<RemoteAccess> heard{.row = blank_row<RemoteAccess>(port),
                              .cut_short = std::move(told.cut_short)};
    heard.row.needs_login = told.needs_login;
    heard.row.password_login = told.password_login;
    heard.row.encrypted = true;
    heard.row.version = printable(told.version);
    note_software(told.version, port);
    return heard;
}

Result<Heard<RemoteAccess>> ask_telnet(net::Dialer& dialer, OpenPort& port) {
    auto line = TRY(call(dialer, port));
    TelnetListener listener(line);
    auto listened = listener.listen();
    const auto prompt = listener.prompt();
    if (!listened && listened.error().kind == ErrorKind::stopped) return listened.error();
    if (!listener.negotiates() && prompt == formats::TelnetPrompt::none) {
        return Error{ErrorKind::malformed,
                     {"ce qui répond n'est pas Telnet", "what answers is not Telnet"}};
    }
    Heard<RemoteAccess> heard{.row = blank_row<RemoteAccess>(port)};
    if (!listened) heard.cut_short = std::move(listened).error();
    heard.row.encrypted = port.tls.has_value();
    if (prompt != formats::TelnetPrompt::none) {
        heard.row.needs_login = prompt == formats::TelnetPrompt::login;
        port.cleartext_login = *heard.row.needs_login && !port.tls;
    }
    if (port.title.empty()) port.title = first_line(listener.text());
    return heard;
}

Result<Heard<RemoteAccess>> ask_rlogin(net::Dialer& dialer, OpenPort& port) {
    auto line = TRY(call(dialer, port));
    TRY(line.write(std::array{std::byte{0}}));
    const auto bytes = TRY(
        net::read_greeting(*line.stream, rlogin_bytes_max, line.deadline.or_in(rlogin_patience)));
    const auto said = lower_case(as_text(bytes));
    // Errors come after a byte of 1; the words are those of the servers of BSD and their heirs. A
    // server that waits in silence waits for the names that it is not given (RFC 1282).
    const bool is_rlogin = bytes.empty() || contains(said, "rlogind") ||
                           contains(said, "permission denied") || contains(said, "login:") ||
                           contains(said, "password:");
    if (!is_rlogin) {
        return Error{ErrorKind::malformed,
                     {"ce n'est pas rlogin qui répond", "it is not rlogin that answers"}};
    }
    Heard<RemoteAccess> heard{.row = blank_row<RemoteAccess>(port)};
    heard.row.encrypted = port.tls.has_value();
    port.cleartext_login = !port.tls;
    return heard;
}

}  // namespace primum::probes
