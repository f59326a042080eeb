"""Documents on this computer: a doctor's home with invented patients, read by the real program and its workers."""

import contextlib
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import practice
from practice import primum

sys.path.insert(0, str(practice.ROOT / "lab"))
import documents  # noqa: E402
import home as doctor  # noqa: E402
import letters  # noqa: E402
import people  # noqa: E402


@contextlib.contextmanager
def doctors_home():
    """A furnished home, what was planted in it, and an empty state for the program."""
    with tempfile.TemporaryDirectory(prefix="primum-doctor-") as folder, practice.home() as state:
        place = pathlib.Path(folder) / "home/martin"
        yield place, doctor.plant(place), state


def audit(*arguments, state, **options):
    return primum("audit", "--only", "files", "--format", "json", *arguments, home=state, **options)


def rows(table, state, where="1 = 1"):
    return primum("query", f"SELECT * FROM {table} WHERE {where}", "--format", "json", home=state).json


def test_every_document_is_found_where_it_lies_and_nothing_else():
    with doctors_home() as (place, planted, state):
        audit("--path", place, state=state)
        found = rows("document", state, "evidence IN ('proof', 'strong')")
        by_path = {}
        for row in found:
            by_path.setdefault(row["path"], []).append(row)
        assert set(by_path) == {str(place / each.path) for each in planted}, by_path.keys()
        for each in planted:
            of_file = by_path[str(place / each.path)]
            assert {row["place"] for row in of_file} == {each.place}, (each, of_file)
            assert max(row["patients"] for row in of_file) >= 1, of_file
            assert sum(row["patients"] for row in of_file) == each.patients, (each, of_file)


def test_patients_are_counted_once_and_never_named():
    with doctors_home() as (place, planted, state):
        run = audit("--path", place, state=state)
        total = sum(row["patients_new"] or 0 for row in rows("document", state))
        assert total == max(each.patients for each in planted), total
        persons = people.invent("home", "home", 12)
        kept = b"".join(file.read_bytes() for file in state.iterdir())
        for person in persons:
            for secret in (person.family, person.family.upper(), person.nir):
                assert secret not in run.output, secret
                assert secret.encode() not in kept, secret


def test_a_second_look_reads_only_what_changed():
    with doctors_home() as (place, _, state):
        audit("--path", place, state=state)
        first = rows("document", state)
        time.sleep(1.1)
        (place / "Documents/nouveau.docx").write_bytes(
            documents.docx(letters._letter(people.invent("new", "new", 1)[0], 0).decode()))
        audit("--path", place, state=state)
        second = rows("document", state)
        assert len(second) == len(first) + 1
        looked_at = {row["path"]: row["looked_at"] for row in first}
        for row in second:
            if row["path"].endswith("nouveau.docx"):
                assert row["looked_at"] > max(looked_at.values())
            else:
                assert row["looked_at"] == looked_at[row["path"]], row


def test_what_asks_for_a_password_is_neither_clean_nor_found():
    with doctors_home() as (place, _, state):
        plain = documents.archive([("lettre.txt", "x")])
        sealed = bytearray(plain)
        for mark, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            sealed[plain.index(mark) + flag] |= 1
        (place / "Documents/coffre.zip").write_bytes(sealed)
        audit("--path", place, state=state)
        [row] = rows("document", state, "file_encrypted = 1")
        assert row["path"].endswith("coffre.zip") and row["evidence"] is None, row


def test_reading_changes_nothing():
    with doctors_home() as (place, _, state):
        files = [file for file in place.rglob("*") if file.is_file()]
        for file in files:
            os.utime(file, ns=(10**18, 2 * 10**18))
        before = {file: (file.stat(), file.read_bytes()) for file in files}
        for file in files:
            os.utime(file, ns=(10**18, 2 * 10**18))
        audit("--path", place, state=state)
        for file, (status, content) in before.items():
            after = file.stat()
            assert (after.st_atime_ns, after.st_mtime_ns) == (10**18, status.st_mtime_ns), file
            assert file.read_bytes() == content


def test_no_link_leads_out_of_the_folder():
    with doctors_home() as (place, _, state), tempfile.TemporaryDirectory() as outside:
        secret = pathlib.Path(outside) / "secret.docx"
        secret.write_bytes(documents.docx(letters._letter(people.invent("x", "x", 1)[0], 0).decode()))
        (place / "Documents/link.docx").symlink_to(secret)
        (place / "Documents/folder").symlink_to(outside)
        audit("--path", place, state=state)
        assert not rows("document", state, "path LIKE '%secret%' OR path LIKE '%link%'")


# A worker that answers with the whole file as one part, and dies of one name.
_WORKER = """#!/usr/bin/python3
import os, socket, struct
link = socket.socket(fileno=0)
while True:
    head, files, _, _ = socket.recv_fds(link, 5, 1)
    if not head: break
    request = link.recv(struct.unpack('<I', head[:4])[0] - 1)
    if b'killer' in request: os.kill(os.getpid(), 11)
    text = os.pread(files[0], 100000, 0)
    os.close(files[0])
    link.sendall(struct.pack('<IB', len(text) + 4, 1) + b'\\1\\0\\0' + text)
    link.sendall(struct.pack('<IB', 1, 4))
"""


def test_a_file_that_kills_its_worker_is_told_and_the_others_are_read():
    with doctors_home() as (place, _, state), tempfile.TemporaryDirectory() as folder:
        programs = pathlib.Path(folder)
        shutil.copy(practice.PRIMUM, programs / "primum")
        (programs / "primum-extract").write_text(_WORKER)
        (programs / "primum-extract").chmod(0o755)
        (place / "Documents/killer.pdf").write_bytes(b"%PDF-1.4 x")
        process = subprocess.run(
            [programs / "primum", "audit", "--only", "files", "--path", place, "--format", "json", "--catalogue",
             practice.ROOT / "catalogue"], env={**os.environ, "PRIMUM_HOME": str(state)}, capture_output=True,
            text=True, check=False)
        assert process.stdout, process.stderr
        [row] = rows("document_unread", state, "path LIKE '%killer%'")
        assert "signal 11" in row["reason"], row
        [seen] = rows("observation", state, "probe = 'files'")
        assert seen["status"] == "partial", seen
        assert rows("document", state, "path LIKE '%compte-rendu.rtf'")


def wait_for_worker(process, seconds_max=60):
    """Until the program has started one of its workers: it reads then."""
    deadline = time.monotonic() + seconds_max
    while time.monotonic() < deadline:
        tasks = pathlib.Path(f"/proc/{process}/task").glob("*/children")
        if any(file.read_text().strip() for file in tasks):
            return
        time.sleep(0.05)
    raise AssertionError("no worker was started")


def test_ctrl_c_keeps_what_was_found_and_the_next_look_goes_on():
    with doctors_home() as (place, planted, state):
        for number in range(1500):
            (place / "Documents" / f"long-{number}.odt").write_bytes(
                documents.odt(f"Note {number}\nRien de particulier.\n" * 200))
        process = subprocess.Popen([practice.PRIMUM, "audit", "--only", "files", "--path", place, "--format", "json"],
                                   env={**os.environ, "PRIMUM_HOME": str(state)}, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True)
        wait_for_worker(process.pid)
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        assert process.returncode in (0, 1, 3), process.returncode
        assert (state / "files.cache").exists()
        run = audit("--path", place, state=state)
        assert practice.observation(run.json, "files")["status"] == "complete"
        found = {row["path"] for row in rows("document", state, "evidence IN ('proof', 'strong')")}
        assert found == {str(place / each.path) for each in planted}


def test_a_bomb_costs_its_own_file_and_no_other():
    with doctors_home() as (place, planted, state):
        bomb = documents.archive([("nought.txt", bytes(40_000_000))])
        for _ in range(4):
            bomb = documents.archive([(f"{number}.zip", bomb) for number in range(12)])
        (place / "Documents/bomb.zip").write_bytes(bomb)
        audit("--path", place, state=state, seconds_max=120)
        assert rows("document_unread", state, "path LIKE '%bomb.zip'")
        found = {row["path"] for row in rows("document", state, "evidence IN ('proof', 'strong')")}
        assert found == {str(place / each.path) for each in planted}


def test_controls_name_the_places_and_the_number_leads():
    with doctors_home() as (place, _, state):
        run = audit("--path", place, state=state)
        failed = {each["control"] for each in run.json["findings"] if each["status"] == "fail"}
        assert {"data-cloud-sync", "data-recycle-temp"} <= failed, failed
        [row] = primum("query", "SELECT COUNT(*) AS clear FROM document WHERE volume_encrypted = 0", "--format",
                       "json", home=state).json
        if row["clear"]:
            assert run.json["exposed"]["patients"] == 12, run.json["exposed"]


def test_the_report_shows_folders_and_names_only_on_request():
    with doctors_home() as (place, _, state):
        assert "courrier-1.docx" not in audit("--path", place, state=state).output
        assert "courrier-1.docx" in audit("--path", place, "--with-paths", state=state).output


def test_a_folder_that_is_not_there_is_refused():
    with practice.home() as state:
        run = audit("--path", "/nonexistent/folder", state=state)
        assert run.code == 2 and "n'existe pas" in run.messages, run.messages
