#include "formats/vnc.h"

#include <gtest/gtest.h>

#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

RfbVersion version_of(std::string_view text) { return parse_rfb_version(as_bytes(text)).value(); }

TEST(Vnc, a_server_says_its_version) {
    EXPECT_EQ(version_of("RFB 003.008\n"), (RfbVersion{3, 8}));
    EXPECT_EQ(version_of("RFB 003.889\n"), (RfbVersion{3, 889}));  // Apple.
}

TEST(Vnc, the_version_spoken_is_one_of_three) {
    EXPECT_EQ(rfb_version_to_speak({3, 889}), (RfbVersion{3, 8}));
    EXPECT_EQ(rfb_version_to_speak({5, 0}), (RfbVersion{3, 8}));  // RealVNC.
    EXPECT_EQ(rfb_version_to_speak({3, 7}), (RfbVersion{3, 7}));
    EXPECT_EQ(rfb_version_to_speak({3, 5}), (RfbVersion{3, 3}));
    EXPECT_EQ(as_text(rfb_version_message({3, 8})), "RFB 003.008\n");
}

TEST(Vnc, other_greetings_are_an_error) {
    for (const auto* text :
         {"", "RFB 003.008", "RFB 003 008\n", "RFB 00a.008\n", "SSH-2.0-abcd\n"}) {
        EXPECT_FALSE(parse_rfb_version(as_bytes(text))) << text;
    }
}

TEST(Vnc, one_offer_without_login_opens_the_door) {
    EXPECT_EQ(vnc_door({2, 1}).needs_login, false);
    EXPECT_EQ(vnc_door({1}).encrypted, false);
}

TEST(Vnc, a_password_is_a_login_and_no_encryption) {
    const auto door = vnc_door({2, 16});  // TightVNC, x11vnc.
    EXPECT_EQ(door.needs_login, true);
    EXPECT_EQ(door.encrypted, false);
}

TEST(Vnc, what_stands_inside_an_envelope_is_unknown) {
    const auto door = vnc_door({19});
    EXPECT_EQ(door.needs_login, std::nullopt);
    EXPECT_EQ(door.encrypted, true);
}

TEST(Vnc, an_unknown_offer_is_neither_open_nor_locked) {
    EXPECT_EQ(vnc_door({77}).needs_login, std::nullopt);
    EXPECT_EQ(vnc_door({77}).encrypted, std::nullopt);
    EXPECT_EQ(vnc_door({}).encrypted, std::nullopt);
}

TEST(Vnc, vencrypt_may_hide_a_door_without_login) {
    EXPECT_EQ(vencrypt_door({258, 257}).needs_login, false);
    EXPECT_EQ(vencrypt_door({258, 261}).needs_login, true);  // Xtigervnc TLSVnc,X509Vnc.
    EXPECT_EQ(vencrypt_door({258, 261}).encrypted, true);
    EXPECT_EQ(vencrypt_door({256}).encrypted, false);
}

}  // namespace
}  // namespace primum::formats
