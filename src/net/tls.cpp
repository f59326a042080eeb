#include "net/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <ctime>

namespace primum::net {
namespace {

template <auto release>
struct Release {
    template <class Object>
    void operator()(Object* object) const {
        release(object);
    }
};
using Context = std::unique_ptr<SSL_CTX, Release<SSL_CTX_free>>;
using Session = std::unique_ptr<SSL, Release<SSL_free>>;

constexpr std::size_t record_bytes_max = 18_KiB;  // RFC 8446, 5.2: 2^14 + 256, and its header.

// The server asked for a client certificate. We have none: the answer is an empty list.
int client_certificate_asked(SSL* session, X509** /*certificate*/, EVP_PKEY** /*key*/) {
    static_cast<TlsFacts*>(SSL_get_ex_data(session, 0))->client_certificate_asked = true;
    return 0;
}

SSL_CTX* client_context() {
    static const Context context = [] {
        Context made(SSL_CTX_new(TLS_client_method()));
        CHECK(made);
        SSL_CTX_set_verify(made.get(), SSL_VERIFY_NONE, nullptr);
        SSL_CTX_set_min_proto_version(made.get(), TLS1_VERSION);
        SSL_CTX_set_cipher_list(made.get(), "ALL:@SECLEVEL=0");
        SSL_CTX_set_default_verify_paths(made.get());
        SSL_CTX_set_client_cert_cb(made.get(), client_certificate_asked);
        return made;
    }();
    return context.get();
}

std::optional<Time> expiry_of(const X509* certificate) {
    std::tm date{};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &date) != 1) return std::nullopt;
    return std::chrono::floor<std::chrono::seconds>(
        std::chrono::system_clock::from_time_t(timegm(&date)));
}

class OpenSslStream : public TlsStream {
public:
    OpenSslStream(std::unique_ptr<Stream> stream, Session session)
        : stream_(std::move(stream)),
          session_(std::move(session)),
          incoming_(BIO_new(BIO_s_mem())),
          outgoing_(BIO_new(BIO_s_mem())) {
        SSL_set_bio(session_.get(), incoming_, outgoing_);  // The session owns both from here.
        SSL_set_ex_data(session_.get(), 0, &facts_);
    }

    Result<> shake_hands(Deadline deadline) {
        const auto outcome = drive([&] { return SSL_connect(session_.get()); }, deadline);
        if (!outcome && outcome.error().kind == ErrorKind::stopped) return outcome.error();
        read_facts();
        if (outcome && *outcome > 0) return {};
        // Up to TLS 1.2 a server that insists on a client certificate ends the handshake itself.
        const bool showed_itself = SSL_get0_peer_certificate(session_.get()) != nullptr;
        if (facts_.client_certificate_asked && showed_itself) return wants_certificate();
        return outcome ? not_tls() : outcome.error();
    }

    Result<std::size_t> read_some(std::span<std::byte> buffer, Deadline deadline) override {
        const auto count = TRY(drive(
            [&] {
                return SSL_read(session_.get(), buffer.data(), static_cast<int>(buffer.size()));
            },
            deadline));
        if (count > 0) return static_cast<std::size_t>(count);
        if (SSL_get_error(session_.get(), count) == SSL_ERROR_ZERO_RETURN) return std::size_t{0};
        return hung_up();
    }

    Result<> write_all(BytesView bytes, Deadline deadline) override {
        const auto count = TRY(drive(
            [&] { return SSL_write(session_.get(), bytes.data(), static_cast<int>(bytes.size())); },
            deadline));
        if (count <= 0) return hung_up();
        return {};
    }

    const TlsFacts& facts() const override { return facts_; }

private:
    static Error not_tls() {
        return {
            ErrorKind::malformed,
            {"l'appareil ne parle pas TLS à cet endroit", "the device does not speak TLS there"}};
    }
    static Error wants_certificate() {
        return {ErrorKind::denied,
                {"l'appareil exige un certificat de ses clients",
                 "the device demands a certificate from its clients"}};
    }
    static Error hung_up() {
        return {
            ErrorKind::unreachable,
            {"l'appareil a coupé la liaison chiffrée", "the device cut the encrypted connection"}};
    }

    // Repeats `step` and carries bytes between the session and the stream until the step is done.
    // Gives the step's last return value.
    template <class Step>
    Result<int> drive(const Step& step, Deadline deadline) {
        while (true) {
            ERR_clear_error();
            const int outcome = step();
            const int wanted = SSL_get_error(session_.get(), outcome);
            TRY(flush(deadline));
            if (outcome > 0 || wanted != SSL_ERROR_WANT_READ) return outcome;
            std::array<std::byte, record_bytes_max> buffer{};
            const auto count = TRY(stream_->read_some(buffer, deadline));
            if (count == 0) return 0;
            BIO_write(incoming_, buffer.data(), static_cast<int>(count));
        }
    }

    Result<> flush(Deadline deadline) {
        std::array<std::byte, record_bytes_max> buffer{};
        while (BIO_pending(outgoing_) > 0) {
            const int count = BIO_read(outgoing_, buffer.data(), static_cast<int>(buffer.size()));
            TRY(stream_->write_all(BytesView(buffer).first(static_cast<std::size_t>(count)),
                                   deadline));
        }
        return {};
    }

    void read_facts() {
        facts_.version = SSL_get_version(session_.get());
        X509* certificate = SSL_get0_peer_certificate(session_.get());
        if (certificate == nullptr) return;
        facts_.certificate_expires = expiry_of(certificate);
        facts_.certificate_trusted = SSL_get_verify_result(session_.get()) == X509_V_OK;
        facts_.certificate_self_signed = X509_self_signed(certificate, 0) == 1;
    }

    std::unique_ptr<Stream> stream_;
    TlsFacts facts_;
    Session session_;
    BIO* incoming_;
    BIO* outgoing_;
};

}  // namespace

Result<std::unique_ptr<TlsStream>> TlsStream::shake_hands(std::unique_ptr<Stream> stream,
                                                          Deadline deadline, TlsFacts* seen) {
    Session session(SSL_new(client_context()));
    CHECK(session);
    auto made = std::make_unique<OpenSslStream>(std::move(stream), std::move(session));
    const auto shaken = made->shake_hands(deadline);
    if (seen != nullptr) *seen = made->facts();
    TRY(shaken);
    return std::unique_ptr<TlsStream>(std::move(made));
}

}  // namespace primum::net
