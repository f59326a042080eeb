#include "formats/host/private_key.h"

#include <string>

#include <gtest/gtest.h>

namespace primum::formats {
namespace {

TEST(PrivateKey, openssh_names_its_cipher_inside) {
    EXPECT_EQ(
        private_key_protection("-----BEGIN OPENSSH PRIVATE KEY-----\n"
                               "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAA\n"
                               "-----END OPENSSH PRIVATE KEY-----\n"),
        KeyProtection::none);
    EXPECT_EQ(
        private_key_protection("-----BEGIN OPENSSH PRIVATE KEY-----\r\n"
                               "b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAA\r\n"),
        KeyProtection::passphrase);
}

TEST(PrivateKey, pem_says_it_in_its_headers) {
    const std::string clear = "-----BEGIN RSA PRIVATE KEY-----\nMIIC\n";
    EXPECT_EQ(private_key_protection(clear), KeyProtection::none);
    EXPECT_EQ(private_key_protection("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
                                     "DEK-Info: AES-128-CBC,00\n\nMIIC\n"),
              KeyProtection::passphrase);
    EXPECT_EQ(private_key_protection("-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIC\n"),
              KeyProtection::passphrase);
    EXPECT_EQ(private_key_protection("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n"),
              KeyProtection::none);
    EXPECT_EQ(private_key_protection("PuTTY-User-Key-File-3: x\nEncryption: aes256-cbc\n"),
              KeyProtection::passphrase);
}

TEST(PrivateKey, what_is_no_private_key_is_never_a_clear_one) {
    for (const auto* text : {"", "ssh-ed25519 AAAA anne", "-----BEGIN CERTIFICATE-----\nMIIC\n",
                             "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", "-----BEGIN "}) {
        EXPECT_EQ(private_key_protection(text), KeyProtection::not_a_private_key) << text;
    }
}

}  // namespace
}  // namespace primum::formats
