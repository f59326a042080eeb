#include "formats/greeting.h"

#include <gtest/gtest.h>

#include "base/byte_reader.h"

namespace primum::formats {
namespace {

using namespace std::string_view_literals;

std::string_view protocol_of(std::string_view bytes, std::string_view expected = {}) {
    const auto greeting = recognise_greeting(as_bytes(bytes), expected);
    return greeting ? greeting->protocol : "";
}

TEST(Greeting, ssh_names_its_program_and_version) {
    const auto greeting =
        recognise_greeting(as_bytes("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u3\r\n"));
    ASSERT_TRUE(greeting);
    EXPECT_EQ(greeting->protocol, "ssh");
    EXPECT_EQ(greeting->product, "OpenSSH");
    EXPECT_EQ(greeting->version, "9.2p1");
    EXPECT_EQ(protocol_of("SSH-2.0-dropbear\r\n"), "ssh");
    EXPECT_EQ(protocol_of("SSH-"), "ssh");
}

TEST(Greeting, ssh_may_speak_of_other_things_first) {
    EXPECT_EQ(protocol_of("Authorised persons only\r\nSSH-2.0-dropbear_2022.83\r\n"), "ssh");
}

TEST(Greeting, ftp_names_its_program_and_version) {
    const auto greeting = recognise_greeting(as_bytes("220 (vsFTPd 3.0.3)\r\n"), "ftp");
    ASSERT_TRUE(greeting);
    EXPECT_EQ(greeting->protocol, "ftp");
    EXPECT_EQ(greeting->product, "vsFTPd");
    EXPECT_EQ(greeting->version, "3.0.3");
}

TEST(Greeting, ftp_and_smtp_are_told_apart_by_words_then_by_port) {
    EXPECT_EQ(protocol_of("220 mail.cabinet.test ESMTP Postfix (Debian)\r\n"), "smtp");
    EXPECT_EQ(protocol_of("220 NAS FTP server ready.\r\n", "smtp"), "ftp");
    EXPECT_EQ(protocol_of("220 Bonjour\r\n", "smtp"), "smtp");
    EXPECT_EQ(protocol_of("220 Bonjour\r\n", "ftp"), "ftp");
    EXPECT_EQ(protocol_of("220 Bonjour\r\n"), "ftp");
    EXPECT_EQ(protocol_of("421 Too many connections\r\n", "ftp"), "ftp");
    EXPECT_EQ(protocol_of("421 Too many connections\r\n"), "");
}

TEST(Greeting, mail_boxes_are_recognised) {
    EXPECT_EQ(protocol_of("+OK Dovecot ready.\r\n"), "pop3");
    const auto imap =
        recognise_greeting(as_bytes("* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n"));
    ASSERT_TRUE(imap);
    EXPECT_EQ(imap->protocol, "imap");
    EXPECT_EQ(imap->product, "Dovecot");
}

TEST(Greeting, mysql_and_mariadb_name_their_version) {
    const auto mariadb =
        recognise_greeting(as_bytes("\x5b\0\0\0\x0a"
                                    "5.5.5-10.11.6-MariaDB-0+deb12u1\0\x05\0\0\0"sv));
    ASSERT_TRUE(mariadb);
    EXPECT_EQ(mariadb->protocol, "mysql");
    EXPECT_EQ(mariadb->product, "MariaDB");
    EXPECT_EQ(mariadb->version, "10.11.6");
    const auto mysql =
        recognise_greeting(as_bytes("\x4a\0\0\0\x0a"
                                    "8.0.36\0\x08\0\0\0abcdefgh"sv));
    ASSERT_TRUE(mysql);
    EXPECT_EQ(mysql->product, "MySQL");
    EXPECT_EQ(mysql->version, "8.0.36");
}

TEST(Greeting, mysql_that_refuses_this_computer_is_mysql_all_the_same) {
    EXPECT_EQ(protocol_of("\x48\0\0\0\xff\x6a\x04Host '10.0.0.9' is not allowed to connect to "
                          "this MariaDB server"sv),
              "mysql");
}

TEST(Greeting, other_protocols_are_recognised_by_their_first_bytes) {
    EXPECT_EQ(protocol_of("RFB 003.008\n"), "vnc");
    EXPECT_EQ(protocol_of("@RSYNCD: 31.0\n"), "rsync");
    EXPECT_EQ(protocol_of("\xff\xfd\x18\xff\xfd\x20"sv), "telnet");
    EXPECT_EQ(protocol_of("-ERR wrong number of arguments for 'get' command\r\n"), "redis");
    EXPECT_EQ(protocol_of("-NOAUTH Authentication required.\r\n"), "redis");
    EXPECT_EQ(protocol_of("ERROR\r\nERROR\r\n"), "memcached");
    EXPECT_EQ(protocol_of("HTTP/1.1 400 Bad Request\r\n"), "http");
    EXPECT_EQ(protocol_of("RTSP/1.0 200 OK\r\n"), "rtsp");
    EXPECT_EQ(protocol_of("\x15\x03\x01\x00\x02\x02\x46"sv), "tls");
    EXPECT_EQ(protocol_of("\x07\0\0\0\0\x04\0\0\x02\x01"sv), "dicom");
    EXPECT_EQ(protocol_of("\x30\x0c\x02\x01\x01\x64\x07\x04\0\x30\0"sv), "ldap");
    EXPECT_EQ(protocol_of("E\0\0\0\x8fSFATAL\0"sv), "postgresql");
}

TEST(Greeting, a_small_telnet_server_may_just_ask_for_a_name) {
    EXPECT_EQ(protocol_of("Printer login: ", "telnet"), "telnet");
    EXPECT_EQ(protocol_of("Printer login: "), "");
}

TEST(Greeting, rubbish_and_silence_are_recognised_as_nothing) {
    EXPECT_EQ(protocol_of(""), "");
    EXPECT_EQ(protocol_of("\x9f\x03\x11\x84 what"), "");
    EXPECT_EQ(protocol_of("2200 lines of poetry\r\n"), "");
    EXPECT_EQ(protocol_of("\xff\xff"), "");
}

TEST(Greeting, a_terminal_need_not_obey_it) {
    const auto greeting = recognise_greeting(as_bytes("220 \x1b[2J ftp\r\n"));
    ASSERT_TRUE(greeting);
    EXPECT_EQ(greeting->line, "[2J ftp");
}

TEST(Greeting, half_a_line_is_not_whole) {
    EXPECT_FALSE(greeting_is_whole(as_bytes("SSH-2.0-Op")));
    EXPECT_FALSE(greeting_is_whole({}));
    EXPECT_TRUE(greeting_is_whole(as_bytes("SSH-2.0-OpenSSH_9.2\r\n")));
    EXPECT_TRUE(greeting_is_whole(as_bytes("\xff\xfd\x18"sv)));
}

TEST(MailAbilities, a_mailbox_without_starttls_takes_passwords_in_clear) {
    const auto plain =
        read_abilities("imap", "* CAPABILITY IMAP4rev1 LOGIN-REFERRALS\r\na1 OK\r\n");
    EXPECT_FALSE(plain.offers_tls);
    EXPECT_TRUE(plain.offers_login);
    const auto safe =
        read_abilities("imap", "* CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED\r\na1 OK\r\n");
    EXPECT_TRUE(safe.offers_tls);
    EXPECT_FALSE(safe.offers_login);
    EXPECT_TRUE(read_abilities("pop3", "+OK\r\nTOP\r\nUIDL\r\nUSER\r\n.\r\n").offers_login);
    EXPECT_FALSE(read_abilities("pop3", "+OK\r\nTOP\r\nSTLS\r\n.\r\n").offers_login);
    EXPECT_TRUE(read_abilities("pop3", "-ERR unknown command\r\n").offers_login);
}

TEST(MailAbilities, a_relay_that_asks_no_password_cannot_lose_one) {
    EXPECT_FALSE(read_abilities("smtp", "250-mail\r\n250 8BITMIME\r\n").offers_login);
    EXPECT_TRUE(read_abilities("smtp", "250-mail\r\n250 AUTH PLAIN LOGIN\r\n").offers_login);
    EXPECT_TRUE(read_abilities("ftp", "211-Features:\r\n AUTH TLS\r\n211 End\r\n").offers_tls);
}

TEST(MailAbilities, an_answer_ends_with_its_last_line) {
    EXPECT_TRUE(abilities_are_whole("imap", "* CAPABILITY IMAP4rev1\r\na1 OK done\r\n"));
    EXPECT_FALSE(abilities_are_whole("imap", "* CAPABILITY IMAP4rev1\r\n"));
    EXPECT_TRUE(abilities_are_whole("pop3", "+OK\r\nUSER\r\n.\r\n"));
    EXPECT_FALSE(abilities_are_whole("pop3", "+OK\r\n"));
    EXPECT_TRUE(abilities_are_whole("smtp", "250-mail\r\n250 8BITMIME\r\n"));
    EXPECT_FALSE(abilities_are_whole("smtp", "250-mail\r\n"));
    EXPECT_TRUE(abilities_are_whole("ftp", "530 Please login\r\n"));
    EXPECT_FALSE(abilities_are_whole("ftp", "211-Features:\r\n AUTH TLS\r\n"));
}

}  // namespace
}  // namespace primum::formats
