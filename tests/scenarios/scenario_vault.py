"""The vault as a practice uses it: the commands of vault.md, run for real, on a made folder."""

import contextlib
import hashlib
import json
import os
import pathlib
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import zipfile

from practice import PRIMUM, primum

READER = pathlib.Path(__file__).resolve().parents[1] / "vault_reader.py"
WORDS = "patient douleur genou examen normal tension traitement ordonnance radio suivi depuis trois mois".split()


class Vault:
    """A practice's folder, a repository, and the state of one computer."""

    def __init__(self, folder):
        self.folder = folder
        self.data = folder / "cabinet"
        self.repository = folder / "disque"
        self.key = folder / "cle.txt"
        self.home = folder / "home"
        self.draw = random.Random(7)

    def run(self, *arguments, code=0, home=None, **options):
        run = primum("vault", *map(str, arguments), home=home or self.home, **options)
        assert run.code == code, (arguments, run.code, run.output, run.messages)
        return run

    def init(self, *more):
        return self.run("init", "--repo", self.repository, "--recovery", self.key, *more)

    def backup(self, *more, code=0, home=None):
        run = self.run("backup", "--repo", self.repository, self.data, "--format", "json", *more, code=code, home=home)
        return json.loads(run.output)

    def list(self):
        return json.loads(self.run("list", "--repo", self.repository, "--format", "json").output)

    def restore(self, target, *more, code=0):
        return self.run("restore", "--repo", self.repository, "--key", self.key, "latest", *more, "--target", target, code=code)

    def write(self, name, content):
        path = self.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def letter(self, words):
        return " ".join(self.draw.choices(WORDS, k=words)).encode()

    def furnish(self):
        for i in range(30):
            self.write(f"patients/dossier-{i:02}/courrier.txt", self.letter(400))
            self.write(f"patients/dossier-{i:02}/tableau.csv", b"date;acte\n" + b"2026-11-01;CS\n" * 200)
        self.write("vide", b"")
        self.write("grand.bin", self.draw.randbytes(3_000_000) + bytes(2_000_000) + self.draw.randbytes(1_000_000))
        with zipfile.ZipFile(self.data / "compte-rendu.docx", "w", zipfile.ZIP_DEFLATED) as office:
            office.writestr("[Content_Types].xml", self.letter(300))
            office.writestr("word/document.xml", self.letter(3000))
        base = sqlite3.connect(self.data / "cabinet.db")
        base.execute("CREATE TABLE acte (numero INTEGER, libelle TEXT)")
        base.executemany("INSERT INTO acte VALUES (?, ?)", [(i, "consultation") for i in range(2000)])
        base.commit()
        base.close()
        os.symlink("vide", self.data / "lien")
        os.link(self.data / "vide", self.data / "autre-nom")
        (self.data / "nom en é et espace").mkdir()
        (self.data / b"octets-\xff\xfe".decode("utf-8", "surrogateescape")).write_bytes(b"nom sans encodage")


@contextlib.contextmanager
def vault():
    with tempfile.TemporaryDirectory(prefix="primum-vault-") as folder:
        yield Vault(pathlib.Path(folder))


def fingerprint(folder):
    """Names, kinds, modes, times, links and contents below a folder."""
    seen = {}
    for path in sorted(folder.rglob("*"), key=os.fsencode):
        status = path.lstat()
        name = os.fsencode(path.relative_to(folder))
        if stat.S_ISLNK(status.st_mode):
            seen[name] = ("link", os.readlink(path))
        elif stat.S_ISDIR(status.st_mode):
            seen[name] = ("folder", stat.S_IMODE(status.st_mode), status.st_mtime_ns)
        else:
            seen[name] = (stat.S_IMODE(status.st_mode), status.st_mtime_ns, status.st_nlink,
                          hashlib.sha256(path.read_bytes()).hexdigest() if stat.S_ISREG(status.st_mode) else "")
    return seen


def below(target, path):
    return target / str(path).lstrip("/")


# --- init, key

def test_init_writes_a_paper_key_that_opens_the_repository():
    with vault() as practice:
        practice.init()
        assert stat.S_IMODE(practice.key.stat().st_mode) == 0o600
        text = practice.key.read_text()
        assert "trente mots" in text and "loin" in text.lower()
        practice.run("key", "test", "--repo", practice.repository, "--key", practice.key)


def test_init_writes_html_and_pdf():
    for ending, beginning in ((".html", b"<!doctype html>"), (".pdf", b"%PDF-")):
        with vault() as practice:
            practice.key = practice.folder / f"cle{ending}"
            practice.init()
            assert practice.key.read_bytes().startswith(beginning)


def test_a_second_reader_has_a_paper_of_his_own():
    with vault() as practice:
        practice.init("--readers", "2")
        second = practice.folder / "cle-2.txt"
        assert second.read_text() != practice.key.read_text()
        practice.run("key", "test", "--repo", practice.repository, "--key", second)


def typed_words(text):
    inside = text.split("\n====")[1].split("\n", 1)[1]
    return [word for word in inside.split() if not word.isdigit()]


def test_a_key_typed_by_hand_is_taken_whatever_its_case_and_accents():
    with vault() as practice:
        practice.init()
        words = typed_words(practice.key.read_text())
        by_hand = practice.folder / "tapee.txt"
        by_hand.write_text("\n".join(word.upper().replace("É", "E").replace("È", "e") for word in words))
        practice.run("key", "test", "--repo", practice.repository, "--key", by_hand)


def test_a_mistyped_word_is_found_and_named():
    with vault() as practice:
        practice.init()
        words = typed_words(practice.key.read_text())
        right, words[16] = words[16], "zoologie" if words[16] != "zoologie" else "abandon"
        by_hand = practice.folder / "tapee.txt"
        by_hand.write_text(" ".join(words))
        run = practice.run("key", "test", "--repo", practice.repository, "--key", by_hand, code=2)
        assert "mot 17" in run.messages and words[16] in run.messages and right in run.messages, run.messages


def test_a_key_of_another_repository_is_refused_with_a_reason():
    with vault() as practice, vault() as other:
        practice.init()
        other.init()
        run = practice.run("key", "test", "--repo", practice.repository, "--key", other.key, code=2)
        assert "autre dépôt" in run.messages, run.messages


def test_a_key_under_a_passphrase_opens_with_it_alone():
    with vault() as practice:
        practice.write("lettre.txt", practice.letter(50))
        practice.init()
        practice.backup()
        phrase, protected = "girafe violon tempête cuisine marteau planète bouton", practice.folder / "cle.protegee"

        def protect(typed, code):
            return subprocess.run([PRIMUM, "vault", "key", "protect", "--repo", practice.repository, "--key", practice.key, "--output", protected],
                                  env={**os.environ, "PRIMUM_HOME": str(practice.home)}, input=typed, text=True,
                                  capture_output=True, check=False).returncode == code

        assert protect("martin1975\n", 2) and not protected.exists()
        assert protect(phrase + "\n", 0) and protect(phrase + "\n", 2)
        assert stat.S_IMODE(protected.stat().st_mode) == 0o600 and practice.key.read_text() not in protected.read_text()
        for typed, code in ((phrase, 0), ("girafe", 2), ("", 2)):
            run = subprocess.run([PRIMUM, "vault", "key", "test", "--repo", practice.repository, "--key", protected],
                                 env={**os.environ, "PRIMUM_HOME": str(practice.home)}, input=typed + "\n", text=True,
                                 capture_output=True, check=False)
            assert run.returncode == code, (typed, run)


def test_init_refuses_a_repository_that_exists():
    with vault() as practice:
        practice.init()
        practice.key = practice.folder / "autre.txt"
        practice.run("init", "--repo", practice.repository, "--recovery", practice.key, code=2)
        assert not practice.key.exists()


def test_a_paper_key_never_overwrites_a_file():
    with vault() as practice:
        practice.key.write_text("précieux")
        practice.run("init", "--repo", practice.repository, "--recovery", practice.key, code=2)
        assert practice.key.read_text() == "précieux"


def test_a_reader_adds_another_who_reads_what_came_before():
    with vault() as practice:
        practice.furnish()
        practice.init()
        practice.backup()
        new = practice.folder / "dr-martin.txt"
        practice.run("key", "add", "--repo", practice.repository, "--key", practice.key, "--recovery", new, "--label", "Dr Martin")
        listed = json.loads(practice.run("key", "list", "--repo", practice.repository, "--format", "json").output)
        assert "Dr Martin" in [reader["label"] for reader in listed]
        practice.run("key", "test", "--repo", practice.repository, "--key", new)
        practice.key = new
        practice.restore(practice.folder / "relu")
        practice.write("apres.txt", b"ecrit apres")
        practice.backup()
        practice.restore(practice.folder / "relu2")
        assert below(practice.folder / "relu2", practice.data / "apres.txt").read_bytes() == b"ecrit apres"


# --- backup, list, restore

def test_what_is_restored_is_what_was_there():
    with vault() as practice:
        practice.furnish()
        practice.init()
        made = practice.backup()
        assert not made["attacked"] and made["unreadable"] in (0, []), made
        target = practice.folder / "relu"
        practice.restore(target)
        assert fingerprint(below(target, practice.data)) == fingerprint(practice.data)
        listed = practice.list()
        assert len(listed) == 1 and {"id", "time", "host", "files", "bytes", "healthy"} <= set(listed[0]), listed


def test_v8_a_stranger_s_reader_restores_the_same():
    with vault() as practice:
        practice.furnish()
        practice.init("--readers", "2")
        practice.backup()
        practice.write("patients/dossier-03/courrier.txt", practice.letter(500))
        practice.backup()
        target = practice.folder / "relu"
        subprocess.run([sys.executable, str(READER), str(practice.repository), str(practice.key), "restore", "latest", str(target)],
                       check=True)
        assert fingerprint(below(target, practice.data)) == fingerprint(practice.data)


def test_v11_the_repository_and_the_paper_key_are_enough():
    with vault() as practice:
        practice.furnish()
        practice.init()
        practice.backup()
        practice.home = practice.folder / "autre-ordinateur"
        target = practice.folder / "relu"
        practice.restore(target)
        assert fingerprint(below(target, practice.data)) == fingerprint(practice.data)


def test_rotated_disks_are_each_recognised():
    with vault() as practice:
        practice.furnish()
        practice.init()
        practice.backup()
        first, practice.repository = practice.repository, practice.folder / "disque-bleu"
        practice.key = practice.folder / "cle-bleu.txt"
        practice.init()
        practice.backup()
        assert len(practice.list()) == 1
        practice.repository = first
        practice.backup()
        assert len(practice.list()) == 2
        facts = json.loads(primum("audit", "--only", "host", "--format", "json", home=practice.home).output)
        rows = json.loads(primum("facts", "backup", "--format", "json", home=practice.home).output)
        assert len(rows) == 2 and all(row["days_since_success"] == 0 for row in rows), (rows, facts["observations"])


VECTORS = pathlib.Path(__file__).resolve().parents[1] / "vectors/vault"


def compare_with_expected(restored, expected):
    for name, entry in expected["files"].items():
        path = restored / name
        status = path.lstat()
        if "link" in entry:
            assert os.readlink(path) == entry["link"]
            continue
        assert (stat.S_IMODE(status.st_mode), status.st_mtime_ns) == (entry["mode"], entry["mtime_ns"]), name
        if "sha256" in entry:
            assert hashlib.sha256(path.read_bytes()).hexdigest() == entry["sha256"], name
    assert {str(path.relative_to(restored)) for path in restored.rglob("*")} == set(expected["files"])


def test_v8_repositories_frozen_by_earlier_versions_are_read_by_us_and_by_a_stranger():
    frozen = [path.parent for path in VECTORS.glob("*/expected.json")]
    assert frozen
    for folder in frozen:
        expected = json.loads((folder / "expected.json").read_text())
        for key in sorted(folder.glob("cle*.txt")):
            with tempfile.TemporaryDirectory(prefix="primum-frozen-") as name:
                work = pathlib.Path(name)
                run = primum("vault", "restore", "--repo", str(folder / "repository"), "--key", str(key), "latest", "--target",
                             str(work / "ours"), home=work / "home")
                assert run.code == 0, run.messages
                compare_with_expected(below(work / "ours", expected["path"]), expected)
                subprocess.run([sys.executable, str(READER), str(folder / "repository"), str(key), "restore", "latest",
                                str(work / "theirs")], check=True)
                compare_with_expected(below(work / "theirs", expected["path"]), expected)
                listed = json.loads(primum("vault", "list", "--repo", str(folder / "repository"), "--format", "json",
                                           home=work / "home").output)
                assert len(listed) == expected["snapshots"]


# --- V7

def spoil(practice, names):
    """In place, in the fresh folder of this test only."""
    for path in names:
        assert path.is_relative_to(practice.folder)
        path.write_bytes(practice.draw.randbytes(path.stat().st_size))


def test_v7_a_snapshot_after_ransomware_is_marked_and_says_so():
    with vault() as practice:
        practice.furnish()
        practice.init()
        practice.backup()
        spoil(practice, sorted(practice.data.rglob("courrier.txt")))
        made = practice.backup(code=4)
        assert made["attacked"], made
        listed = practice.list()
        assert [snapshot["healthy"] for snapshot in listed] == [True, False], listed


def test_v7_ordinary_work_is_not_marked():
    with vault() as practice:
        practice.furnish()
        practice.init()
        practice.backup()
        for i in range(100):
            practice.write(f"photos/IMG_{i}.jpg", b"\xff\xd8\xff\xe0" + practice.draw.randbytes(20_000))
        practice.write("coffre.hc", practice.draw.randbytes(2_000_000))
        base = sqlite3.connect(practice.data / "cabinet.db")
        base.execute("DELETE FROM acte WHERE numero % 3 = 0")
        base.commit()
        base.execute("VACUUM")
        base.close()
        assert not practice.backup()["attacked"]


# --- forget

def test_forget_keeps_what_is_young_and_says_what_it_would_do():
    with vault() as practice:
        practice.furnish()
        practice.init()
        for _ in range(3):
            practice.backup()
        planned = json.loads(practice.run("forget", "--repo", practice.repository, "--key", practice.key, "--keep-daily", "1",
                                          "--dry-run", "--format", "json").output)
        assert len(planned["kept"]) == 3 and not planned["dropped"], planned
        practice.run("forget", "--repo", practice.repository, "--key", practice.key, code=2)


def test_prune_and_erase_by_command():
    with vault() as practice:
        practice.furnish()
        practice.init()
        practice.backup()
        practice.backup()
        pruned = json.loads(practice.run("prune", "--repo", practice.repository, "--key", practice.key, "--format", "json").output)
        assert pruned["freed_bytes"] == 0 and pruned["condemned_bytes"] == 0, pruned
        erased = json.loads(practice.run("erase", "--repo", practice.repository, "--key", practice.key, practice.data / "patients/dossier-05",
                                         "--at-once", "--format", "json").output)
        assert erased["files"] == 4 and erased["snapshots"] == 2, erased
        target = practice.folder / "relu"
        practice.restore(target)
        restored = below(target, practice.data)
        assert not (restored / "patients/dossier-05").exists()
        assert (restored / "patients/dossier-06/courrier.txt").read_bytes() == (practice.data / "patients/dossier-06/courrier.txt").read_bytes()
        practice.run("check", "--repo", practice.repository, "--key", practice.key, "--read-data")
        subprocess.run([sys.executable, str(READER), str(practice.repository), str(practice.key), "restore", "latest",
                        str(practice.folder / "relu2")], check=True)
        assert fingerprint(practice.folder / "relu2") == fingerprint(target)
        practice.run("erase", "--repo", practice.repository, "--key", practice.key, "/nulle/part", code=3)


# --- drill

def test_a_drill_restores_a_sample_opens_it_and_leaves_a_dated_proof():
    with vault() as practice:
        practice.furnish()
        practice.init()
        practice.backup()
        drill = json.loads(practice.run("drill", "--repo", practice.repository, "--key", practice.key, "--format", "json").output)
        assert drill["ok"] and drill["opened"]["database"] == 1 and drill["opened"]["office"] == 1, drill
        primum("audit", "--only", "host", "--format", "json", home=practice.home)
        row, = json.loads(primum("facts", "backup", "--format", "json", home=practice.home).output)
        assert row["days_since_restore_test"] == 0 and row["restored_files"] == drill["files"], row
        assert not list(pathlib.Path("/var/tmp").glob("primum-drill-*"))


def test_a_drill_notices_a_database_that_no_longer_opens():
    with vault() as practice:
        practice.furnish()
        base = practice.data / "cabinet.db"
        base.write_bytes(base.read_bytes()[:5000] + bytes(5000) + base.read_bytes()[10000:])
        practice.init()
        practice.backup()
        drill = json.loads(practice.run("drill", "--repo", practice.repository, "--key", practice.key, "--format", "json", code=1).output)
        assert not drill["ok"] and [failed["path"] for failed in drill["failed"]] == ["cabinet.db"], drill


# --- systemd

def test_the_nightly_unit_is_one_that_systemd_takes():
    if shutil.which("systemd-analyze") is None:
        print("skipped: systemd-analyze is not installed")
        return
    packaging = pathlib.Path(__file__).resolve().parents[2] / "packaging"
    with vault() as practice:
        for name in ("primum-vault.service", "primum-vault.timer"):
            # The program is not installed in /usr/bin here.
            practice.folder.joinpath(name).write_text((packaging / name).read_text().replace("/usr/bin/primum", str(PRIMUM)))
        verified = subprocess.run(["systemd-analyze", "verify", *practice.folder.glob("primum-vault.*")], capture_output=True, text=True, check=False)
        assert verified.returncode == 0 and not verified.stderr, verified.stderr


if __name__ == "__main__":
    sys.exit("run by tests/scenarios/run.py")
