#include "os/file_tree.h"

#include <sys/stat.h>

#include <gtest/gtest.h>

#include "os/testing/made_tree.h"

namespace primum::os {
namespace {

using testing::MadeTree;

TEST(FileTree, a_file_is_read_as_inside_the_tree) {
    MadeTree made;
    made.file("/etc/os-release", "ID=debian\n");
    EXPECT_EQ(made.tree().read("/etc/os-release").value(), "ID=debian\n");
    EXPECT_EQ(made.tree().read_beginning("/etc/os-release", 2).value(), "ID");
    EXPECT_EQ(made.tree().size_of("/etc/os-release"), 10U);
}

TEST(FileTree, a_link_does_not_lead_out_of_the_tree) {
    MadeTree made;
    made.link("/etc/passwd", "/etc/shells")
        .file("/etc/shells", "inside")
        .link("/up", "../../../..");
    EXPECT_EQ(made.tree().read("/etc/passwd").value(), "inside");
    EXPECT_EQ(made.tree().read("/up/etc/shells").value(), "inside");
    EXPECT_EQ(made.tree().resolve("/etc/passwd").value(), "/etc/shells");
}

TEST(FileTree, what_is_not_there_is_told_from_what_cannot_be_read) {
    MadeTree made;
    made.directory("/folder").file("/plain", "x");
    EXPECT_FALSE(made.tree().read_if_there("/none").value().has_value());
    EXPECT_FALSE(made.tree().read_if_there("/plain/below").value().has_value());
    EXPECT_EQ(made.tree().read_if_there("/folder").error().kind, ErrorKind::malformed);
    EXPECT_TRUE(made.tree().list("/none").value().empty());
    EXPECT_FALSE(made.tree().list("/plain").value().size());
}

TEST(FileTree, a_pipe_does_not_stop_the_reader) {
    MadeTree made;
    ASSERT_EQ(::mkfifo(made.at("/pipe").c_str(), 0600), 0);
    EXPECT_EQ(made.tree().read("/pipe").error().kind, ErrorKind::malformed);
}

TEST(FileTree, a_file_longer_than_the_limit_is_refused) {
    MadeTree made;
    made.file("/long", "12345");
    EXPECT_EQ(made.tree().read("/long", 5).value(), "12345");
    EXPECT_EQ(made.tree().read("/long", 4).error().kind, ErrorKind::malformed);
}

TEST(FileTree, names_are_sorted_and_files_are_no_directories) {
    MadeTree made;
    made.file("/d/b", "").directory("/d/a");
    EXPECT_EQ(made.tree().list("/d").value(), (std::vector<std::string>{"a", "b"}));
    EXPECT_TRUE(made.tree().is_directory("/d/a"));
    EXPECT_FALSE(made.tree().is_directory("/d/b"));
    EXPECT_TRUE(made.tree().exists("/d/b"));
}

TEST(FileTree, only_the_root_directory_is_the_running_system) {
    MadeTree made;
    EXPECT_TRUE(FileTree().is_running_system());
    EXPECT_TRUE(FileTree("/usr/..").is_running_system());
    EXPECT_FALSE(made.tree().is_running_system());
    EXPECT_EQ(FileTree(made.at("/").string() + "/").root(), made.tree().root());
}

}  // namespace
}  // namespace primum::os
