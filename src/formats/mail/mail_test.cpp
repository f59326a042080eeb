#include <gmock/gmock.h>

#include "formats/mail/account.h"
#include "formats/mail/desktop_accounts.h"
#include "formats/mail/forwarding.h"
#include "formats/mail/thunderbird.h"

namespace primum::formats {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(Address, one_is_told_from_other_texts) {
    EXPECT_EQ(plain_address(" Cabinet@Orange.FR "), "cabinet@orange.fr");
    for (const auto* wrong : {"", "@orange.fr", "cabinet", "a@b", "a b@orange.fr", "a@.fr", "a@fr.",
                              "a@b@c.fr", "a@b.fr\x1b[31m"}) {
        EXPECT_EQ(plain_address(wrong), std::nullopt) << wrong;
    }
}

TEST(Address, the_domain_is_found_in_the_ways_programs_write_it) {
    EXPECT_EQ(domain_of_address("Dr X <x@Gmail.com>"), "gmail.com");
    EXPECT_EQ(domain_of_address("mailto:x@gmail.com?subject=y"), "gmail.com");
    EXPECT_EQ(domain_of_address("nobody"), "");
}

TEST(Address, a_calendar_s_uri_gives_its_host_and_its_address) {
    const auto* uri =
        "https://apidata.googleusercontent.com:443/caldav/v2/cabinet%40gmail.com/events";
    EXPECT_EQ(host_of_uri(uri), "apidata.googleusercontent.com");
    EXPECT_EQ(address_in_uri(uri), "cabinet@gmail.com");
    EXPECT_EQ(host_of_uri("https://user:x@caldav.icloud.com/1"), "caldav.icloud.com");
    EXPECT_EQ(host_of_uri("moz-storage-calendar"), "");
    EXPECT_EQ(address_in_uri("https://caldav.icloud.com/1%4"), std::nullopt);
}

constexpr std::string_view prefs_text = R"(// Mozilla User Preferences
user_pref("mail.accountmanager.accounts", "account1,account2,account3");
user_pref("mail.account.account1.identities", "id1,id2");
user_pref("mail.account.account1.server", "server1");
user_pref("mail.account.account2.server", "server2");
user_pref("mail.account.account3.identities", "id3");
user_pref("mail.account.account3.server", "server3");
user_pref("mail.identity.id1.useremail", "cabinet.martin@gmail.com");
user_pref("mail.identity.id2.useremail", "dr.martin@medecin.mssante.fr");
user_pref("mail.identity.id3.useremail", "martin@orange.fr");
user_pref("mail.identity.id3.fullName", "Dr \"Martin\"");
user_pref("mail.server.server1.type", "imap");
user_pref("mail.server.server1.hostname", "imap.gmail.com");
user_pref("mail.server.server1.directory-rel", "[ProfD]ImapMail/imap.gmail.com");
user_pref("mail.server.server2.type", "none");
user_pref("mail.server.server3.type", "pop3");
user_pref("mail.server.server3.directory-rel", "[ProfD]../../../etc");
user_pref("calendar.registry.aa.type", "caldav");
user_pref("calendar.registry.aa.uri", "https://caldav.icloud.com/123/calendars/");
user_pref("calendar.registry.aa.username", "martin@icloud.com");
user_pref("calendar.registry.bb.uri", "moz-storage-calendar://");
user_pref("calendar.registry.cc.uri", "https://www.google.com/calendar/ical/x%40gmail.com/basic.ics");
user_pref("calendar.registry.cc.disabled", true);
user_pref("broken
)";

TEST(Thunderbird, accounts_and_calendars_of_elsewhere_are_found) {
    const auto prefs = parse_thunderbird_prefs(prefs_text);
    EXPECT_EQ(prefs.at("mail.identity.id3.fullName"), "Dr \"Martin\"");
    EXPECT_EQ(prefs.at("calendar.registry.cc.disabled"), "true");
    const auto accounts = thunderbird_accounts(prefs);
    ASSERT_THAT(accounts, SizeIs(4));
    EXPECT_EQ(accounts[0].account.address, "cabinet.martin@gmail.com");
    EXPECT_EQ(accounts[0].account.server, "imap.gmail.com");
    EXPECT_EQ(accounts[0].folder, "ImapMail/imap.gmail.com");
    EXPECT_EQ(accounts[1].account.address, "dr.martin@medecin.mssante.fr");
    EXPECT_EQ(accounts[2].account.address, "martin@orange.fr");
    EXPECT_EQ(accounts[2].folder, "");  // Out of the profile: not followed.
    EXPECT_TRUE(accounts[3].account.calendar);
    EXPECT_EQ(accounts[3].account.address, "martin@icloud.com");
    EXPECT_EQ(accounts[3].account.server, "caldav.icloud.com");
}

TEST(Thunderbird, profiles_are_listed_and_none_leads_out) {
    EXPECT_THAT(
        thunderbird_profiles("[Profile0]\nPath=ab.default\n[Profile1]\nPath=../x\n[General]\n"
                             "Path=no\n"),
        ElementsAre("ab.default"));
}

TEST(Forwarding, thunderbird_s_rules_are_read_and_those_switched_off_are_not) {
    EXPECT_THAT(
        thunderbird_forwards("version=\"9\"\nname=\"a\"\nenabled=\"yes\"\naction=\"Forward\"\n"
                             "actionValue=\"perso@gmail.com\"\n"
                             "name=\"b\"\nenabled=\"no\"\naction=\"Forward\"\n"
                             "actionValue=\"x@yahoo.fr\"\n"
                             "name=\"c\"\nenabled=\"yes\"\naction=\"Move to folder\"\n"
                             "actionValue=\"imap://y@aol.com/INBOX\"\n"),
        ElementsAre("gmail.com"));
}

TEST(Forwarding, evolution_kmail_and_claws_are_read) {
    EXPECT_THAT(
        evolution_forwards(
            "<filteroptions><ruleset><rule enabled=\"true\"><title>x@no.fr</title><actionset>"
            "<part name=\"forward-to\"><value name=\"recipient\" type=\"address\">"
            "<address>p@gmail.com</address></value></part></actionset></rule>"
            "<rule enabled=\"false\"><actionset><part name=\"forward-to\">"
            "<value><address>q@aol.com</address></value></part></actionset></rule>"
            "</ruleset></filteroptions>"),
        ElementsAre("gmail.com"));
    EXPECT_THAT(evolution_forwards("<broken"), IsEmpty());
    EXPECT_THAT(
        kmail_forwards(parse_key_file("[Filter #0]\nEnabled=true\naction-name-0=forward\n"
                                      "action-args-0=p@free.fr\n[Filter #1]\nEnabled=false\n"
                                      "action-name-0=redirect\naction-args-0=q@aol.com\n")),
        ElementsAre("free.fr"));
    EXPECT_THAT(claws_forwards("[filtering]\nenabled rulename \"a\" all forward 1 \"p@sfr.fr\"\n"
                               "disabled rulename \"b\" all redirect 1 \"q@aol.com\"\n"),
                ElementsAre("sfr.fr"));
}

TEST(DesktopAccounts, evolution_s_sources_are_told_apart) {
    const auto mail = evolution_account(
        parse_key_file("[Data Source]\nEnabled=true\n[Mail Identity]\nAddress=c@gmail.com\n"));
    ASSERT_TRUE(mail);
    EXPECT_TRUE(mail->mail);
    const auto calendar = evolution_account(
        parse_key_file("[Data Source]\nEnabled=true\n[Authentication]\nHost=caldav.icloud.com\n"
                       "User=m@icloud.com\n[Calendar]\nBackendName=caldav\n"));
    ASSERT_TRUE(calendar);
    EXPECT_TRUE(calendar->calendar);
    EXPECT_EQ(calendar->address, "m@icloud.com");
    EXPECT_FALSE(evolution_account(parse_key_file("[Calendar]\nBackendName=local\n")));
    EXPECT_FALSE(evolution_account(
        parse_key_file("[Data Source]\nEnabled=false\n[Mail Identity]\nAddress=c@gmail.com\n")));
}

TEST(DesktopAccounts, gnome_kmail_and_claws_are_read) {
    const auto gnome = gnome_online_accounts(
        parse_key_file("[Account account_1]\nProvider=google\nIdentity=c@gmail.com\n"
                       "PresentationIdentity=c@gmail.com\nMailEnabled=true\nCalendarEnabled=true\n"
                       "[Account account_2]\nProvider=google\nFilesEnabled=true\n"));
    ASSERT_THAT(gnome, SizeIs(1));
    EXPECT_TRUE(gnome[0].mail && gnome[0].calendar);
    EXPECT_THAT(kmail_identities(parse_key_file("[Identity #0]\nEmail Address=c@free.fr\n")),
                SizeIs(1));
    EXPECT_EQ(akonadi_resource(parse_key_file("[network]\nImapServer=imap.free.fr\n"))->server,
              "imap.free.fr");
    EXPECT_TRUE(akonadi_resource(parse_key_file("[General]\nAccount=c@gmail.com\n"))->calendar);
    EXPECT_FALSE(akonadi_resource(parse_key_file("[General]\nName=x\n")));
    EXPECT_THAT(claws_accounts(
                    parse_key_file("[Account: 1]\naddress=c@sfr.fr\nreceive_server=imap.sfr.fr\n")),
                SizeIs(1));
}

}  // namespace
}  // namespace primum::formats
