#include "net/authority.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/testing/temporary_folder.h"
#include "os/command.h"
#include "os/file.h"

namespace primum::net {
namespace {

using std::chrono::days;
using ::testing::HasSubstr;

const ServerNames practice{.names = {"primum.cabinet.test"},
                           .addresses = {IpAddress::from_v4(0xC0A8010A)}};

class AuthorityTest : public ::testing::Test {
protected:
    void SetUp() override {
        auto authority = make_authority("Cabinet Exemple", practice, at_);
        ASSERT_TRUE(authority);
        authority_ = *authority;
    }

    // As a browser that trusts the authority would judge it, with OpenSSL's own program.
    int verify(const std::string& certificate, const std::string& option,
               const std::string& name) const {
        EXPECT_TRUE(os::publish(folder_ / "authority.pem", authority_.certificate));
        EXPECT_TRUE(os::publish(folder_ / "server.pem", certificate));
        const auto answer = os::run_command(
            {.argv = {"openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-CAfile",
                      folder_ / "authority.pem", option, name, folder_ / "server.pem"}});
        return answer ? answer->status : -1;
    }

    TemporaryFolder folder_;
    Time at_ = now();
    PemPair authority_;
};

TEST_F(AuthorityTest, what_it_issues_is_believed_by_who_trusts_it) {
    const auto issued = issue_certificate(authority_, practice, at_);
    ASSERT_TRUE(issued);
    EXPECT_EQ(verify(issued->certificate, "-verify_hostname", "primum.cabinet.test"), 0);
    EXPECT_NE(verify(issued->certificate, "-verify_hostname", "elsewhere.test"), 0);
    EXPECT_THAT(issued->key, HasSubstr("BEGIN PRIVATE KEY"));
}

TEST_F(AuthorityTest, it_cannot_vouch_for_another_site_of_the_world) {
    const auto issued =
        issue_certificate(authority_, {.names = {"bank.test"}, .addresses = {}}, at_);
    ASSERT_TRUE(issued);
    EXPECT_NE(verify(issued->certificate, "-verify_hostname", "bank.test"), 0);
}

TEST_F(AuthorityTest, for_an_address_alone_it_cannot_vouch_for_any_site_of_the_world) {
    const ServerNames address_only{.names = {}, .addresses = practice.addresses};
    authority_ = make_authority("Cabinet Exemple", address_only, at_).value();
    const auto own = issue_certificate(authority_, address_only, at_);
    ASSERT_TRUE(own);
    EXPECT_EQ(verify(own->certificate, "-verify_ip", "192.168.1.10"), 0);
    const auto foreign =
        issue_certificate(authority_, {.names = {"bank.test"}, .addresses = {}}, at_);
    ASSERT_TRUE(foreign);
    EXPECT_NE(verify(foreign->certificate, "-verify_hostname", "bank.test"), 0);
}

TEST_F(AuthorityTest, a_certificate_is_good_for_its_names_until_near_its_end) {
    const auto issued = issue_certificate(authority_, practice, at_);
    ASSERT_TRUE(issued);
    EXPECT_TRUE(is_good_for(issued->certificate, practice, at_, days(30)));
    EXPECT_FALSE(
        is_good_for(issued->certificate, practice, at_ + certificate_life - days(29), days(30)));
    EXPECT_FALSE(is_good_for(issued->certificate, {.names = {"other.test"}, .addresses = {}}, at_,
                             days(30)));
    EXPECT_FALSE(is_good_for("no certificate", practice, at_, days(0)));
}

TEST_F(AuthorityTest, a_fingerprint_is_what_people_compare) {
    EXPECT_EQ(fingerprint(authority_.certificate).size(), 32U * 3 - 1);
    EXPECT_EQ(fingerprint("nothing"), "");
}

}  // namespace
}  // namespace primum::net
