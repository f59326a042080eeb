#include "cli/consent.h"

#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "base/text.h"
#include "facts/cell.h"

namespace primum::cli {
namespace {

using facts::text_of;

constexpr std::size_t name_length_max = 100;

Result<std::vector<facts::NetworkScope>> kept_consents(const store::Store& store) {
    const auto rows = TRY(store.query(
        "SELECT cidr, consent_by, consent_at FROM network_scope WHERE consent_by IS NOT NULL"));
    std::vector<facts::NetworkScope> kept;
    kept.reserve(rows.rows.size());
    for (const auto& row : rows.rows) {
        kept.push_back({.cidr = text_of(row[0]),
                        .consent_by = text_of(row[1]),
                        .consent_at = text_of(row[2])});
    }
    return kept;
}

const facts::NetworkScope* covering(const Lan& lan, const std::vector<facts::NetworkScope>& kept) {
    for (const auto& scope : kept) {
        const auto cidr = Cidr::parse(scope.cidr);
        if (cidr && cidr->contains(lan.cidr)) return &scope;
    }
    return nullptr;
}

Result<std::string> ask_at_terminal(const Lan& lan, Language language) {
    if (::isatty(STDIN_FILENO) != 1 || ::isatty(STDERR_FILENO) != 1) {
        return Error{
            ErrorKind::usage,
            say("le réseau {} n'a pas encore été examiné : il faut l'accord de la personne "
                "responsable. Ajoutez --consent \"NOM PRÉNOM\"",
                "network {} has not been looked at yet: the person in charge must agree. "
                "Add --consent \"NAME\"",
                lan.cidr.to_string())};
    }
    const auto question = say(
        "Primum va regarder les appareils du réseau {}, sans rien modifier ni essayer aucun mot de "
        "passe.\nN'acceptez que si vous êtes responsable de ce réseau.\nVotre nom, qui vaut accord "
        "(vide pour renoncer) : ",
        "Primum will look at the devices of network {}, changing nothing and trying no password.\n"
        "Accept only if you are in charge of this network.\nYour name, which means that you agree "
        "(empty to give up): ",
        lan.cidr.to_string());
    std::fputs(question.in(language).c_str(), stderr);
    std::string name;
    std::getline(std::cin, name);
    name = printable(name, name_length_max);
    if (name.empty()) {
        return Error{ErrorKind::usage,
                     {"sans accord, le réseau n'est pas examiné",
                      "without consent the network is not looked at"}};
    }
    return name;
}

// Who agreed to this network and when: an earlier consent, unless a name is given anew, which is
// asked for at last.
Result<facts::NetworkScope> consent_for(const Lan& lan,
                                        const std::vector<facts::NetworkScope>& kept,
                                        const std::string& given_name, Language language) {
    facts::NetworkScope consent{.cidr = lan.cidr.to_string(), .interface = lan.interface.name};
    const auto* earlier = covering(lan, kept);
    if (earlier != nullptr && given_name.empty()) {
        consent.consent_by = earlier->consent_by;
        consent.consent_at = earlier->consent_at;
        return consent;
    }
    const auto name = printable(given_name, name_length_max);
    consent.consent_by = name.empty() ? TRY(ask_at_terminal(lan, language)) : name;
    consent.consent_at = format_time(now());
    return consent;
}

}  // namespace

Result<std::vector<facts::NetworkScope>> obtain_consents(const std::vector<Lan>& lans,
                                                         const store::Store& store,
                                                         const std::string& given_name,
                                                         Language language) {
    std::vector<facts::NetworkScope> consents;
    if (lans.empty()) return consents;
    const auto kept = TRY(kept_consents(store));
    for (const auto& lan : lans) {
        consents.push_back(TRY(consent_for(lan, kept, given_name, language)));
    }
    return consents;
}

Result<> keep_consents(store::Store& store, store::RunId run,
                       const std::vector<facts::NetworkScope>& consents) {
    for (const auto& consent : consents) {
        facts::Observation observation;
        observation.probe = "network.consent";
        observation.scope = consent.cidr;
        observation.started_at = observation.finished_at = now();
        observation.tables = {&facts::table_of<facts::NetworkScope>()};
        observation.facts = {facts::to_fact(consent)};
        TRY(store.record(run, observation));
    }
    return {};
}

}  // namespace primum::cli
