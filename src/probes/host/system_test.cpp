#include "probes/host/system.h"

#include <gtest/gtest.h>

#include "probes/host/firewall.h"
#include "probes/host/machine.h"
#include "probes/testing/made_systems.h"
#include "probes/testing/recording_sink.h"

namespace primum::probes {
namespace {

using namespace std::chrono_literals;
using facts::Value;
using testing::cell;
using testing::context_of;
using testing::MadeTree;
using testing::plain_system;
using testing::RecordingSink;

const Value yes{std::int64_t{1}};
const Value no{std::int64_t{0}};

struct Seen {
    facts::Fact host;
    std::vector<Sentence> unseen;
    Value operator[](std::string_view column) const { return cell(host, column); }
};

Seen look_at(const MadeTree& made) {
    RecordingSink sink;
    auto context = context_of(made);
    CHECK(SystemProbe(context).observe(sink));
    return {sink.rows<facts::Host>().at(0), sink.unseen};
}

void add_lists(MadeTree& made) {
    made.file("/var/lib/apt/lists/debian_dists_bookworm_main_binary-amd64_Packages",
              "Package: libc6\nVersion: 2.36-9\nArchitecture: amd64\n\n"
              "Package: firefox-esr\nVersion: 128.1.0esr-1\nArchitecture: amd64\n\n"
              "Package: other\nVersion: 9\nArchitecture: amd64\n")
        .file("/var/lib/apt/lists/security_dists_bookworm-security_main_binary-amd64_Packages",
              "Package: libc6\nVersion: 2.36-9+deb12u9\nArchitecture: amd64\n\n"
              "Package: gone\nVersion: 2\nArchitecture: all\n")
        .file("/var/lib/apt/lists/debian_dists_bookworm-backports_main_binary-amd64_Packages",
              "Package: libc6\nVersion: 9\nArchitecture: amd64\n")
        .directory("/var/lib/apt/lists/partial");
}

TEST(SystemProbe, the_release_and_its_end_are_named) {
    MadeTree made;
    const auto seen = look_at(plain_system(made));
    EXPECT_EQ(seen["os"], Value{"Debian GNU/Linux 12 (bookworm)"});
    EXPECT_EQ(seen["os_supported_until"], Value{"2028-06-30"});
    EXPECT_EQ(seen["os_support_days_left"], Value{std::int64_t{581}});
    EXPECT_EQ(seen["name"], Value{"poste"});
}

TEST(SystemProbe, an_old_release_is_behind_its_end) {
    MadeTree made;
    plain_system(made).file("/etc/os-release", "ID=debian\nVERSION_CODENAME=buster\n");
    EXPECT_EQ(look_at(made)["os_support_days_left"], Value{std::int64_t{-880}});
}

TEST(SystemProbe, an_unknown_release_is_not_a_supported_one) {
    MadeTree made;
    plain_system(made).file("/etc/os-release", "ID=exotic\n");
    const auto seen = look_at(made);
    EXPECT_EQ(seen["os_support_days_left"], Value{});
    EXPECT_FALSE(seen.unseen.empty());
}

TEST(SystemProbe, pending_updates_are_counted_and_backports_are_none) {
    MadeTree made;
    plain_system(made);
    add_lists(made);
    const auto seen = look_at(made);
    EXPECT_EQ(seen["updates_pending"], Value{std::int64_t{2}});
    EXPECT_EQ(seen["security_updates_pending"], Value{std::int64_t{1}});
}

TEST(SystemProbe, lists_are_as_old_as_the_newest_of_the_servers) {
    MadeTree made;
    plain_system(made);
    add_lists(made);
    made.file("/var/lib/apt/lists/security_InRelease", "")
        .file("/var/lib/apt/lists/old_InRelease", "");
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    made.age("/var/lib/apt/lists/security_InRelease", std::chrono::hours(24 * 40));
    made.age("/var/lib/apt/lists/old_InRelease", std::chrono::hours(24 * 400));
    RecordingSink sink;
    HostContext context(made.tree(), now);
    ASSERT_TRUE(SystemProbe(context).observe(sink));
    EXPECT_EQ(cell(sink.rows<facts::Host>().at(0), "days_since_refresh"), Value{std::int64_t{40}});
}

TEST(SystemProbe, without_lists_nobody_knows_what_waits) {
    MadeTree made;
    const auto seen = look_at(plain_system(made));
    EXPECT_EQ(seen["security_updates_pending"], Value{});
    ASSERT_EQ(seen.unseen.size(), 1U);
    EXPECT_NE(seen.unseen[0].english.find("apt update"), std::string::npos);
}

TEST(SystemProbe, a_list_that_cannot_be_read_leaves_the_count_unknown) {
    MadeTree made;
    plain_system(made);
    add_lists(made);
    made.file("/var/lib/apt/lists/security_dists_bookworm-security_main_binary-amd64_Packages.lz4",
              "not LZ4");
    const auto seen = look_at(made);
    EXPECT_EQ(seen["security_updates_pending"], Value{});
    EXPECT_EQ(seen.unseen.size(), 1U);
}

TEST(SystemProbe, another_family_of_systems_is_told_and_not_praised) {
    MadeTree made;
    plain_system(made);
    std::filesystem::remove(made.at("/var/lib/dpkg/status"));
    const auto seen = look_at(made);
    EXPECT_EQ(seen["automatic_updates"], Value{});
    EXPECT_EQ(seen["updates_pending"], Value{});
    EXPECT_FALSE(seen.unseen.empty());
}

TEST(SystemProbe, the_last_upgrade_stands_in_the_newest_log_that_has_one) {
    MadeTree made;
    plain_system(made)
        .file("/var/log/dpkg.log", "2026-11-20 10:00:00 install vlc:amd64 <none> 3\n")
        .file("/var/log/dpkg.log.1", "2026-10-28 10:00:00 upgrade libc6:amd64 1 2\n");
    EXPECT_EQ(look_at(made)["days_since_update"], Value{std::int64_t{29}});
}

TEST(SystemProbe, automatic_updates_need_the_tool_its_clock_and_the_setting) {
    MadeTree made;
    plain_system(made)
        .file("/usr/bin/unattended-upgrade", "")
        .file("/etc/apt/apt.conf.d/20auto-upgrades", "APT::Periodic::Unattended-Upgrade \"1\";\n");
    EXPECT_EQ(look_at(made)["automatic_updates"], no);
    made.file("/etc/systemd/system/timers.target.wants/apt-daily-upgrade.timer", "");
    EXPECT_EQ(look_at(made)["automatic_updates"], yes);
    made.file("/etc/apt/apt.conf.d/99off", "APT::Periodic::Unattended-Upgrade \"0\";\n");
    EXPECT_EQ(look_at(made)["automatic_updates"], no);
}

TEST(SystemProbe, an_antivirus_that_only_waits_to_be_started_does_not_watch) {
    MadeTree made;
    plain_system(made).file("/usr/bin/clamscan", "");
    EXPECT_EQ(look_at(made)["antivirus"], Value{""});
    made.file("/usr/sbin/clamd", "")
        .file("/var/lib/clamav/daily.cvd", "ClamAV-VDB:20 Nov 2026 08-00 +0000:27399:");
    EXPECT_EQ(look_at(made)["antivirus"], Value{"ClamAV"});
    EXPECT_EQ(look_at(made)["antivirus_running"], no);
    EXPECT_EQ(look_at(made)["antivirus_days_old"], Value{std::int64_t{7}});
    made.file("/proc/77/comm", "clamd\n");
    EXPECT_EQ(look_at(made)["antivirus_running"], yes);
}

TEST(SystemProbe, the_firewall_of_a_system_that_is_not_running_is_what_it_will_load) {
    MadeTree made;
    EXPECT_EQ(look_at(plain_system(made))["firewall"], no);
    made.file("/etc/ufw/ufw.conf", "ENABLED=yes\n");
    EXPECT_EQ(look_at(made)["firewall"], yes);
    EXPECT_EQ(look_at(made)["firewall_by"], Value{"ufw"});
}

TEST(SystemProbe, an_nftables_file_counts_once_its_service_starts) {
    MadeTree made;
    plain_system(made).file(
        "/etc/nftables.conf",
        "table inet filter {\n\tchain input {\n\t\ttype filter hook input priority "
        "0; policy drop;\n\t}\n}\n");
    EXPECT_EQ(look_at(made)["firewall"], no);
    made.file("/etc/systemd/system/sysinit.target.wants/nftables.service", "");
    EXPECT_EQ(look_at(made)["firewall"], yes);
}

TEST(SystemProbe, secure_boot_is_a_byte_of_the_firmware) {
    MadeTree made;
    const std::string variable =
        "/sys/firmware/efi/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c";
    EXPECT_EQ(look_at(plain_system(made))["secure_boot"], Value{});
    made.file(variable, std::string_view("\x06\0\0\0\x01", 5));
    EXPECT_EQ(look_at(made)["secure_boot"], yes);
    made.file(variable, std::string_view("\x06\0\0\0\0", 5));
    EXPECT_EQ(look_at(made)["secure_boot"], no);
}

TEST(SystemProbe, the_worst_session_says_when_the_screen_locks) {
    MadeTree made;
    plain_system(made).file("/usr/share/xsessions/plasma.desktop", "");
    EXPECT_EQ(look_at(made)["screen_lock_after"], Value{std::int64_t{305}});
    made.file("/home/anne/.config/kscreenlockerrc", "[Daemon]\nAutolock=false\n");
    EXPECT_EQ(look_at(made)["screen_lock_after"], Value{std::int64_t{0}});
}

TEST(Machine, a_chassis_or_a_battery_makes_a_laptop) {
    MadeTree made;
    EXPECT_EQ(describe_machine(made.tree()).kind, "unknown");
    EXPECT_EQ(describe_machine(made.tree()).portable, std::nullopt);
    made.file("/sys/class/dmi/id/chassis_type", "3\n")
        .file("/usr/share/xsessions/mate.desktop", "");
    EXPECT_EQ(describe_machine(made.tree()).kind, "desktop");
    made.file("/sys/class/power_supply/mouse/type", "Battery\n")
        .file("/sys/class/power_supply/mouse/scope", "Device\n");
    EXPECT_EQ(describe_machine(made.tree()).portable, false);
    made.file("/sys/class/power_supply/BAT0/type", "Battery\n");
    EXPECT_EQ(describe_machine(made.tree()).kind, "laptop");
}

TEST(Machine, a_machine_inside_another_is_told) {
    MadeTree made;
    made.file("/sys/class/dmi/id/sys_vendor", "QEMU\n")
        .file("/sys/class/dmi/id/chassis_type", "1\n");
    EXPECT_EQ(describe_machine(made.tree()).kind, "virtual");
    made.file("/.dockerenv", "");
    EXPECT_EQ(describe_machine(made.tree()).kind, "container");
}

TEST(Firewall, ipv6_counts_where_it_is_spoken) {
    formats::PacketFilter filter;
    filter.tables[{"ip", "filter"}]["INPUT"] = {.on_input = true, .refuses = true};
    EXPECT_EQ(judge_rules(filter, /*has_ipv6=*/false).refuses, true);
    EXPECT_EQ(judge_rules(filter, /*has_ipv6=*/true).refuses, false);
    filter.tables[{"ip6", "filter"}]["INPUT"] = {.on_input = true, .refuses = true};
    filter.tables[{"ip", "filter"}]["ufw-before-input"] = {};
    EXPECT_EQ(judge_rules(filter, /*has_ipv6=*/true).by, "ufw");
}

TEST(SystemProbe, this_computer_is_looked_at_whole) {
    RecordingSink sink;
    HostContext context{os::FileTree()};
    ASSERT_TRUE(SystemProbe(context).observe(sink));
    EXPECT_EQ(sink.rows<facts::Host>().size(), 1U);
}

}  // namespace
}  // namespace primum::probes
