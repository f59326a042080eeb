"""Does the house match its truth? Asked from the workstation, with the tools that anybody would use.

This keeps the truth honest without Primum: a planted fault that ordinary tools cannot see is a fault of the lab.
"""

import json
import os
import re
import subprocess
import tempfile

import house as houses


class Check:
    """Runs tools inside the lab and counts what agrees."""

    def __init__(self, house, run):
        self.house, self.run_inside = house, run
        self.failed = self.passed = 0

    def tool(self, *argv):
        """The tool's output, both streams, whatever its exit code; empty when it takes too long."""
        try:
            with tempfile.TemporaryDirectory() as room:       # SNMP's client would write in /var
                done = subprocess.run(self.run_inside([str(part) for part in argv]), capture_output=True, timeout=120,
                                      env=os.environ | {"SNMP_PERSISTENT_DIR": room})
        except subprocess.TimeoutExpired:
            return ""
        return (done.stdout + done.stderr).decode(errors="replace")

    def same(self, what, expected, seen):
        agrees = expected == seen
        self.passed, self.failed = self.passed + agrees, self.failed + (not agrees)
        print(f"{'ok  ' if agrees else 'FAIL'} {what}" + ("" if agrees else f": expected {expected}, seen {seen}"))


def all_of(check):
    """Hosts, ports, then each fault that has a question below."""
    _hosts(check)
    _ports(check)
    for fault in check.house.faults:
        ask = _QUESTIONS.get((fault["control"], fault.get("protocol"))) or _QUESTIONS.get((fault["control"], None))
        if ask:
            address = check.house.machines[fault["machine"]].address
            store = check.house.stores.get(fault.get("store"), {})
            expected, seen = ask(check, address, fault, store)
            check.same(f"{fault['control']} {houses.subject(check.house, fault)}", expected, seen)
    if check.house.furnishing == "careful":
        _refusals(check)
    print(f"{check.passed} passed, {check.failed} failed")
    return 1 if check.failed else 0


def _hosts(check):
    sweep = check.tool("nmap", "-n", "-sn", "-oG", "-", "192.168.77.0/24")
    seen = set(re.findall(r"Host: (\S+) .*Status: Up", sweep))
    expected = {machine.address for machine in check.house.machines.values() if machine.network == "lan"}
    check.same("hosts alive", expected, seen)


def _ports(check):
    machines = [machine for machine in check.house.machines.values() if machine.network == "lan" and not machine.drops]
    wanted = sorted({port for machine in machines for port in houses.tcp_ports(machine)} | {199, 514, 6000, 8443})
    scan = check.tool("nmap", "-n", "-Pn", "-sT", "-T5", "--open", "-oG", "-", "-p", ",".join(map(str, wanted)),
                      *[machine.address for machine in machines])
    seen = {found[1]: sorted(int(port) for port in re.findall(r"(\d+)/open/tcp", found[2]))
            for found in re.finditer(r"Host: (\S+) .*Ports: (.*)", scan)}
    for machine in machines:
        open_to_us = sorted(port for service in machine.services if "only_from" not in service
                            for port in service.get("tcp", {}).values())
        check.same(f"open ports of {machine.name}", open_to_us, seen.get(machine.address, []))


def _refusals(check):
    """The careful house sends a stranger away at each door."""
    for machine in check.house.machines.values():
        for service in machine.services:
            for protocol, port in service.get("tcp", {}).items():
                if protocol == "dicom-tls":
                    for how in ([], ["+tla", "-ic"]):
                        answer = check.tool("echoscu", *how, "-aec", service["title"], machine.address, port)
                        check.same(f"{machine.name}:{port} refuses {how or 'clear text'}", True, "Failed" in answer)
                if protocol == "https":
                    status = check.tool("curl", "-sk", "-m", 5, "-o", "/dev/null", "-w", "%{http_code}",
                                        f"https://{machine.address}:{port}/")
                    check.same(f"{machine.name}:{port} asks for a login", "401", status)
    nas, server = check.house.machines["nas"].address, check.house.machines["server"].address
    check.same("no null session", True, "ACCESS_DENIED" in check.tool("smbclient", "-N", "-L", nas))
    methods = check.tool("nmap", "-n", "-Pn", "-p", 22, "--script", "ssh-auth-methods", server)
    check.same("SSH by key only", [True, False], ["publickey" in methods, "password" in methods])
    check.same("no UPnP", False, "desc:" in check.tool("upnpc", "-l"))


def _find(check, address, fault, store, title=None):
    title = title or ("OSIRIX" if fault["machine"] == "mac" else "ANY-SCP")
    counts = []
    for root, level, key in (("-S", "STUDY", "StudyInstanceUID"), ("-P", "PATIENT", "PatientID")):
        answers = check.tool("findscu", "-aet", "NOBODY", "-aec", title, root, "-k", f"QueryRetrieveLevel={level}",
                             "-k", key, address, fault["port"])
        counts.append(len(re.findall(rf"\] .*{key}", answers)))
    return [store["studies"], store["patients"]], counts


def _echo(check, address, fault, _):
    title = {"mac": "OSIRIX"}.get(fault["machine"], "DIGITALDIAG" if fault["port"] == 104 else "ANY-SCP")
    title = "PACS" if fault["machine"] == "pacs" else title
    tls = ["+tla", "-ic"] if fault["protocol"] == "dicom-tls" else []
    return "", check.tool("echoscu", "-q", *tls, "-aet", "NOBODY", "-aec", title, address, fault["port"])


def _orthanc(check, address, fault, store):
    answer = json.loads(check.tool("curl", "-s", "-m", 5, f"http://{address}:{fault['port']}/statistics") or "{}")
    return [store["patients"], store["studies"]], [answer.get("CountPatients"), answer.get("CountStudies")]


def _dicomweb(check, address, fault, store):
    answer = check.tool("curl", "-s", "-m", 5, f"http://{address}:{fault['port']}{fault['name']}/studies")
    return store["studies"], len(json.loads(answer or "[]"))


def _files(store, listing):
    return store["health_files"] + store["other_files"], len(re.findall(r"\.(?:txt|rtf|hpr|hl7)\b", listing))


def _smb(check, address, fault, store):
    return _files(store, check.tool("smbclient", "-N", f"//{address}/{fault['name']}", "-c", "recurse; ls"))


def _smb1(check, address, fault, _):
    return True, "SMBv1" in check.tool("nmap", "-n", "-Pn", "-p", fault["port"], "--script", "smb-protocols", address)


def _tree(check, url, store):
    """A listing of folders one level deep, as FTP gives it."""
    folders = re.findall(r"(?m)^d.* (\S+)\s*$", check.tool("curl", "-s", "-m", 5, url + "/"))
    return _files(store, "".join(check.tool("curl", "-s", "-m", 5, f"{url}/{folder}/") for folder in folders))


def _ftp(check, address, fault, store):
    return _tree(check, f"ftp://{address}", store)


def _nfs(check, address, fault, store):
    return True, f"{fault['name']} *" in check.tool("showmount", "--no-headers", "-e", address)


def _rsync(check, address, fault, store):
    return _files(store, check.tool("rsync", "-r", f"rsync://{address}/{fault['name']}"))


def _web(check, address, fault, store):
    url = f"http://{address}:{fault['port']}{fault['name']}"
    pages = [check.tool("curl", "-s", "-m", 5, url)]
    folders = re.findall(r'href="([a-z0-9-]+/)"', pages[0])
    pages += [check.tool("curl", "-s", "-m", 5, url + folder) for folder in folders]
    return _files(store, "\n".join(" ".join(re.findall(r'href="([^"]+)"', page)) for page in pages))


def _forward(check, address, fault, _):
    return True, f"{fault['port']}->{fault['name']}" in check.tool("upnpc", "-l")


def _rows(check, address, fault, store):
    question = "SELECT count(*), count(distinct numero) FROM consultation"
    answer = check.tool("mysql", "--skip-ssl", "-N", "-h", address, "-u", "root", "cabinet", "-e", question) \
        if fault["protocol"] == "mysql" else check.tool("psql", "-At", "-h", address, "-U", "postgres", "-c", question)
    return [store["records"], store["patients"]], [int(number) for number in re.findall(r"\d+", answer)]


def _redis(check, address, fault, _):
    return "PONG", check.tool("redis-cli", "-h", address, "-p", fault["port"], "ping").strip()


def _vnc(check, address, fault, _):
    return True, "None (1)" in check.tool("nmap", "-n", "-Pn", "-p", fault["port"], "--script", "vnc-info", address)


def _snmp(check, address, fault, _):
    return True, "STRING" in check.tool("snmpget", "-v1", "-c", "public", "-t", 1, address, "1.3.6.1.2.1.1.1.0")


def _tftp(check, address, fault, _):
    return True, "ssid=" in check.tool("curl", "-s", "-m", 5, f"tftp://{address}/config.txt")


def _page(check, address, fault, _):
    return True, "Administration" in check.tool("curl", "-s", "-m", 5, f"http://{address}/")


_QUESTIONS = {
    ("net-dicom-anonymous-access", None): _find, ("net-viewer-server-mode", None): _find,
    ("net-dicom-any-aet", None): _echo, ("net-orthanc-noauth", None): _orthanc,
    ("net-dicomweb-open", "dicomweb"): _dicomweb,
    ("net-smb-guest-share", "smb"): _smb, ("net-smb-guest-share", "ftp"): _ftp, ("net-smb-guest-share", "nfs"): _nfs,
    ("net-smb-guest-share", "rsync"): _rsync, ("net-smb-guest-share", "http"): _web,
    ("net-smb-guest-share", "webdav"): _web, ("net-smb1", None): _smb1, ("net-box-port-forward", None): _forward,
    ("net-database-open", "mysql"): _rows, ("net-database-open", "postgresql"): _rows,
    ("net-database-open", "redis"): _redis, ("net-rdp-vnc-open", "vnc"): _vnc, ("net-cleartext-service", "snmp"): _snmp,
    ("net-cleartext-service", "tftp"): _tftp, ("net-box-admin-password", None): _page}
