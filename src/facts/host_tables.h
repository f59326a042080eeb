// What the probes of this computer hand over: the system, its disks, who uses it and with what.
//
// Ages are counted by the probe at the moment of looking ("days_since_…"), so that controls need no
// clock. A person's account name is the only personal datum here; no password, no hash of one, no
// address of a site.
#pragma once

#include "facts/column.h"

namespace primum::facts {

struct Host {
    Text name;
    std::string kind = "unknown";
    Flag portable;
    Flag graphical;
    Text os;
    Text os_version;
    Text os_supported_until;
    Number os_support_days_left;
    Number updates_pending;
    Number security_updates_pending;
    std::optional<Time> lists_refreshed;
    Number days_since_refresh;
    std::optional<Time> last_updated;
    Number days_since_update;
    Flag automatic_updates;
    Flag restart_needed;
    Flag firewall;
    Text firewall_by;
    Text antivirus;
    Flag antivirus_running;
    Number antivirus_days_old;
    Flag secure_boot;
    Flag time_synchronised;
    Number screen_lock_after;
    Flag automatic_login;
};

struct Session {
    std::string account;
    std::string desktop;
    Flag automatic_lock;
    Number lock_after_seconds;
    Flag notifications_when_locked;
    Text usb_programs;
};

struct Volume {
    std::string device;
    std::string mount;
    Text filesystem;
    std::string holds = "data";
    Flag encrypted;
    Text encryption;
    Flag removable;
    Flag portable;
    Flag network;
    Number people;
};

struct Account {
    std::string name;
    std::int64_t user_id = 0;
    bool person = true;
    Flag administrator;
    Flag administrator_without_password;
    Text password;
    Text password_scheme;
    Flag login_without_password;
    Flag automatic_login;
    Text automatic_login_by;
    std::optional<Time> last_login;
    Number days_since_login;
    Number ssh_keys;
    Number ssh_keys_clear;
};

struct PasswordPolicy {
    Number length_min;
    Number classes_min;
    Flag dictionary_checked;
    Number failures_max;
    Number blocked_seconds;
    Number expires_days;
    Text scheme;
    Text enforced_by;
};

struct Software {
    std::string name;
    Text version;
    std::string category;
    Text account;
    Text found_by;
    Text available_version;
    Flag outdated;
    Flag running;
    Flag starts_by_itself;
    Flag unattended_access;
    Flag listens;
    Text folder;
};

struct SavedLogin {
    std::string account;
    std::string browser;
    std::string kind;
    std::int64_t logins = 0;
    std::int64_t sites = 0;
};

struct PasswordFile {
    std::string account;
    std::string place;
    std::int64_t files = 0;
};

// clang-format off
template <> struct Declaration<Host> {
    static constexpr std::string_view name = "host";
    static constexpr std::string_view meaning = "this computer";
    static constexpr std::tuple columns{
        ColumnOf{"name", &Host::name, "name of the computer"},
        ColumnOf{"kind", &Host::kind, "laptop, desktop, server, virtual (machine), container or unknown"},
        ColumnOf{"portable", &Host::portable, "made to be carried: notebook, tablet, or any computer with a battery"},
        ColumnOf{"graphical", &Host::graphical, "has a graphical desktop for people to work on"},
        ColumnOf{"os", &Host::os, "operating system, as it names itself"},
        ColumnOf{"os_version", &Host::os_version, "its version number"},
        ColumnOf{"os_supported_until", &Host::os_supported_until, "last day of security updates for everyone, volunteer long-term support included: 2028-06-30"},
        ColumnOf{"os_support_days_left", &Host::os_support_days_left, "days until then; negative when it is over"},
        ColumnOf{"updates_pending", &Host::updates_pending, "installed packages with a newer version in the lists"},
        ColumnOf{"security_updates_pending", &Host::security_updates_pending, "of these, in the lists of security updates"},
        ColumnOf{"lists_refreshed", &Host::lists_refreshed, "when the lists of available packages were last fetched, UTC"},
        ColumnOf{"days_since_refresh", &Host::days_since_refresh, "days since then"},
        ColumnOf{"last_updated", &Host::last_updated, "when a package was last upgraded, UTC; the installation of the system when none was"},
        ColumnOf{"days_since_update", &Host::days_since_update, "days since then"},
        ColumnOf{"automatic_updates", &Host::automatic_updates, "security updates are installed by themselves"},
        ColumnOf{"restart_needed", &Host::restart_needed, "updates were installed that only a restart puts in force"},
        ColumnOf{"firewall", &Host::firewall, "rules in force refuse incoming connections that are not named"},
        ColumnOf{"firewall_by", &Host::firewall_by, "what says so: nftables, iptables, ufw or firewalld"},
        ColumnOf{"antivirus", &Host::antivirus, "name of the installed antivirus; empty when there is none"},
        ColumnOf{"antivirus_running", &Host::antivirus_running, "its service runs"},
        ColumnOf{"antivirus_days_old", &Host::antivirus_days_old, "days since its virus list was made"},
        ColumnOf{"secure_boot", &Host::secure_boot, "UEFI starts signed systems only"},
        ColumnOf{"time_synchronised", &Host::time_synchronised, "the kernel says that the clock follows a reference"},
        ColumnOf{"screen_lock_after", &Host::screen_lock_after, "seconds until the least careful session locks; 0 when one never does"},
        ColumnOf{"automatic_login", &Host::automatic_login, "somebody is logged in at start without a password"}};
};

template <> struct Declaration<Session> {
    static constexpr std::string_view name = "session";
    static constexpr std::string_view meaning = "the desktop settings of one person's account";
    static constexpr std::tuple columns{
        ColumnOf{"account", &Session::account, "name of the account"},
        ColumnOf{"desktop", &Session::desktop, "gnome, kde, xfce, cinnamon, mate, sway, lxde, lxqt or other"},
        ColumnOf{"automatic_lock", &Session::automatic_lock, "locks by itself when nobody touches it"},
        ColumnOf{"lock_after_seconds", &Session::lock_after_seconds, "seconds until it does"},
        ColumnOf{"notifications_when_locked", &Session::notifications_when_locked, "messages are shown on the locked screen"},
        ColumnOf{"usb_programs", &Session::usb_programs, "programs on an inserted key or disc: runs, asks or never"}};
};

template <> struct Declaration<Volume> {
    static constexpr std::string_view name = "volume";
    static constexpr std::string_view meaning = "a disk, key, encrypted folder or swap space in use";
    static constexpr std::tuple columns{
        ColumnOf{"device", &Volume::device, "device, dataset or folder that is mounted"},
        ColumnOf{"mount", &Volume::mount, "where its files appear; [SWAP] for swap space"},
        ColumnOf{"filesystem", &Volume::filesystem, "ext4, btrfs, vfat, zfs, swap, ..."},
        ColumnOf{"holds", &Volume::holds, "system, home, data, boot or swap"},
        ColumnOf{"encrypted", &Volume::encrypted, "cannot be read by who takes the disk away"},
        ColumnOf{"encryption", &Volume::encryption, "luks, dm-crypt, veracrypt, gocryptfs, ecryptfs, encfs, fscrypt, zfs, ..."},
        ColumnOf{"removable", &Volume::removable, "a key, a card or an external disk"},
        ColumnOf{"portable", &Volume::portable, "a disk of a portable computer, or removable"},
        ColumnOf{"network", &Volume::network, "the files are on another machine"},
        ColumnOf{"people", &Volume::people, "accounts of people whose folder lies on it and is not encrypted"}};
};

template <> struct Declaration<Account> {
    static constexpr std::string_view name = "account";
    static constexpr std::string_view meaning = "a local account that can log in";
    static constexpr std::tuple columns{
        ColumnOf{"name", &Account::name, "name of the account"},
        ColumnOf{"user_id", &Account::user_id, "its number; 0 is the administrator of the system"},
        ColumnOf{"person", &Account::person, "made for a person, not for the system"},
        ColumnOf{"administrator", &Account::administrator, "may do everything: number 0, or a group that may become it"},
        ColumnOf{"administrator_without_password", &Account::administrator_without_password, "and is not asked for its password first"},
        ColumnOf{"password", &Account::password, "empty, set, locked, or key (no password, but keys over SSH)"},
        ColumnOf{"password_scheme", &Account::password_scheme, "how it is kept: yescrypt, sha512, sha256, bcrypt, md5, des, ..."},
        ColumnOf{"login_without_password", &Account::login_without_password, "the login screen does not ask for it"},
        ColumnOf{"automatic_login", &Account::automatic_login, "logged in by itself when the computer starts"},
        ColumnOf{"automatic_login_by", &Account::automatic_login_by, "gdm, lightdm, sddm, lxdm, greetd, nodm or getty"},
        ColumnOf{"last_login", &Account::last_login, "last login on record, UTC"},
        ColumnOf{"days_since_login", &Account::days_since_login, "days since then"},
        ColumnOf{"ssh_keys", &Account::ssh_keys, "private SSH keys in its folder"},
        ColumnOf{"ssh_keys_clear", &Account::ssh_keys_clear, "of these, without a passphrase"}};
};

template <> struct Declaration<PasswordPolicy> {
    static constexpr std::string_view name = "password_policy";
    static constexpr std::string_view meaning = "what this computer asks of a new password";
    static constexpr std::tuple columns{
        ColumnOf{"length_min", &PasswordPolicy::length_min, "fewest characters"},
        ColumnOf{"classes_min", &PasswordPolicy::classes_min, "kinds of characters that must occur: lower, upper, digit, other"},
        ColumnOf{"dictionary_checked", &PasswordPolicy::dictionary_checked, "words of a dictionary are refused"},
        ColumnOf{"failures_max", &PasswordPolicy::failures_max, "wrong tries before the account is blocked; 0 when it never is"},
        ColumnOf{"blocked_seconds", &PasswordPolicy::blocked_seconds, "for how long; 0 until an administrator lifts it"},
        ColumnOf{"expires_days", &PasswordPolicy::expires_days, "days after which a new account's password must change; null when never"},
        ColumnOf{"scheme", &PasswordPolicy::scheme, "how new passwords are kept: yescrypt, sha512, ..."},
        ColumnOf{"enforced_by", &PasswordPolicy::enforced_by, "pwquality, cracklib, passwdqc, unix, or none"}};
};

template <> struct Declaration<Software> {
    static constexpr std::string_view name = "software";
    static constexpr std::string_view meaning = "an installed program that matters to patients' data";
    static constexpr std::tuple columns{
        ColumnOf{"name", &Software::name, "name of the program"},
        ColumnOf{"version", &Software::version, "installed version"},
        ColumnOf{"category", &Software::category, "remote-control, remote-viewer, cloud-sync, imaging-viewer, imaging-server, practice-software, antivirus, messaging, mail, browser, document-reader, office, java or password-manager"},
        ColumnOf{"account", &Software::account, "account that uses it, where it is one person's"},
        ColumnOf{"found_by", &Software::found_by, "package, flatpak, snap, folder or settings"},
        ColumnOf{"available_version", &Software::available_version, "newer version in the distribution's lists"},
        ColumnOf{"outdated", &Software::outdated, "a newer version is in the lists"},
        ColumnOf{"running", &Software::running, "a process of it runs"},
        ColumnOf{"starts_by_itself", &Software::starts_by_itself, "starts with the computer or the session"},
        ColumnOf{"unattended_access", &Software::unattended_access, "remote control: lets somebody in while nobody is in front of it"},
        ColumnOf{"listens", &Software::listens, "waits for connections from other machines"},
        ColumnOf{"folder", &Software::folder, "cloud sync: folder that leaves the computer"}};
};

template <> struct Declaration<SavedLogin> {
    static constexpr std::string_view name = "saved_login";
    static constexpr std::string_view meaning = "logins that a browser keeps, by kind of site";
    static constexpr std::tuple columns{
        ColumnOf{"account", &SavedLogin::account, "account whose browser it is"},
        ColumnOf{"browser", &SavedLogin::browser, "firefox, chromium, chrome, edge, brave, vivaldi, opera or thunderbird"},
        ColumnOf{"kind", &SavedLogin::kind, "health, mail, bank or other"},
        ColumnOf{"logins", &SavedLogin::logins, "logins with a password"},
        ColumnOf{"sites", &SavedLogin::sites, "different sites"}};
};

template <> struct Declaration<PasswordFile> {
    static constexpr std::string_view name = "password_file";
    static constexpr std::string_view meaning = "files whose name says that they hold passwords";
    static constexpr std::tuple columns{
        ColumnOf{"account", &PasswordFile::account, "account in whose folder they are"},
        ColumnOf{"place", &PasswordFile::place, "desktop, documents, downloads or home"},
        ColumnOf{"files", &PasswordFile::files, "how many"}};
};
// clang-format on

}  // namespace primum::facts
