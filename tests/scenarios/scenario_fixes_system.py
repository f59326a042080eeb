"""Fixes on a whole computer that the real systemd has started: the door is open, fixed, closed, undone, open.

The servers, ufw, apt and KDE's own tools are the real ones; what they say and what another machine reaches is asked.
"""

import re
import subprocess
import time

import practice
from computer import ADDRESS, PACKAGES, VISITOR, Computer

CLEARTEXT = "net-cleartext-service"
FTP, TELNET = f"{ADDRESS}:21", f"{ADDRESS}:23"


def look(computer, control, *words):
    """The finding of a control, after an audit of the computer by itself."""
    return practice.finding(computer.audit(*words), control)


def subjects(finding):
    return {each["subject"] for each in finding["subjects"]}


NETWORK = ("--lan", f"{ADDRESS}/32", *practice.CONSENT)


def state(computer, *units):
    """What systemd says of each unit: does it run, will it start."""
    return [(computer.says("systemctl", "is-active", unit), computer.says("systemctl", "is-enabled", unit))
            for unit in units]


def waits_for(true, seconds=10):
    for _ in range(int(seconds * 10)):
        if true():
            return True
        time.sleep(0.1)
    return False


def serve_in_clear(computer):
    """vsftpd's own unit, and telnetd behind a socket of systemd."""
    computer.write("/etc/systemd/system/telnet.socket", """
        [Socket]
        ListenStream=23
        Accept=yes
        [Install]
        WantedBy=sockets.target
        """)
    computer.write("/etc/systemd/system/telnet@.service", """
        [Service]
        ExecStart=-/usr/sbin/telnetd
        StandardInput=socket
        """)
    computer.run("systemctl", "daemon-reload")
    computer.run("systemctl", "enable", "--now", "vsftpd.service", "telnet.socket")
    assert waits_for(lambda: computer.reached(21) and computer.reached(23))


def test_telnet_and_ftp_are_stopped_by_systemd_and_stay_off():
    with Computer() as computer:
        serve_in_clear(computer)
        assert {FTP, TELNET} <= subjects(look(computer, CLEARTEXT, *NETWORK))
        shown = computer.fix(CLEARTEXT, "--dry-run").output
        assert "systemctl disable --now vsftpd" in shown and computer.reached(21), shown

        done = computer.fix(CLEARTEXT, "--yes")
        assert "la porte est fermée" in done.output, (done.output, done.messages)
        assert state(computer, "vsftpd", "telnet.socket") == [(False, False)] * 2
        assert not computer.reached(21) and not computer.reached(23)

        undone = computer.fix("undo", CLEARTEXT, "--yes")
        assert "remis comme avant" in undone.output, undone.output
        assert state(computer, "vsftpd", "telnet.socket") == [(True, True)] * 2
        assert waits_for(lambda: computer.reached(21) and computer.reached(23))
        assert {FTP, TELNET} <= subjects(look(computer, CLEARTEXT, *NETWORK))


def test_a_service_that_ran_without_being_enabled_is_put_back_so():
    with Computer() as computer:
        computer.run("systemctl", "disable", "vsftpd")
        computer.run("systemctl", "start", "vsftpd")
        assert waits_for(lambda: computer.reached(21))
        assert FTP in subjects(look(computer, CLEARTEXT, *NETWORK))
        computer.fix(CLEARTEXT, "--yes")
        assert state(computer, "vsftpd") == [(False, False)]
        computer.fix("undo", CLEARTEXT, "--yes")
        assert state(computer, "vsftpd") == [(True, False)]


def killed_in_the_middle(computer, control, tell, seconds):
    """Kills the fix at each of these instants; gives what tell() says after the next run has taken it up."""
    seen = []
    for after in seconds:
        subprocess.run([*computer.inside, "env", "PRIMUM_HOME=/srv/primum", "timeout", "-s", "KILL", f"{after:.2f}",
                        practice.PRIMUM, "fix", control, "--yes"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=False)
        # A command that the killed process had started ends first, and holds the journal meanwhile.
        waits_for(lambda: computer.primum("fix").code == 0, 60)
        now = tell()
        seen.append(now)
        entries = computer.fix().output
        if "primum fix undo" in entries:
            computer.fix("undo", control, "--yes")
    return seen


def test_a_killed_stop_of_services_leaves_them_all_on_or_all_off():
    with Computer() as computer:
        serve_in_clear(computer)
        look(computer, CLEARTEXT, *NETWORK)
        seen = killed_in_the_middle(computer, CLEARTEXT, lambda: state(computer, "vsftpd", "telnet.socket"),
                                    [0.1 * n for n in range(1, 13)])
        assert all(each in ([(True, True)] * 2, [(False, False)] * 2) for each in seen), seen
        assert state(computer, "vsftpd", "telnet.socket") == [(True, True)] * 2


def listen(computer, port):
    """A server that stands for a program of the practice."""
    return subprocess.Popen([*computer.inside, "python3", "-m", "http.server", str(port), "--bind", ADDRESS],
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def firewall_opens_and_closes(computer, closed, opened):
    """What listened is reached all along, what begins to listen later is not while the firewall is on."""
    practice_program, newcomer = listen(computer, 8042), None
    try:
        assert waits_for(lambda: computer.reached(8042))
        assert look(computer, "ws-firewall-off", "--only", "host")["status"] == "fail"
        done = computer.fix("ws-firewall-off", "--yes")
        assert "la porte est fermée" in done.output, (done.output, done.messages)
        newcomer = listen(computer, 12345)
        assert waits_for(lambda: computer.says("sh", "-c", "ss -Htln | grep -q :12345"))
        assert computer.reached(8042) and not computer.reached(12345)
        closed()
        assert look(computer, "ws-firewall-off", "--only", "host")["status"] == "pass"

        computer.fix("undo", "ws-firewall-off", "--yes")
        assert computer.reached(8042) and computer.reached(12345)
        opened()
        assert look(computer, "ws-firewall-off", "--only", "host")["status"] == "fail"
    finally:
        for server in filter(None, (practice_program, newcomer)):
            server.kill()
            server.wait()


def test_ufw_is_switched_on_and_off():
    with Computer() as computer:
        computer.install("ufw")
        before = computer.run("ufw", "show", "added")

        def closed():
            rules = computer.run("ufw", "status")
            assert "Status: active" in rules and re.search(r"8042/tcp +ALLOW +192\.168\.79\.0/24", rules), rules
            assert computer.run("grep", "-x", "ENABLED=yes", "/etc/ufw/ufw.conf")    # It is on after the next start.

        def opened():
            assert "Status: inactive" in computer.run("ufw", "status")
            assert computer.run("ufw", "show", "added") == before

        firewall_opens_and_closes(computer, closed, opened)


def test_a_killed_ufw_leaves_it_on_with_its_rules_or_off_without():
    with Computer() as computer:
        computer.install("ufw")
        server = listen(computer, 8042)
        try:
            assert waits_for(lambda: computer.reached(8042))
            look(computer, "ws-firewall-off", "--only", "host")

            def tell():
                # Two of ufw are in each other's way: a killed fix may have left one that was only asked.
                assert waits_for(lambda: computer.says("ufw", "status"))
                return ("Status: active" in computer.run("ufw", "status"),
                        "8042" in computer.run("ufw", "show", "added"), computer.reached(8042))

            seen = killed_in_the_middle(computer, "ws-firewall-off", tell, [0.3 * n for n in range(1, 11)])
            assert all(each in ((True, True, True), (False, False, True)) for each in seen), seen
        finally:
            server.kill()
            server.wait()


def test_nftables_is_switched_on_and_comes_back_at_the_next_start():
    with Computer() as computer:
        computer.run("systemctl", "disable", "nftables")

        def closed():
            assert computer.says("systemctl", "is-enabled", "nftables")
            computer.run("nft", "flush", "ruleset")
            assert computer.reached(12345)
            computer.run("systemctl", "start", "nftables")    # As at the next start.
            assert computer.reached(8042) and not computer.reached(12345)

        def opened():
            assert not computer.says("systemctl", "is-enabled", "nftables")
            assert "primum" not in computer.run("nft", "list", "ruleset") + computer.run("cat", "/etc/nftables.conf")

        firewall_opens_and_closes(computer, closed, opened)


def package_source(computer, *names):
    """Lets apt install these packages from a folder, and from nowhere else."""
    computer.run("sh", "-c", "rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/lib/apt/lists/*")
    files = [next(PACKAGES.glob(f"{name}_*.deb"), None) for name in names]
    if None in files:
        raise practice.Skipped(f"./dev fetch has not put aside {names}")
    index = ""
    for file in files:
        fields = subprocess.run(["dpkg-deb", "-f", file], capture_output=True, text=True, check=True).stdout
        digest = subprocess.run(["sha256sum", file], capture_output=True, text=True, check=True).stdout.split()[0]
        index += f"{fields}Filename: ./{file.name}\nSize: {file.stat().st_size}\nSHA256: {digest}\n\n"
    computer.run("mkdir", "/srv/packages")
    computer.run("cp", *map(str, files), "/srv/packages")
    computer.write("/srv/packages/Packages", index)
    computer.write("/etc/apt/sources.list", "deb [trusted=yes] file:/srv/packages ./\n")
    computer.run("apt-get", "update")


def without_updates(computer):
    package_source(computer, "unattended-upgrades", "python3-distro-info")
    computer.run("sh", "-c", "rm -f /etc/apt/apt.conf.d/*auto-upgrades /etc/apt/apt.conf.d/*periodic")


def test_unattended_upgrades_is_installed_and_apt_obeys():
    with Computer() as computer:
        without_updates(computer)
        computer.run("systemctl", "unmask", "apt-daily.timer", "apt-daily-upgrade.timer")
        computer.run("systemctl", "enable", "apt-daily.timer", "apt-daily-upgrade.timer")

        def automatic():
            look(computer, "ws-updates-late", "--only", "host")
            return bool(computer.primum("facts", "host", "--format", "json").json[0]["automatic_updates"])

        def obeys():
            said = computer.run("apt-config", "dump")
            return 'APT::Periodic::Unattended-Upgrade "1";' in said and computer.says("which", "unattended-upgrade")

        assert not automatic() and not obeys()
        done = computer.fix("ws-updates-late", "--yes")
        assert "apt-get install" in done.output, done.output
        assert obeys() and automatic()
        # What apt's daily timer runs finds it, and has nothing to complain of.
        said = computer.run("unattended-upgrade", "--dry-run", "--verbose")
        assert "error" not in said.lower(), said
        computer.fix("undo", "ws-updates-late", "--yes")
        assert not obeys() and not automatic()


def package_state(computer):
    """What dpkg says of the package, whether the program and the settings are there, and what is left undone."""
    status = computer.run("dpkg-query", "-W", "-f=${db:Status-Abbrev}", "unattended-upgrades", check=False).strip()
    settings = computer.says("sh", "-c", "cat /etc/apt/apt.conf.d/*auto-upgrades")
    return (status == "ii", computer.says("which", "unattended-upgrade"), settings,
            computer.run("dpkg", "--audit").strip())


INSTALLED, ABSENT = (True, True, True, ""), (False, False, False, "")


def killed_with_all_it_started(computer, control, seconds, then=lambda: None):
    """Kills the fix, apt and dpkg together at this instant, as a power cut would; then the next run takes it up."""
    computer.run("systemd-run", "--quiet", "--collect", "--unit=mending", "--setenv=PRIMUM_HOME=/srv/primum",
                 str(practice.PRIMUM), "fix", control, "--yes")
    assert waits_for(lambda: computer.says("sh", "-c", "ls /srv/primum/fixes/*.json"))   # It has begun.
    time.sleep(seconds)
    computer.says("systemctl", "kill", "--kill-who=all", "--signal=KILL", "mending")
    then()
    assert waits_for(lambda: computer.primum("fix").code == 0, 60), computer.primum("fix").messages


def test_a_killed_installation_of_automatic_updates_ends_as_it_was_or_whole():
    with Computer() as computer:
        without_updates(computer)
        look(computer, "ws-updates-late", "--only", "host")
        seen = killed_in_the_middle(computer, "ws-updates-late", lambda: package_state(computer),
                                    [0.3 * n for n in range(1, 6)])
        assert all(each in (INSTALLED, ABSENT) for each in seen), seen


def test_a_power_cut_while_automatic_updates_are_installed_leaves_no_half_package():
    with Computer() as computer:
        without_updates(computer)
        look(computer, "ws-updates-late", "--only", "host")
        seen = []
        for n in range(1, 9):
            killed_with_all_it_started(computer, "ws-updates-late", 0.2 * n)
            seen.append(package_state(computer))
            assert seen[-1] in (INSTALLED, ABSENT), (n, seen)
            computer.run("apt-get", "check")
            if seen[-1] == INSTALLED:
                computer.fix("undo", "ws-updates-late", "--yes")
            # What it needs is taken away too, for the next cut to find it in the middle of it.
            computer.run("dpkg", "--purge", "python3-distro-info")


def test_a_power_cut_before_the_package_itself_leaves_nothing_half_that_came_with_it():
    with Computer() as computer:
        without_updates(computer)
        look(computer, "ws-updates-late", "--only", "host")

        def cut_a_moment_later():
            assert package_state(computer) == ABSENT
            computer.run("sh", "-c", "dpkg --unpack /srv/packages/python3-distro-info_*.deb")
            assert package_state(computer) != ABSENT

        killed_with_all_it_started(computer, "ws-updates-late", 0, cut_a_moment_later)
        assert package_state(computer) in (INSTALLED, ABSENT), package_state(computer)


def test_a_terminal_asks_for_the_password_again():
    drop_in = "/etc/systemd/system/getty@tty1.service.d/autologin.conf"
    with Computer() as computer:
        computer.run("useradd", "--create-home", "eve")
        computer.write(drop_in, """
            [Service]
            ExecStart=
            ExecStart=-/sbin/agetty --autologin eve --noclear %I $TERM
            """)
        computer.run("systemctl", "daemon-reload")

        def starts():
            return computer.run("systemctl", "show", "-p", "ExecStart", "getty@tty1.service")

        assert "--autologin eve" in starts()
        assert look(computer, "ws-autologon", "--only", "host")["status"] == "fail"
        done = computer.fix("ws-autologon", "--yes")
        assert "la porte est fermée" in done.output, (done.output, done.messages)
        assert "agetty" in starts() and "autologin" not in starts(), starts()
        computer.run("systemd-analyze", "verify", "--man=no", "getty@tty1.service")
        computer.fix("undo", "ws-autologon", "--yes")
        assert "--autologin eve" in starts()


def kde(computer, tool, *words):
    """What KDE's own tool says to an ordinary person of the lock's settings."""
    return computer.run("setpriv", "--reuid=nobody", "--clear-groups", "env", "HOME=/srv/person",
                        "XDG_CONFIG_DIRS=/etc/xdg", tool, "--file", "kscreenlockerrc", "--group", "Daemon", *words,
                        check=False).strip()


def test_kde_reads_the_lock_and_lets_nobody_remove_it():
    with Computer() as computer:
        if not computer.says("which", "kreadconfig5"):
            raise practice.Skipped("apt install libkf5config-bin")
        # The desktop itself is not started: its settings are read as it reads them, by its own library.
        computer.write("/usr/bin/plasmashell", "")
        computer.write("/usr/share/wayland-sessions/plasmawayland.desktop", "[Desktop Entry]\nName=Plasma\n")
        computer.run("sh", "-c", "rm -f /usr/bin/dconf /usr/share/xsessions/*; mkdir -p /srv/person/.config; "
                     "chown -R nobody /srv/person")
        computer.run("useradd", "--create-home", "eve")
        computer.write("/home/eve/.config/kscreenlockerrc", "[Daemon]\nAutolock=false\nTimeout=0\n")
        kde(computer, "kwriteconfig5", "--key", "Autolock", "false")
        assert kde(computer, "kreadconfig5", "--key", "Autolock") == "false"
        assert look(computer, "ws-screen-lock", "--only", "host")["status"] == "fail"

        done = computer.fix("ws-screen-lock", "--yes")
        assert "la porte est fermée" in done.output, (done.output, done.messages)
        for key, value in (("Autolock", "true"), ("Timeout", "5"), ("LockGrace", "0"), ("LockOnResume", "true")):
            assert kde(computer, "kreadconfig5", "--key", key) == value, key
        kde(computer, "kwriteconfig5", "--key", "Timeout", "600")
        assert kde(computer, "kreadconfig5", "--key", "Timeout") == "5"

        computer.fix("undo", "ws-screen-lock", "--yes")
        assert kde(computer, "kreadconfig5", "--key", "Autolock") == "false"
        kde(computer, "kwriteconfig5", "--key", "Timeout", "600")
        assert kde(computer, "kreadconfig5", "--key", "Timeout") == "600"
        assert look(computer, "ws-screen-lock", "--only", "host")["status"] == "fail"


def test_the_visitor_is_another_machine():
    """That what is not reached is the firewall's doing: without one, all is."""
    with Computer() as computer:
        server = listen(computer, 8042)
        try:
            assert waits_for(lambda: computer.reached(8042)) and not computer.reached(8043)
            assert VISITOR in computer.run("ip", "neigh")
        finally:
            server.kill()
            server.wait()
