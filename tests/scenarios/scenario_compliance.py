"""The practice's obligations, from the first account to the finding: the real program, invented people."""

import contextlib
import datetime
import json
import sqlite3
import subprocess
import zipfile

from practice import home, primum

PASSPHRASE = "quatre mots peu courants"
OTHER = "encore une autre phrase"
PATIENT = "Jeanne Exemple"


class Office:
    """A practice whose person in charge is Dr Martin."""

    def __init__(self, folder):
        self.home = folder
        self.run("account", "create", "Dr Martin")

    def run(self, *arguments, code=0, typed=PASSPHRASE, language="fr"):
        run = primum("--lang", language, *map(str, arguments), home=self.home, typed=typed + "\n")
        assert run.code == code, (arguments, run.code, run.output, run.messages)
        return run

    def request(self, **values):
        fields = {"received-on": days_ago(1), "way": "post", "right": "access", "patient": PATIENT, "asker": "patient",
                  "identity": "known", **values}
        return self.run("request", "add", *options(fields))

    def breach(self, **values):
        fields = {"title": "Ordinateur portable volé", "aware-at": moment(hours=2), "found-by": "staff",
                  "origin": "stolen-device", "nature": "confidentiality", **values}
        return self.run("breach", "add", *options(fields))

    def finding(self, control):
        report = primum("report", "--format", "json", home=self.home)
        return next(finding for finding in report.json["findings"] if finding["control"] == control)


def options(fields):
    return [word for name, value in fields.items() for word in ("--" + name, value)]


def days_ago(count):
    return (datetime.date.today() - datetime.timedelta(days=count)).isoformat()


def moment(hours):
    return (datetime.datetime.now() - datetime.timedelta(hours=hours)).strftime("%Y-%m-%d %H:%M")


def test_a_request_from_its_arrival_to_its_answer():
    with home() as folder:
        office = Office(folder)
        office.run("practice", "set", "--name", "Cabinet des Tilleuls", "--in-charge", "Dr Martin")
        shown = office.request(identity="pending")
        assert "L1111-7" in shown.output and "identité" in shown.output, shown.output
        listed = json.loads(office.run("request", "list", "--format", "json").output)
        assert listed[0]["clock"]["days_left"] == 7 and listed[0]["clock"]["state"] == "in progress"

        letter = folder.parent / "accuse.odt"
        office.run("request", "letter", "1", "request-acknowledgement", "--output", letter)
        with zipfile.ZipFile(letter) as odt:
            assert odt.testzip() is None
            assert odt.infolist()[0].filename == "mimetype" and odt.infolist()[0].compress_type == zipfile.ZIP_STORED
            content = odt.read("content.xml").decode()
        assert PATIENT in content and "Cabinet des Tilleuls" in content
        assert letter.stat().st_mode & 0o777 == 0o600

        early = office.run("request", "change", "1", "--outcome", "answered", "--closed-on", days_ago(0), "--sent-by", "hand", code=2)
        assert "--identity" in early.messages, early.messages
        office.run("request", "change", "1", "--identity", "known", "--outcome", "answered", "--closed-on", days_ago(0),
                   "--sent-by", "registered", "--proof", "RK 123")
        assert json.loads(office.run("request", "list", "--format", "json").output) == []
        versions = json.loads(office.run("request", "versions", "1", "--format", "json").output)
        assert [version["version"] for version in versions] == [1, 2]
        assert office.finding("gdpr-access-clock")["status"] == "pass"


def test_a_letter_opens_in_a_word_processor_and_prints():
    with home() as folder:
        office = Office(folder)
        office.request(right="objection")
        for name in ("refus.odt", "refus.pdf", "refus.html"):
            office.run("request", "letter", "1", "request-refusal", "--output", folder.parent / name)
        text = subprocess.run(["pdftotext", folder.parent / "refus.pdf", "-"], capture_output=True, text=True, check=True).stdout
        assert PATIENT in text, text
        kind = subprocess.run(["file", "--brief", "--mime-type", folder.parent / "refus.odt"], capture_output=True, text=True, check=True)
        assert kind.stdout.strip() == "application/vnd.oasis.opendocument.text"


def test_a_late_request_becomes_a_finding_without_a_name():
    with home() as folder:
        office = Office(folder)
        office.request(**{"received-on": days_ago(12)})
        finding = office.finding("gdpr-access-clock")
        assert finding["status"] == "fail" and finding["severity"] == "critical", finding
        kept = (folder / "facts.db").read_bytes() + b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
        for word in ("Jeanne", "Exemple"):
            assert word.encode() not in kept, word


def test_days_are_counted_anew_at_an_audit_though_the_ledger_is_closed():
    with home() as folder:
        office = Office(folder)
        office.request()
        with contextlib.closing(sqlite3.connect(folder / "facts.db")) as store, store:
            store.execute("UPDATE now_patient_request SET due_on = ?", (days_ago(3),))
        assert primum("facts", "patient_request", "--format", "json", home=folder).json[0]["days_left"] == 7
        primum("audit", "--only", "host", "--format", "json", home=folder)
        assert primum("facts", "patient_request", "--format", "json", home=folder).json[0]["days_left"] == -3
        assert office.finding("gdpr-access-clock")["status"] == "fail"


def test_a_breach_from_discovery_to_the_cnils_form():
    with home() as folder:
        office = Office(folder)
        office.run("practice", "set", "--name", "Cabinet des Tilleuls", "--in-charge", "Dr Martin", "--siren", "123456789")
        shown = office.breach(readable="yes", data="health,identity", **{"people-count": "312"})
        assert "72 heures" in shown.output and "449694" not in shown.output, shown.output
        breach = json.loads(office.run("breach", "list", "--format", "json").output)[0]
        assert breach["clock"]["notify_cnil"] == "yes" and 69 * 60 <= breach["clock"]["minutes_left"] <= 70 * 60, breach
        form = office.run("breach", "form", "1").output
        places = [form.index(word) for word in ("123456789", "Ordinateur" if "Ordinateur" in form else "Appareil", "312", "[manque encore]")]
        assert places[0] < places[1] < places[2], form
        assert office.finding("gdpr-breach-clock")["severity"] == "critical"

        office.run("breach", "change", "1", "--notified-at", moment(hours=1))
        office.run("breach", "change", "1", "--completed-at", moment(hours=0), "--patients-told", "done", "--patients-told-on", days_ago(0))
        assert json.loads(office.run("breach", "list", "--format", "json").output) == []
        assert office.finding("gdpr-breach-clock")["status"] == "pass"


def test_a_key_lost_encrypted_is_recorded_only():
    with home() as folder:
        office = Office(folder)
        office.breach(origin="lost-device", readable="no", data="health")
        assert json.loads(office.run("breach", "list", "--format", "json").output) == []
        assert len(json.loads(office.run("breach", "list", "--all", "--format", "json").output)) == 1


def test_each_role_sees_and_writes_what_is_its_own():
    with home() as folder:
        office = Office(folder)
        office.request()
        for name, role in (("Claire", "staff"), ("Maître Durand", "data-protection-officer"), ("Paul", "technician")):
            office.run("account", "add", name, "--role", role, "--as", "Dr Martin", typed=f"{PASSPHRASE}\n{OTHER}")
        assert PATIENT in office.run("request", "list", "--as", "Claire", typed=OTHER).output
        assert PATIENT in office.run("request", "show", "1", "--as", "Maître Durand", typed=OTHER).output
        office.run("request", "versions", "1", "--as", "Maître Durand", typed=OTHER)
        office.run("request", "list", "--format", "json", "--as", "Maître Durand", typed=OTHER)
        office.run("request", "change", "1", "--patient", "Autre", "--as", "Maître Durand", typed=OTHER, code=3)
        refused = office.run("request", "list", "--as", "Paul", typed=OTHER, code=3)
        assert PATIENT not in refused.output
        office.run("request", "erase", "1", "--as", "Claire", typed=OTHER, code=3)
        wrong = office.run("request", "list", "--as", "Claire", typed="pas la bonne phrase", code=2)
        nobody = office.run("request", "list", "--as", "Inconnu", typed=OTHER, code=2)
        assert wrong.messages == nobody.messages
        history = json.loads(office.run("obligations", "history", "--format", "json", "--as", "Dr Martin").output)
        views = [entry for entry in history if entry["action"] == "viewed"]
        assert [entry["by"] for entry in views] == ["Maître Durand"] * 3, views


def test_the_register_is_proposed_from_facts_confirmed_and_printed():
    with home() as folder:
        office = Office(folder)
        proposed = office.run("register", "prefill").output
        assert "13 activités" in proposed, proposed
        assert "0 activités" in office.run("register", "prefill").output
        assert office.finding("gdpr-register")["severity"] == "medium"
        for number in range(1, 14):
            office.run("register", "change", number, "--state", "unused" if number == 10 else "confirmed")
        printed = office.run("register", "print").output
        assert "L1110-4" in printed and "Vidéosurveillance" not in printed
        assert office.finding("gdpr-register")["status"] == "pass"


def test_training_is_done_recorded_and_certified():
    with home() as folder:
        office = Office(folder)
        assert len(office.run("training", "modules").output.splitlines()) == 10
        done = office.run("training", "do", "phishing", "--person", "Claire", "--answers", "2,2,1", language="en")
        assert "2 right answers of 3" in done.output, done.output
        office.run("training", "do", "phishing", "--answers", "1", code=2)
        assert "2/3" in office.run("training", "certificate", "Claire").output


def test_a_processor_without_contract_is_found_and_gets_its_letter():
    with home() as folder:
        office = Office(folder)
        office.run("processor", "add", "--name", "Nuage SARL", "--role", "hosting", "--health-data", "yes", "--contract", "none", "--hosts", "yes")
        assert office.finding("gdpr-processor-contracts")["severity"] == "high"
        letter = office.run("processor", "letter", "1", "processor-contract").output
        assert "Nuage SARL" in letter and "HDS" in letter
        assert "Nuage" not in json.dumps(primum("facts", "processor", "--format", "json", home=folder).json)


def test_what_was_changed_outside_primum_is_refused():
    with home() as folder:
        office = Office(folder)
        office.request()
        office.run("obligations", "verify")
        ledger = folder / "ledger"
        content = bytearray(ledger.read_bytes())
        content[-20] ^= 1
        ledger.write_bytes(content)
        office.run("request", "list", code=3)


def test_a_request_is_erased_when_its_time_is_over():
    with home() as folder:
        office = Office(folder)
        office.request()
        office.run("request", "erase", "1")
        assert office.run("request", "list", "--all").output == ""
        assert "effacé" in office.run("obligations", "history").output
        office.run("obligations", "verify")
