#include "formats/host/gvdb.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "formats/testing/vectors.h"

namespace primum::formats {
namespace {

TEST(Gvdb, values_of_a_dconf_database_have_their_whole_names) {
    const auto table = parse_gvdb(vector_file("host/careless.dconf")).value();
    EXPECT_EQ(table.values.at("/org/gnome/desktop/screensaver/lock-enabled"), GvdbValue{false});
    EXPECT_EQ(table.values.at("/org/gnome/desktop/screensaver/lock-delay"),
              GvdbValue{std::int64_t{30}});
    EXPECT_EQ(table.values.at("/org/mate/session/idle-delay"), GvdbValue{std::int64_t{15}});
    EXPECT_EQ(table.values.at("/org/gnome/desktop/media-handling/autorun-x-content-start-app"),
              (GvdbValue{std::vector<std::string>{"x-content/unix-software",
                                                  "x-content/ostree-repository"}}));
    EXPECT_EQ(table.values.at("/org/gnome/desktop/background/picture-uri"),
              GvdbValue{std::string("file:///usr/share/x.png")});
}

TEST(Gvdb, the_administrators_locks_are_read) {
    const auto table = parse_gvdb(vector_file("host/careless.dconf")).value();
    const auto& locks = table.tables.at(".locks").keys;
    EXPECT_EQ(locks, std::vector<std::string>{"/org/gnome/desktop/screensaver/lock-enabled"});
}

TEST(Gvdb, defaults_of_glib_include_the_distributions_own) {
    const auto table = parse_gvdb(vector_file("host/gschemas.compiled")).value();
    const auto& session = table.tables.at("org.gnome.desktop.session");
    EXPECT_EQ(session.values.at("idle-delay"), GvdbValue{std::int64_t{900}});
    EXPECT_EQ(table.tables.at("org.gnome.desktop.screensaver").values.at("lock-enabled"),
              GvdbValue{true});
}

TEST(Gvdb, a_file_cut_anywhere_is_an_error_or_a_part_and_never_a_crash) {
    const auto whole = vector_file("host/careless.dconf");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const auto table = parse_gvdb(BytesView(whole).first(size));
        EXPECT_FALSE(table && size < 24);
    }
}

TEST(Gvdb, another_file_is_an_error) {
    EXPECT_FALSE(parse_gvdb({}));
    EXPECT_FALSE(parse_gvdb(to_bytes("[org/gnome]\nlock-enabled=false\n")));
}

}  // namespace
}  // namespace primum::formats
