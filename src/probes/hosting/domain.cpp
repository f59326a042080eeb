#include "probes/hosting/domain.h"

#include <algorithm>

#include "base/text.h"
#include "formats/dns_message.h"
#include "formats/mail_policy.h"

namespace primum::probes {
namespace {

using formats::DnsMessage;
using formats::DnsRecord;
using formats::DnsType;
using Outcome = net::DnsReply::Outcome;
using Names = std::vector<std::string>;

std::string joined(const Names& names) { return fmt::format("{}", fmt::join(names, ",")); }

std::string whole_text(const DnsRecord& record) {
    std::string text;
    for (const auto& part : record.texts) text += part;
    return text;
}

// Asks the questions about one domain, and tells the sink what could not be asked.
class Survey {
public:
    Survey(std::string domain, net::DnsResolver& resolver, facts::Sink& sink)
        : domain_(std::move(domain)), resolver_(resolver), sink_(sink) {}

    Result<DomainAnswers> run() {
        TRY(check_that_it_exists());
        DomainAnswers answers;
        answers.mail_exchangers = TRY(mail_exchangers());
        answers.texts = TRY(texts_of(domain_));
        answers.dmarc_texts = TRY(texts_of("_dmarc." + domain_));
        answers.dkim_selectors = TRY(dkim_selectors());
        answers.delegation_signed = TRY(has(DnsType::ds));
        answers.zone_signed = TRY(has(DnsType::dnskey));
        TRY(look_for_site(answers));
        return answers;
    }

private:
    using Records = std::optional<std::vector<DnsRecord>>;  // Nothing: could not be asked.

    Result<> check_that_it_exists() {
        const auto reply = TRY(resolver_.ask(domain_, static_cast<std::uint16_t>(DnsType::mx)));
        if (reply.outcome != Outcome::no_such_name) return {};
        return Error{ErrorKind::not_found, say("le domaine {} n'existe pas (relisez son nom)",
                                               "there is no domain {} (check its name)", domain_)};
    }

    // All records of the answer, also those that lead to `name`. An error only when the person
    // wants to stop.
    Result<Records> ask(const std::string& name, DnsType type) {
        sink_.progress({name, name});
        auto reply = resolver_.ask(name, static_cast<std::uint16_t>(type));
        if (!reply) {
            if (reply.error().kind == ErrorKind::stopped) return reply.error();
            sink_.could_not_see(reply.error().message);
            return Records();
        }
        if (reply->outcome != Outcome::answer) return Records(std::in_place);
        auto message = formats::parse_dns_message(reply->message);
        if (message) return Records(std::move(message->records));
        sink_.could_not_see(join({name, name}, message.error().message));
        return Records();
    }

    Result<std::optional<Names>> mail_exchangers() {
        auto records = TRY(ask(domain_, DnsType::mx));
        if (!records) return std::optional<Names>();
        std::erase_if(*records, [](const auto& record) { return record.type != DnsType::mx; });
        std::ranges::stable_sort(*records, {}, &DnsRecord::preference);
        Names hosts;
        for (const auto& record : *records) {
            // A single "." says that the domain takes no mail (RFC 7505).
            if (!record.target.empty()) hosts.push_back(printable(lower_case(record.target)));
        }
        return std::optional(std::move(hosts));
    }

    Result<std::optional<Names>> texts_of(const std::string& name) {
        const auto records = TRY(ask(name, DnsType::txt));
        if (!records) return std::optional<Names>();
        Names texts;
        for (const auto& record : *records) {
            if (record.type == DnsType::txt) texts.push_back(whole_text(record));
        }
        return std::optional(std::move(texts));
    }

    Result<std::optional<Names>> dkim_selectors() {
        Names found;
        for (const auto& selector : usual_dkim_selectors()) {
            const auto texts = TRY(texts_of(selector + "._domainkey." + domain_));
            if (!texts) return std::optional<Names>();
            const bool has_key = std::ranges::any_of(*texts, [](const std::string& text) {
                return text.find("p=") != std::string::npos;
            });
            if (has_key) found.push_back(selector);
        }
        return std::optional(std::move(found));
    }

    Result<std::optional<bool>> has(DnsType type) {
        const auto records = TRY(ask(domain_, type));
        if (!records) return std::optional<bool>();
        return std::optional(std::ranges::any_of(
            *records, [&](const DnsRecord& record) { return record.type == type; }));
    }

    // www first: it is where visitors go; the bare name often only forwards them.
    Result<> look_for_site(DomainAnswers& answers) {
        Names addresses;
        for (const auto& name : {"www." + domain_, domain_}) {
            for (const auto type : {DnsType::a, DnsType::aaaa}) {
                const auto records = TRY(ask(name, type));
                if (!records) return {};
                note_site(*records, addresses, answers.site_names);
            }
            if (!addresses.empty()) break;
        }
        if (!addresses.empty()) TRY(note_reverse_name(addresses.front(), answers.site_names));
        answers.site_addresses = std::move(addresses);
        return {};
    }

    static void note_site(const std::vector<DnsRecord>& records, Names& addresses, Names& names) {
        for (const auto& record : records) {
            if (record.type == DnsType::cname) names.push_back(printable(record.target));
            if (record.address) addresses.push_back(record.address->to_string());
        }
    }

    Result<> note_reverse_name(const std::string& address, Names& names) {
        const auto parsed = IpAddress::parse(address);
        if (!parsed || !parsed->is_v4()) return {};
        const auto records = TRY(ask(formats::reverse_name(*parsed), DnsType::ptr));
        if (!records) return {};
        for (const auto& record : *records) {
            if (record.type == DnsType::ptr) names.push_back(printable(record.target));
        }
        return {};
    }

    std::string domain_;
    net::DnsResolver& resolver_;
    facts::Sink& sink_;
};

// Who receives the mail: by the preferred exchanger, or, behind a filter or a server of one's own
// name, by what SPF takes over.
const Provider* mail_provider(const DomainAnswers& answers, const formats::SpfPolicy& policy,
                              const ProviderList& providers) {
    const Provider* found = nullptr;
    for (const auto& host : *answers.mail_exchangers) {
        if (found == nullptr) found = providers.of_mail_exchanger(host);
    }
    if (found != nullptr && !found->filter) return found;
    for (const auto& name : policy.includes) {
        const auto* behind = providers.of_spf_include(name);
        if (behind != nullptr && !behind->filter) return behind;
    }
    return found;
}

void describe_mail(facts::Domain& row, const DomainAnswers& answers,
                   const ProviderList& providers) {
    const auto policy = formats::parse_spf(answers.texts.value_or(Names{}));
    if (answers.texts) row.spf = formats::name_of(policy.others);
    if (answers.dmarc_texts)
        row.dmarc = formats::name_of(formats::parse_dmarc(*answers.dmarc_texts));
    if (answers.dkim_selectors && !answers.dkim_selectors->empty()) {
        row.dkim = joined(*answers.dkim_selectors);
    }
    if (!answers.mail_exchangers) return;
    row.mail_servers = joined(*answers.mail_exchangers);
    if (answers.mail_exchangers->empty()) {
        row.mail_provider = "";
        return;
    }
    const auto* provider = mail_provider(answers, policy, providers);
    if (provider == nullptr) return;
    row.mail_provider = provider->name;
    if (!provider->mail_class.empty()) row.mail_class = provider->mail_class;
    row.zone = provider->zone;
    row.hds = provider->hds;
}

}  // namespace

facts::Domain describe_domain(const std::string& name, const DomainAnswers& answers,
                              const ProviderList& providers) {
    facts::Domain row{.name = name};
    describe_mail(row, answers, providers);
    // A parent that knows of no key makes the zone's own signatures worthless.
    if (answers.delegation_signed && answers.zone_signed) {
        row.dnssec = *answers.delegation_signed && *answers.zone_signed;
    }
    if (answers.site_addresses) row.site = joined(*answers.site_addresses);
    for (const auto& site_name : answers.site_names) {
        const auto* host = providers.of_site(site_name);
        if (host == nullptr) continue;
        row.site_provider = host->name;
        row.site_zone = host->zone;
        break;
    }
    return row;
}

const std::vector<std::string>& usual_dkim_selectors() {
    static const std::vector<std::string> all{
        "default",  "dkim",     "mail",    "google", "selector1", "selector2",
        "s1",       "s2",       "k1",      "k2",     "gm1",       "protonmail",
        "s1-ionos", "s2-ionos", "mailjet", "brevo",  "20230601"};
    return all;
}

bool is_domain_name(std::string_view name) {
    constexpr std::size_t name_length_max = 253;
    constexpr std::size_t label_length_max = 63;
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-";
    if (name.size() > name_length_max) return false;
    const auto lower = lower_case(name);
    const auto labels = split(lower, '.');
    const bool numeric = labels.back().find_first_not_of("0123456789") == std::string_view::npos;
    return labels.size() >= 2 && !numeric &&
           std::ranges::all_of(labels, [&](std::string_view label) {
               return !label.empty() && label.size() <= label_length_max && label.front() != '-' &&
                      label.back() != '-' &&
                      label.find_first_not_of(letters) == std::string_view::npos;
           });
}

DomainProbe::DomainProbe(std::string name, std::string servers, const ProviderList& providers,
                         const os::Stop& stop)
    : domain_(lower_case(name)), servers_(std::move(servers)), providers_(providers), stop_(stop) {
    CHECK(is_domain_name(domain_));
}

std::vector<const facts::TableDescription*> DomainProbe::tables() const {
    return {&facts::table_of<facts::Domain>()};
}

std::vector<Sentence> DomainProbe::explain() const {
    const auto whom = servers_.empty() ? Sentence{"au serveur DNS de cet ordinateur",
                                                  "this computer's DNS server"}
                                       : say("au serveur DNS {}", "the DNS server {}", servers_);
    const auto what =
        say(" ce que {} publie : MX, TXT (SPF, DMARC, {} noms DKIM habituels), DS, "
            "DNSKEY, l'adresse du site et son nom inverse.",
            " what {} publishes: MX, TXT (SPF, DMARC, {} usual DKIM names), DS, "
            "DNSKEY, the site's address and its reverse name.",
            domain_, usual_dkim_selectors().size());
    return {{"Demande " + whom.french + what.french, "Asks " + whom.english + what.english},
            {"Rien n'est envoyé au site ni au serveur de messagerie.",
             "Nothing is sent to the site or to the mail server."}};
}

Result<> DomainProbe::observe(facts::Sink& sink) {
    auto resolver = TRY(net::DnsResolver::create(servers_, stop_));
    const auto answers = TRY(Survey(domain_, resolver, sink).run());
    sink.add(describe_domain(domain_, answers, providers_));
    return {};
}

}  // namespace primum::probes
