#include "cli/serve_certificate.h"

#include <string>
#include <system_error>
#include <vector>

#include "net/authority.h"
#include "os/file.h"
#include "web/http/fields.h"

namespace primum::cli {
namespace {

constexpr std::size_t pem_bytes_max = 256UL * 1024;
constexpr std::chrono::days renewed_before{30};

Result<net::PemPair> read_pair(const std::filesystem::path& certificate,
                               const std::filesystem::path& key) {
    return net::PemPair{TRY(os::read_text(certificate, pem_bytes_max)),
                        TRY(os::read_text(key, pem_bytes_max))};
}

// The one that is there and good, else what `make` makes, kept before it is used.
template <class Make>
Result<net::PemPair> kept_pair(const std::filesystem::path& stem, const net::ServerNames& names,
                               const Make& make) {
    const auto certificate = std::filesystem::path(stem).concat(".pem");
    const auto key = std::filesystem::path(stem).concat(".key");
    auto kept = read_pair(certificate, key);
    if (!kept && kept.error().kind != ErrorKind::not_found) return kept.error();
    if (kept && net::is_good_for(kept->certificate, names, now(), renewed_before)) return kept;
    auto made = TRY(make());
    TRY(os::publish(key, made.key));
    TRY(os::publish(certificate, made.certificate));
    return made;
}

// A name stands in the certificate: only what a Host header may hold.
Result<net::ServerNames> server_names(const ServeArguments& serve, const IpAddress& address) {
    net::ServerNames names{.names = {}, .addresses = {address}};
    for (const auto& name : serve.names) {
        const auto host = web::parse_host(name);
        if (!host || host->port != 0 || IpAddress::parse(host->name)) {
            return Error{ErrorKind::usage, say("--name {} : ce n'est pas un nom",
                                               "--name {}: this is no name", name)};
        }
        names.names.push_back(host->name);
    }
    return names;
}

// The first kind of authority could, for an address alone, vouch for any name: nobody is to find
// its key. What cannot be removed stays, and is used no more.
void remove_first_kind(const std::filesystem::path& folder) {
    std::error_code failed;
    std::vector<std::filesystem::path> former;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
        const auto name = entry.path().filename().string();
        if (name.starts_with("authority-") || name.starts_with("server-")) {
            former.push_back(entry.path());
        }
    }
    for (const auto& file : former) std::filesystem::remove(file, failed);
}

}  // namespace

Result<ServeCertificate> certificate_for(const ServeArguments& serve, const IpAddress& address,
                                         const std::filesystem::path& home) {
    if (!serve.certificate.empty()) {
        auto given = TRY(read_pair(serve.certificate, serve.key));
        return ServeCertificate{
            .certificate = web::Certificate{std::move(given.certificate), std::move(given.key)}};
    }
    if (address.is_loopback()) return ServeCertificate{};
    const auto names = TRY(server_names(serve, address));
    const auto folder = home / "tls";
    TRY(os::make_private_directory(folder));
    remove_first_kind(folder);
    // The authority's own certificate names nobody: what it may vouch for is a constraint, so that
    // with other names it is made anew.
    std::string whom;
    for (const auto& name : names.names) whom += "-" + name;
    whom += "-" + address.to_string();
    const auto stem = "authority2" + whom;
    const auto authority = TRY(
        kept_pair(folder / stem, {}, [&] { return net::make_authority("Primum", names, now()); }));
    auto issued = TRY(kept_pair(folder / ("server2" + whom), names,
                                [&] { return net::issue_certificate(authority, names, now()); }));
    return ServeCertificate{
        .certificate = web::Certificate{std::move(issued.certificate), std::move(issued.key)},
        .authority = folder / (stem + ".pem"),
        .fingerprint = net::fingerprint(authority.certificate)};
}

}  // namespace primum::cli
