#include "probes/host/mail.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"
#include "probes/host/mail_programs.h"
#include "probes/host/people.h"

namespace primum::probes {
namespace {

std::string domain_of(const std::string& address) {
    const auto at = address.find('@');
    return at == std::string::npos ? "" : address.substr(at + 1);
}

// An address at a consumer's domain says more than the server, which may serve others too.
const Provider* provider_of(const formats::MailAccount& account, const ProviderList& providers) {
    const auto* by_address = providers.of_address(domain_of(account.address));
    if (by_address != nullptr) return by_address;
    const auto* by_server = providers.of_server(account.server);
    return by_server != nullptr ? by_server : providers.of_address(account.server);
}

// Forwarding inside a domain that is the practice's own leaves nothing.
void describe_forwards(facts::Mailbox& row, const std::set<std::string>& domains,
                       const ProviderList& providers) {
    std::vector<std::string> elsewhere;
    std::string worst;
    for (const auto& domain : domains) {
        const auto* provider = providers.of_address(domain);
        if (provider == nullptr && domain == domain_of(row.address)) continue;
        elsewhere.push_back(domain);
        if (provider != nullptr) worst = std::max(worst, provider->mail_class);
    }
    if (elsewhere.empty()) return;
    row.forwards_to = fmt::format("{}", fmt::join(elsewhere, ","));
    const bool all_known = std::ranges::all_of(elsewhere, [&](const std::string& domain) {
        return providers.of_address(domain) != nullptr;
    });
    if (!worst.empty() && (all_known || worst >= "E")) row.forward_class = worst;
}

facts::Mailbox row_of(const ConfiguredMail& mail, const std::string& person,
                      const ProviderList& providers) {
    const auto& account = mail.account;
    facts::Mailbox row{.address = account.address.empty() ? account.server : account.address,
                       .mail = account.mail,
                       .calendar = account.calendar,
                       .client = std::string(mail.program),
                       .account = person};
    if (!account.server.empty()) row.server = account.server;
    if (const auto* provider = provider_of(account, providers)) {
        row.provider = provider->name;
        row.zone = provider->zone;
        if (!provider->mail_class.empty()) row.mail_class = provider->mail_class;
        row.mssante = provider->mail_class == "A";
    }
    describe_forwards(row, mail.forwards_to, providers);
    return row;
}

// A program often names a mailbox twice: once for receiving, once for sending.
std::vector<ConfiguredMail> merged(std::vector<ConfiguredMail> all) {
    std::map<std::tuple<std::string_view, std::string>, ConfiguredMail> by_name;
    for (auto& mail : all) {
        const auto& account = mail.account;
        const auto& name = account.address.empty() ? account.server : account.address;
        auto [found, fresh] = by_name.try_emplace({mail.program, name}, mail);
        if (fresh) continue;
        auto& kept = found->second;
        kept.account.mail |= account.mail;
        kept.account.calendar |= account.calendar;
        if (kept.account.server.empty()) kept.account.server = account.server;
        kept.forwards_to.insert(mail.forwards_to.begin(), mail.forwards_to.end());
    }
    std::vector<ConfiguredMail> once;
    for (auto& [name, mail] : by_name) once.push_back(std::move(mail));
    return once;
}

}  // namespace

std::vector<const facts::TableDescription*> MailProbe::tables() const {
    return {&facts::table_of<facts::Mailbox>()};
}

std::vector<Sentence> MailProbe::explain() const {
    return {
        {"Rien n'est envoyé : les réglages de Thunderbird, Evolution, GNOME, KDE et Claws Mail "
         "sont lus, sans aucun message ni rendez-vous.",
         "Nothing is sent: the settings of Thunderbird, Evolution, GNOME, KDE and Claws Mail "
         "are read, but no message and no appointment."}};
}

Result<> MailProbe::observe(facts::Sink& sink) {
    SettingsReader reader(context_.tree());
    const auto accounts = TRY(local_accounts(reader));
    std::vector<std::string> hidden;
    SettingsReader mail_reader(context_.tree());
    for (const auto& person : people_with_open_folders(context_.tree(), accounts, hidden)) {
        for (const auto& mail : merged(configured_mail(mail_reader, person.home))) {
            if (mail.account.address.empty() && mail.account.server.empty()) continue;
            sink.add(row_of(mail, person.name, providers_));
        }
    }
    tell_hidden_people(sink, hidden);
    mail_reader.tell(sink, {"les réglages de messagerie", "the mail settings"});
    return {};
}

}  // namespace primum::probes
