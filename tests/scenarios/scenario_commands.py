"""The command line without any network: bad input has its message and its exit code, and loses nothing."""

import contextlib
import json
import pathlib
import shutil
import sqlite3
import subprocess

import practice
from practice import primum


def refused(*arguments, code=2, says="", home=None):
    """Runs with bad input: the exit code, a message in French, nothing on standard output."""
    if home is None:
        with practice.home() as fresh:
            return refused(*arguments, code=code, says=says, home=fresh)
    run = primum(*arguments, home=home)
    assert run.code == code, (run.code, run.messages)
    assert says in run.messages, run.messages
    assert not run.output, run.output
    return run


def test_a_network_that_is_not_one_is_refused():
    refused("audit", "--lan", "cabinet", says="n'est pas un réseau")


def test_a_public_network_is_refused():
    refused("audit", "--lan", "8.8.8.0/24", "--consent", "X", says="323-1")


def test_a_private_network_elsewhere_is_refused():
    refused("audit", "--lan", "10.99.99.0/24", "--consent", "X", says="pas directement branché")


def test_a_network_without_consent_is_refused_in_a_script():
    refused("audit", "--lan", "127.0.0.0/30", says="--consent")


def test_an_unknown_part_is_refused():
    refused("audit", "--only", "astrology", says="astrology")


def test_an_unknown_option_is_refused():
    refused("audit", "--frobnicate", says="frobnicate")


def test_an_unknown_control_is_refused():
    refused("controls", "show", "net-nothing", says="net-nothing")


def test_an_unknown_table_is_refused_with_those_that_exist():
    with practice.home() as home:
        primum("audit", "--only", "host", home=home)
        refused("facts", "patients", says="dicom_node", home=home)


def test_facts_before_any_audit_say_what_to_do():
    refused("facts", says="primum audit")


def test_a_catalogue_that_is_not_there_is_refused():
    refused("controls", "list", "--catalogue", "/nowhere", says="/nowhere")


def test_a_control_with_broken_sql_is_named_with_its_file():
    with practice.home() as home:
        folder = pathlib.Path(home).parent / "catalogue"
        shutil.copytree(practice.ROOT / "catalogue", folder)
        file = folder / "controls/network/net-smb1.yaml"
        file.write_text(file.read_text().replace("FROM share", "FROM shaer"))
        refused("audit", "--catalogue", str(folder), says="net-smb1.yaml", home=home)
        check = primum("controls", "check", str(folder), home=home)
        assert check.code == 2 and "net-smb1.yaml" in check.output, check.output


def test_an_unreadable_catalogue_file_is_named():
    with practice.home() as home:
        folder = pathlib.Path(home).parent / "catalogue"
        shutil.copytree(practice.ROOT / "catalogue", folder)
        (folder / "controls/network/net-smb1.yaml").write_text("id: [never closed")
        refused("audit", "--catalogue", str(folder), says="net-smb1.yaml", home=home)


def test_the_catalogue_is_sound():
    with practice.home() as home:
        assert primum("controls", "check", home=home).code == 0


def test_a_store_from_a_newer_version_is_refused_and_untouched():
    with practice.home() as home:
        primum("audit", "--only", "host", home=home)
        with contextlib.closing(sqlite3.connect(home / "facts.db")) as store:
            store.execute("PRAGMA user_version = 9999")
        before = (home / "facts.db").read_bytes()
        refused("audit", "--only", "host", says="récente", home=home)
        assert (home / "facts.db").read_bytes() == before


def test_a_store_that_is_rubbish_is_refused_and_untouched():
    with practice.home() as home:
        home.mkdir()
        (home / "facts.db").write_bytes(b"not a database" * 1000)
        run = primum("audit", "--only", "host", home=home)
        assert run.code in (2, 3) and "facts.db" in run.messages, run.messages
        assert (home / "facts.db").read_bytes() == b"not a database" * 1000


def test_a_full_disk_is_said_and_harms_nothing():
    with practice.home() as home:
        home.mkdir(parents=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24k", "tmpfs", home], check=True)
        try:
            run = primum("audit", "--only", "host", home=home)
        finally:
            subprocess.run(["umount", home], check=True)
    assert run.code == 3, (run.code, run.messages)
    assert "plein" in run.messages, run.messages


def test_a_query_cannot_write():
    with practice.home() as home:
        primum("audit", "--only", "host", home=home)
        for sql in ("DELETE FROM service", "PRAGMA user_version = 3", "ATTACH 'x' AS y", "SELECT 1; SELECT 2"):
            refused("query", sql, home=home)


def test_the_language_may_stand_before_or_after_the_verb():
    with practice.home() as home:
        for arguments in (("--lang", "en", "facts"), ("facts", "--lang", "en")):
            assert "run primum audit first" in primum(*arguments, home=home).messages


def test_this_computer_is_audited_without_any_option():
    with practice.home() as home:
        run = primum("audit", "--format", "json", home=home)
        assert run.code in (0, 1), (run.code, run.messages)
        audit = run.json
        assert audit["format"] == "primum-audit/1"
        assert practice.observation(audit, "host.listening")["status"] == "complete"
        assert oct((home / "facts.db").stat().st_mode & 0o777) == "0o600"
        shown = primum("report", "--format", "json", home=home).json
        assert shown["findings"] == audit["findings"]


def test_explain_sends_nothing_and_keeps_nothing():
    with practice.home() as home:
        run = primum("audit", "--lan", "127.0.0.0/30", "--explain", home=home)
        assert run.code == 0 and "A-ASSOCIATE-RQ" in run.output, run.output
        assert not home.exists()


def test_a_report_is_written_beside_what_is_shown():
    with practice.home() as home:
        file = pathlib.Path(home).parent / "audit.json"
        primum("audit", "--only", "host", "--report", str(file), home=home)
        assert json.loads(file.read_text())["format"] == "primum-audit/1"
        refused("audit", "--report", "audit.docx", says=".json", home=home)


def test_an_audit_writes_the_reports_that_it_is_asked_for():
    with practice.home() as home:
        files = [home.parent / f"audit.{ending}" for ending in ("html", "csv", "sarif", "txt")]
        run = primum("audit", "--only", "host", *(word for file in files for word in ("--report", str(file))), home=home)
        assert run.code in (0, 1), run.messages
        assert all(file.stat().st_size > 100 for file in files)
