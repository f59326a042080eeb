#!/usr/bin/env python3
"""Freezes a small repository as a vector: what this version wrote, every later one must read, and a stranger's reader too.

    tests/vectors/vault/freeze.py PRIMUM FOLDER

Run once a version of the format, never over an existing folder: tests/scenarios/scenario_vault.py reads all of them for ever. The content
is invented. `expected.json` says what the newest snapshot holds: each file's mode, time, and the SHA-256 of its content.
"""

import hashlib
import json
import os
import pathlib
import random
import shutil
import stat
import subprocess
import sys
import tempfile


def furnish(folder):
    draw = random.Random(1)
    words = "patient genou examen normal tension ordonnance radio suivi depuis trois mois".split()
    (folder / "patients").mkdir()
    for i in range(4):
        (folder / f"patients/courrier-{i}.txt").write_text(" ".join(draw.choices(words, k=60 * (i + 1))))
    (folder / "grand.bin").write_bytes(draw.randbytes(150_000) + bytes(100_000) + draw.randbytes(10))
    (folder / "vide").write_bytes(b"")
    os.link(folder / "vide", folder / "autre nom")
    os.symlink("patients/courrier-0.txt", folder / "lien")
    os.mkfifo(folder / "tube")
    with open(folder / "troue.bin", "wb") as sparse:
        sparse.seek(5_000_000)
        sparse.write(b"fin")
    for path in sorted(folder.rglob("*"), reverse=True):
        os.chmod(path, 0o750 if path.is_dir() else 0o640, follow_symlinks=True) if not path.is_symlink() else None
        os.utime(path, ns=(0, 1_750_000_000_123_456_789), follow_symlinks=False)


def expected_of(folder):
    seen = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        kind = stat.S_IFMT(status.st_mode)
        entry = {"mode": stat.S_IMODE(status.st_mode), "mtime_ns": status.st_mtime_ns}
        if stat.S_ISLNK(kind):
            entry = {"link": os.readlink(path)}
        elif stat.S_ISREG(kind):
            entry |= {"size": status.st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        seen[str(path.relative_to(folder))] = entry
    return seen


def main():
    primum, target = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    target.mkdir()
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        data = pathlib.Path("/tmp/primum-frozen-practice")
        data.mkdir()
        try:
            environment = {**os.environ, "PRIMUM_HOME": str(work / "home")}
            run = lambda *arguments: subprocess.run([primum, "vault", *map(str, arguments)], env=environment, check=True,
                                                    stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            run("init", "--repo", target / "repository", "--readers", 2, "--recovery", target / "cle.txt")
            furnish(data)
            run("backup", "--repo", target / "repository", data)
            (data / "patients/courrier-1.txt").write_text("Revu le 3 novembre.")
            os.chmod(data / "patients/courrier-1.txt", 0o640)
            run("backup", "--repo", target / "repository", data)
            run("key", "add", "--repo", target / "repository", "--key", target / "cle.txt", "--recovery", target / "cle-ajoutee.txt",
                "--label", "Dr Ajout")
            run("erase", "--repo", target / "repository", "--key", target / "cle.txt", data / "patients/courrier-3.txt", "--at-once")
            (data / "patients/courrier-3.txt").unlink()
            run("backup", "--repo", target / "repository", data)
            (target / "expected.json").write_text(json.dumps({"path": str(data), "snapshots": 3, "files": expected_of(data)}, indent=1) + "\n")
        finally:
            shutil.rmtree(data)


if __name__ == "__main__":
    main()
