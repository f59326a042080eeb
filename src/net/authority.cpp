#include "net/authority.h"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <array>
#include <memory>

namespace primum::net {
namespace {

template <auto function>
struct Freed {
    template <class T>
    void operator()(T* object) const {
        function(object);
    }
};
using Bio = std::unique_ptr<BIO, Freed<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freed<X509_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Freed<X509_EXTENSION_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;

constexpr long version_3 = 2;                  // RFC 5280 §4.1.2.1.
constexpr std::chrono::hours clock_slack{24};  // The other computers' clocks may be behind.

Error cannot() {
    return {ErrorKind::io,
            {"le certificat n'a pas pu être fait", "the certificate could not be made"}};
}

std::string text_of(BIO* bio) {
    char* data = nullptr;
    const long length = BIO_get_mem_data(bio, &data);
    return length > 0 ? std::string(data, static_cast<std::size_t>(length)) : std::string();
}

std::string pem_of(X509* certificate) {
    const Bio bio(BIO_new(BIO_s_mem()));
    return PEM_write_bio_X509(bio.get(), certificate) == 1 ? text_of(bio.get()) : std::string();
}

std::string pem_of(EVP_PKEY* key) {
    const Bio bio(BIO_new(BIO_s_mem()));
    const int written =
        PEM_write_bio_PKCS8PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return written == 1 ? text_of(bio.get()) : std::string();
}

Bio reader(std::string_view text) {
    return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

Certificate certificate_of(std::string_view pem) {
    return Certificate(PEM_read_bio_X509(reader(pem).get(), nullptr, nullptr, nullptr));
}

bool add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    return extension != nullptr && X509_add_ext(certificate, extension.get(), -1) == 1;
}

// "DNS:primum.test,IP:192.168.1.10"
std::string alternative_names(const ServerNames& names) {
    std::string text;
    for (const auto& name : names.names) text += (text.empty() ? "DNS:" : ",DNS:") + name;
    for (const auto& address : names.addresses) {
        text += (text.empty() ? "IP:" : ",IP:") + address.to_string();
    }
    return text;
}

// The same as what alone may be vouched for: addresses with the mask of one.
std::string permitted_names(const ServerNames& names) {
    std::string text = "critical";
    for (const auto& name : names.names) text += ",permitted;DNS:" + name;
    // A kind of name of which none is listed is not constrained at all (RFC 5280 §4.2.1.10): with
    // addresses alone, list a name that nobody can have (RFC 6761 §6.4).
    if (names.names.empty()) text += ",permitted;DNS:invalid";
    for (const auto& address : names.addresses) {
        text += ",permitted;IP:" + address.to_string() +
                (address.is_v4() ? "/255.255.255.255" : "/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff");
    }
    return text;
}

bool set_time(ASN1_TIME* field, Time time) {
    return ASN1_TIME_set(field, static_cast<time_t>(time.time_since_epoch().count())) != nullptr;
}

// Number, times, title and key; no extension and no signature yet.
Certificate begin(EVP_PKEY* key, const std::string& title, Time at, std::chrono::days life) {
    Certificate made(X509_new());
    const Number number(BN_new());
    constexpr int number_bits = 126;  // Positive, and unlike any other: RFC 5280 §4.1.2.2.
    const auto* text = reinterpret_cast<const unsigned char*>(title.c_str());
    const bool fine =
        made != nullptr && number != nullptr &&
        BN_rand(number.get(), number_bits, BN_RAND_TOP_ANY, BN_RAND_BOTTOM_ANY) == 1 &&
        BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(made.get())) != nullptr &&
        X509_set_version(made.get(), version_3) == 1 &&
        set_time(X509_getm_notBefore(made.get()), at - clock_slack) &&
        set_time(X509_getm_notAfter(made.get()), at + life) &&
        X509_set_pubkey(made.get(), key) == 1 &&
        X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8, text, -1,
                                   -1, 0) == 1;
    return fine ? std::move(made) : nullptr;
}

bool sign(X509* certificate, EVP_PKEY* key) {
    return X509_sign(certificate, key, EVP_sha256()) > 0;
}

}  // namespace

Result<PemPair> make_authority(const std::string& title, const ServerNames& names, Time at) {
    const Key key(EVP_EC_gen("P-256"));
    if (key == nullptr) return cannot();
    const auto made = begin(key.get(), title, at, authority_life);
    if (made == nullptr) return cannot();
    auto* itself = made.get();
    const bool fine =
        X509_set_issuer_name(itself, X509_get_subject_name(itself)) == 1 &&
        add_extension(itself, itself, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
        add_extension(itself, itself, NID_key_usage, "critical,keyCertSign") &&
        add_extension(itself, itself, NID_subject_key_identifier, "hash") &&
        add_extension(itself, itself, NID_name_constraints, permitted_names(names)) &&
        sign(itself, key.get());
    if (!fine) return cannot();
    return PemPair{pem_of(itself), pem_of(key.get())};
}

Result<PemPair> issue_certificate(const PemPair& authority, const ServerNames& names, Time at) {
    const auto issuer = certificate_of(authority.certificate);
    const Key issuer_key(
        PEM_read_bio_PrivateKey(reader(authority.key).get(), nullptr, nullptr, nullptr));
    const Key key(EVP_EC_gen("P-256"));
    if (issuer == nullptr || issuer_key == nullptr || key == nullptr) return cannot();
    const auto made = begin(key.get(), "Primum", at, certificate_life);
    if (made == nullptr) return cannot();
    const bool fine =
        X509_set_issuer_name(made.get(), X509_get_subject_name(issuer.get())) == 1 &&
        add_extension(made.get(), issuer.get(), NID_basic_constraints, "critical,CA:FALSE") &&
        add_extension(made.get(), issuer.get(), NID_key_usage, "critical,digitalSignature") &&
        add_extension(made.get(), issuer.get(), NID_ext_key_usage, "serverAuth") &&
        add_extension(made.get(), issuer.get(), NID_subject_key_identifier, "hash") &&
        add_extension(made.get(), issuer.get(), NID_authority_key_identifier, "keyid:always") &&
        add_extension(made.get(), issuer.get(), NID_subject_alt_name, alternative_names(names)) &&
        sign(made.get(), issuer_key.get());
    if (!fine) return cannot();
    return PemPair{pem_of(made.get()) + authority.certificate, pem_of(key.get())};
}

bool is_good_for(std::string_view pem, const ServerNames& names, Time at,
                 std::chrono::days days_left) {
    const auto certificate = certificate_of(pem);
    if (certificate == nullptr) return false;
    auto until = static_cast<time_t>((at + days_left).time_since_epoch().count());
    if (X509_cmp_time(X509_get0_notAfter(certificate.get()), &until) <= 0) return false;
    for (const auto& name : names.names) {
        if (X509_check_host(certificate.get(), name.data(), name.size(), 0, nullptr) != 1) {
            return false;
        }
    }
    for (const auto& address : names.addresses) {
        if (X509_check_ip_asc(certificate.get(), address.to_string().c_str(), 0) != 1) return false;
    }
    return true;
}

std::string fingerprint(std::string_view pem) {
    const auto certificate = certificate_of(pem);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    if (certificate == nullptr ||
        X509_digest(certificate.get(), EVP_sha256(), digest.data(), &length) != 1) {
        return {};
    }
    std::string text;
    for (unsigned i = 0; i < length; ++i) {
        text += fmt::format("{}{:02X}", i == 0 ? "" : ":", digest.at(i));
    }
    return text;
}

}  // namespace primum::net
