#include "probes/host/mail.h"

#include <sys/stat.h>

#include <gtest/gtest.h>

#include "os/testing/made_tree.h"
#include "probes/testing/recording_sink.h"

namespace primum::probes {
namespace {

using testing::cell;

const ProviderList& providers() {
    static const ProviderList list(
        {{.name = "MSSanté", .mail_class = "A", .zone = "FR", .domains = {"*.mssante.fr"}},
         {.name = "Gmail", .mail_class = "F", .zone = "US", .domains = {"gmail.com"}},
         {.name = "Workspace", .mail_class = "D", .zone = "US", .servers = {"imap.gmail.com"}},
         {.name = "iCloud", .mail_class = "F", .zone = "US", .servers = {"*.icloud.com"}}});
    return list;
}

class MailProbeTest : public ::testing::Test {
protected:
    MailProbeTest() {
        tree_.file("/etc/passwd",
                   "root:x:0:0::/root:/bin/bash\nmartin:x:1000:1000::/home/martin:/bin/bash\n");
        tree_.directory("/home/martin");
    }

    std::vector<facts::Fact> look() {
        HostContext context(tree_.tree());
        MailProbe probe(context, providers());
        EXPECT_TRUE(probe.observe(sink_));
        return sink_.rows<facts::Mailbox>();
    }

    void write_thunderbird(const std::string& address, const std::string& host) {
        const std::string profile = "/home/martin/.thunderbird/ab.default";
        tree_.file("/home/martin/.thunderbird/profiles.ini", "[Profile0]\nPath=ab.default\n");
        tree_.file(
            profile + "/prefs.js",
            "user_pref(\"mail.accountmanager.accounts\", \"account1\");\n"
            "user_pref(\"mail.account.account1.identities\", \"id1\");\n"
            "user_pref(\"mail.account.account1.server\", \"server1\");\n"
            "user_pref(\"mail.identity.id1.useremail\", \"" +
                address +
                "\");\n"
                "user_pref(\"mail.server.server1.type\", \"imap\");\n"
                "user_pref(\"mail.server.server1.hostname\", \"" +
                host +
                "\");\n"
                "user_pref(\"mail.server.server1.directory-rel\", \"[ProfD]ImapMail/x\");\n");
    }

    os::testing::MadeTree tree_;
    testing::RecordingSink sink_;
};

TEST_F(MailProbeTest, nobody_with_a_mail_program_has_no_mailbox) {
    EXPECT_TRUE(look().empty());
    EXPECT_TRUE(sink_.unseen.empty());
}

TEST_F(MailProbeTest, a_consumer_address_is_of_its_class) {
    write_thunderbird("cabinet@gmail.com", "imap.gmail.com");
    const auto rows = look();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(cell(rows[0], "address"), facts::Value{"cabinet@gmail.com"});
    EXPECT_EQ(cell(rows[0], "provider"), facts::Value{"Gmail"});
    EXPECT_EQ(cell(rows[0], "class"), facts::Value{"F"});
    EXPECT_EQ(cell(rows[0], "mssante"), facts::Value{std::int64_t{0}});
    EXPECT_EQ(cell(rows[0], "account"), facts::Value{"martin"});
}

TEST_F(MailProbeTest, an_address_of_one_s_own_is_known_by_its_server) {
    write_thunderbird("contact@cabinet.example", "imap.gmail.com");
    EXPECT_EQ(cell(look().at(0), "class"), facts::Value{"D"});
}

TEST_F(MailProbeTest, an_address_and_server_that_nobody_knows_are_unknown_and_not_fine) {
    write_thunderbird("contact@cabinet.example", "mail.cabinet.example");
    const auto rows = look();
    EXPECT_EQ(cell(rows.at(0), "class"), facts::Value{});
    EXPECT_EQ(cell(rows.at(0), "mssante"), facts::Value{});
}

TEST_F(MailProbeTest, a_rule_that_forwards_is_told_by_its_domain_only) {
    write_thunderbird("contact@cabinet.example", "imap.gmail.com");
    tree_.file(
        "/home/martin/.thunderbird/ab.default/ImapMail/x/msgFilterRules.dat",
        "name=\"r\"\nenabled=\"yes\"\naction=\"Forward\"\nactionValue=\"perso@gmail.com\"\n"
        "name=\"s\"\nenabled=\"yes\"\naction=\"Forward\"\nactionValue=\"b@cabinet.example\"\n");
    const auto rows = look();
    EXPECT_EQ(cell(rows.at(0), "forwards_to"), facts::Value{"gmail.com"});
    EXPECT_EQ(cell(rows.at(0), "forward_class"), facts::Value{"F"});
}

TEST_F(MailProbeTest, the_identity_and_the_server_of_one_mailbox_are_one_row) {
    tree_.file("/home/martin/.config/emailidentities",
               "[Identity #0]\nEmail Address=d@x.mssante.fr\n");
    tree_.file("/home/martin/.config/akonadi_imap_resource_0rc",
               "[network]\nImapServer=imap.mssante.fr\nUserName=d@x.mssante.fr\n");
    const auto rows = look();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(cell(rows[0], "mssante"), facts::Value{std::int64_t{1}});
    EXPECT_EQ(cell(rows[0], "server"), facts::Value{"imap.mssante.fr"});
}

TEST_F(MailProbeTest, a_calendar_without_an_address_has_its_server_s_name) {
    tree_.file("/home/martin/.config/evolution/sources/a.source",
               "[Data Source]\nEnabled=true\n[Authentication]\nHost=caldav.icloud.com\n"
               "[Calendar]\nBackendName=caldav\n");
    const auto rows = look();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(cell(rows[0], "address"), facts::Value{"caldav.icloud.com"});
    EXPECT_EQ(cell(rows[0], "calendar"), facts::Value{std::int64_t{1}});
    EXPECT_EQ(cell(rows[0], "mail"), facts::Value{std::int64_t{0}});
    EXPECT_EQ(cell(rows[0], "class"), facts::Value{"F"});
}

TEST_F(MailProbeTest, a_pipe_in_the_place_of_the_settings_does_not_stop_the_audit) {
    tree_.directory("/home/martin/.claws-mail");
    ASSERT_EQ(::mkfifo(tree_.at("/home/martin/.claws-mail/accountrc").c_str(), 0600), 0);
    look();
}

}  // namespace
}  // namespace primum::probes
