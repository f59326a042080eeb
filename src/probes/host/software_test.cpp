#include "probes/host/software.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "probes/host/browser_logins.h"
#include "probes/host/volumes.h"
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

std::vector<facts::Fact> software_of(const MadeTree& made, std::string_view name) {
    RecordingSink sink;
    auto context = context_of(made);
    CHECK(SoftwareProbe(context).observe(sink));
    auto rows = sink.rows<facts::Software>();
    std::erase_if(rows, [&](const facts::Fact& row) {
        return cell(row, "name") != Value{std::string(name)};
    });
    return rows;
}

TEST(SoftwareProbe, a_package_has_its_version_and_maybe_a_newer_one) {
    MadeTree made;
    plain_system(made);
    EXPECT_EQ(cell(software_of(made, "Firefox").at(0), "version"), Value{"115.9.0esr-1"});
    EXPECT_EQ(cell(software_of(made, "Firefox").at(0), "outdated"), Value{});
    made.file("/var/lib/apt/lists/x_binary-amd64_Packages",
              "Package: firefox-esr\nVersion: 128.1.0esr-1\nArchitecture: amd64\n");
    EXPECT_EQ(cell(software_of(made, "Firefox").at(0), "outdated"), yes);
    EXPECT_EQ(cell(software_of(made, "Firefox").at(0), "available_version"), Value{"128.1.0esr-1"});
    EXPECT_TRUE(software_of(made, "Orthanc").empty());
}

TEST(SoftwareProbe, flatpaks_and_snaps_are_found) {
    MadeTree made;
    plain_system(made)
        .directory("/home/anne/.local/share/flatpak/app/org.signal.Signal")
        .directory("/var/lib/flatpak/app/org.mozilla.Thunderbird")
        .directory("/snap/whatsie");
    EXPECT_EQ(cell(software_of(made, "Signal").at(0), "account"), Value{"anne"});
    EXPECT_EQ(cell(software_of(made, "Thunderbird").at(0), "found_by"), Value{"flatpak"});
    EXPECT_EQ(cell(software_of(made, "WhatsApp (WhatSie)").at(0), "found_by"), Value{"snap"});
}

TEST(SoftwareProbe, anydesk_with_a_password_of_its_own_is_open_to_the_absent) {
    MadeTree made;
    plain_system(made).file("/etc/anydesk/system.conf", "ad.anynet.id=1\n");
    EXPECT_EQ(cell(software_of(made, "AnyDesk").at(0), "unattended_access"), no);
    made.file("/etc/anydesk/service.conf", "ad.anynet.pwd_hash=abc\nad.anynet.pwd_salt=d\n");
    EXPECT_EQ(cell(software_of(made, "AnyDesk").at(0), "unattended_access"), yes);
}

TEST(SoftwareProbe, teamviewer_with_a_permanent_password_is_open) {
    MadeTree made;
    plain_system(made).file("/opt/teamviewer/config/global.conf",
                            "[int32] Always_Online = 1\n[bin  ] PermanentPassword = \n");
    EXPECT_EQ(cell(software_of(made, "TeamViewer").at(0), "unattended_access"), no);
    made.file("/opt/teamviewer/config/global.conf", "[bin  ] SecurityPasswordAES = \"12 34\"\n");
    EXPECT_EQ(cell(software_of(made, "TeamViewer").at(0), "unattended_access"), yes);
}

TEST(SoftwareProbe, rustdesk_that_asks_for_a_click_is_not) {
    MadeTree made;
    plain_system(made)
        .file("/var/lib/dpkg/status",
              "Package: rustdesk\nStatus: install ok installed\nVersion: 1\n")
        .file("/root/.config/rustdesk/RustDesk.toml", "enc_id = 'x'\npassword = '00abc'\n");
    EXPECT_EQ(cell(software_of(made, "RustDesk").at(0), "unattended_access"), yes);
    made.file("/root/.config/rustdesk/RustDesk2.toml", "[options]\napprove-mode = 'click'\n");
    EXPECT_EQ(cell(software_of(made, "RustDesk").at(0), "unattended_access"), no);
}

TEST(SoftwareProbe, an_agent_is_open_once_it_starts) {
    MadeTree made;
    plain_system(made).directory("/usr/share/dwagent");
    EXPECT_EQ(cell(software_of(made, "DWService").at(0), "unattended_access"), no);
    made.file("/etc/systemd/system/multi-user.target.wants/dwagent.service", "");
    EXPECT_EQ(cell(software_of(made, "DWService").at(0), "unattended_access"), yes);
}

TEST(SoftwareProbe, folders_that_leave_the_computer_are_named) {
    MadeTree made;
    plain_system(made)
        .file("/home/anne/.dropbox/info.json",
              R"({"personal": {"path": "/home/anne/Dropbox", "host": 1}})")
        .file("/home/anne/.config/Nextcloud/nextcloud.cfg",
              "[Accounts]\n0\\Folders\\1\\localPath=/home/anne/Nextcloud/\n")
        .file("/home/anne/.config/onedrive/refresh_token", "x")
        .file("/home/anne/.config/rclone/rclone.conf",
              "[sauvegarde]\ntype = drive\n[l]\ntype = local\n");
    EXPECT_EQ(cell(software_of(made, "Dropbox").at(0), "folder"), Value{"/home/anne/Dropbox"});
    EXPECT_EQ(cell(software_of(made, "Nextcloud").at(0), "folder"), Value{"/home/anne/Nextcloud"});
    EXPECT_EQ(cell(software_of(made, "OneDrive").at(0), "folder"), Value{"/home/anne/OneDrive"});
    ASSERT_EQ(software_of(made, "rclone").size(), 1U);
    EXPECT_EQ(cell(software_of(made, "rclone").at(0), "folder"), Value{"sauvegarde (drive)"});
}

TEST(BrowserLogins, sites_are_counted_by_kind_and_never_named) {
    MadeTree made;
    plain_system(made).file(
        "/home/anne/.mozilla/firefox/x.default/logins.json",
        R"({"logins":[{"hostname":"https://pro.doctolib.fr"},{"hostname":"https://pro.doctolib.fr"},
            {"hostname":"https://www.ameli.fr"},{"hostname":"https://mail.exemple.fr"},
            {"hostname":"https://notdoctolib.fr"}]})");
    RecordingSink sink;
    const LocalAccount anne{.name = "anne", .home = "/home/anne", .person = true};
    const auto rows = count_saved_logins(made.tree(), anne, sink);
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].kind, "health");
    EXPECT_EQ(rows[0].logins, 3);
    EXPECT_EQ(rows[0].sites, 2);
    EXPECT_EQ(rows[1].kind, "mail");
    EXPECT_EQ(rows[2].kind, "other");
}

TEST(BrowserLogins, a_damaged_file_is_told_and_not_counted_as_none) {
    MadeTree made;
    plain_system(made).file("/home/anne/.config/chromium/Default/Login Data", "SQLite, or not");
    RecordingSink sink;
    const LocalAccount anne{.name = "anne", .home = "/home/anne", .person = true};
    EXPECT_TRUE(count_saved_logins(made.tree(), anne, sink).empty());
    EXPECT_EQ(sink.unseen.size(), 1U);
}

facts::Fact volume_at(const MadeTree& made, std::string_view mount, RecordingSink& sink) {
    auto context = context_of(made);
    CHECK(VolumesProbe(context).observe(sink));
    for (const auto& row : sink.rows<facts::Volume>()) {
        if (cell(row, "mount") == Value{std::string(mount)}) return row;
    }
    CHECK(false);
    return {};
}

MadeTree& with_disk(MadeTree& made) {
    return plain_system(made)
        .file("/sys/class/dmi/id/chassis_type", "10\n")
        .file("/sys/class/block/sda1/dev", "8:1\n")
        .file("/proc/self/mountinfo", "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n");
}

TEST(VolumesProbe, a_clear_disk_of_a_laptop_holds_somebodys_folder) {
    MadeTree made;
    RecordingSink sink;
    const auto row = volume_at(with_disk(made), "/", sink);
    EXPECT_EQ(cell(row, "encrypted"), no);
    EXPECT_EQ(cell(row, "portable"), yes);
    EXPECT_EQ(cell(row, "holds"), Value{"system"});
    EXPECT_EQ(cell(row, "people"), Value{std::int64_t{1}});
    EXPECT_TRUE(sink.unseen.empty());
}

TEST(VolumesProbe, a_folder_that_ecryptfs_keeps_is_not_clear) {
    MadeTree made;
    with_disk(made)
        .directory("/home/.ecryptfs/anne/.ecryptfs")
        .directory("/home/.ecryptfs/anne/.Private");
    RecordingSink sink;
    EXPECT_EQ(cell(volume_at(made, "/", sink), "people"), Value{std::int64_t{0}});
    EXPECT_EQ(cell(volume_at(made, "/home/anne", sink), "encryption"), Value{"ecryptfs"});
}

TEST(VolumesProbe, the_layers_of_a_container_are_no_disks) {
    MadeTree made;
    with_disk(made).file("/proc/self/mountinfo",
                         "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n"
                         "23 22 0:40 / /var/lib/docker/overlay2/x/merged rw - overlay overlay rw\n"
                         "24 22 0:41 / /tmp/.mount_app ro - fuse.app.AppImage app.AppImage ro\n"
                         "25 22 8:1 /data /srv rw - ext4 /dev/sda1 rw\n");
    RecordingSink sink;
    volume_at(made, "/", sink);
    EXPECT_EQ(sink.rows<facts::Volume>().size(), 1U);
    EXPECT_TRUE(sink.unseen.empty());
}

TEST(VolumesProbe, an_encryption_that_nobody_describes_is_told) {
    MadeTree made;
    plain_system(made).file(
        "/proc/self/mountinfo",
        "22 1 0:30 / / rw - zfs tank/root rw\n23 22 0:31 / /mnt rw - nfs s:/x rw\n");
    RecordingSink sink;
    EXPECT_EQ(cell(volume_at(made, "/", sink), "encrypted"), Value{});
    ASSERT_EQ(sink.unseen.size(), 1U);
    EXPECT_NE(sink.unseen[0].english.find("zfs get encryption"), std::string::npos);
}

}  // namespace
}  // namespace primum::probes
