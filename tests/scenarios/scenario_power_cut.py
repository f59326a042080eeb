"""V4 with the power cut: a backup's disk is copied as it is at random instants, without what was never flushed.

The repository lies on ext4 on a loop device, whose file lies on XFS: a clone of that file is the disk at one instant. What the
program wrote and did not flush is still in the system's memory then, and the clone is without it.
"""

import contextlib
import json
import os
import pathlib
import random
import shutil
import subprocess
import tempfile
import time

from practice import PRIMUM, primum

CUTS = 25
SEED = 20261127


def mkfs(kind, image, megabytes, *options):
    with image.open("wb") as file:
        file.truncate(megabytes * 1024 * 1024)
    subprocess.run([f"mkfs.{kind}", "-q", *options, str(image)], check=True)


@contextlib.contextmanager
def mounted(image, folder):
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", str(image), str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder, draw, files):
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        (folder / f"{number}.bin").write_bytes(draw.randbytes(draw.randrange(1_000, 300_000)))


def look_after(image, folder, key, home, finished):
    """What a person finds after the power came back: each snapshot that was finished restores, and the next backup goes on."""
    with mounted(image, folder) as disk:
        shutil.rmtree(home, ignore_errors=True)
        repository = disk / "depot"
        listed = json.loads(primum("vault", "list", "--repo", repository, "--format", "json", home=home).output)
        assert finished <= {snapshot["id"] for snapshot in listed}, "a finished snapshot is gone"
        check = primum("vault", "check", "--repo", repository, "--key", key, "--read-data", home=home)
        assert check.code == 0, check.output + check.messages


def test_V4_a_power_cut_at_random_instants_takes_no_finished_snapshot():
    if shutil.which("mkfs.xfs") is None:
        print("skipped: xfsprogs is not installed")
        return
    draw = random.Random(SEED)
    with tempfile.TemporaryDirectory(prefix="primum-power-") as name:
        folder = pathlib.Path(name)
        mkfs("xfs", folder / "outer.img", 2048)
        with mounted(folder / "outer.img", folder / "outer") as outer:
            mkfs("ext4", outer / "disk.img", 512)
            cuts = cut_while_it_backs_up(folder, outer, draw)
            assert cuts[-1] > 1, f"only {cuts} snapshots were finished at the cuts: nothing was tried"


def cut_while_it_backs_up(folder, outer, draw):
    """Backs up again and again, and clones the disk meanwhile; gives how many snapshots were finished at each cut."""
    home, key = folder / "home", folder / "key.txt"
    with mounted(outer / "disk.img", folder / "disk") as disk:
        repository = disk / "depot"
        made = primum("vault", "init", "--repo", repository, "--recovery", key, home=home)
        assert made.code == 0, made.messages
        finished, counts = set(), []
        while len(counts) < CUTS:
            fill(folder / "files" / str(len(finished)), draw, 150)
            running = subprocess.Popen([str(PRIMUM), "vault", "backup", "--repo", str(repository), str(folder / "files"), "--format", "json"],
                                       env={**os.environ, "PRIMUM_HOME": str(home)}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            for _ in range(5):
                time.sleep(draw.uniform(0.0, 0.12))
                known = set(finished)  # Before the cut: what is finished a moment later may be on the clone or not.
                clone = outer / f"cut-{len(counts)}.img"
                subprocess.run(["cp", "--reflink=always", str(outer / "disk.img"), str(clone)], check=True)
                look_after(clone, folder / "cut", key, folder / "other-home", known)
                counts.append(len(known))
                clone.unlink()
            output, _ = running.communicate()
            assert running.returncode == 0, running.returncode
            finished.add(json.loads(output)["snapshot"])
        return counts
