#!/usr/bin/env python3
"""The vault beside restic and borg: same files, same disk, in turn A B C A B C, with each at its best flags.

    ./dev bench vault [--runs N] [--megabytes N] [--files N] [--folder DIR]

The data are made from a seed: letters and tables (compressible), office-like and picture-like noise, many small files and a few
large ones, some of them alike. Medians of wall seconds, CPU seconds and peak memory (of the whole process tree), ratios to the better of
the two peers, and the bound of this machine: reading, hashing and sealing the same bytes once.
"""

import argparse
import hashlib
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
PRIMUM = ROOT / "build/release/bin/primum"
SEED = 20261127
WORDS = ("patient douleur genou examen normal tension traitement ordonnance radio fracture consultation suivi depuis mois "
         "droite gauche sans avec votre confrère merci avis biologie résultat contrôle vaccin allergie antécédent").split()


# --- The files

def letter(draw, size):
    return " ".join(draw.choices(WORDS, k=size // 8 + 1)).encode()[:size]


def content(draw, index, size):
    """One file in three is text, one in three noise in an archive's coat, the rest a mixture of both, as DICOM and databases are."""
    kind = index % 3
    if kind == 0:
        return letter(draw, size)
    if kind == 1:
        return b"PK\3\4" + draw.randbytes(size - 4)
    return b"".join(letter(draw, 2048) + draw.randbytes(2048) for _ in range(size // 4096 + 1))[:size]


def make_data(folder, files, megabytes):
    """About `files` files of `megabytes` in all: sizes spread as in a home folder, most of them small."""
    draw = random.Random(SEED)
    sizes = [int(min(draw.lognormvariate(8.6, 1.5), 30_000_000)) + 5 for _ in range(files)]
    scale = megabytes * 1_000_000 / sum(sizes)
    shared = draw.randbytes(4_000_000)
    for index, size in enumerate(sizes):
        size = max(5, int(size * scale))
        path = folder / f"{index // 500:03}" / f"dossier-{index // 25:05}" / f"fichier-{index:06}.dat"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content(draw, index, size)
        if size > 200_000 and index % 5 == 0:  # Large files that share a part.
            data = data[:size // 2] + shared[:size - size // 2]
        path.write_bytes(data)


def change_some(folder, percent, turn):
    """Rewrites a part of one file in so many, and adds as many new ones."""
    draw = random.Random(SEED + turn)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in draw.sample(files, max(1, len(files) * percent // 200)):
        data = bytearray(path.read_bytes())
        at = draw.randrange(len(data))
        data[at:at + 100] = draw.randbytes(100)
        path.write_bytes(data)
        (path.parent / f"nouveau-{turn}-{path.name}").write_bytes(draw.randbytes(len(data) // 2 + 1))


# --- Measuring

# Starts the program: a process counts the memory of what it was forked from as its own, and this one's holds a million names.
LAUNCHER = """
import os, sys, time
started = time.monotonic()
child = os.fork()
if child == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
_, status, usage = os.wait4(child, 0)
with open(sys.argv[1], "w") as figures:
    print(time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, file=figures)
sys.exit(os.waitstatus_to_exitcode(status))
"""


class Measure:
    """Wall and CPU seconds, and the peak memory of the largest process of the tree."""

    def __init__(self, command, environment, accept=(0,)):
        with tempfile.NamedTemporaryFile("r") as figures:
            launched = [sys.executable, "-S", "-c", LAUNCHER, figures.name, *map(str, command)]
            done = subprocess.run(launched, env={**os.environ, **environment}, text=True, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            figures = figures.read().split()
        if done.returncode not in accept:
            sys.exit(f"{' '.join(map(str, command))}\nended with {done.returncode}:\n{done.stdout[-2000:]}")
        self.wall, self.cpu, self.memory = (float(figure) for figure in figures)
        self.memory /= 1024


def cold():
    """Nothing of the last run may help the next: dirty pages go to the disk, clean ones stay with all in the same way."""
    os.sync()


class Program:
    """What one program's commands are; each run has a repository of its own."""

    def __init__(self, name):
        self.name, self.environment = name, {}

    def fresh(self, folder):
        """From here on the program knows nothing but what lies in this new folder."""
        self.work, self.repository, home = folder, folder / "repository", folder / "home"
        self.environment = {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), **self.settings(home)}
        home.mkdir(parents=True)
        for command in self.init():
            Measure(command, self.environment)

    def run(self, command):
        cold()
        return Measure(command, self.environment, self.accepted)

    accepted = (0,)

    def size(self):
        return sum(path.stat().st_size for path in self.repository.rglob("*") if path.is_file()) / 1e6


class Primum(Program):
    def __init__(self):
        super().__init__("primum")

    def settings(self, home):
        self.key = home / "key.txt"
        return {"PRIMUM_HOME": str(home / "primum")}

    def init(self):
        return [[PRIMUM, "vault", "init", "--repo", self.repository, "--recovery", self.key]]

    def backup(self, data):
        return [PRIMUM, "vault", "backup", "--repo", self.repository, data]

    def restore(self, target):
        return [PRIMUM, "vault", "restore", "--repo", self.repository, "--key", self.key, "latest", "--target", target]

    def check(self):
        return [PRIMUM, "vault", "check", "--repo", self.repository, "--key", self.key, "--read-data"]


class Restic(Program):
    def __init__(self):
        super().__init__("restic")

    def settings(self, home):
        return {"RESTIC_PASSWORD": "bench", "RESTIC_REPOSITORY": str(self.repository)}

    def init(self):
        return [["restic", "init", "-q"]]

    def backup(self, data):
        return ["restic", "backup", "-q", data]

    def restore(self, target):
        return ["restic", "restore", "-q", "latest", "--target", target]

    def check(self):
        return ["restic", "check", "-q", "--read-data"]


class Borg(Program):
    accepted = (0, 1)

    def __init__(self, compression):
        super().__init__(f"borg-{compression.split(',')[0]}")
        self.compression = compression
        self.turn = 0

    def settings(self, home):
        return {"BORG_PASSPHRASE": "bench", "BORG_REPO": str(self.repository),
                "BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK": "yes", "BORG_RELOCATED_REPO_ACCESS_IS_OK": "yes"}

    def init(self):
        return [["borg", "init", "-e", "repokey-blake2"]]

    def backup(self, data):
        self.turn += 1
        return ["borg", "create", "-C", self.compression, f"::run{self.turn}", data]

    def restore(self, target):
        # borg extracts where it stands.
        return ["sh", "-c", f"mkdir -p '{target}' && cd '{target}' && exec borg extract ::run{self.turn}"]

    def check(self):
        return ["borg", "check", "--verify-data"]


# --- The table

WORK = ("first backup", "nothing changed", "1 % changed", "full restore", "every byte checked")


def one_round(program, pristine, folder, turn):
    program.fresh(folder)
    data = folder / "data"
    shutil.copytree(pristine, data, copy_function=shutil.copy2)
    seen = {"first backup": program.run(program.backup(data))}
    seen["size"] = program.size()
    seen["nothing changed"] = program.run(program.backup(data))
    change_some(data, 1, turn)
    seen["1 % changed"] = program.run(program.backup(data))
    target = folder / "restored"
    seen["full restore"] = program.run(program.restore(target))
    compare(data, target)
    seen["every byte checked"] = program.run(program.check())
    return seen


def tidy(work, turn):
    """Frees the disk, then waits: ext4 walks around what was deleted within half a minute, which would be paid by who comes next."""
    for folder in work.glob(f"{turn}-*"):
        shutil.rmtree(folder)
    os.sync()
    time.sleep(40)


def compare(data, target):
    """A fast restore of the wrong bytes is no restore."""
    restored = target / str(data).lstrip("/")
    if subprocess.run(["diff", "-rq", str(data), str(restored)], capture_output=True).returncode != 0:
        sys.exit(f"{restored} is not what was backed up")


def median(rounds, work, figure):
    return statistics.median(getattr(each[work], figure) for each in rounds)


def print_table(results):
    peers = [name for name in results if name != "primum"]
    for figure, unit in (("wall", "s"), ("cpu", "CPU s"), ("memory", "MiB")):
        print(f"\n| {figure}, median | " + " | ".join(["primum", *peers, "better peer / primum"]) + " |")
        print("|---" * (len(peers) + 3) + "|")
        for work in WORK:
            ours = median(results["primum"], work, figure)
            theirs = {name: median(results[name], work, figure) for name in peers}
            cells = [f"{value:.2f} {unit}" for value in (ours, *theirs.values())]
            cells.append(f"{min(theirs.values()) / ours:.2f}" if theirs and ours else "")
            print(f"| {work} | " + " | ".join(cells) + " |")
    sizes = {name: statistics.median(each["size"] for each in rounds) for name, rounds in results.items()}
    print("\n| repository after the first backup | " + " | ".join(f"{name} {size:.1f} MB" for name, size in sizes.items()) + " |")


def bound(pristine):
    """One pass: read, SHA-256, AES-256-GCM by `openssl speed`'s own figures would flatter; this reads the real files."""
    started = time.monotonic()
    total = 0
    for path in pristine.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            hashlib.sha256(data).digest()
            total += len(data)
    seconds = time.monotonic() - started
    speed = subprocess.run(["openssl", "speed", "-seconds", "1", "-bytes", "1048576", "-evp", "aes-256-gcm"],
                           capture_output=True, text=True).stdout.split()
    sealing = total / (float(speed[-1].rstrip("k")) * 1000)
    cores = os.cpu_count()
    print(f"\nBound of this machine, one thread: read and SHA-256 {seconds:.2f} s, AES-256-GCM {sealing:.2f} s, together "
          f"{seconds + sealing:.2f} s for {total / 1e6:.0f} MB; with {cores} cores at best {(seconds + sealing) / cores:.2f} s.",
          flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--megabytes", type=int, default=1060)
    parser.add_argument("--files", type=int, default=53_000)
    parser.add_argument("--folder", type=pathlib.Path, help="on the disk to measure; default the system's temporary folder")
    parser.add_argument("--keep", action="store_true", help="delete nothing before the end: spares the waits, takes 10 GB a round")
    parser.add_argument("--without", action="append", default=[], help="a program to leave out: restic, borg-lz4, borg-zstd")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="primum-bench-", dir=options.folder) as name:
        work = pathlib.Path(name)
        pristine = work / "pristine"
        pristine.mkdir()
        make_data(pristine, options.files, options.megabytes)
        load = os.getloadavg()[0]
        print(f"{options.files} files, {options.megabytes} MB, seed {SEED}, {options.runs} runs; load before: {load:.1f}", flush=True)
        programs = [Primum(), Restic(), Borg("lz4"), Borg("zstd,3")]
        programs = [program for program in programs if program.name not in options.without]
        results = {program.name: [] for program in programs}
        for turn in range(options.runs):
            for program in programs:
                seen = one_round(program, pristine, work / f"{turn}-{program.name}", turn)
                results[program.name].append(seen)
                figures = ", ".join(f"{work_done} {seen[work_done].wall:.2f} s ({seen[work_done].cpu:.2f} s of CPU)" for work_done in WORK)
                print(f"run {turn + 1} of {program.name}: {figures}", file=sys.stderr, flush=True)
            if turn + 1 < options.runs and not options.keep:  # The last one goes with everything.
                tidy(work, turn)
        print_table(results)
        bound(pristine)
        print(f"Load after: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
