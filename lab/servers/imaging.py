"""DICOM servers: Orthanc, and DCMTK's dcmqrscp and storescp."""

import base64
import http.client
import json
import shutil
import subprocess

from room import FURNITURE, Daemon
from servers.router import LOGIN, nginx

_DICOMWEB = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so"


def orthanc(room, service):
    """Orthanc open to all, or (careful) with logins, TLS with client certificates, and known machines only."""
    careful = service.get("careful", False)
    ports, web = service["tcp"], (service["local"] if careful else service["tcp"])["http"]
    room.folder("orthanc")
    settings = {
        "Name": service["title"], "StorageDirectory": "/srv/orthanc", "IndexDirectory": "/srv/orthanc", "Locale": "C",
        "DicomAet": service["title"], "DicomPort": ports.get("dicom") or ports["dicom-tls"],
        "HttpPort": web, "RemoteAccessAllowed": not careful, "HttpThreadsCount": 8,
        "ConcurrentJobs": 1, "SaveJobs": False, "AuthenticationEnabled": careful, "DicomCheckCalledAet": careful,
        **{f"DicomAlwaysAllow{what}": not careful for what in ("Echo", "Store", "Find", "FindWorklist", "Get", "Move")},
        "Plugins": [_DICOMWEB] if service.get("dicomweb") else [],
        "DicomWeb": {"Enable": True, "Root": "/dicom-web/", "EnableWado": True, "WadoRoot": "/wado"},
    }
    if careful:
        settings |= _careful(room)
    path = room.write("orthanc.json", json.dumps(settings, indent=1))

    def load():
        _upload(web, sorted((FURNITURE / service["store"]).glob("*.dcm")))

    # Debian's Orthanc 1.10.1 crashes at its first HTTPS request: nginx stands before it, as in many practices.
    front = [nginx(room, ports["https"], f"proxy_pass http://127.0.0.1:{web};")] if careful else []
    return [*front, Daemon(["Orthanc", path], after=load, service_name="orthanc")]


def _careful(room):
    user, _, password = LOGIN.partition(":")
    known = room.house.machines["radiography"].address
    return {"RegisteredUsers": {user: password},
            "DicomModalities": {"radio": ["DIGITALDIAG", known, 2762]}, "DicomCheckModalityHost": True,
            "DicomTlsEnabled": True, "DicomTlsRemoteCertificateRequired": True,
            "DicomTlsPrivateKey": str(room.key("server.key")), "DicomTlsCertificate": str(room.key("server.pem")),
            "DicomTlsTrustedCertificates": str(room.key("authority.pem"))}


def _upload(port, images):
    """Gives Orthanc its images through its own door, on loopback."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    header = {"Authorization": "Basic " + base64.b64encode(LOGIN.encode()).decode()}
    for image in images:
        client.request("POST", "/instances", image.read_bytes(), header)
        answer = client.getresponse()
        answer.read()
        if answer.status != 200:
            raise RuntimeError(f"Orthanc refuses {image}: {answer.status}")
    client.close()


def dcmqrscp(room, service):
    """An archive that answers queries to any calling title, and checks the called one."""
    title, (port,) = service["title"], service["tcp"].values()
    area = room.folder(f"dcmqrscp-{port}/{title}")
    for image in (FURNITURE / service["store"]).glob("*.dcm"):
        shutil.copy(image, area)
    subprocess.run(["dcmqridx", area, *sorted(area.glob("*.dcm"))], check=True, stdout=subprocess.DEVNULL)
    settings = room.write(f"dcmqrscp-{port}.cfg", f"""NetworkTCPPort = {port}
MaxPDUSize = 16384
MaxAssociations = 16
HostTable BEGIN
HostTable END
VendorTable BEGIN
VendorTable END
AETable BEGIN
{title} {area} R (500, 1024mb) ANY
AETable END
""")
    return [Daemon(["dcmqrscp", "-q", "-c", settings])]


def storescp(room, service):
    """A receiver that throws its images away. tls: false, true (anybody may speak it) or "client certificate"."""
    (port,) = service["tcp"].values()
    tls = ["+tls", room.key("server.key"), room.key("server.pem")] if service.get("tls") else []
    if tls:
        tls += ["-rc", "+cf", room.key("authority.pem")] if service["tls"] == "client certificate" else ["-ic"]
    return [Daemon(["storescp", "-q", "-aet", service["title"], "--ignore", "--fork", *tls, port])]
