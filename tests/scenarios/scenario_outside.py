"""What lies beyond the machines: Wi-Fi captures, mail, the Internet domain, questions and passwords."""

import contextlib
import os
import pathlib
import pty
import select
import socket
import struct
import subprocess
import tempfile
import time

import practice
from practice import primum

WPA2 = bytes.fromhex("30140100000fac040100000fac040100000fac020000")
WPS = bytes.fromhex("dd050050f20410")


def beacon(name, elements=b"", privacy=True, point=1):
    address = bytes([2, 0, 0, 0, 0, point])
    return (b"\x80\0\0\0" + b"\xff" * 6 + address * 2 + b"\x10\0" + bytes(8) + b"\x64\0" +
            struct.pack("<H", 0x11 if privacy else 1) + bytes([0, len(name)]) + name + b"\x03\x01\x06" + elements)


def capture(folder, *frames, name="air.pcap"):
    file = pathlib.Path(folder) / name
    content = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 105)
    for frame in frames:
        content += struct.pack("<IIII", 0, 0, len(frame), len(frame)) + frame
    file.write_bytes(content)
    return str(file)


def settings(folder, text):
    """The environment in which the settings file holds this text."""
    file = pathlib.Path(folder) / "config/primum/primum.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    return {"XDG_CONFIG_HOME": str(pathlib.Path(folder) / "config")}


def finding(audit, control):
    return next(each for each in audit["findings"] if each["control"] == control)


@contextlib.contextmanager
def folder_and_home():
    with tempfile.TemporaryDirectory(prefix="primum-scenario-") as folder:
        yield pathlib.Path(folder), pathlib.Path(folder) / "home"


def on_terminal(arguments, typed, home):
    """Runs on a terminal of its own, types each text after a moment; gives what was shown and the exit code."""
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update({"PRIMUM_HOME": str(home), "LC_ALL": "fr_FR.UTF-8"})
        os.execv(practice.PRIMUM, ["primum", *arguments])
    shown = b""
    for text in [*typed, None]:
        deadline = time.monotonic() + (1 if text is not None else 60)
        while time.monotonic() < deadline:
            if not select.select([terminal], [], [], 0.1)[0]:
                continue
            try:
                piece = os.read(terminal, 65536)
            except OSError:  # The other end was closed.
                piece = b""
            if not piece:
                break
            shown += piece
            if text is not None and shown.rstrip(b" ").endswith(b":"):
                break
        if text is not None:
            os.write(terminal, text.encode())
    status = os.waitpid(process, 0)[1]
    os.close(terminal)
    return shown.decode(), os.waitstatus_to_exitcode(status)


def test_the_practice_s_own_wifi_is_judged_and_the_neighbours_is_not():
    with folder_and_home() as (folder, home):
        air = capture(folder, beacon(b"Cabinet", WPA2 + WPS), beacon(b"Voisin", privacy=True, point=2))
        run = primum("audit", "--only", "network", "--wifi-capture", air, "--format", "json", home=home,
                     environment=settings(folder, '[practice]\nwifi = ["Cabinet"]\n'))
        audit = run.json
        assert finding(audit, "wifi-wps")["subjects"][0]["subject"] == "Cabinet"
        assert finding(audit, "wifi-wep")["status"] == "pass"
        assert finding(audit, "wifi-open")["status"] == "pass"
        rows = primum("facts", "wifi_network", "--format", "json", home=home).json
        assert {row["ssid"]: (row["security"], row["ours"]) for row in rows} == {
            "Cabinet": ("WPA2-PSK", 1), "Voisin": ("WEP", 0)}, rows


def test_without_names_no_network_is_judged_and_it_is_said_what_to_write():
    with folder_and_home() as (folder, home):
        air = capture(folder, beacon(b"Cabinet", privacy=False))
        run = primum("audit", "--wifi-capture", air, "--only", "network", "--format", "json", home=home,
                     environment={"XDG_CONFIG_HOME": str(folder / "none")})
        found = finding(run.json, "wifi-open")
        assert found["status"] == "not-observed" and "primum.toml" in found["reason"], found


def test_a_capture_that_is_none_or_is_cut_is_said_and_harms_nothing():
    with folder_and_home() as (folder, home):
        air = pathlib.Path(capture(folder, beacon(b"Cabinet", WPA2), beacon(b"Cabinet", WPA2)))
        air.write_bytes(air.read_bytes()[:-5])
        rubbish = folder / "rubbish.pcap"
        rubbish.write_bytes(os.urandom(4096))
        run = primum("audit", "--wifi-capture", str(air), "--wifi-capture", str(rubbish), "--only", "network",
                     "--format", "json", home=home)
        seen = practice.observation(run.json, "network.wifi")
        assert seen["status"] == "partial" and "rubbish.pcap" in seen["reason"], seen
        assert len(primum("facts", "wifi_network", "--format", "json", home=home).json) == 1
        alone = primum("audit", "--wifi-capture", str(rubbish), "--only", "network", home=home)
        assert alone.code == 3, (alone.code, alone.messages)


def test_settings_that_are_badly_written_are_named_with_their_line():
    with folder_and_home() as (folder, home):
        run = primum("audit", "--only", "network", "--wifi-capture", "x.pcap", home=home,
                     environment=settings(folder, "[practice]\nwify = 3\n"))
        assert run.code == 2 and "primum.toml, ligne 2" in run.messages, run.messages


def free_port():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def resolver(*records):
    """A real DNS server on loopback that knows only these records."""
    port = free_port()
    process = subprocess.Popen(
        ["dnsmasq", "--keep-in-foreground", "--no-resolv", "--no-hosts", "--conf-file=/dev/null", "--pid-file=",
         "--listen-address=127.0.0.1", "--bind-interfaces", f"--port={port}", "--local=/example/",
         "--local=/in-addr.arpa/", *records], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def test_a_domain_is_described_by_what_it_publishes():
    with folder_and_home() as (_, home), resolver(
            "--mx-host=cabinet.example,aspmx.l.google.com,10",
            "--txt-record=cabinet.example,v=spf1 include:_spf.google.com ~all",
            "--txt-record=_dmarc.cabinet.example,v=DMARC1; p=none",
            "--txt-record=google._domainkey.cabinet.example,v=DKIM1; k=rsa; p=MIGf",
            "--host-record=www.cabinet.example,192.0.2.7", "--dns-rr=cabinet.example,48,0101",
            "--ptr-record=7.2.0.192.in-addr.arpa,cluster021.hosting.ovh.net") as server:
        run = primum("audit", "--domain", "cabinet.example", "--resolver", server, "--only", "hosting", "--format",
                     "json", home=home)
        row = primum("facts", "domain", "--format", "json", home=home).json[0]
        assert (row["mail_provider"], row["class"], row["zone"]) == ("Google Workspace", "D", "US"), row
        assert (row["spf"], row["dmarc"], row["dkim"], row["dnssec"]) == ("softfail", "none", "google", 0), row
        assert (row["site"], row["site_provider"]) == ("192.0.2.7", "OVHcloud"), row
        assert finding(run.json, "mail-dns-auth")["severity"] == "low"
        assert finding(run.json, "mail-provider-non-eu")["status"] == "fail"


def test_a_domain_that_publishes_nothing_fails_and_one_that_is_not_there_is_not_observed():
    with folder_and_home() as (_, home), resolver("--host-record=bare.example,192.0.2.8") as server:
        bare = primum("audit", "--domain", "bare.example", "--resolver", server, "--only", "hosting", "--format",
                      "json", home=home)
        assert finding(bare.json, "mail-dns-auth")["status"] == "fail"
        absent = primum("audit", "--domain", "absent.example", "--resolver", server, "--only", "hosting", "--format",
                        "json", home=home)
        assert absent.code in (1, 3), absent.messages
        assert practice.observation(absent.json, "hosting.domain")["status"] == "failed"


def test_a_resolver_that_is_silent_is_a_failure_and_not_an_absent_domain():
    with folder_and_home() as (_, home):
        run = primum("audit", "--domain", "cabinet.example", "--resolver", f"127.0.0.1:{free_port()}", "--only",
                     "hosting", "--format", "json", home=home)
        assert run.code == 3 and practice.observation(run.json, "hosting.domain")["status"] == "failed", run.output


def test_what_is_no_domain_is_refused():
    with practice.home() as home:
        for name in ("cabinet", "https://cabinet.example", "192.168.1.1"):
            assert primum("audit", "--domain", name, home=home).code == 2, name
        assert primum("audit", "--only", "hosting", home=home).code == 2


def test_mailboxes_of_another_system_are_read_from_its_disk():
    with folder_and_home() as (folder, home):
        root = folder / "disk"
        profile = root / "home/martin/.thunderbird/ab.default"
        profile.mkdir(parents=True)
        (root / "etc").mkdir()
        (root / "etc/passwd").write_text("martin:x:1000:1000::/home/martin:/bin/bash\n")
        (profile.parent / "profiles.ini").write_text("[Profile0]\nPath=ab.default\n")
        (profile / "prefs.js").write_text(
            'user_pref("mail.accountmanager.accounts", "account1");\n'
            'user_pref("mail.account.account1.identities", "id1");\n'
            'user_pref("mail.account.account1.server", "server1");\n'
            'user_pref("mail.identity.id1.useremail", "cabinet.martin@gmail.com");\n'
            'user_pref("mail.server.server1.type", "imap");\n'
            'user_pref("mail.server.server1.hostname", "imap.gmail.com");\n'
            'user_pref("mail.server.server1.directory-rel", "[ProfD]ImapMail/g");\n')
        (profile / "ImapMail/g").mkdir(parents=True)
        (profile / "ImapMail/g/msgFilterRules.dat").write_text(
            'name="x"\nenabled="yes"\naction="Forward"\nactionValue="jeanne.secret@yahoo.fr"\n')
        audit = primum("audit", "--only", "host", "--root", str(root), "--format", "json", home=home).json
        row = primum("facts", "mailbox", "--format", "json", home=home).json[0]
        assert (row["address"], row["class"], row["forwards_to"]) == ("cabinet.martin@gmail.com", "F", "yahoo.fr"), row
        assert finding(audit, "mail-consumer")["status"] == "fail"
        assert finding(audit, "mail-forwarding")["severity"] == "high"
        assert b"jeanne.secret" not in (home / "facts.db").read_bytes()


def test_an_answer_decides_a_control_and_a_new_one_replaces_it():
    with practice.home() as home:
        assert primum("answer", "wifi-patients", "ours", "--by", "Dr Martin", home=home).code == 0
        assert finding(primum("report", "--format", "json", home=home).json,
                       "wifi-shared-with-patients")["status"] == "fail"
        assert "Dr Martin" in primum("report", home=home).output
        primum("answer", "wifi-patients", "none", home=home)
        report = primum("report", "--format", "json", home=home).json
        assert finding(report, "wifi-shared-with-patients")["status"] == "pass"
        assert finding(report, "wifi-guest-isolation")["status"] == "not-applicable"
        assert len(primum("facts", "answer", "--format", "json", home=home).json) == 1


def test_i_do_not_know_is_kept_and_reassures_nobody():
    with practice.home() as home:
        primum("answer", "register", "unknown", home=home)
        found = finding(primum("report", "--format", "json", home=home).json, "gdpr-register")
        assert found["status"] == "not-observed" and "je ne sais pas" in found["reason"], found


def test_bad_answers_are_refused_with_the_good_ones():
    with practice.home() as home:
        wrong = primum("answer", "register", "perhaps", home=home)
        assert wrong.code == 2 and "current" in wrong.messages, wrong.messages
        assert primum("answer", "no-such-question", home=home).code == 2
        assert not (home / "facts.db").exists()


def test_questions_are_listed_where_nobody_can_be_asked():
    with practice.home() as home:
        run = primum("answer", home=home)
        assert run.code == 0 and "locked-rooms" in run.output and "MonAideCyber" in run.output, run.output
        assert not home.exists()


def test_an_interview_can_be_left_and_taken_up_again():
    with practice.home() as home:
        shown, code = on_terminal(["answer"], ["1\n", "?\n", "\n", "q\n"], home)
        assert code == 0 and "== Le réseau et la box ==" in shown, shown
        answers = {row["question"]: row["value"]
                   for row in primum("facts", "answer", "--format", "json", home=home).json}
        assert answers == {"box-password": "changed", "box-maintained": "unknown"}, answers
        again, _ = on_terminal(["answer"], ["q\n"], home)
        assert "étiquette de la box" not in again, again


def password_of(text, home):
    return subprocess.run([practice.PRIMUM, "password"], input=text, text=True, capture_output=True, check=False,
                          env={**os.environ, "PRIMUM_HOME": str(home), "LC_ALL": "fr_FR.UTF-8"})


def test_passwords_are_judged_by_the_cnil_s_levels():
    with practice.home() as home:
        for text, code, says in (("vK7#pq2!Zx9m", 0, "suffisant, même sans"), ("vK7#pq2!Zx9", 0, "essais sont limités"),
                                 ("Marseille13!", 1, "se devine"), ("azerty", 1, "insuffisant"), ("7305", 1, "appareil")):
            run = password_of(text + "\n", home)
            assert run.returncode == code and says in run.stdout, (text, run)
            assert text not in run.stdout + run.stderr
        assert password_of("", home).returncode == 2
        assert not home.exists()


def test_a_password_typed_is_not_shown_and_ctrl_c_gives_the_terminal_back():
    with practice.home() as home:
        shown, code = on_terminal(["password"], ["vK7#pq2!Zx9m\n"], home)
        assert code == 0 and "vK7" not in shown and "suffisant" in shown, shown
        _, code = on_terminal(["password"], ["abc\x03"], home)
        assert code != 0


def test_an_export_shows_sites_and_never_a_password():
    with folder_and_home() as (folder, home):
        file = folder / "export.csv"
        file.write_text('name,url,username,password\nAmeli,https://www.ameli.fr/x,u,azerty1\n'
                        'A,https://a.example,u,"kT7#mq2!Wz9r"\nB,https://b.example,u,"kT7#mq2!Wz9r"\n')
        run = primum("password", "--csv", str(file), home=home)
        assert run.code == 1 and "www.ameli.fr" in run.output and "a.example, b.example" in run.output, run.output
        assert "azerty1" not in run.output and "kT7" not in run.output
        file.write_text("date,amount\n1,2\n")
        assert primum("password", "--csv", str(file), home=home).code == 2


def test_the_whole_is_kept_as_facts_that_have_a_schema():
    with practice.home() as home:
        tables = {row["table"] for row in primum("facts", "--schema", "--format", "json", home=home).json}
        assert {"wifi_network", "mailbox", "domain", "answer"} <= tables
