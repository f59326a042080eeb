#include <unistd.h>

#include <cstdio>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/office.h"
#include "cli/places.h"
#include "cli/serve_certificate.h"
#include "cli/serve_practice.h"
#include "cli/signals.h"
#include "os/file.h"
#include "web/gate.h"
#include "web/http/server.h"

namespace primum::cli {
namespace {

Error bad_listen(const std::string& listen) {
    return {ErrorKind::usage,
            say("--listen {} : écrivez une adresse et un port, comme 127.0.0.1:7717",
                "--listen {}: write an address and a port, like 127.0.0.1:7717", listen)};
}

// "127.0.0.1:7717", "[::1]:7717"; port 0: any that is free.
Result<Endpoint> endpoint_of(const std::string& listen) {
    std::string_view address(listen);
    const auto colon = address.rfind(':');
    if (colon == std::string_view::npos) return bad_listen(listen);
    const auto port = parse_number(address.substr(colon + 1));
    address = address.substr(0, colon);
    if (address.starts_with('[') && address.ends_with(']')) {
        address = address.substr(1, address.size() - 2);
    }
    const auto parsed = IpAddress::parse(address);
    if (!parsed || !port || *port > 65'535) return bad_listen(listen);
    if (parsed->is_unspecified()) {
        return Error{ErrorKind::usage,
                     say("--listen {} : nommez une seule adresse de cet ordinateur",
                         "--listen {}: name one address of this computer", listen)};
    }
    return Endpoint{*parsed, static_cast<std::uint16_t>(*port)};
}

std::set<std::string> host_names(const ServeArguments& serve, const IpAddress& address) {
    std::set<std::string> names{address.to_string()};
    if (address.is_loopback()) names.insert("localhost");
    for (const auto& name : serve.names) names.insert(lower_case(name));
    return names;
}

std::string url_of(const Endpoint& endpoint, bool over_tls) {
    const auto address = endpoint.address.to_string();
    return fmt::format("{}://{}:{}/", over_tls ? "https" : "http",
                       endpoint.address.is_v4() ? address : "[" + address + "]", endpoint.port);
}

void print(const Sentence& sentence, Language language) {
    std::fputs((sentence.in(language) + "\n").c_str(), stdout);
    std::fflush(stdout);
}

void print_welcome(const std::string& url, const web::House& house, Language language) {
    if (house.book.empty()) {
        print(say("Ouvrez le premier compte à cette adresse (elle ne sert qu'une fois) :\n    "
                  "{}first?token={}",
                  "Open the first account at this address (it works once):\n    {}first?token={}",
                  url, house.rules.first_token),
              language);
        return;
    }
    print(say("Le tableau de bord est ouvert : {}", "The dashboard is open: {}", url), language);
}

void print_authority(const ServeCertificate& shown, Language language) {
    print(
        say("Pour que les navigateurs du cabinet lui fassent confiance, installez-y ce certificat "
            "d'autorité, qui ne vaut que pour cette page :\n    {}\n    Empreinte : {}",
            "For the practice's browsers to trust it, install this certificate of an authority "
            "there; it is good for this page alone:\n    {}\n    Fingerprint: {}",
            shown.authority.string(), shown.fingerprint),
        language);
}

}  // namespace

Result<ExitCode> run_serve(const Arguments& arguments, const ServeArguments& serve) {
    auto endpoint = TRY(endpoint_of(serve.listen));
    const auto home = TRY(home_directory());
    TRY(os::make_private_directory(home));
    const auto shown = TRY(certificate_for(serve, endpoint.address, home));
    const bool over_tls = shown.certificate.has_value();

    ServedPractice practice(home, arguments.catalogue);
    web::House house({.host_names = host_names(serve, endpoint.address),
                      .over_tls = over_tls,
                      .first_token = web::random_token(),
                      .language = arguments.language,
                      .ledger = ledger_file(home),
                      .catalogue = TRY(catalogue_directory(arguments.catalogue))},
                     practice, TRY(accounts::AccountBook::open(accounts_file(home))),
                     TRY(web::Deeds::open(home / "deeds.jsonl")));
    os::Stop stop;
    obey_signals(stop);
    const auto server = TRY(web::Server::start(
        {.address = endpoint.address, .port = endpoint.port, .certificate = shown.certificate},
        [&house](const web::Request& request) { return web::answer(house, request); }));
    endpoint.port = server.port();
    print_welcome(url_of(endpoint, over_tls), house, arguments.language);
    if (!shown.authority.empty()) print_authority(shown, arguments.language);
    constexpr std::chrono::minutes between_tidyings{1};
    while (!stop.requested_within(between_tidyings)) house.tidy(std::chrono::steady_clock::now());
    return ExitCode::fine;
}

}  // namespace primum::cli
