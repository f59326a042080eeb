"""The life of a lab: up, down, status, and commands inside it."""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import check as checks
import furniture
import house as houses
import wires

UP_SECONDS_MAX = 60
DOWN_SECONDS_MAX = 10
# Every process that `up` starts carries this variable, so that `down` finds it whatever happened.
TAG = "PRIMUM_LAB_OWNER"
# program: the Debian package that brings it
PROGRAMS = {
    "Orthanc": "orthanc", "dcmqrscp": "dcmtk", "smbd": "samba", "miniupnpd": "miniupnpd-nftables", "upnpc": "miniupnpc",
    "vsftpd": "vsftpd", "ganesha.nfsd": "nfs-ganesha", "rpcbind": "rpcbind", "rsync": "rsync", "lighttpd": "lighttpd",
    "nginx": "nginx-light", "mariadbd": "mariadb-server", "redis-server": "redis-server", "memcached": "memcached",
    "firebird": "firebird3.0-server", "Xtigervnc": "tigervnc-standalone-server", "xrdp": "xrdp",
    "telnetd": "inetutils-telnetd", "inetutils-inetd": "inetutils-inetd", "in.rlogind": "rsh-redone-server",
    "sshd": "openssh-server", "snmpd": "snmpd", "in.tftpd": "tftpd-hpa", "dnsmasq": "dnsmasq-base",
    "avahi-daemon": "avahi-daemon", "dbus-daemon": "dbus-daemon", "dbus-send": "dbus-bin",
    "ippeveprinter": "cups-ipp-utils", "p910nd": "p910nd",
    "nft": "nftables", "ip": "iproute2", "openssl": "openssl", "ssh-keygen": "openssh-client"}
# the same for what is not a program
FILES = {
    "/usr/share/orthanc/plugins/libOrthancDicomWeb.so": "orthanc-dicomweb",
    "/usr/lib/lighttpd/mod_webdav.so": "lighttpd-mod-webdav",
    "/usr/lib/x86_64-linux-gnu/ganesha/libfsalvfs.so": "nfs-ganesha-vfs",
    "/usr/lib/postgresql": "postgresql",
    "/usr/share/dbus-1/system.conf": "dbus-system-bus-common"}


class Trouble(Exception):
    """What the person who typed the command should read."""


class Building:
    def __init__(self, lab):
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,30}", lab):
            raise Trouble(f"PRIMUM_LAB={lab}: small letters, digits and dashes, 31 at most")
        self.lab = lab
        self.state = _base() / "primum-lab" / lab

    # --- up ---------------------------------------------------------------------------------------------------

    def up(self, furnishing):
        if os.environ.get(TAG) != self.lab:           # tags this process too, for a `down` after a crash
            os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {TAG: self.lab})
        began = time.monotonic()
        _require_programs()
        house = houses.load(furnishing)
        try:
            self.state.mkdir(parents=True)
        except FileExistsError:
            return self._already(furnishing)
        try:
            things = furniture.ready(house)
            furnished = time.monotonic()
            wires.lay(self.lab, house)
            laid = time.monotonic()
            started = [(machine.name, self._start(furnishing, machine.name, things)) for machine in house.serving()]
            self._wait(started)
        except BaseException as error:
            os.environ.pop(TAG)
            self.down()
            if isinstance(error, subprocess.CalledProcessError):
                raise Trouble(str(error)) from error
            raise
        (self.state / "furnishing").write_text(furnishing)
        print(f"{self.lab}: {furnishing} house up in {time.monotonic() - began:.1f} s "
              f"(furniture {furnished - began:.1f}, cables {laid - furnished:.1f}, "
              f"servers {time.monotonic() - laid:.1f}), {len(house.machines)} machines", file=sys.stderr)
        return 0

    def _already(self, furnishing):
        there = self.state / "furnishing"
        if there.is_file() and there.read_text() == furnishing:
            print(f"{self.lab}: the {furnishing} house is up already", file=sys.stderr)
            return 0
        raise Trouble(f"{self.lab}: another house is there, or half of one; first `lab down`")

    def _start(self, furnishing, name, things):
        folder = self.state / name
        folder.mkdir()
        argv = ["ip", "netns", "exec", wires.namespace(self.lab, name),
                "unshare", "--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child", "--mount-proc",
                sys.executable, houses.FOLDER / "machine.py", furnishing, name, folder, things]
        with open(folder / "log", "wb") as log:
            return subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                                    cwd="/", env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"})

    def _wait(self, started):
        deadline = time.monotonic() + UP_SECONDS_MAX
        waiting = dict(started)
        while waiting:
            for name, process in list(waiting.items()):
                if (self.state / name / "space" / "ready").is_file():
                    del waiting[name]
                elif process.poll() is not None:
                    raise Trouble(self._reason(name))
            if time.monotonic() > deadline:
                raise Trouble(f"not ready after {UP_SECONDS_MAX} s: {', '.join(waiting)}")
            time.sleep(0.02)

    def _reason(self, name):
        """Why a machine did not come up: its own words, and the last lines of its servers' logs."""
        folder = self.state / name
        failed = folder / "space" / "failed"
        text = failed.read_text() if failed.is_file() else (folder / "log").read_text(errors="replace")
        for log in sorted((folder / "space").glob("[0-9]*.log")):
            lines = log.read_text(errors="replace").splitlines()[-3:]
            text += "".join(f"\n  {log.name}: {line}" for line in lines)
        return f"{name} did not come up\n{text}"

    # --- down -------------------------------------------------------------------------------------------------

    def down(self):
        """Ends every process of the lab, then takes away namespaces, resolver files and state."""
        began = time.monotonic()
        while processes := set(self._tagged()) | set(wires.pids(self.lab)):
            for pid in processes - {os.getpid()}:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            if processes == {os.getpid()} or time.monotonic() - began > DOWN_SECONDS_MAX:
                break
            time.sleep(0.01)
        wires.cut(self.lab)
        shutil.rmtree(self.state, ignore_errors=True)
        if self.state.parent.is_dir() and not any(self.state.parent.iterdir()):
            self.state.parent.rmdir()
        left = wires.namespaces(self.lab)
        if left or self.state.exists():
            raise Trouble(f"could not take away: {', '.join(left) or self.state}")
        print(f"{self.lab}: down in {time.monotonic() - began:.1f} s", file=sys.stderr)
        return 0

    def _tagged(self):
        """The processes that carry this lab's tag; this one never does (`up` drops it before it cleans up)."""
        mark = f"{TAG}={self.lab}".encode()
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            if int(folder.name) == os.getpid():
                continue
            try:
                if mark in (folder / "environ").read_bytes().split(b"\0"):
                    yield int(folder.name)
            except OSError:
                pass                                   # it ended meanwhile

    # --- while it stands --------------------------------------------------------------------------------------

    def status(self):
        names = wires.namespaces(self.lab)
        furnishing = self.state / "furnishing"
        if not names:
            print(f"{self.lab}: down")
            return 1
        print(f"{self.lab}: {furnishing.read_text() if furnishing.is_file() else 'half up'}, {len(names)} namespaces, "
              f"{len(wires.pids(self.lab))} processes")
        for folder in sorted(path for path in self.state.iterdir() if path.is_dir()):
            ready = (folder / "space" / "ready").is_file()
            ended = folder / "space" / "ended"
            print(f"  {folder.name:12} {'ready' if ready else 'not ready'}"
                  + (": " + ended.read_text().strip().replace("\n", "; ") if ended.is_file() else ""))
        return 0

    def execute(self, name, command):
        inside = wires.namespace(self.lab, name)
        if inside not in wires.namespaces(self.lab):
            raise Trouble(f"no machine named {name} in the lab {self.lab}, or it is down")
        if not command:
            raise Trouble("exec: which command?")
        os.execvp("ip", ["ip", "netns", "exec", inside, *command])

    def enter(self, name, command):
        """Runs a command on the machine itself, as its administrator would: its network, files and processes."""
        if not command:
            raise Trouble("enter: which command?")
        first = self.first_process(name)
        os.execvp("nsenter", ["nsenter", "--target", str(first), "--net", "--mount", "--uts", "--ipc", "--pid",
                              *command])

    def first_process(self, name):
        """The process that set the machine up: the first of its own process numbers."""
        for pid in wires.pids(self.lab):
            try:
                words = pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                numbers = re.search(r"(?m)^NSpid:\s+(.*)$", pathlib.Path(f"/proc/{pid}/status").read_text())
            except OSError:
                continue                               # it ended meanwhile
            is_setup = any(word.endswith(b"/machine.py") for word in words) and name.encode() in words
            if is_setup and numbers and numbers.group(1).split()[-1] == "1":
                return pid
        raise Trouble(f"no machine named {name} that serves anything in the lab {self.lab}, or it is down")

    def check(self):
        """Compares what stands with its truth."""
        inside = ["ip", "netns", "exec", wires.namespace(self.lab, self._house().workstation)]
        return checks.all_of(checks.Check(self._house(), lambda argv: [*inside, *argv]))

    def _house(self):
        furnishing = self.state / "furnishing"
        if not furnishing.is_file():
            raise Trouble(f"{self.lab} is down")
        return houses.load(furnishing.read_text())

    def hostile(self, mode, address, port, seconds):
        """Starts a hostile server on the machine that has the address, and comes back once it listens."""
        names = [machine.name for machine in self._house().machines.values() if machine.address == address]
        if not names:
            raise Trouble(f"no machine has the address {address}")
        argv = ["ip", "netns", "exec", wires.namespace(self.lab, names[0]), sys.executable,
                houses.FOLDER / "hostile.py", mode, address, str(port), "--seconds", str(seconds)]
        process = subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   text=True, start_new_session=True, cwd="/", env=os.environ | {TAG: self.lab})
        line = process.stdout.readline().strip()
        if process.poll() is not None or not line.startswith(mode):
            raise Trouble(f"hostile {mode}: {line}")
        print(f"{line}, pid {process.pid}")
        return 0


def _base():
    """Where the state lives: in memory, since deleting databases from a disk takes longer than the rest of `down`."""
    for line in pathlib.Path("/proc/mounts").read_text().splitlines():
        _, place, kind, *_ = line.split()
        if kind == "tmpfs" and place in ("/run", "/dev/shm") and os.access(place, os.W_OK):
            return pathlib.Path(place)
    return pathlib.Path("/run") if os.access("/run", os.W_OK) else pathlib.Path(tempfile.gettempdir())


def _require_programs():
    places = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/sbin"))
    missing = {package for program, package in PROGRAMS.items() if not shutil.which(program, path=places)}
    missing |= {package for file, package in FILES.items() if not os.path.exists(file)}
    if missing:
        raise Trouble("missing Debian packages: " + " ".join(sorted(missing)))
