#include "net/ssh.h"

#include <libssh/libssh.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <memory>

#include "os/descriptor.h"
#include "os/system_error.h"

namespace primum::net {
namespace {

// Old devices speak only what is long forbidden elsewhere; nothing secret crosses this line, so
// that everything libssh still knows may be used to ask them. RFC 4253, 6.5; RFC 8731; RFC 8332.
constexpr const char* key_exchanges =
    "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,"
    "ecdh-sha2-nistp521,diffie-hellman-group18-sha512,diffie-hellman-group16-sha512,"
    "diffie-hellman-group-exchange-sha256,diffie-hellman-group14-sha256,"
    "diffie-hellman-group14-sha1,diffie-hellman-group-exchange-sha1,diffie-hellman-group1-sha1";
constexpr const char* host_keys =
    "ssh-ed25519,ecdsa-sha2-nistp521,ecdsa-sha2-nistp384,ecdsa-sha2-nistp256,rsa-sha2-512,"
    "rsa-sha2-256,ssh-rsa";
constexpr const char* ciphers =
    "chacha20-poly1305@openssh.com,aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr,"
    "aes192-ctr,aes128-ctr,aes256-cbc,aes192-cbc,aes128-cbc,3des-cbc";
constexpr const char* checksums =
    "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha1-etm@openssh.com,"
    "hmac-sha2-256,hmac-sha2-512,hmac-sha1";

// Steps of libssh without any byte moved before it is taken to wait for the peer.
constexpr int idle_steps_max = 3;

struct SessionRelease {
    void operator()(ssh_session session) const { ssh_free(session); }
};
using Session = std::unique_ptr<ssh_session_struct, SessionRelease>;

Sentence talking() { return {"parler SSH avec l'appareil", "speak SSH with the device"}; }

// libssh speaks to one end of a pair of sockets inside this process; the other end is joined here
// to the stream, whose deadline, permit and wish to stop hold for libssh too.
class Conversation {
public:
    static Result<Conversation> create(Stream& stream, Deadline deadline) {
        std::array<int, 2> pair{};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair.data()) !=
            0) {
            return os::system_error(errno, talking());
        }
        Conversation made(stream, deadline);
        made.near_ = os::Descriptor(pair[0]);
        made.far_ = os::Descriptor(pair[1]);
        made.session_.reset(ssh_new());
        CHECK(made.session_);
        made.set_options();
        return made;
    }

    Result<> connect() {
        const int outcome =
            TRY(drive([&] { return ssh_connect(session_.get()); }, /*again=*/SSH_AGAIN));
        if (outcome == SSH_OK) return {};
        return Error{
            ErrorKind::malformed,
            {"l'échange de clés SSH n'a pas abouti", "the SSH key exchange came to no end"}};
    }

    Result<int> request_none() {
        return drive([&] { return ssh_userauth_none(session_.get(), nullptr); },
                     /*again=*/SSH_AUTH_AGAIN);
    }

    std::string version() const {
        const char* text = ssh_get_serverbanner(session_.get());
        return text == nullptr ? std::string() : std::string(text);
    }
    int methods() const { return ssh_userauth_list(session_.get(), nullptr); }

private:
    Conversation(Stream& stream, Deadline deadline) : stream_(&stream), deadline_(deadline) {}

    // No configuration and no list of known servers is read: the same question on every computer.
    void set_options() {
        const auto set = [&](ssh_options_e option, const void* value) {
            CHECK(ssh_options_set(session_.get(), option, value) == 0);
        };
        const int no = 0;
        const socket_t socket = far_.release();  // libssh closes it.
        set(SSH_OPTIONS_FD, &socket);
        set(SSH_OPTIONS_PROCESS_CONFIG, &no);
        set(SSH_OPTIONS_USER, std::string(ssh_user).c_str());
        set(SSH_OPTIONS_SSH_DIR, "/dev/null");
        set(SSH_OPTIONS_KNOWNHOSTS, "/dev/null");
        set(SSH_OPTIONS_GLOBAL_KNOWNHOSTS, "/dev/null");
        set(SSH_OPTIONS_KEY_EXCHANGE, key_exchanges);
        set(SSH_OPTIONS_HOSTKEYS, host_keys);
        set(SSH_OPTIONS_CIPHERS_C_S, ciphers);
        set(SSH_OPTIONS_CIPHERS_S_C, ciphers);
        set(SSH_OPTIONS_HMAC_C_S, checksums);
        set(SSH_OPTIONS_HMAC_S_C, checksums);
        ssh_set_blocking(session_.get(), 0);
    }

    // Repeats `step` and carries bytes both ways until it returns something else than `again`.
    template <class Step>
    Result<int> drive(const Step& step, int again) {
        int idle_steps = 0;
        while (!deadline_.passed()) {
            const int outcome = step();
            const bool moved = TRY(carry_out());
            if (outcome != again) return outcome;
            idle_steps = moved || has_unread() ? 0 : idle_steps + 1;
            if (idle_steps < idle_steps_max) continue;
            TRY(carry_in());
            idle_steps = 0;
        }
        return Error{ErrorKind::unreachable, {"aucune réponse à temps", "no answer in time"}};
    }

    Result<bool> carry_out() {
        std::array<std::byte, 4096> buffer{};
        bool moved = false;
        while (true) {
            const auto count = ::recv(near_.number(), buffer.data(), buffer.size(), 0);
            if (count <= 0) return moved;
            TRY(stream_->write_all(BytesView(buffer).first(static_cast<std::size_t>(count)),
                                   deadline_));
            moved = true;
        }
    }

    Result<> carry_in() {
        std::array<std::byte, 4096> buffer{};
        const auto count = TRY(stream_->read_some(buffer, deadline_));
        if (count == 0) {
            return Error{ErrorKind::unreachable, {"l'appareil a raccroché", "the device hung up"}};
        }
        // The pair holds far more than this buffer, and libssh has read all that came before.
        const auto sent = ::send(near_.number(), buffer.data(), count, MSG_NOSIGNAL);
        if (sent == static_cast<ssize_t>(count)) return {};
        return Error{ErrorKind::malformed,
                     {"l'appareil a rompu l'échange SSH", "the device broke the SSH exchange"}};
    }

    // libssh has not yet taken all that was carried in.
    bool has_unread() const {
        int count = 0;
        ::ioctl(near_.number(), TIOCOUTQ, &count);
        return count > 0;
    }

    Stream* stream_;
    Deadline deadline_;
    os::Descriptor near_;
    os::Descriptor far_;
    Session session_;
};

Result<> ask(Conversation& conversation, SshFacts& facts) {
    TRY(conversation.connect());
    const int outcome = TRY(conversation.request_none());
    if (outcome == SSH_AUTH_ERROR) {
        return Error{ErrorKind::malformed,
                     {"l'appareil n'a pas dit comment on s'y connecte",
                      "the device did not say how one logs in"}};
    }
    facts.needs_login = outcome != SSH_AUTH_SUCCESS;
    const auto methods = static_cast<unsigned>(conversation.methods());
    facts.password_login =
        (methods & (SSH_AUTH_METHOD_PASSWORD | SSH_AUTH_METHOD_INTERACTIVE)) != 0;
    return {};
}

}  // namespace

Result<SshFacts> ask_login_methods(Stream& stream, Deadline deadline) {
    auto conversation = TRY(Conversation::create(stream, deadline));
    SshFacts facts;
    auto asked = ask(conversation, facts);
    facts.version = conversation.version();
    if (asked) return facts;
    if (asked.error().kind == ErrorKind::stopped) return asked.error();
    if (facts.version.empty()) return asked.error();
    facts.cut_short = std::move(asked).error();
    return facts;
}

}  // namespace primum::net
