#include "formats/telnet.h"

#include <gtest/gtest.h>

#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

TEST(Telnet, each_offer_is_refused_politely) {
    // The first words of inetutils-telnetd 2.4.
    const auto speech = parse_telnet(from_hex("fffb25 fffb26 fffd18 fffd20 fffd23 fffd27 fffd24"));
    EXPECT_TRUE(speech.negotiates);
    EXPECT_EQ(speech.answer, from_hex("fffe25 fffe26 fffc18 fffc20 fffc23 fffc27 fffc24"));
    EXPECT_EQ(speech.text, "");
    EXPECT_EQ(speech.consumed, 21U);
}

TEST(Telnet, a_refusal_is_not_answered_lest_it_never_ends) {
    EXPECT_TRUE(parse_telnet(from_hex("fffc18 fffe03")).answer.empty());
}

TEST(Telnet, text_stands_between_commands) {
    const auto speech = parse_telnet(from_hex("686f fffd18 7374 fffa180100fff0 0d0a ffff"));
    EXPECT_EQ(speech.text, "host\r\n\xFF");
}

TEST(Telnet, a_command_that_is_not_whole_waits_for_its_rest) {
    for (const auto* bytes : {"41 ff", "41 fffd", "41 fffa18", "41 fffa18ff"}) {
        const auto speech = parse_telnet(from_hex(bytes));
        EXPECT_EQ(speech.consumed, 1U) << bytes;
        EXPECT_EQ(speech.text, "A");
        EXPECT_FALSE(speech.negotiates);
    }
}

TEST(Telnet, a_doubled_byte_inside_a_subnegotiation_does_not_end_it) {
    const auto speech = parse_telnet(from_hex("fffa18 ffff f0 61 fff0 62"));
    EXPECT_EQ(speech.text, "b");
}

TEST(Telnet, a_question_for_a_name_is_a_login) {
    for (const auto* text : {"Debian GNU/Linux 12\r\nvm login: ", "Username:", "\r\nPassword: ",
                             "Mot de passe : ", "Identifiant: "}) {
        EXPECT_EQ(telnet_prompt(text), TelnetPrompt::login) << text;
    }
}

TEST(Telnet, a_sign_at_the_end_of_a_short_line_is_a_shell) {
    for (const auto* text : {"BusyBox v1.20\r\n\r\n# ", "Switch>", "user@camera:~$ "}) {
        EXPECT_EQ(telnet_prompt(text), TelnetPrompt::command) << text;
    }
}

TEST(Telnet, a_welcome_is_no_prompt_yet) {
    EXPECT_EQ(telnet_prompt(""), TelnetPrompt::none);
    EXPECT_EQ(telnet_prompt("Welcome to the printer\r\n"), TelnetPrompt::none);
    EXPECT_EQ(telnet_prompt("Last login: Monday"), TelnetPrompt::none);
}

}  // namespace
}  // namespace primum::formats
