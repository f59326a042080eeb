"""Servers that stop, rave, drip or never end cost their own observation, bounded time and no memory."""

import sys

import practice
from practice import finding, observation

FURNISHING = "careless"

SECONDS_MAX = 60
MEMORY_KIB_MAX = 96 * 1024  # 45 MiB in this house without them; HTTP without end takes 20 more.
QUIET = "192.168.77.70"  # A machine of the house that runs no server of its own.


# Writes into a file the peak memory of a command, or of the largest program that it started.
MEASURE = """
import os, sys
_, status, usage = os.wait4(os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ), 0)
open(sys.argv[1], "w").write(str(usage.ru_maxrss))
sys.exit(os.waitstatus_to_exitcode(status))
"""


def audit(lab):
    with practice.home() as home:
        peak = home.parent / "peak"
        run = lab.audit("--only", "network", home=home, seconds_max=SECONDS_MAX,
                        around=(sys.executable, "-c", MEASURE, str(peak)))
        peak_kib = int(peak.read_text())
    assert peak_kib < MEMORY_KIB_MAX, peak_kib
    return run.json


def intact(audit, *but):
    """The faults of the house are found as ever; only the observations named may be troubled."""
    assert finding(audit, "net-dicom-anonymous-access")["status"] == "fail"
    assert finding(audit, "net-smb-guest-share")["status"] == "fail"
    troubled = {each["probe"] for each in audit["observations"] if each["status"] != "complete"}
    assert troubled <= set(but), troubled


def test_a_banner_of_a_byte_a_second_is_not_waited_for(lab):
    with lab.hostile("drip", QUIET, 21):
        intact(audit(lab), "network.services", "network.shares")


def test_rubbish_is_not_understood_and_not_believed(lab):
    with lab.hostile("rubbish", QUIET, 104), lab.hostile("rubbish", QUIET, 445):
        intact(audit(lab), "network.dicom", "network.shares", "network.services")


def test_connections_accepted_in_silence_end_at_their_deadline(lab):
    with lab.hostile("silent", QUIET, 104), lab.hostile("silent", QUIET, 80), lab.hostile("silent", QUIET, 3306):
        seen = audit(lab)
    intact(seen, "network.dicom", "network.databases", "network.medical-web", "network.services", "network.shares")
    assert any(each["reason"] and QUIET in each["reason"] for each in seen["observations"])


def test_an_endless_dicom_pdu_is_refused_at_its_header(lab):
    with lab.hostile("endless-pdu", QUIET, 104):
        intact(audit(lab), "network.dicom")


def test_endless_dicom_answers_are_cancelled(lab):
    with lab.hostile("endless-answers", QUIET, 11112):
        seen = audit(lab)
    intact(seen, "network.dicom")
    assert any(QUIET in each["subject"] for each in finding(seen, "net-dicom-anonymous-access")["subjects"])


def test_a_server_that_stops_half_way_is_partial_with_its_reason(lab):
    with lab.hostile("half", QUIET, 104):
        seen = audit(lab)
    dicom = observation(seen, "network.dicom")
    assert dicom["status"] == "partial" and QUIET in dicom["reason"], dicom
    intact(seen, "network.dicom")


def test_http_without_end_is_cut(lab):
    with lab.hostile("endless-body", QUIET, 80), lab.hostile("endless-header", QUIET, 8080):
        intact(audit(lab), "network.services", "network.medical-web", "network.shares")


def test_a_bad_certificate_is_seen_and_not_trusted(lab):
    with lab.hostile("tls-expired", QUIET, 443), lab.hostile("tls-self-signed", QUIET, 8443), practice.home() as home:
        lab.audit("--only", "network", home=home)
        rows = practice.primum("query", "SELECT port, tls, certificate_trusted, certificate_expires FROM service "
                               f"WHERE address = '{QUIET}' ORDER BY port", "--format", "json", home=home).json
    assert [(row["port"], row["tls"], row["certificate_trusted"]) for row in rows] == [(443, 1, 0), (8443, 1, 0)], rows
