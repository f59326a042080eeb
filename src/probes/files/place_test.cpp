#include "probes/files/place.h"

#include <unistd.h>

#include <gtest/gtest.h>

#include "base/testing/temporary_folder.h"

namespace primum::probes::files {
namespace {

PlaceKind kind_of(std::string_view folder) { return place_by_name(folder).kind; }

TEST(Place, homes_of_three_systems_are_understood) {
    EXPECT_EQ(kind_of("/home/marie/Téléchargements/2024"), PlaceKind::downloads);
    EXPECT_EQ(kind_of("/mnt/disk/Users/Marie/Downloads"), PlaceKind::downloads);
    EXPECT_EQ(kind_of("/home/marie/Bureau"), PlaceKind::desktop);
    EXPECT_EQ(kind_of("/mnt/disk/Users/Marie/Desktop/liste"), PlaceKind::desktop);
    EXPECT_EQ(kind_of("/mnt/disk/Users/Marie/AppData/Local/Microsoft/Outlook"), PlaceKind::mail);
    EXPECT_EQ(kind_of("/mnt/disk/Users/Marie/AppData/Roaming/Thunderbird/Profiles/x/Mail"),
              PlaceKind::mail);
    EXPECT_EQ(kind_of("/mnt/disk/Users/Marie/Library/Mail/V10"), PlaceKind::mail);
    EXPECT_EQ(kind_of("/home/marie/.local/share/Trash/files"), PlaceKind::trash);
    EXPECT_EQ(kind_of("/media/x/.Trash-1000/files"), PlaceKind::trash);
    EXPECT_EQ(kind_of("/mnt/disk/$Recycle.Bin/S-1-5"), PlaceKind::trash);
    EXPECT_EQ(kind_of("/mnt/disk/Users/Marie/AppData/Local/Temp/x"), PlaceKind::temporary);
    EXPECT_EQ(kind_of("/home/marie/Documents"), PlaceKind::other);
}

TEST(Place, a_word_of_the_trade_is_not_a_place) {
    EXPECT_EQ(kind_of("/srv/cabinet/bureau"), PlaceKind::other);
    EXPECT_EQ(kind_of("/home/marie/Documents/mega"), PlaceKind::other);
    EXPECT_EQ(kind_of("/home/marie/dropbox-notice"), PlaceKind::other);
}

TEST(Place, synchronised_folders_name_their_service) {
    EXPECT_EQ(place_by_name("/home/marie/Dropbox/a").service, "Dropbox");
    EXPECT_EQ(place_by_name("/mnt/c/Users/Marie/OneDrive - Cabinet/a").service, "OneDrive");
    EXPECT_EQ(
        place_by_name("/Users/Marie/Library/CloudStorage/GoogleDrive-m@example.org/a").service,
        "GoogleDrive");
    EXPECT_EQ(place_by_name("/Users/Marie/Library/Mobile Documents/com~apple~CloudDocs").service,
              "iCloud");
}

TEST(Place, what_travels_furthest_counts) {
    EXPECT_EQ(kind_of("/home/marie/Dropbox/Downloads"), PlaceKind::sync);
    const Places places(
        {{"/media/key", {PlaceKind::removable, ""}}, {"/srv/commun", {PlaceKind::share, ""}}},
        {{.device = "/dev/sdb1", .mount = "/media/key", .encrypted = false}});
    EXPECT_EQ(places.place_of("/media/key/Downloads").kind, PlaceKind::removable);
    EXPECT_EQ(places.place_of("/srv/commun/Dropbox").kind, PlaceKind::share);
    EXPECT_EQ(places.place_of("/media/keyring/a").kind, PlaceKind::other);
    ASSERT_NE(places.volume_of("/media/key/a"), nullptr);
    EXPECT_EQ(places.volume_of("/media/key/a")->encrypted, false);
}

TEST(Place, the_system_tells_where_its_users_keep_things) {
    const TemporaryFolder root;
    root.write("etc/passwd",
               "root:x:0:0::/root:/bin/sh\nmarie:x:1000:1000::/home/marie:/bin/sh\n"
               "daemon:x:2:2::/usr/sbin:/bin/false\n");
    root.write("home/marie/.config/user-dirs.dirs",
               "XDG_DOWNLOAD_DIR=\"$HOME/Recus\"\nXDG_DESKTOP_DIR=\"$HOME/\"\n");
    root.write("home/marie/.config/Nextcloud/nextcloud.cfg",
               "[Accounts]\n0\\Folders\\1\\localPath=/home/marie/Nuage/\n");
    root.write("home/marie/.dropbox/info.json",
               R"({"personal": {"path": "/home/marie/Boite", "host": 1}})");
    root.write("etc/samba/smb.conf", "[commun]\n  path = /srv/commun\n[homes]\n path = /home/%U\n");
    root.write("home/marie/Nuage/x", "");
    if (::geteuid() != 0) GTEST_SKIP() << "only root sees every user's folders";
    const auto places = Places::of_system(os::FileTree(root.path()), {});
    EXPECT_EQ(places.place_of("/home/marie/Recus").kind, PlaceKind::downloads);
    EXPECT_EQ(places.place_of("/home/marie/Nuage/a").service, "Nextcloud");
    EXPECT_EQ(places.place_of("/home/marie/Boite").service, "Dropbox");
    EXPECT_EQ(places.place_of("/srv/commun/x").kind, PlaceKind::share);
    EXPECT_EQ(places.place_of("/home/marie/Documents").kind, PlaceKind::other);
    EXPECT_EQ(places.place_of("/tmp/x").kind, PlaceKind::temporary);
    EXPECT_EQ(places.roots(), std::vector<std::string>{"/home/marie"});
    EXPECT_EQ(Places::of_system(os::FileTree(root.path()), {"/tmp/x"}).place_of("/tmp/x").kind,
              PlaceKind::other);
}

}  // namespace
}  // namespace primum::probes::files
