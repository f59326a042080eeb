"""In the careless practice, every planted fault is found at the right place, with the true counts."""

import functools
import json
import subprocess

import practice
from practice import finding, observation

FURNISHING = "careless"


@functools.cache
def audited(lab):
    with practice.home() as home:
        return lab.audit(home=home)


def test_every_planted_fault_is_found_where_it_is(lab):
    audit = audited(lab).json
    missed = []
    for fault in lab.truth["faults"]:
        found = finding(audit, fault["control"])
        place = place_of(fault)
        if not any(all(part in subject["subject"] for part in place) for subject in found["subjects"]):
            missed.append((fault["control"], fault["subject"], [each["subject"] for each in found["subjects"]]))
    assert not missed, "\n".join(map(str, missed))


def place_of(fault):
    """The parts that the subject of a fault must hold."""
    if fault["control"] == "net-box-port-forward":
        return [f"{fault['address']}:{fault['port']}", fault["name"]]
    if fault["control"] == "net-smb-guest-share":
        return [f"{fault['protocol']}://{fault['address']}", fault["name"].strip("/")]
    if "port" in fault and fault["control"] not in ("net-upnp-igd", "net-box-admin-password", "net-iot-on-lan", "net-smb1"):
        return [f"{fault['address']}:{fault['port']}"]
    return [fault["address"]]


def test_patients_and_studies_are_counted_truly(lab):
    audit = audited(lab).json
    wrong = []
    for fault in lab.truth["faults"]:
        if not fault["door"] or fault.get("protocol") not in ("dicom", "orthanc", "dicomweb"):
            continue
        subject = next(each for each in finding(audit, fault["control"])["subjects"]
                       if all(part in each["subject"] for part in place_of(fault)))
        counted = (subject.get("patients"), subject.get("studies", subject.get("records")))
        if fault["control"] != "net-viewer-server-mode" and counted != (fault["patients"], fault["studies"]):
            wrong.append((fault["subject"], counted, fault["patients"], fault["studies"]))
    assert not wrong, wrong


def test_health_files_in_open_shares_are_counted_truly(lab):
    audit = audited(lab).json
    shares = finding(audit, "net-smb-guest-share")["subjects"]
    for fault in lab.truth["faults"]:
        if fault["control"] != "net-smb-guest-share" or fault["protocol"] == "rsync":
            continue
        subject = next(each for each in shares if all(part in each["subject"] for part in place_of(fault)))
        counted = (subject["files"], subject["health_files"], subject["patients"])
        assert counted == (fault["files"], fault["health_files"], fault["patients"]), (fault["subject"], counted)


def test_the_number_of_exposed_patients_leads_and_is_true(lab):
    audit = audited(lab).json
    assert audit["exposed"]["patients"] == lab.truth["exposed"]["patients"], audit["exposed"]
    assert audited(lab).code == 1


def test_everyone_alive_is_found(lab):
    with practice.home() as home:
        lab.audit(home=home)
        rows = practice.primum("facts", "device", "--format", "json", home=home).json
    seen = {row["address"] for row in rows}
    alive = {host["address"] for host in lab.truth["hosts"] if host["address"].startswith("192.168.77.")}
    assert alive <= seen, alive - seen


def test_every_probe_completes(lab):
    audit = audited(lab).json
    troubled = [each for each in audit["observations"] if each["status"] != "complete"]
    assert not troubled, troubled


def test_consent_is_kept_and_shown(lab):
    audit = audited(lab).json
    assert [(each["network"], each["by"]) for each in audit["consents"]] == [(practice.NETWORK, "Dr Scénario")]


def test_a_second_audit_needs_no_second_consent(lab):
    with practice.home() as home:
        lab.audit("--only", "network", home=home)
        again = practice.primum("audit", "--only", "network", "--lan", "192.168.77.30", "--format", "json",
                                home=home, prefix=lab.inside("workstation"))
        assert again.code == 1, again.messages
        assert finding(again.json, "net-dicom-anonymous-access")["status"] == "fail"


def test_the_ultrasound_never_has_two_conversations_at_once(lab):
    """Proved by a capture on its own wire: between a SYN-ACK and the end of that connection, no other SYN-ACK."""
    capture = subprocess.Popen(
        [*lab.inside("ultrasound"), "tcpdump", "-n", "-l", "-tt", "-i", "eth0", "tcp and host 192.168.77.10"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    capture.stderr.readline()  # It listens.
    with practice.home() as home:
        lab.audit("--only", "network", home=home)
    capture.terminate()
    packets, _ = capture.communicate(timeout=20)
    open_ports, most, connections = set(), 0, 0
    for line in packets.splitlines():
        words = line.split()
        if "Flags" not in words[:-1]:
            continue  # The last line may be cut.
        source, target, flags = words[2], words[4].rstrip(":"), words[words.index("Flags") + 1].strip("[],")
        if flags == "S.":
            open_ports.add(target)
            connections += 1
        elif "R" in flags or ("F" in flags and source.startswith("192.168.77.10.")):
            open_ports.discard(source if source.startswith("192.168.77.10.") else target)
        most = max(most, len(open_ports))
    assert connections > 0, "the ultrasound was not asked anything"
    assert most == 1, f"{most} conversations at once"


def test_ctrl_c_stops_within_a_second_and_reports_what_was_seen(lab):
    with practice.home() as home:
        process = subprocess.Popen(
            [*lab.inside("workstation"), practice.PRIMUM, "audit", "--lan", practice.NETWORK, *practice.CONSENT,
             "--format", "json"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**practice.os.environ, "PRIMUM_HOME": str(home)})
        practice.time.sleep(2)
        process.send_signal(practice.signal.SIGINT)
        started = practice.time.monotonic()
        output, _ = process.communicate(timeout=30)
        seconds = practice.time.monotonic() - started
    assert process.returncode == 3, process.returncode
    assert seconds < 1.0, f"{seconds:.2f} s"
    audit = json.loads(output)
    assert audit["stopped"] and audit["observations"], audit["observations"]


def test_without_raw_sockets_the_loss_is_said_and_the_rest_is_seen(lab):
    with practice.home() as home:
        run = practice.primum("audit", "--only", "network", "--lan", practice.NETWORK, *practice.CONSENT,
                              "--format", "json", home=home,
                              prefix=[*lab.inside("workstation"), "capsh", "--drop=cap_net_raw", "--", "-c",
                                      'exec "$0" "$@"'])
    devices = observation(run.json, "network.devices")
    assert devices["status"] == "partial", devices
    assert devices["reason"], devices
    assert finding(run.json, "net-dicom-anonymous-access")["status"] == "fail"
