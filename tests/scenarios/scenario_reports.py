"""Reports of a real audit of the careless practice: every form, what is accepted, and what changed since."""

import contextlib
import datetime
import functools
import json
import pathlib
import subprocess
import tempfile

from practice import finding, primum

FURNISHING = "careless"
FORMS = ("text", "html", "json", "csv", "oscal", "oscal-catalog", "oscal-plan", "sarif", "ciso-assistant", "cnil-pia")
CONTROL = "net-dicom-anonymous-access"

kept = contextlib.ExitStack()  # The state that these tests share, until the program ends.


@functools.cache
def audited(lab):
    """The state after one audit."""
    home = pathlib.Path(kept.enter_context(tempfile.TemporaryDirectory(prefix="primum-scenario-"))) / "home"
    lab.audit(home=home)
    return home


def report(home, *arguments):
    run = primum("report", *arguments, home=home)
    assert run.code == 0, run.messages
    return run


def as_json(home, *arguments):
    return report(home, "--format", "json", *arguments).json


def in_days(days):
    return (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=days)).date().isoformat()


def test_every_form_is_written_and_gives_the_same_bytes_twice(lab):
    home = audited(lab)
    for form in FORMS:
        once, twice = report(home, "--format", form).output, report(home, "--format", form).output
        assert once and once == twice, form


def test_a_pdf_is_made_and_gives_the_same_bytes_twice(lab):
    home = audited(lab)
    files = [home.parent / name for name in ("one.pdf", "two.pdf")]
    for file in files:
        report(home, "--output", str(file))
    assert files[0].read_bytes().startswith(b"%PDF-1.7"), files[0].read_bytes()[:20]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_page_says_the_number_and_asks_for_nothing_outside(lab):
    home = audited(lab)
    page = report(home, "--format", "html").output
    assert f"<strong>{as_json(home)['exposed']['patients']}</strong>" in page
    assert "<script" not in page and "src=" not in page and "url(" not in page and "@import" not in page


def test_what_is_accepted_is_shown_apart_until_it_is_revoked(lab):
    home = audited(lab)
    before = as_json(home)
    subject = finding(before, CONTROL)["subjects"][0]["subject"]
    words = ("--reason", "remplacé en mars", "--until", in_days(30), "--by", "Dr Scénario")
    assert primum("accept", CONTROL, subject, *words, home=home).code == 0
    after = as_json(home)
    assert finding(after, CONTROL)["subjects"][0]["accepted"]["reason"] == "remplacé en mars"
    assert after["exposed"] == before["exposed"], "accepting closes no door"
    assert "remplacé en mars" in report(home).output
    assert primum("accept", CONTROL, subject, "--revoke", home=home).code == 0
    assert as_json(home)["findings"] == before["findings"]


def test_only_what_is_found_can_be_accepted_and_not_for_ever(lab):
    home = audited(lab)
    words = ["--reason", "x", "--by", "y", "--until"]
    for arguments, says in (([CONTROL, "10.9.9.9:1", *words, in_days(9)], "10.9.9.9:1"),
                            (["no-such-control", *words, in_days(9)], "no-such-control"),
                            ([CONTROL, *words, in_days(-2)], "passée"),
                            ([CONTROL, *words, in_days(500)], "un an"),
                            ([CONTROL, *words, "demain"], "2027-01-31"),
                            ([CONTROL, "--until", in_days(9)], "--reason"),
                            ([CONTROL, "--revoke"], "accepté")):
        run = primum("accept", *arguments, home=home)
        assert run.code == 2 and says in run.messages, (arguments, run.messages)


def test_a_door_that_was_closed_is_gone_in_the_comparison_and_the_curve_goes_down(lab):
    home = audited(lab)
    before = as_json(home)
    rules = "table inet closed { chain in { type filter hook input priority 0; tcp dport { 104, 8042 } reject with tcp reset; }; }"
    pacs = lab.inside("pacs")
    subprocess.run([*pacs, "nft", "-f", "-"], input=rules, text=True, check=True)
    try:
        lab.audit(home=home)
    finally:
        subprocess.run([*pacs, "nft", "delete", "table", "inet", "closed"], check=True)
    after = as_json(home, "--compare", "previous")
    since = after["since"]
    gone = {(each["control"], each["subject"]) for each in since["mended"] + since["not_seen_again"]}
    assert (CONTROL, "192.168.77.40:104") in gone, json.dumps(since, indent=1)
    assert since["patients"] == before["exposed"]["patients"] > after["exposed"]["patients"]
    curve = [each["patients"] for each in after["history"]]
    assert curve == [before["exposed"]["patients"], after["exposed"]["patients"]], curve
    runs = report(home, "--runs", "--format", "json").json
    assert [each["run"] for each in runs] == [2, 1], runs
