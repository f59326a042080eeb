"""DICOM servers: Orthanc, and DCMTK's dcmqrscp and storescp."""

import base64
import http.client
import json
import shutil
import ssl
import subprocess

from room import FURNITURE, Daemon

_LOGIN = "radiologue:une-phrase-de-passe-longue"
_DICOMWEB = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so"


def orthanc(room, service):
    """Orthanc open to all, or (careful) with logins, TLS with client certificates, and known machines only."""
    careful = service.get("careful", False)
    ports = service["tcp"]
    room.folder("orthanc")
    settings = {
        "Name": service["title"], "StorageDirectory": "/srv/orthanc", "IndexDirectory": "/srv/orthanc", "Locale": "C",
        "DicomAet": service["title"], "DicomPort": ports.get("dicom") or ports["dicom-tls"],
        "HttpPort": ports.get("http") or ports["https"], "RemoteAccessAllowed": True, "HttpThreadsCount": 8,
        "ConcurrentJobs": 1, "SaveJobs": False, "AuthenticationEnabled": careful, "DicomCheckCalledAet": careful,
        **{f"DicomAlwaysAllow{what}": not careful for what in ("Echo", "Store", "Find", "FindWorklist", "Get", "Move")},
        "Plugins": [_DICOMWEB] if service.get("dicomweb") else [],
        "DicomWeb": {"Enable": True, "Root": "/dicom-web/", "EnableWado": True, "WadoRoot": "/wado"},
    }
    if careful:
        settings |= _careful(room)
    path = room.write("orthanc.json", json.dumps(settings, indent=1))

    def load():
        _upload(settings["HttpPort"], careful, sorted((FURNITURE / service["store"]).glob("*.dcm")))

    return [Daemon(["Orthanc", path], after=load)]


def _careful(room):
    both = room.key("server.pem").read_text() + room.key("server.key").read_text()
    pair = room.write("orthanc.pem", both, mode=0o600)
    user, _, password = _LOGIN.partition(":")
    known = room.house.machines["radiography"].address
    return {"RegisteredUsers": {user: password}, "SslEnabled": True, "SslCertificate": str(pair),
            "DicomModalities": {"radio": ["DIGITALDIAG", known, 2762]}, "DicomCheckModalityHost": True,
            "DicomTlsEnabled": True, "DicomTlsRemoteCertificateRequired": True,
            "DicomTlsPrivateKey": str(room.key("server.key")), "DicomTlsCertificate": str(room.key("server.pem")),
            "DicomTlsTrustedCertificates": str(room.key("authority.pem"))}


def _upload(port, careful, images):
    """Gives Orthanc its images through its own door, on loopback."""
    if careful:
        trusting = ssl.create_default_context()
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        client = http.client.HTTPSConnection("127.0.0.1", port, timeout=20, context=trusting)
    else:
        client = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    header = {"Authorization": "Basic " + base64.b64encode(_LOGIN.encode()).decode()} if careful else {}
    for image in images:
        client.request("POST", "/instances", image.read_bytes(), header)
        answer = client.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"Orthanc refuses {image}: {answer.status}")
    client.close()


def dcmqrscp(room, service):
    """An archive that answers queries to any calling title (or to its peers only), and checks the called one."""
    title, (port,) = service["title"], service["tcp"].values()
    area = room.folder(f"dcmqrscp-{port}/{title}")
    for image in (FURNITURE / service["store"]).glob("*.dcm"):
        shutil.copy(image, area)
    subprocess.run(["dcmqridx", area, *sorted(area.glob("*.dcm"))], check=True, stdout=subprocess.DEVNULL)
    hosts = [(f"peer{index}", peer["title"], room.house.machines[peer["machine"]].address)
             for index, peer in enumerate(service.get("peers", []))]
    lines = ["HostTable BEGIN", *[f"{name} = ({peer}, {address}, 104)" for name, peer, address in hosts], "HostTable END",
             "VendorTable BEGIN", "VendorTable END", "AETable BEGIN",
             f"{title} {area} R (500, 1024mb) {', '.join(name for name, _, _ in hosts) or 'ANY'}", "AETable END", ""]
    settings = room.write(f"dcmqrscp-{port}.cfg", "\n".join(["NetworkTCPPort = " + str(port), "MaxPDUSize = 16384",
                                                             "MaxAssociations = 16", *lines]))
    tls = ["+tls", room.key("server.key"), room.key("server.pem"), "+cf", room.key("authority.pem"), "-rc"]
    return [Daemon(["dcmqrscp", "-q", "-c", settings, *(tls if service.get("tls") else [])])]


def storescp(room, service):
    """A receiver that takes images from anybody and throws them away; with TLS it asks for no client certificate."""
    (port,) = service["tcp"].values()
    tls = ["+tls", room.key("server.key"), room.key("server.pem"), "-ic"] if service.get("tls") else []
    return [Daemon(["storescp", "-q", "-aet", service["title"], "--ignore", "--fork", *tls, port])]
