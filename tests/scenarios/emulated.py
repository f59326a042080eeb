"""A computer emulated by QEMU, with Debian's own kernel: for what this one's kernel has not been built with.

Its files are those of this computer, seen read-only, and what it writes is kept in its memory. It has no network.
"""

import gzip
import pathlib
import shutil
import subprocess
import tempfile

import practice

PACKAGES = practice.ROOT / "build/packages"
KERNEL = practice.ROOT / "build/kernel"
MODULES = ("virtio_pci", "9p", "9pnet_virtio", "overlay", "loop", "ext4", "crc32c_generic")
DISK_ENCRYPTION = ("dm-mod", "dm-crypt", "xts", "ecb", "cbc", "aes_generic", "algif_skcipher", "algif_hash",
                   "sha256_generic")
FAT = ("vfat", "nls_cp437", "nls_ascii", "nls_utf8")
RADIOS = ("mac80211_hwsim", "ccm", "ctr", "cmac", "aes_generic")

INIT = """#!/bin/busybox sh
/bin/busybox --install -s /bin
mount -t proc proc /proc; mount -t sysfs sysfs /sys; mount -t devtmpfs devtmpfs /dev
for module in $(cat /modules/order); do insmod /modules/$module || echo "emulated: no $module"; done
mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=262144 files /lower || poweroff -f
mount -t tmpfs -o size=80% tmpfs /written
mkdir /written/upper /written/work
mount -t overlay -o lowerdir=/lower,upperdir=/written/upper,workdir=/written/work overlay /root || poweroff -f
for each in proc sys dev; do mount --move /$each /root/$each; done
mount -t tmpfs -o mode=755 tmpfs /root/run
mkdir -p /root/run/lock
cp /order /root/run/order
chroot /root /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/root bash /run/order </root/dev/null 2>&1
echo "emulated: answer $?"
poweroff -f
"""


def kernel():
    """The folder of the kernel package's files, unpacked once; Skipped where it was not fetched."""
    package = next(iter(sorted(PACKAGES.glob("linux-image-*.deb"), reverse=True)), None)
    if package is None or not shutil.which("qemu-system-x86_64") or not pathlib.Path("/bin/busybox").exists():
        raise practice.Skipped("no kernel to emulate: ./dev fetch, and apt install qemu-system-x86 busybox-static")
    if not (KERNEL / package.stem).exists():
        KERNEL.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=KERNEL) as unpacked:
            subprocess.run(["dpkg-deb", "-x", package, unpacked], check=True)
            pathlib.Path(unpacked).rename(KERNEL / package.stem)
            pathlib.Path(unpacked).mkdir()     # For the temporary folder to have something to remove.
    return KERNEL / package.stem


def with_what_they_need(root, names):
    """The files of these modules, each after those that it depends on; what the kernel has built in is left out."""
    files = {path.stem.replace("-", "_"): path for path in root.rglob("*.ko")}
    ordered = []

    def add(name):
        path = files.get(name.replace("-", "_"))
        if path is None or path in ordered:
            return
        information = path.read_bytes()
        start = information.find(b"\0depends=") + len(b"\0depends=")
        for needed in information[start:information.index(b"\0", start)].decode().split(","):
            add(needed)
        ordered.append(path)

    for name in names:
        add(name)
    return ordered


def archive(entries):
    """A cpio archive (newc) of (name, mode, content)."""
    made = bytearray()
    for number, (name, mode, content) in enumerate([*entries, ("TRAILER!!!", 0, b"")], start=1):
        fields = (number, mode, 0, 0, 1, 0, len(content), 0, 0, 0, 0, len(name) + 1, 0)
        made += b"070701" + b"".join(b"%08x" % field for field in fields) + name.encode() + b"\0"
        made += b"\0" * (-len(made) % 4) + content
        made += b"\0" * (-len(made) % 4)
    return bytes(made)


def starting_files(root, order, modules):
    modules = with_what_they_need(root, MODULES + modules)
    folders = [(name, 0o040755, b"") for name in ("bin", "proc", "sys", "dev", "lower", "written", "root", "modules")]
    files = [("init", 0o100755, INIT.encode()), ("order", 0o100644, order.encode()),
             ("bin/busybox", 0o100755, pathlib.Path("/bin/busybox").read_bytes()),
             ("modules/order", 0o100644, "\n".join(path.name for path in modules).encode())]
    files += [(f"modules/{path.name}", 0o100644, path.read_bytes()) for path in modules]
    return gzip.compress(archive(folders + files), compresslevel=1)


def run(order, modules, seconds_max=600):
    """Starts the computer, lets bash carry out `order` there as root, and gives (answer, what it said).

    `modules` of the kernel are there besides those that it starts with.
    """
    root = kernel()
    with tempfile.TemporaryDirectory(prefix="primum-emulated-") as folder:
        start = pathlib.Path(folder) / "start"
        start.write_bytes(starting_files(root, order, modules))
        command = ["qemu-system-x86_64", "-accel", "tcg,thread=multi", "-cpu", "max", "-smp", "2", "-m", "2048",
                   "-nographic", "-no-reboot", "-nic", "none", "-kernel", next((root / "boot").glob("vmlinuz-*")),
                   "-initrd", start, "-append", "console=ttyS0 quiet panic=-1", "-virtfs",
                   "local,path=/,mount_tag=files,security_model=none,readonly=on,multidevs=remap"]
        said = subprocess.run(command, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL,
                              timeout=seconds_max, check=False).stdout.replace("\r", "")
    _, found, answer = said.rpartition("emulated: answer ")
    assert found, said[-3000:]
    return int(answer.split()[0]), said
