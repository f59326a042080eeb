"""This computer: made systems below a folder (`--root`), and this one, as root and as an ordinary user."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile

import practice
from practice import primum

VECTORS = practice.ROOT / "tests/vectors/host"
GDM = "[daemon]\nAutomaticLoginEnable=true\nAutomaticLogin=anne\n"
CLEAR_KEY = "-----BEGIN RSA PRIVATE KEY-----\nMIIC\n-----END RSA PRIVATE KEY-----\n"
DISTRO_INFO = ("version,codename,series,created,release,eol,eol-lts,eol-elts\n"
               "10,Buster,buster,2017-06-17,2019-07-06,2022-09-10,2024-06-30,2029-06-30\n"
               "99,Next,next,2021-08-14,2023-06-10,2096-06-10,2098-06-30,2099-06-30\n")


class System:
    """A file tree that looks like a computer of the practice."""

    def __init__(self, root):
        self.root = pathlib.Path(root)

    def write(self, path, content=""):
        target = self.root / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())

    def disk(self, encrypted):
        """One disk, with the encrypting layer above it or without."""
        self.write("/sys/class/block/sda1/dev", "8:1\n")
        self.write("/sys/class/block/dm-0/dev", "253:0\n")
        self.write("/sys/class/block/dm-0/dm/name", "root\n")
        self.write("/sys/class/block/dm-0/dm/uuid", "CRYPT-LUKS2-0c5e-root\n")
        source = "253:0 / / rw - ext4 /dev/mapper/root rw" if encrypted else "8:1 / / rw - ext4 /dev/sda1 rw"
        self.write("/proc/self/mountinfo", f"22 1 {source}\n")
        self.write("/proc/1/comm", "systemd\n")


def common(system):
    system.write("/etc/hostname", "poste\n")
    system.write("/usr/share/distro-info/debian.csv", DISTRO_INFO)
    system.write("/etc/group", "root:x:0:\nsudo:x:27:anne\nanne:x:1000:\npaul:x:1001:\n")
    system.write("/etc/passwd", "root:x:0:0::/root:/bin/bash\nanne:x:1000:1000::/home/anne:/bin/bash\n"
                                "paul:x:1001:1001::/home/paul:/bin/bash\n")
    system.write("/etc/login.defs", "UID_MIN 1000\n")
    system.write("/etc/sudoers", "root ALL=(ALL) ALL\n%sudo ALL=(ALL) ALL\n")
    system.write("/usr/share/wayland-sessions/gnome.desktop")
    system.write("/sys/class/dmi/id/chassis_type", "10\n")
    system.write("/etc/pam.d/common-auth", "auth required pam_unix.so\n")
    system.write("/home/paul/.profile")


@contextlib.contextmanager
def careless():
    """A notebook that nobody looks after."""
    with tempfile.TemporaryDirectory(prefix="primum-system-") as root:
        system = System(root)
        common(system)
        system.disk(encrypted=False)
        system.write("/etc/os-release", "ID=debian\nVERSION_CODENAME=buster\nPRETTY_NAME=Debian 10\n")
        system.write("/etc/shadow", "root:*:1::::::\nanne:$6$a$b:1:0:99999:7:::\npaul::1:0:99999:7:::\n")
        system.write("/etc/pam.d/common-password", "password required pam_unix.so obscure\n")
        system.write("/etc/gdm3/daemon.conf", GDM)
        system.write("/home/anne/.config/dconf/user", (VECTORS / "careless.dconf").read_bytes())
        system.write("/home/anne/.ssh/id_rsa", CLEAR_KEY)
        system.write("/home/anne/Bureau/Mots de passe.txt", "secret")
        system.write("/home/anne/.config/chromium/Default/Login Data",
                     (VECTORS / "chromium_login_data.sqlite").read_bytes())
        system.write("/etc/anydesk/service.conf", "ad.anynet.pwd_hash=abc\n")
        system.write("/var/lib/dpkg/status", "Package: firefox-esr\nStatus: install ok installed\n"
                                             "Version: 60\nArchitecture: amd64\n")
        system.write("/var/lib/apt/lists/x_dists_buster-security_main_binary-amd64_Packages",
                     "Package: firefox-esr\nVersion: 78\nArchitecture: amd64\n")
        system.write("/var/lib/apt/lists/x_InRelease")
        system.write("/var/log/dpkg.log", "2023-01-02 03:04:05 upgrade firefox-esr:amd64 59 60\n")
        yield system


@contextlib.contextmanager
def careful():
    """The same notebook, looked after."""
    with tempfile.TemporaryDirectory(prefix="primum-system-") as root:
        system = System(root)
        common(system)
        system.disk(encrypted=True)
        system.write("/etc/group", "root:x:0:\nsudo:x:27:\nanne:x:1000:\npaul:x:1001:\n")
        system.write("/etc/os-release", "ID=debian\nVERSION_CODENAME=next\nPRETTY_NAME=Debian 99\n")
        system.write("/etc/shadow", "root:*:1::::::\nanne:$y$a$b:1:0:99999:7:::\npaul:$y$a$b:1:0:99999:7:::\n")
        system.write("/etc/pam.d/common-password",
                     "password requisite pam_pwquality.so minlen=12 minclass=4\npassword required pam_unix.so\n")
        system.write("/etc/dconf/profile/user", "user-db:user\n")
        system.write("/usr/share/glib-2.0/schemas/gschemas.compiled", (VECTORS / "gschemas.compiled").read_bytes())
        system.write("/etc/systemd/logind.conf", "[Login]\nIdleAction=lock\nIdleActionSec=5min\n")
        system.write("/home/anne/.ssh/id_ed25519",
                     "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIC\n-----END ENCRYPTED PRIVATE KEY-----\n")
        system.write("/var/lib/dpkg/status", "Package: firefox-esr\nStatus: install ok installed\n"
                                             "Version: 78\nArchitecture: amd64\n")
        system.write("/var/lib/apt/lists/x_dists_next-security_main_binary-amd64_Packages",
                     "Package: firefox-esr\nVersion: 78\nArchitecture: amd64\n")
        system.write("/var/lib/apt/lists/x_InRelease")
        system.write("/usr/bin/unattended-upgrade")
        system.write("/etc/systemd/system/timers.target.wants/apt-daily-upgrade.timer")
        system.write("/etc/apt/apt.conf.d/20auto-upgrades", 'APT::Periodic::Unattended-Upgrade "1";\n')
        system.write("/etc/ufw/ufw.conf", "ENABLED=yes\n")
        system.write("/usr/sbin/clamd")
        system.write("/proc/70/comm", "clamd\n")
        yield system


def audit(*arguments, home, **options):
    return primum("audit", "--only", "host", "--format", "json", *arguments, home=home, **options)


def audit_of(system):
    with practice.home() as home:
        return audit("--root", str(system.root), home=home).json


def status_of(report):
    return {finding["control"]: finding for finding in report["findings"]}


FAULTS = {"ws-disk-not-encrypted": "critical", "ws-screen-lock": "high", "ws-autologon": "high",
          "ws-daily-admin": "medium", "ws-os-unsupported": "critical", "ws-updates-late": "high",
          "ws-antivirus-off": "high", "ws-firewall-off": "high", "ws-apps-outdated": "medium",
          "auth-empty-password": "critical", "auth-password-policy": "high", "auth-password-file": "high",
          "auth-infostealer-trace": "medium", "auth-ssh-key-clear": "medium", "net-remote-access-tool": "high"}


def test_a_careless_computer_shows_every_fault_that_was_put_there():
    with careless() as system:
        findings = status_of(audit_of(system))
    for control, severity in FAULTS.items():
        finding = findings[control]
        assert (finding["status"], finding["severity"]) == ("fail", severity), finding


def test_a_careful_computer_shows_none_of_them():
    with careful() as system:
        findings = status_of(audit_of(system))
    for control in FAULTS:
        assert findings[control]["status"] in ("pass", "not-applicable"), findings[control]


def test_facts_hold_no_password_no_hash_and_no_site():
    with careless() as system, practice.home() as home:
        audit("--root", str(system.root), home=home)
        facts = (home / "facts.db").read_bytes()
        assert b"chromium" in facts
        for secret in (b"$6$", b"pwd_hash", b"doctolib", b"exemple.fr", b"Mots de passe.txt", b"MIIC"):
            assert secret not in facts, secret


def test_a_system_without_its_lists_is_not_observed_and_never_fine():
    with tempfile.TemporaryDirectory(prefix="primum-system-") as root:
        findings = status_of(audit_of(System(root)))
    for control in FAULTS:
        if control not in ("ws-antivirus-off", "ws-firewall-off"):  # Nothing of either is an answer.
            assert findings[control]["status"] in ("not-observed", "not-applicable"), findings[control]


def test_a_root_that_is_not_there_is_refused():
    with practice.home() as home:
        assert audit("--root", "/nowhere/at/all", home=home).code == 2


def test_this_computer_is_looked_at_without_a_failure():
    with practice.home() as home:
        report = audit(home=home).json
    looks = {look["probe"]: look for look in report["observations"]}
    for probe in ("host.system", "host.session", "host.volumes", "host.accounts", "host.software"):
        assert looks[probe]["status"] in ("complete", "partial"), looks[probe]


def test_an_ordinary_user_sees_what_can_be_seen_and_why_the_rest_cannot():
    with tempfile.TemporaryDirectory(prefix="primum-nobody-") as folder:
        os.chmod(folder, 0o777)
        home = pathlib.Path(folder) / "home"
        nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", f"HOME={folder}"]
        report = audit(home=home, prefix=nobody).json
    findings = status_of(report)
    looks = {look["probe"]: look for look in report["observations"]}
    assert findings["auth-empty-password"]["status"] == "not-observed", findings["auth-empty-password"]
    assert "sudo" in looks["host.accounts"]["reason"], looks["host.accounts"]
    assert findings["ws-firewall-off"]["status"] == "not-observed", findings["ws-firewall-off"]
    assert findings["ws-os-unsupported"]["status"] in ("pass", "fail"), findings["ws-os-unsupported"]


@contextlib.contextmanager
def network_namespace(rules):
    name = f"prhost{os.getpid()}"
    subprocess.run(["ip", "netns", "add", name], check=True)
    try:
        inside = ["ip", "netns", "exec", name]
        if rules:
            subprocess.run([*inside, "nft", "-f", "-"], input=rules, text=True, check=True)
        yield inside
    finally:
        subprocess.run(["ip", "netns", "del", name], check=True)


def firewall_in(rules):
    with network_namespace(rules) as inside, practice.home() as home:
        return status_of(audit(home=home, prefix=inside).json)["ws-firewall-off"]["status"]


CHAIN = "table inet filter {\n chain input {\n type filter hook input priority 0; policy %s;\n tcp dport 22 accept\n }\n}\n"


def test_the_rules_in_the_kernel_decide_whether_there_is_a_firewall():
    assert shutil.which("nft"), "this scenario needs nftables"
    assert firewall_in("") == "fail"
    assert firewall_in(CHAIN % "accept") == "fail"
    assert firewall_in(CHAIN % "drop") == "pass"
