#!/usr/bin/env python3
"""Measures Primum beside its peers, in the lab, in turn, and prints a table with medians and ratios.

    ./dev bench [discovery] [audit] [dicom] [controls] [pdu] [report] [files] [tree] [host] [--runs N]

Both programs run from the workstation of the careless lab, on the same machines, one after the other (A B A B). What is
measured and how is written beside each figure; docs/benchmarks.md keeps the results.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import file_tree

ROOT = pathlib.Path(__file__).resolve().parents[1]
PRIMUM = ROOT / "build/release/bin/primum"
LAB = ROOT / "lab/lab"
NAME = f"bench{os.getpid()}"
NETWORK = "192.168.77.0/24"
ULTRASOUND = "192.168.77.30"
RADIOGRAPHY = "192.168.77.45"
SCRIPTS = ("dicom-ping,smb-enum-shares,smb-protocols,ftp-anon,nfs-showmount,mysql-empty-password,vnc-info,snmp-info,"
           "http-title")


class Measure:
    """Wall and processor's seconds (its workers' too), peak resident memory and output of one run."""

    def __init__(self, command, environment=None):
        started = time.monotonic()
        with tempfile.TemporaryFile("w+") as output:
            process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                                       env={**os.environ, **(environment or {})})
            _, status, usage = os.wait4(process.pid, 0)
            self.seconds = time.monotonic() - started
            self.processor_seconds = usage.ru_utime + usage.ru_stime
            output.seek(0)
            self.output = output.read()
        self.code = os.waitstatus_to_exitcode(status)
        self.memory_mib = usage.ru_maxrss / 1024


def inside(machine):
    return ["ip", "netns", "exec", f"{NAME}-{machine}"]


def primum(*arguments, network=NETWORK):
    """One audit of the network with an empty state of its own."""
    with tempfile.TemporaryDirectory() as home:
        return Measure([*inside("workstation"), PRIMUM, "audit", "--only", "network", "--lan", network, "--consent",
                        "Bench", "--format", "json", *arguments], {"PRIMUM_HOME": home})


def nmap(*arguments):
    return Measure([*inside("workstation"), "nmap", "-n", *arguments])


def primum_ports():
    """The TCP ports that Primum asks, so that nmap asks the same."""
    text = (ROOT / "src/probes/network/port_list.cpp").read_text()
    return ",".join(sorted({found for found in re.findall(r"\{\s*(\d+),", text)}, key=int))


def seconds_of(measure, probe):
    observations = json.loads(measure.output)["observations"]
    return sum(each["seconds"] for each in observations if each["probe"] == probe)


def median(values):
    return statistics.median(values)


def row(what, ours, peer, unit="s"):
    ratio = f"{peer / ours:.1f} times" if ours else "-"
    print(f"| {what} | {ours:.2f} {unit} | {peer:.2f} {unit} | {ratio} |", flush=True)


def alive(text):
    return len(re.findall(r"Nmap scan report for", text))


def discovery(runs):
    """Who is there: the time of network.devices inside an audit, against the whole of `nmap -sn`."""
    ours, peer, seen = [], [], []
    for _ in range(runs):
        measure = primum()
        ours.append(seconds_of(measure, "network.devices"))
        scan = nmap("-sn", NETWORK)
        peer.append(scan.seconds)
        seen.append(alive(scan.output))
    row(f"finding who is there, /24, {max(seen)} alive", median(ours), median(peer))


def audit(runs):
    """The whole audit, against nmap with versions and scripts on the same ports."""
    ours, peer, our_memory, peer_memory = [], [], [], []
    ports = primum_ports()
    for _ in range(runs):
        measure = primum()
        ours.append(measure.seconds)
        our_memory.append(measure.memory_mib)
        scan = nmap("-sT", "-sV", "-T4", "-p", ports, "--script", SCRIPTS, NETWORK)
        peer.append(scan.seconds)
        peer_memory.append(scan.memory_mib)
    row("audit of the /24, all network probes", median(ours), median(peer))
    row("peak memory", median(our_memory), median(peer_memory), "MiB")


def traffic(command):
    """Packets and completed connections on the ultrasound's wire while a command runs."""
    capture = subprocess.Popen([*inside("ultrasound"), "tcpdump", "-n", "-l", "-i", "eth0",
                                "host 192.168.77.10 and (tcp or udp)"], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    capture.stderr.readline()
    command()
    time.sleep(0.5)
    capture.terminate()
    lines = capture.communicate()[0].splitlines()
    sent = [line for line in lines if " 192.168.77.10." in line.split(">")[0]]
    return len(sent), sum("Flags [S.]" in line for line in lines)


def gentleness(runs):
    """What the ultrasound receives."""
    del runs  # Counted, not timed: once is enough.
    ports = primum_ports()
    our_packets, our_connections = traffic(primum)
    peer_packets, peer_connections = traffic(
        lambda: nmap("-sT", "-sV", "-T4", "-p", ports, "--script", SCRIPTS, ULTRASOUND))
    print(f"| packets sent to the ultrasound | {our_packets} | {peer_packets} | |")
    print(f"| connections to the ultrasound | {our_connections} | {peer_connections} | |", flush=True)


def dicom(runs):
    """DICOM on an unusual port: the time of network.dicom on that machine, against nmap's version scan and script."""
    ours, peer, names = [], [], set()
    for _ in range(runs):
        measure = primum(network=RADIOGRAPHY)
        ours.append(seconds_of(measure, "network.dicom"))
        scan = nmap("-sT", "-sV", "-p", "14242", "--script", "dicom-ping", RADIOGRAPHY)
        peer.append(scan.seconds)
        names.update(re.findall(r"14242/tcp open\s+(\S+)", scan.output))
    row(f"DICOM on port 14242, five DICOM ports asked; nmap, one port, says {', '.join(names)}", median(ours),
        median(peer))


def google_benchmark(name, runs):
    output = subprocess.run([ROOT / f"build/bench/bin/{name}_bench", f"--benchmark_repetitions={runs}",
                             "--benchmark_report_aggregates_only=true"], capture_output=True, text=True, check=True)
    print("\n```")
    for line in output.stdout.splitlines():
        if "_median" in line or line.startswith("Benchmark"):
            print(line)
    print("```", flush=True)


def controls(runs):
    """A hundred controls over 100 000 rows."""
    google_benchmark("controls", runs)


def pdu(runs):
    """The DICOM parser."""
    google_benchmark("dicom_pdu", runs)


def report(runs):
    """Every form of a report of 100 controls and 5 000 subjects."""
    google_benchmark("report", runs)


def files(runs):
    """Recognising health data: found and missed by kind, and speed beside grep."""
    tool = ROOT / "build/bench/bin/recognise"
    subprocess.run([sys.executable, ROOT / "bench/files.py", tool, ROOT / "catalogue", "--speed", str(runs)], check=True)
    google_benchmark("recogniser", runs)


def tree(runs):
    """A tree of 50 000 ordinary files, 1 GB, with a hundred letters: first look, second look, and clamscan beside them.

    clamscan looks for structured data (card and social security numbers) with no signature of its own; it knows no NIR.
    """
    with tempfile.TemporaryDirectory(prefix="primum-tree-") as place, tempfile.TemporaryDirectory() as state:
        folder, database = pathlib.Path(place) / "files", pathlib.Path(place) / "none.ndb"
        file_tree.make(folder)
        os.sync()  # What is still to be written would be written during the first look.
        database.write_text("Primum.Bench:0:*:6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a6a\n")
        first, second, peer = [], [], []
        for _ in range(runs):
            home = tempfile.mkdtemp(dir=state)
            look = [PRIMUM, "audit", "--only", "files", "--path", folder, "--format", "json"]
            first.append(Measure(look, {"PRIMUM_HOME": home}))
            second.append(Measure(look, {"PRIMUM_HOME": home}))
            if shutil.which("clamscan"):
                peer.append(Measure(["clamscan", "-r", "--no-summary", "-i", "--detect-structured=yes", "-d", database,
                                     folder]))
        found = subprocess.run([PRIMUM, "query", "SELECT COUNT(*) AS n FROM document WHERE evidence = 'strong'",
                                "--format", "json"], env={**os.environ, "PRIMUM_HOME": home}, capture_output=True,
                               text=True, check=True)
        print("\n| tree of 50 000 files, 1 GB | Primum | clamscan |\n|---|---|---|")
        for what, looks, peers in (("first look", first, peer), ("second look, nothing changed", second, [])):
            for unit in ("seconds", "processor_seconds"):
                ours, theirs = ([getattr(look, unit) for look in each] for each in (looks, peers))
                told = f"{median(theirs):.1f} s" if theirs else ""
                print(f"| {what}, {unit.replace('_', ' ')} | {median(ours):.2f} s | {told} |")
        print(f"| letters found, of {file_tree.PATIENTS} | {json.loads(found.stdout)[0]['n']} | |")
        print(f"| memory, the largest process | {max(look.memory_mib for look in first):.0f} MiB | |", flush=True)


# What Lynis calls the weaknesses that the catalogue knows: its test, and the control that must have failed too.
LYNIS_TESTS = {"FIRE-4512": "ws-firewall-off", "FIRE-4590": "ws-firewall-off", "PKGS-7392": "ws-updates-late",
               "PKGS-7420": "ws-updates-late", "KRNL-5788": "ws-updates-late", "KRNL-5830": "ws-updates-late",
               "MALW-3280": "ws-antivirus-off", "HRDN-7230": "ws-antivirus-off", "AUTH-9262": "auth-password-policy",
               "AUTH-9230": "auth-password-policy", "AUTH-9283": "auth-empty-password"}


def lynis():
    """One `audit system --quick`, and the tests that gave a warning or a suggestion."""
    with tempfile.TemporaryDirectory() as folder:
        report = pathlib.Path(folder) / "report.dat"
        measure = Measure(["lynis", "audit", "system", "--quick", "--no-colors", "--no-log", "--report-file", report])
        lines = report.read_text(errors="replace").splitlines()
    told = {line.split("=", 1)[1].split("|")[0] for line in lines if line.startswith(("warning[]=", "suggestion[]="))}
    return measure, told


def host(runs):
    """All probes of this computer, against Lynis, and what both say of it."""
    ours, memory, report = [], [], {}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as home:
            measure = Measure([PRIMUM, "audit", "--only", "host", "--format", "json"], {"PRIMUM_HOME": home})
        report = json.loads(measure.output)
        ours.append(sum(each["seconds"] for each in report["observations"]))
        memory.append(measure.memory_mib)
    peer, told = lynis()
    print("| what | Primum | Lynis | ratio |\n|---|---|---|---|")
    row("looking at this computer, all host probes", median(ours), peer.seconds)
    row("peak memory", median(memory), peer.memory_mib, "MiB")
    print("\n| probe | seconds |\n|---|---|")
    for each in report["observations"]:
        print(f"| {each['probe']} | {each['seconds']:.3f} |")
    status = {finding["control"]: finding["status"] for finding in report["findings"]}
    print("\n| Lynis says | our control | our answer |\n|---|---|---|")
    for test in sorted(told & LYNIS_TESTS.keys()):
        print(f"| {test} | {LYNIS_TESTS[test]} | {status[LYNIS_TESTS[test]]} |", flush=True)
    print("\nOf the rest that Lynis says, the catalogue has no control:", ", ".join(sorted(told - LYNIS_TESTS.keys())))


IN_LAB = {"discovery": discovery, "audit": audit, "gentleness": gentleness, "dicom": dicom}
ALONE = {"controls": controls, "pdu": pdu, "report": report, "files": files, "tree": tree, "host": host}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[[], *IN_LAB, *ALONE])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    names = options.names or [*IN_LAB, *ALONE]
    if any(name in IN_LAB for name in names):
        print("| what | Primum | nmap | ratio |\n|---|---|---|---|", flush=True)
        environment = {**os.environ, "PRIMUM_LAB": NAME}
        try:
            subprocess.run([LAB, "up", "careless"], env=environment, check=True, stdout=subprocess.DEVNULL)
            for name in names:
                if name in IN_LAB:
                    IN_LAB[name](options.runs)
        finally:
            subprocess.run([LAB, "down"], env=environment, check=True, stdout=subprocess.DEVNULL)
    for name in names:
        if name in ALONE:
            ALONE[name](options.runs)


sys.exit(main())
