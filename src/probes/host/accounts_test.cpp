#include "probes/host/accounts.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "probes/host/password_rules.h"
#include "probes/host/personal_secrets.h"
#include "probes/testing/made_systems.h"
#include "probes/testing/recording_sink.h"

namespace primum::probes {
namespace {

using facts::Value;
using testing::cell;
using testing::context_of;
using testing::MadeTree;
using testing::plain_system;
using testing::RecordingSink;

const Value yes{std::int64_t{1}};
const Value no{std::int64_t{0}};

RecordingSink& look_at(const MadeTree& made, RecordingSink& sink) {
    auto context = context_of(made);
    CHECK(AccountsProbe(context).observe(sink));
    return sink;
}

Value of_account(const RecordingSink& sink, std::string_view name, std::string_view column) {
    for (const auto& row : sink.rows<facts::Account>()) {
        if (cell(row, "name") == Value{std::string(name)}) return cell(row, column);
    }
    return "no such account";
}

TEST(AccountsProbe, people_and_root_are_named_with_the_state_of_their_passwords) {
    MadeTree made;
    RecordingSink sink;
    look_at(plain_system(made), sink);
    EXPECT_EQ(sink.rows<facts::Account>().size(), 2U);
    EXPECT_EQ(of_account(sink, "anne", "password"), Value{"set"});
    EXPECT_EQ(of_account(sink, "anne", "password_scheme"), Value{"yescrypt"});
    EXPECT_EQ(of_account(sink, "anne", "administrator"), no);
    EXPECT_EQ(of_account(sink, "root", "password"), Value{"locked"});
    EXPECT_EQ(of_account(sink, "root", "person"), no);
    EXPECT_TRUE(sink.unseen.empty());
}

TEST(AccountsProbe, a_hash_never_becomes_a_fact) {
    MadeTree made;
    RecordingSink sink;
    look_at(plain_system(made), sink);
    for (const auto& row : sink.rows<facts::Account>()) {
        for (const auto& value : row.values) {
            const auto* text = std::get_if<std::string>(&value);
            EXPECT_TRUE(text == nullptr || text->find("$y$") == std::string::npos);
        }
    }
}

TEST(AccountsProbe, an_empty_password_is_seen_wherever_it_is_said) {
    MadeTree made;
    plain_system(made)
        .file("/etc/passwd",
              "root:x:0:0::/root:/bin/bash\nlibre::1001:1001::/home/libre:/bin/sh\n"
              "vide:x:1002:1002::/home/vide:/bin/sh\nsvc:x:900:900::/x:/bin/sh\n")
        .file("/etc/shadow", "root:*:1::::::\nvide::1::::::\nsvc::1::::::\n")
        .directory("/home/libre")
        .directory("/home/vide");
    RecordingSink sink;
    look_at(made, sink);
    EXPECT_EQ(of_account(sink, "libre", "password"), Value{"empty"});
    EXPECT_EQ(of_account(sink, "vide", "password"), Value{"empty"});
    EXPECT_EQ(of_account(sink, "svc", "password"), Value{"empty"});
}

TEST(AccountsProbe, rights_come_from_groups_and_rules_of_sudo) {
    MadeTree made;
    plain_system(made).file("/etc/group", "sudo:x:27:anne\n");
    RecordingSink by_group;
    look_at(made, by_group);
    EXPECT_EQ(of_account(by_group, "anne", "administrator"), yes);
    EXPECT_EQ(of_account(by_group, "anne", "administrator_without_password"), no);

    made.file("/etc/group", "sudo:x:27:\n")
        .file("/etc/sudoers.d/anne", "anne ALL=(ALL) NOPASSWD: ALL\n")
        .file("/etc/sudoers.d/ignored.bak", "paul ALL=(ALL) ALL\n");
    RecordingSink by_rule;
    look_at(made, by_rule);
    EXPECT_EQ(of_account(by_rule, "anne", "administrator_without_password"), yes);

    made.file("/etc/group", "docker:x:990:anne\n").file("/etc/sudoers.d/anne", "");
    RecordingSink by_docker;
    look_at(made, by_docker);
    EXPECT_EQ(of_account(by_docker, "anne", "administrator_without_password"), yes);
}

TEST(AccountsProbe, what_the_login_screen_lets_pass_is_seen) {
    MadeTree made;
    plain_system(made)
        .file("/etc/group", "nopasswdlogin:x:99:anne\n")
        .file("/etc/sddm.conf", "[Autologin]\nUser=anne\n");
    RecordingSink sink;
    look_at(made, sink);
    EXPECT_EQ(of_account(sink, "anne", "login_without_password"), yes);
    EXPECT_EQ(of_account(sink, "anne", "automatic_login_by"), Value{"sddm"});
    EXPECT_EQ(of_account(sink, "root", "automatic_login"), no);
}

TEST(AccountsProbe, keys_are_counted_and_a_locked_account_with_keys_is_open) {
    MadeTree made;
    plain_system(made)
        .file("/etc/shadow", "anne:!:1::::::\n")
        .file("/home/anne/.ssh/id_rsa", "-----BEGIN RSA PRIVATE KEY-----\nMIIC\n")
        .file("/home/anne/.ssh/sealed", "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIC\n")
        .file("/home/anne/.ssh/id_rsa.pub", "ssh-rsa AAAA")
        .file("/home/anne/.ssh/config", "Host *")
        .file("/home/anne/.ssh/authorized_keys", "ssh-rsa AAAA");
    RecordingSink sink;
    look_at(made, sink);
    EXPECT_EQ(of_account(sink, "anne", "ssh_keys"), Value{std::int64_t{2}});
    EXPECT_EQ(of_account(sink, "anne", "ssh_keys_clear"), Value{std::int64_t{1}});
    EXPECT_EQ(of_account(sink, "anne", "password"), Value{"key"});
}

TEST(AccountsProbe, an_expired_account_is_locked) {
    MadeTree made;
    plain_system(made).file("/etc/shadow", "anne:$6$a$b:1:0:99999:7::10000:\n");
    RecordingSink sink;
    look_at(made, sink);
    EXPECT_EQ(of_account(sink, "anne", "password"), Value{"locked"});
}

TEST(AccountsProbe, without_a_list_of_accounts_nothing_is_said) {
    MadeTree made;
    RecordingSink sink;
    auto context = context_of(made);
    EXPECT_FALSE(AccountsProbe(context).observe(sink));
}

facts::PasswordPolicy policy_of(const MadeTree& made) {
    const auto tree = made.tree();
    SettingsReader reader(tree);
    return observe_password_policy(reader).value();
}

TEST(PasswordRules, debian_asks_for_six_characters_and_blocks_nobody) {
    MadeTree made;
    const auto policy = policy_of(plain_system(made));
    EXPECT_EQ(policy.length_min, 6);
    EXPECT_EQ(policy.classes_min, 0);
    EXPECT_EQ(policy.failures_max, 0);
    EXPECT_EQ(policy.scheme, "yescrypt");
    EXPECT_EQ(policy.enforced_by, "unix");
}

TEST(PasswordRules, pwquality_is_read_in_its_rule_then_in_its_file) {
    MadeTree made;
    plain_system(made)
        .file("/etc/pam.d/common-password",
              "password requisite pam_pwquality.so retry=3 minlen=12\n"
              "password [success=1] pam_unix.so use_authtok sha512\n")
        .file("/etc/security/pwquality.conf", "minlen = 9\ndcredit = -1\nucredit=-1\nminclass=3\n")
        .file("/etc/pam.d/common-auth", "@include faillock-first\nauth required pam_unix.so\n")
        .file("/etc/pam.d/faillock-first", "auth required pam_faillock.so preauth deny=5\n")
        .file("/etc/security/faillock.conf", "deny = 9\nunlock_time = 900\n");
    const auto policy = policy_of(made);
    EXPECT_EQ(policy.length_min, 12);
    EXPECT_EQ(policy.classes_min, 3);
    EXPECT_EQ(policy.dictionary_checked, true);
    EXPECT_EQ(policy.failures_max, 5);
    EXPECT_EQ(policy.blocked_seconds, 900);
    EXPECT_EQ(policy.scheme, "sha512");
}

TEST(PasswordRules, cracklibs_credits_shorten_the_length) {
    MadeTree made;
    plain_system(made).file("/etc/pam.d/common-password",
                            "password requisite pam_cracklib.so minlen=12 lcredit=1 ocredit=-1\n");
    const auto policy = policy_of(made);
    EXPECT_EQ(policy.length_min, 9);  // Three credits of one each are left.
    EXPECT_EQ(policy.classes_min, 1);
}

TEST(PasswordRules, includes_in_circles_end) {
    MadeTree made;
    plain_system(made).file("/etc/pam.d/common-password",
                            "@include common-password\npassword required pam_unix.so minlen=10\n");
    EXPECT_EQ(policy_of(made).length_min, 10);
}

TEST(PasswordRules, rules_that_are_nowhere_are_not_weak_rules) {
    MadeTree made;
    const auto tree = made.tree();
    SettingsReader reader(tree);
    EXPECT_FALSE(observe_password_policy(reader));
}

TEST(PasswordFiles, a_name_tells_whatever_its_accents_and_spaces) {
    for (const auto* name : {"Mots de passe.xlsx", "mdp cabinet.txt", "MOTS_DE_PASSE.odt",
                             "passwords.csv", "liste mdp", "Identifiants Améli.docx"}) {
        EXPECT_TRUE(names_passwords(name)) << name;
    }
    for (const auto* name : {"mots de passe.kdbx", "passeport.pdf", "ordonnance.docx",
                             ".password-store", "password.desktop", "compte rendu.txt"}) {
        EXPECT_FALSE(names_passwords(name)) << name;
    }
}

TEST(PasswordFiles, they_are_counted_by_place) {
    MadeTree made;
    plain_system(made)
        .file("/home/anne/.config/user-dirs.dirs", "XDG_DESKTOP_DIR=\"$HOME/Mon bureau\"\n")
        .file("/home/anne/Mon bureau/mdp.txt", "x")
        .file("/home/anne/Documents/Mots de passe.ods", "x")
        .directory("/home/anne/Documents/mots de passe");
    RecordingSink sink;
    look_at(made, sink);
    const auto rows = sink.rows<facts::PasswordFile>();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(cell(rows[0], "place"), Value{"desktop"});
    EXPECT_EQ(cell(rows[1], "place"), Value{"documents"});
    EXPECT_EQ(cell(rows[1], "files"), Value{std::int64_t{1}});
}

}  // namespace
}  // namespace primum::probes
