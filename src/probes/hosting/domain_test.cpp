#include "probes/hosting/domain.h"

#include <gtest/gtest.h>

#include "base/byte_reader.h"
#include "net/testing/datagram_server.h"
#include "probes/testing/recording_sink.h"

namespace primum::probes {
namespace {

using Names = std::vector<std::string>;

const ProviderList& providers() {
    static const ProviderList list(
        {{.name = "OVHcloud", .mail_class = "C", .zone = "FR", .mx = {"*.mail.ovh.net"}},
         {.name = "Google Workspace",
          .mail_class = "D",
          .zone = "US",
          .mx = {"*.l.google.com"},
          .spf = {"_spf.google.com"}},
         {.name = "Filtre",
          .mail_class = "C",
          .zone = "FR",
          .filter = true,
          .mx = {"*.filtre.example"}},
         {.name = "Hébergeur", .zone = "FR", .hds = false, .sites = {"*.hebergeur.example"}}});
    return list;
}

facts::Domain described(const DomainAnswers& answers) {
    return describe_domain("cabinet.example", answers, providers());
}

TEST(Domain, the_mail_provider_is_known_by_its_exchanger) {
    const auto row = described({.mail_exchangers = Names{"mx1.mail.ovh.net", "mx2.mail.ovh.net"}});
    EXPECT_EQ(row.mail_provider, "OVHcloud");
    EXPECT_EQ(row.mail_class, "C");
    EXPECT_EQ(row.zone, "FR");
    EXPECT_EQ(row.hds, std::nullopt);
    EXPECT_EQ(row.mail_servers, "mx1.mail.ovh.net,mx2.mail.ovh.net");
}

TEST(Domain, behind_a_filter_spf_tells_who_holds_the_mail) {
    const auto row = described({.mail_exchangers = Names{"mx.filtre.example"},
                                .texts = Names{"v=spf1 include:_spf.google.com ~all"}});
    EXPECT_EQ(row.mail_provider, "Google Workspace");
    EXPECT_EQ(row.zone, "US");
    EXPECT_EQ(described({.mail_exchangers = Names{"mx.filtre.example"}}).mail_provider, "Filtre");
}

TEST(Domain, an_exchanger_that_nobody_knows_is_unknown_and_none_is_empty) {
    EXPECT_EQ(described({.mail_exchangers = Names{"mail.cabinet.example"}}).mail_provider,
              std::nullopt);
    EXPECT_EQ(described({.mail_exchangers = Names{}}).mail_provider, "");
}

TEST(Domain, what_could_not_be_asked_is_unknown_and_not_absent) {
    const auto row = described({});
    EXPECT_EQ(row.spf, std::nullopt);
    EXPECT_EQ(row.dmarc, std::nullopt);
    EXPECT_EQ(row.dnssec, std::nullopt);
    EXPECT_EQ(row.mail_provider, std::nullopt);
    EXPECT_EQ(row.site, std::nullopt);
}

TEST(Domain, no_policy_is_absent) {
    const auto row = described({.texts = Names{}, .dmarc_texts = Names{}});
    EXPECT_EQ(row.spf, "absent");
    EXPECT_EQ(row.dmarc, "absent");
}

TEST(Domain, without_a_usual_selector_nobody_knows_of_dkim) {
    EXPECT_EQ(described({.dkim_selectors = Names{}}).dkim, std::nullopt);
    EXPECT_EQ(described({.dkim_selectors = Names{"default", "s1"}}).dkim, "default,s1");
}

TEST(Domain, a_zone_is_signed_when_its_parent_says_so_too) {
    EXPECT_EQ(described({.delegation_signed = true, .zone_signed = true}).dnssec, true);
    EXPECT_EQ(described({.delegation_signed = false, .zone_signed = true}).dnssec, false);
}

TEST(Domain, the_host_of_the_site_is_known_by_the_names_that_lead_there) {
    const auto row = described({.site_addresses = Names{"192.0.2.7"},
                                .site_names = {"x.example", "w3.hebergeur.example"}});
    EXPECT_EQ(row.site, "192.0.2.7");
    EXPECT_EQ(row.site_provider, "Hébergeur");
}

TEST(Domain, a_name_that_cannot_be_asked_for_is_refused) {
    EXPECT_TRUE(is_domain_name("cabinet-martin.fr"));
    EXPECT_TRUE(is_domain_name("xn--mdecin-bva.example"));
    for (const auto* wrong : {"", "cabinet", "a..fr", "-a.fr", "médecin.fr", "192.168.1.1", "a.fr/",
                              "x@a.fr", "a_b.fr"}) {
        EXPECT_FALSE(is_domain_name(wrong)) << wrong;
    }
}

DomainProbe probe_at(const net::testing::DatagramServer& server, const os::Stop& stop) {
    return {"cabinet.example", server.endpoint().to_string(), providers(), stop};
}

std::vector<Bytes> reply_with(BytesView question, std::uint8_t code) {
    Bytes reply(question.begin(), question.end());
    reply.at(2) |= std::byte{0x80};
    reply.at(3) = std::byte{code};
    return {reply};
}

TEST(DomainProbe, a_domain_that_does_not_exist_is_a_failure_and_not_an_empty_one) {
    const os::Stop stop;
    const net::testing::DatagramServer server(
        [](BytesView question) { return reply_with(question, 3); });
    testing::RecordingSink sink;
    const auto observed = probe_at(server, stop).observe(sink);
    ASSERT_FALSE(observed);
    EXPECT_EQ(observed.error().kind, ErrorKind::not_found);
    EXPECT_TRUE(sink.rows<facts::Domain>().empty());
}

TEST(DomainProbe, a_question_that_fails_is_said_and_its_cell_is_unknown) {
    const os::Stop stop;
    const net::testing::DatagramServer server([](BytesView question) {
        const bool about_dmarc = as_text(question).find("_dmarc") != std::string_view::npos;
        return reply_with(question, about_dmarc ? 2 : 0);
    });
    testing::RecordingSink sink;
    ASSERT_TRUE(probe_at(server, stop).observe(sink));
    ASSERT_EQ(sink.unseen.size(), 1U);
    const auto row = sink.rows<facts::Domain>().at(0);
    EXPECT_EQ(testing::cell(row, "dmarc"), facts::Value{});
    EXPECT_EQ(testing::cell(row, "spf"), facts::Value{"absent"});
    EXPECT_EQ(testing::cell(row, "dnssec"), facts::Value{std::int64_t{0}});
}

}  // namespace
}  // namespace primum::probes
