"""A whole computer of its own: started by the real systemd, with the files of this one under an overlay.

It lives in namespaces: its processes, mounts, network and control groups are its own, and what it writes is kept in
memory and gone at the end. Another machine, `visitor`, is plugged into its network card.
"""

import contextlib
import os
import pathlib
import signal
import subprocess
import tempfile
import textwrap
import time

import practice

PACKAGES = practice.ROOT / "build/packages"
ADDRESS, VISITOR = "192.168.79.10", "192.168.79.20"
CGROUPS = ("/sys/fs/cgroup/unified", "/sys/fs/cgroup")

# What concerns devices, consoles and logs of a real machine.
MASKED = """systemd-udevd.service systemd-udev-trigger.service systemd-udev-settle.service systemd-logind.service
    systemd-journald.service systemd-journald.socket systemd-journald-dev-log.socket systemd-journald-audit.socket
    systemd-journal-flush.service systemd-firstboot.service systemd-hwdb-update.service systemd-modules-load.service
    systemd-sysctl.service systemd-remount-fs.service systemd-binfmt.service proc-sys-fs-binfmt_misc.automount
    systemd-timesyncd.service keyboard-setup.service apparmor.service dev-hugepages.mount dev-mqueue.mount
    sys-kernel-debug.mount sys-kernel-tracing.mount sys-kernel-config.mount sys-fs-fuse-connections.mount
    apt-daily.timer apt-daily-upgrade.timer e2scrub_all.timer fstrim.timer""".split()

START = """
set -e
mount --make-rprivate /
mount -t tmpfs tmpfs "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" overlay "$1/root"
cd "$1/root"
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=755 tmpfs dev
mount -t tmpfs tmpfs tmp
for each in null zero full random urandom tty; do touch dev/$each; mount --bind /dev/$each dev/$each; done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
echo 0123456789abcdef0123456789abcdef > etc/machine-id
printf '[Unit]\\nRequires=basic.target dbus.service\\nAfter=basic.target\\n' > etc/systemd/system/practice.target
for unit in $2; do ln -sf /dev/null etc/systemd/system/$unit; done
rm -rf etc/systemd/system/basic.target.wants etc/systemd/system/sockets.target.wants
mkdir before
pivot_root . before
umount -l before
exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin container=primum /lib/systemd/systemd --unit=practice.target \\
    --log-target=null --show-status=0 </dev/null
"""


class Computer:
    """Started at the beginning of a `with`, taken away at its end whatever happens."""

    def __init__(self):
        self.visitor = f"primum-visitor-{os.getpid()}"
        self.first = None
        self._stack = contextlib.ExitStack()

    def __enter__(self):
        if not pathlib.Path("/lib/systemd/systemd").exists():
            raise practice.Skipped("no systemd here")
        with self._stack:
            self._start()
            self._plug_in()
            self._wait_until_running()
            self._stack = self._stack.pop_all()
        return self

    def __exit__(self, *_):
        self._stack.close()

    def _start(self):
        folder = self._stack.enter_context(tempfile.TemporaryDirectory(prefix="primum-computer-"))
        groups = next(pathlib.Path(each) for each in CGROUPS if pathlib.Path(each, "cgroup.procs").exists())
        group = groups / f"primum-computer-{os.getpid()}"
        group.mkdir()
        self._stack.callback(self._remove_group, group)
        # The shell enters its control group first: the new namespace then begins there.
        process = subprocess.Popen(
            ["bash", "-c", f"echo $$ > {group}/cgroup.procs; exec unshare --mount --pid --net --uts --ipc --cgroup "
             '--fork --kill-child bash -c "$1" start "$2" "$3"', "outer", START, folder, " ".join(MASKED)],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        self._stack.callback(self._stop, process)
        children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children")
        for _ in range(200):
            self.first = next(iter(children.read_text().split()), None)
            if self.first and "systemd" in pathlib.Path(f"/proc/{self.first}/comm").read_text():
                return
            if process.poll() is not None:
                raise RuntimeError(process.stderr.read().decode())
            time.sleep(0.05)
        raise RuntimeError("the computer does not start")

    def _stop(self, process):
        process.send_signal(signal.SIGKILL)  # --kill-child: all that runs in it goes with it.
        process.wait()
        process.stderr.close()

    @staticmethod
    def _remove_group(group):
        for _ in range(100):
            try:
                for inner in sorted(group.rglob("*/"), reverse=True):
                    inner.rmdir()
                group.rmdir()
                return
            except OSError:
                time.sleep(0.05)

    def _plug_in(self):
        def outside(*words):
            subprocess.run(["ip", *words], check=True)

        outside("netns", "add", self.visitor)
        self._stack.callback(outside, "netns", "del", self.visitor)
        # Made inside the visitor's namespace: this computer's own never has the card.
        outside("-n", self.visitor, "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", self.first)
        for where, address in ((["-n", self.visitor], VISITOR), (None, ADDRESS)):
            for words in (["address", "add", f"{address}/24", "dev", "eth0"], ["link", "set", "eth0", "up"],
                          ["link", "set", "lo", "up"]):
                if where:
                    outside(*where, *words)
                else:
                    self.run("ip", *words)

    def _wait_until_running(self):
        for _ in range(200):
            state = self.run("systemctl", "is-system-running", check=False)
            if state.strip() in ("running", "degraded"):
                return
            time.sleep(0.1)
        raise RuntimeError(f"the computer does not come up: {state}")

    @property
    def inside(self):
        """The words that run a command on it."""
        return ["nsenter", "--target", self.first, "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup", "--"]

    def run(self, *command, check=True, **options):
        process = subprocess.run([*self.inside, *command], capture_output=True, text=True, check=False, **options)
        if check and process.returncode != 0:
            raise RuntimeError(f"{command}: {process.stdout}{process.stderr}")
        return process.stdout

    def says(self, *command):
        """Whether the command answers yes."""
        return subprocess.run([*self.inside, *command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL, check=False).returncode == 0

    def write(self, path, text):
        self.run("sh", "-c", f"mkdir -p '{pathlib.Path(path).parent}' && cat > '{path}'",
                 input=textwrap.dedent(text).lstrip())

    def install(self, *names):
        """Unpacks and sets up packages that ./dev fetch has put aside; they are on this computer alone."""
        files = [next(PACKAGES.glob(f"{name}_*.deb"), None) for name in names]
        if None in files:
            raise practice.Skipped(f"./dev fetch has not put aside {names}")
        self.run("dpkg", "--install", *map(str, files), env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"})

    def reached(self, port):
        """Whether the visitor gets an answer from this port."""
        return subprocess.run(["ip", "netns", "exec", self.visitor, "timeout", "2", "bash", "-c",
                               f"exec 3<>/dev/tcp/{ADDRESS}/{port}"], stderr=subprocess.DEVNULL,
                              check=False).returncode == 0

    def primum(self, *arguments, **options):
        return practice.primum(*arguments, home="/srv/primum", prefix=self.inside, **options)

    def audit(self, *arguments):
        run = self.primum("audit", *arguments, "--format", "json")
        assert run.code in (0, 1, 3), (run.code, run.messages)
        return run.json

    def fix(self, *arguments, **options):
        run = self.primum("fix", *arguments, **options)
        assert run.code in (0, 1), (arguments, run.code, run.output, run.messages)
        return run
