"""Fixes of a computer, on the file tree of a whole system: the door is open, fixed, closed, undone, open.

The tree is made of the files that the packages install, in the state in which a hurried installer leaves them.
"""

import contextlib
import pathlib
import re
import subprocess
import tempfile

import practice
from practice import primum

OS_RELEASE = 'ID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n'


@contextlib.contextmanager
def system():
    """The root of a practice's computer with GNOME, and Primum's state beside it."""
    with tempfile.TemporaryDirectory(prefix="primum-system-") as folder:
        root = pathlib.Path(folder) / "root"
        write(root, "etc/os-release", OS_RELEASE)
        write(root, "etc/hostname", "accueil\n")
        write(root, "etc/passwd", "root:x:0:0:root:/root:/bin/bash\neve:x:1000:1000:Eve:/home/eve:/bin/bash\n")
        write(root, "etc/shadow", "root:*:19000::::::\neve:$y$j9T$abc$def:19000::::::\n", 0o600)
        write(root, "etc/group", "root:x:0:\nsudo:x:27:\neve:x:1000:\n")
        write(root, "usr/share/wayland-sessions/gnome.desktop", "[Desktop Entry]\nName=GNOME\n")
        write(root, "usr/bin/dconf", "")
        write(root, "usr/bin/apt-get", "")
        write(root, "usr/bin/unattended-upgrade", "")
        write(root, "etc/cron.daily/apt-compat", "")
        write(root, "var/lib/dpkg/status", "Package: base-files\nStatus: install ok installed\nArchitecture: amd64\n"
              "Version: 12.4\n\n")
        (root / "home/eve").mkdir(parents=True)
        yield root, pathlib.Path(folder) / "home"


def write(root, name, text, mode=0o644):
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)


def status(root, home, control):
    audit = primum("audit", "--only", "host", "--root", str(root), "--format", "json", home=home)
    assert audit.code in (0, 1, 3), audit.messages
    return practice.finding(audit.json, control)["status"]


def files(root):
    return {path.relative_to(root): (path.read_bytes(), path.stat().st_mode) for path in root.rglob("*")
            if path.is_file()}


def proves(root, home, control, derived=()):
    """`derived` are files that the system's own tools make of others."""
    assert status(root, home, control) == "fail"
    before = files(root)
    primum("fix", control, "--root", str(root), "--dry-run", home=home)
    assert files(root) == before
    done = primum("fix", control, "--root", str(root), "--yes", home=home)
    assert done.code == 0 and "la porte est fermée" in done.output, (done.output, done.messages)
    assert status(root, home, control) == "pass"
    undone = primum("fix", "undo", control, "--root", str(root), "--yes", home=home)
    assert undone.code == 0, undone.messages
    after = {name: file for name, file in files(root).items() if str(name) not in derived}
    assert after == before, set(after) ^ set(before)
    assert status(root, home, control) == "fail"


def test_automatic_login_is_switched_off():
    for name, text in (("etc/gdm3/daemon.conf", "# GDM\n[daemon]\nAutomaticLoginEnable=true\nAutomaticLogin=eve\n"),
                       ("etc/lightdm/lightdm.conf", "[LightDM]\n\n[Seat:*]\n#greeter-session=x\nautologin-user=eve\n"),
                       ("etc/sddm.conf", "[Autologin]\nUser=eve\nSession=plasma\n"),
                       ("etc/systemd/system/getty@tty1.service.d/autologin.conf",
                        "[Service]\nExecStart=\nExecStart=-/sbin/agetty --autologin eve --noclear %I $TERM\n")):
        with system() as (root, home):
            write(root, name, text)
            proves(root, home, "ws-autologon")


def test_one_control_is_looked_at_again_and_nothing_is_changed():
    with system() as (root, home):
        write(root, "etc/gdm3/daemon.conf", "[daemon]\nAutomaticLoginEnable=true\nAutomaticLogin=eve\n")
        before = files(root)
        look = primum("fix", "look", "ws-autologon", "--root", str(root), home=home)
        assert look.code == 1 and "la porte est ouverte" in look.output, (look.output, look.messages)
        assert files(root) == before
        write(root, "etc/gdm3/daemon.conf", "[daemon]\n")  # Mended by hand.
        look = primum("fix", "look", "ws-autologon", "--root", str(root), home=home)
        assert look.code == 0 and "la porte est fermée" in look.output, (look.output, look.messages)
        assert primum("fix", "look", "no-such-control", home=home).code == 2


def test_the_screen_locks():
    with system() as (root, home):
        keys = root / "keys"
        write(keys, "lock", "[org/gnome/desktop/screensaver]\nlock-enabled=false\n")
        (root / "home/eve/.config/dconf").mkdir(parents=True)
        (root / "etc/dconf/db").mkdir(parents=True)
        subprocess.run(["dconf", "compile", root / "home/eve/.config/dconf/user", keys], check=True)
        proves(root, home, "ws-screen-lock", derived=("etc/dconf/db/local",))


def test_security_updates_install_by_themselves():
    with system() as (root, home):
        write(root, "etc/apt/apt.conf.d/20auto-upgrades", 'APT::Periodic::Unattended-Upgrade "0";\n')
        finding = status(root, home, "ws-updates-late")
        assert finding == "fail"
        done = primum("fix", "ws-updates-late", "--root", str(root), "--yes", home=home)
        assert done.code in (0, 1), (done.output, done.messages)
        facts = primum("facts", "host", "--format", "json", home=home).json
        assert facts[0]["automatic_updates"] in (True, 1), facts


def test_a_folder_is_sealed_opened_and_put_back():
    with system() as (root, home):
        write(root, "media/KEY/Patients/lettre.txt", "Rien de medical ici.\n")
        folder = root / "media/KEY/Patients"
        done = primum("fix", "ws-removable-not-encrypted", str(folder), "--yes", home=home)
        assert done.code == 0, (done.output, done.messages)
        password = re.search(r"mot de passe {2,}(\S+)", done.output).group(1)
        assert not folder.exists() and (folder.parent / "Patients.chiffre/gocryptfs.conf").is_file()
        opened = root / "opened"
        opened.mkdir()
        subprocess.run(["gocryptfs", "-q", folder.parent / "Patients.chiffre", opened], input=password, text=True,
                       check=True)
        try:
            assert (opened / "Patients/lettre.txt").read_text() == "Rien de medical ici.\n"
        finally:
            subprocess.run(["fusermount3", "-u", opened], check=True)
        assert password not in "".join(page.read_text() for page in (home / "fixes").glob("*.json"))
        wrong = undo(home, "wrong")
        assert wrong.returncode == 2 and "mot de passe" in wrong.stderr, wrong
        right = undo(home, password)
        assert right.returncode == 0, right.stderr
        assert (folder / "lettre.txt").read_text() == "Rien de medical ici.\n"
        assert not (folder.parent / "Patients.chiffre").exists()


def undo(home, password):
    """Undoes the last fix; the password comes on the standard input."""
    return subprocess.run([practice.PRIMUM, "fix", "undo", "ws-removable-not-encrypted", "--yes"], input=password + "\n",
                          capture_output=True, text=True, check=False,
                          env={"PRIMUM_HOME": str(home), "LC_ALL": "fr_FR.UTF-8", "PATH": "/usr/bin:/bin"})


def test_a_person_without_rights_is_told_the_command():
    with system() as (root, home):
        write(root, "etc/gdm3/daemon.conf", "[daemon]\nAutomaticLoginEnable=true\nAutomaticLogin=eve\n")
        root.parent.chmod(0o755)
        home.mkdir()
        subprocess.run(["chown", "-R", "nobody", home], check=True)
        run = primum("fix", "ws-autologon", "--root", str(root), "--yes", home=home,
                     prefix=["setpriv", "--reuid=nobody", "--clear-groups"])
        assert run.code == 2 and "sudo PRIMUM_HOME=" in run.messages, (run.code, run.output, run.messages)
        assert "AutomaticLoginEnable=true" in (root / "etc/gdm3/daemon.conf").read_text()


def test_an_unknown_control_and_an_undo_of_nothing_are_refused():
    with practice.home() as home:
        for arguments, says in ((("fix", "net-nothing"), "net-nothing"), (("fix", "undo", "ws-autologon"), "défaire"),
                                (("fix", "undo"), "undo"), (("fix", "net-smb1"), "primum audit")):
            run = primum(*arguments, home=home)
            assert run.code == 2 and says in run.messages, (arguments, run.code, run.messages)


def test_every_control_that_a_fix_names_is_in_the_catalogue():
    served = subprocess.run(["grep", "-rhoE", '"(net|ws|data|auth|bkp|mail)-[a-z0-9-]+"',
                             practice.ROOT / "src/fixes/doors", "--include=*.cpp", "--exclude=*_test.cpp"],
                            capture_output=True, text=True, check=True).stdout.split()
    known = {path.stem for path in (practice.ROOT / "catalogue/controls").rglob("*.yaml")}
    missing = {word.strip('"') for word in served} - known
    if not any(name.startswith("data-") for name in known):    # a catalogue without the family of files
        missing = {name for name in missing if not name.startswith("data-")}
    assert not missing, missing
