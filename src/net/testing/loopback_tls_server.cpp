#include "net/testing/loopback_tls_server.h"

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>

#include "base/check.h"

namespace primum::net::testing {
namespace {

constexpr long day_seconds = 24L * 60 * 60;

// Self-signed, for the name "test".
void give_certificate(SSL_CTX* context, int days) {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    CHECK(key != nullptr && certificate != nullptr);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -1000 * day_seconds);
    X509_gmtime_adj(X509_getm_notAfter(certificate), days * day_seconds);
    X509_set_pubkey(certificate, key);
    X509_NAME* name = X509_get_subject_name(certificate);
    const std::array<unsigned char, 4> common_name{'t', 'e', 's', 't'};
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, common_name.data(),
                               static_cast<int>(common_name.size()), -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_sign(certificate, key, EVP_sha256());
    CHECK(SSL_CTX_use_certificate(context, certificate) == 1);
    CHECK(SSL_CTX_use_PrivateKey(context, key) == 1);
    X509_free(certificate);
    EVP_PKEY_free(key);
}

}  // namespace

struct LoopbackTlsServer::State {
    explicit State(TlsBehaviour how)
        : behaviour(std::move(how)), context(SSL_CTX_new(TLS_server_method())) {
        CHECK(context != nullptr);
        give_certificate(context, behaviour.certificate_days);
        if (behaviour.old_version) SSL_CTX_set_max_proto_version(context, TLS1_2_VERSION);
        if (behaviour.demands_client_certificate) {
            SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
        }
    }
    ~State() { SSL_CTX_free(context); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void serve(int peer) const {
        SSL* session = SSL_new(context);
        SSL_set_fd(session, peer);
        std::array<char, 4096> buffer{};
        if (SSL_accept(session) == 1 &&
            SSL_read(session, buffer.data(), static_cast<int>(buffer.size())) > 0) {
            if (behaviour.answer.empty()) {
                SSL_read(session, buffer.data(), static_cast<int>(buffer.size()));  // Till it ends.
            } else {
                SSL_write(session, behaviour.answer.data(),
                          static_cast<int>(behaviour.answer.size()));
                SSL_shutdown(session);
            }
        }
        SSL_free(session);
    }

    const TlsBehaviour behaviour;
    SSL_CTX* context;
};

LoopbackTlsServer::LoopbackTlsServer(TlsBehaviour behaviour)
    : state_(std::make_unique<State>(std::move(behaviour))),
      server_(std::make_unique<LoopbackServer>([this](int peer) { state_->serve(peer); })) {}

LoopbackTlsServer::~LoopbackTlsServer() { server_.reset(); }  // Before what it serves from.

}  // namespace primum::net::testing
