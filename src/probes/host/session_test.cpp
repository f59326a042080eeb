#include "probes/host/session.h"

#include <gtest/gtest.h>

#include "probes/host/automatic_login.h"
#include "probes/testing/made_systems.h"
#include "probes/testing/recording_sink.h"

namespace primum::probes {
namespace {

using testing::MadeTree;
using testing::plain_system;
using testing::RecordingSink;

facts::Session only_session(const MadeTree& made) {
    RecordingSink sink;
    const auto sessions = observe_sessions(made.tree(), sink).value();
    CHECK(sessions.size() == 1);
    return sessions[0];
}

MadeTree& with_desktop(MadeTree& made, const std::string& session) {
    return plain_system(made).file("/usr/share/xsessions/" + session + ".desktop", "");
}

TEST(SessionProbe, without_a_desktop_there_is_nothing_to_lock) {
    MadeTree made;
    RecordingSink sink;
    EXPECT_TRUE(observe_sessions(plain_system(made).tree(), sink).value().empty());
    EXPECT_TRUE(sink.unseen.empty());
}

TEST(SessionProbe, gnome_locks_by_itself_unless_told_otherwise) {
    MadeTree made;
    const auto session = only_session(with_desktop(made, "gnome"));
    EXPECT_EQ(session.desktop, "gnome");
    EXPECT_EQ(session.automatic_lock, true);
    EXPECT_EQ(session.lock_after_seconds, 300);
    EXPECT_EQ(session.notifications_when_locked, true);
    EXPECT_EQ(session.usb_programs, "asks");
}

std::string vector_of(const std::string& name) {
    return os::FileTree(PRIMUM_VECTORS).read("/host/" + name).value();
}

TEST(SessionProbe, a_persons_dconf_database_is_read) {
    MadeTree made;
    with_desktop(made, "gnome").file("/home/anne/.config/dconf/user", vector_of("careless.dconf"));
    const auto session = only_session(made);
    EXPECT_EQ(session.automatic_lock, false);
    EXPECT_EQ(session.lock_after_seconds, std::nullopt);
    EXPECT_EQ(session.usb_programs, "never");
}

TEST(SessionProbe, the_administrators_lock_wins_over_the_persons_choice) {
    MadeTree made;
    with_desktop(made, "gnome")
        .file("/etc/dconf/profile/user", "user-db:user\nsystem-db:local\n")
        .file("/etc/dconf/db/local", vector_of("careless.dconf"));
    EXPECT_EQ(only_session(made).automatic_lock, false);
}

TEST(SessionProbe, the_distributions_defaults_are_read) {
    MadeTree made;
    with_desktop(made, "gnome")
        .file("/usr/share/glib-2.0/schemas/gschemas.compiled", vector_of("gschemas.compiled"));
    EXPECT_EQ(only_session(made).lock_after_seconds, 900);
}

TEST(SessionProbe, a_damaged_database_is_told_and_gives_no_row) {
    MadeTree made;
    with_desktop(made, "gnome").file("/home/anne/.config/dconf/user", "GVariant, or not");
    RecordingSink sink;
    EXPECT_TRUE(observe_sessions(made.tree(), sink).value().empty());
    EXPECT_EQ(sink.unseen.size(), 1U);
}

TEST(SessionProbe, kde_counts_in_minutes) {
    MadeTree made;
    with_desktop(made, "plasma")
        .file("/home/anne/.config/kscreenlockerrc", "[Daemon]\nTimeout=15\nLockGrace=0\n");
    EXPECT_EQ(only_session(made).lock_after_seconds, 900);
    made.file("/etc/xdg/kscreenlockerrc", "[Daemon]\nAutolock=false\n");
    EXPECT_EQ(only_session(made).automatic_lock, false);
    made.file("/etc/xdg/kscreenlockerrc", "[Daemon]\nAutolock[$i]=true\nTimeout[$i]=5\n");
    EXPECT_EQ(only_session(made).lock_after_seconds, 300);
}

TEST(SessionProbe, xfce_without_a_locker_never_locks) {
    MadeTree made;
    EXPECT_EQ(only_session(with_desktop(made, "xfce")).automatic_lock, false);
    made.file("/usr/bin/light-locker", "");
    EXPECT_EQ(only_session(made).lock_after_seconds, 605);
    made.file("/usr/bin/xfce4-screensaver", "");
    EXPECT_EQ(only_session(made).lock_after_seconds, 300);
    made.file(
            "/home/anne/.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-screensaver.xml",
            "<channel name=\"x\"><property name=\"lock\" type=\"empty\"><property name=\"enabled\" "
            "type=\"bool\" value=\"false\"/></property></channel>")
        .file("/home/anne/.config/xfce4/xfconf/xfce-perchannel-xml/thunar-volman.xml",
              "<channel name=\"x\"><property name=\"autorun\" type=\"empty\"><property "
              "name=\"enabled\" type=\"bool\" value=\"true\"/></property></channel>");
    EXPECT_EQ(only_session(made).automatic_lock, false);
    EXPECT_EQ(only_session(made).usb_programs, "runs");
}

TEST(SessionProbe, cinnamon_and_mate_have_keys_of_their_own) {
    MadeTree cinnamon;
    EXPECT_EQ(only_session(with_desktop(cinnamon, "cinnamon")).lock_after_seconds, 900);
    MadeTree mate;
    EXPECT_EQ(only_session(with_desktop(mate, "mate")).lock_after_seconds, 300);
}

TEST(SessionProbe, sway_locks_when_swayidle_says_so) {
    MadeTree made;
    EXPECT_EQ(only_session(with_desktop(made, "sway")).automatic_lock, false);
    made.file("/home/anne/.config/sway/config", "exec swayidle -w timeout 240 'swaylock -f'\n");
    EXPECT_EQ(only_session(made).lock_after_seconds, 240);
}

TEST(SessionProbe, logind_locks_what_the_desktop_does_not) {
    MadeTree made;
    with_desktop(made, "LXDE")
        .file("/etc/systemd/logind.conf.d/lock.conf",
              "[Login]\nIdleAction=lock\nIdleActionSec=20min\n");
    EXPECT_EQ(only_session(made).lock_after_seconds, 1200);
}

TEST(SessionProbe, of_several_desktops_the_one_in_use_counts) {
    MadeTree made;
    with_desktop(made, "gnome")
        .file("/usr/share/xsessions/plasma.desktop", "")
        .file("/var/lib/AccountsService/users/anne", "[User]\nSession=plasma\n");
    EXPECT_EQ(only_session(made).desktop, "kde");
}

TEST(SessionProbe, an_unknown_desktop_is_told) {
    MadeTree made;
    RecordingSink sink;
    EXPECT_TRUE(observe_sessions(with_desktop(made, "exotic").tree(), sink).value().empty());
    EXPECT_EQ(sink.unseen.size(), 1U);
}

std::vector<AutomaticLogin> logins_of(const MadeTree& made) {
    const auto tree = made.tree();
    SettingsReader reader(tree);
    return automatic_logins(reader);
}

TEST(AutomaticLogin, each_login_screen_has_its_own_setting) {
    struct Setting {
        const char* file;
        const char* text;
        const char* by;
    };
    for (const auto& setting : {
             Setting{"/etc/gdm3/daemon.conf",
                     "[daemon]\nAutomaticLoginEnable=true\nAutomaticLogin=anne\n", "gdm"},
             Setting{"/etc/gdm/custom.conf", "[daemon]\nTimedLoginEnable=true\nTimedLogin=anne\n",
                     "gdm"},
             Setting{"/etc/lightdm/lightdm.conf", "[Seat:*]\nautologin-user=anne\n", "lightdm"},
             Setting{"/etc/lightdm/lightdm.conf.d/50.conf", "[SeatDefaults]\nautologin-user=anne\n",
                     "lightdm"},
             Setting{"/etc/sddm.conf.d/a.conf", "[Autologin]\nUser=anne\n", "sddm"},
             Setting{"/etc/lxdm/lxdm.conf", "[base]\nautologin=anne\n", "lxdm"},
             Setting{"/etc/greetd/config.toml", "[initial_session]\nuser = \"anne\"\n", "greetd"},
             Setting{"/etc/default/nodm", "NODM_ENABLED=true\nNODM_USER=anne\n", "nodm"},
             Setting{
                 "/etc/systemd/system/getty@tty1.service.d/a.conf",
                 "[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin anne --noclear %I\n",
                 "getty"},
         }) {
        MadeTree made;
        const auto logins = logins_of(made.file(setting.file, setting.text));
        ASSERT_EQ(logins.size(), 1U) << setting.file;
        EXPECT_EQ(logins[0].account, "anne");
        EXPECT_EQ(logins[0].by, setting.by);
    }
}

TEST(AutomaticLogin, a_setting_that_is_off_or_commented_logs_nobody_in) {
    MadeTree made;
    made.file("/etc/gdm3/daemon.conf",
              "[daemon]\n#AutomaticLoginEnable=true\nAutomaticLogin=anne\nTimedLoginEnable=false\n")
        .file("/etc/lightdm/lightdm.conf", "[Seat:*]\nautologin-user=\n")
        .file("/etc/systemd/system/getty@tty1.service", "[Service]\nExecStart=-/sbin/agetty %I\n");
    EXPECT_TRUE(logins_of(made).empty());
}

}  // namespace
}  // namespace primum::probes
