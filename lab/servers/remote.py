"""Ways to command a machine from afar, and what a machine tells about itself."""

import pathlib
import re
import shutil
import subprocess

from room import Daemon


def ssh(room, service):
    """OpenSSH, with password login or with keys only."""
    key = room.write("ssh_host", room.key("ssh_host").read_text(), mode=0o600)
    pathlib.Path("/run/sshd").mkdir(exist_ok=True)
    password = "yes" if service["password"] else "no"
    settings = room.write("sshd_config", f"""Port {service["tcp"]["ssh"]}
HostKey {key}
PidFile /run/sshd.pid
UsePAM no
UseDNS no
PermitRootLogin prohibit-password
PasswordAuthentication {password}
KbdInteractiveAuthentication no
PubkeyAuthentication yes
""")
    return [Daemon(["/usr/sbin/sshd", "-D", "-e", "-f", settings])]


def _inetd(room, name, server):
    settings = room.write(f"inetd-{name}.conf", f"{name} stream tcp nowait root {server} {pathlib.Path(server).name}\n")
    room.folder("inetd.d")
    return [Daemon(["inetutils-inetd", "--debug", f"--pidfile=/run/inetd-{name}.pid", settings, "/srv/inetd.d"],
                   service_name="inetutils-inetd")]


def telnet(room, service):
    return _inetd(room, "telnet", "/usr/sbin/telnetd")


def rlogin(room, service):
    return _inetd(room, "login", "/usr/sbin/in.rlogind")


def vnc(room, service):
    """A screen that anybody may look at and use."""
    return [Daemon(["Xtigervnc", ":0", "-rfbport", service["tcp"]["vnc"], "-SecurityTypes", "None", "-localhost", "no",
                    "-geometry", "640x480", "-depth", "16", "-desktop", "Salle 1", "-AlwaysShared",
                    # A visitor who leaves before logging in is shut out the fifth time: tests come more often.
                    "-BlacklistThreshold", "1000"])]


def xrdp(room, service):
    """Remote desktop: RDP and TLS, never network level authentication, which xrdp does not know."""
    text = pathlib.Path("/etc/xrdp/xrdp.ini").read_text()
    for key, value in (("port", service["tcp"]["rdp"]), ("fork", "true"), ("security_layer", "negotiate"),
                       ("certificate", room.key("server.pem")), ("key_file", room.key("server.key")),
                       ("LogFile", "/srv/xrdp-server.log")):
        text = re.sub(rf"(?m)^{key}=.*", f"{key}={value}", text, count=1)
    pathlib.Path("/run/xrdp").mkdir()
    return [Daemon(["xrdp", "--nodaemon", "--config", room.write("xrdp.ini", text)])]


def snmp(room, service):
    """SNMP whose community is `public`."""
    settings = room.write("snmpd.conf", f"""rocommunity public default
sysDescr {room.machine.maker} {room.machine.kind}
sysName {room.machine.name}
sysLocation Cabinet du Moulin
""")
    room.folder("snmp")
    return [Daemon(["snmpd", "-f", "-Lo", "-I", "-smux", "-C", "-c", settings, f"udp:{service['udp']['snmp']}"],
                   environment={"SNMP_PERSISTENT_DIR": "/srv/snmp", "MIBS": ""})]


def tftp(room, service):
    """The configuration of the box, for whoever asks."""
    room.write("tftp/config.txt", "ssid=Cabinet\nadmin=admin\n")
    return [Daemon(["/usr/sbin/in.tftpd", "--foreground", "--address", f"0.0.0.0:{service['udp']['tftp']}", "--secure",
                    "--user", "nobody", "/srv/tftp"])]


def avahi(room, service):
    """Announces services by multicast DNS, from files: no bus is needed."""
    return [_avahi(room, service["publish"], bus=False)]


def _avahi(room, publish, bus):
    services = pathlib.Path("/etc/avahi/services")
    shutil.rmtree(services, ignore_errors=True)
    services.mkdir()
    for index, entry in enumerate(publish):
        texts = "".join(f"<txt-record>{text}</txt-record>" for text in entry["txt"])
        (services / f"{index}.service").write_text(f"""<?xml version="1.0" standalone='no'?>
<!DOCTYPE service-group SYSTEM "avahi-service.dtd">
<service-group><name>{entry["name"]}</name>
<service><type>{entry["type"]}</type><port>{entry["port"]}</port>{texts}</service></service-group>
""")
    settings = room.write("avahi.conf", f"""[server]
host-name={room.machine.name}
use-ipv6=no
enable-dbus={"yes" if bus else "no"}
allow-interfaces=eth0
[publish]
publish-workstation=yes
[rlimits]
""")
    return Daemon(["avahi-daemon", "-f", settings, "--no-drop-root", "--no-chroot", "--no-rlimits"])


def _avahi_on_the_bus():
    question = ["dbus-send", "--system", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus",
                "org.freedesktop.DBus.NameHasOwner", "string:org.freedesktop.Avahi"]
    return "boolean true" in subprocess.run(question, capture_output=True, text=True).stdout


def ipp(room, service):
    """An IPP Everywhere printer of the CUPS project, with its web page, announced through avahi and a bus."""
    room.folder("spool")
    pathlib.Path("/run/dbus").mkdir()
    bus = Daemon(["dbus-daemon", "--system", "--nofork", "--nopidfile"],
                 ready=pathlib.Path("/run/dbus/system_bus_socket").exists)
    announcer = _avahi(room, [], bus=True)
    announcer.ready = _avahi_on_the_bus      # ippeveprinter ends when it comes before
    return [bus, announcer,
            Daemon(["ippeveprinter", "-p", service["tcp"]["ipp"], "-d", "/srv/spool", "-K", "/srv/spool",
                    "-M", "Brother", "-m", "HL-L2350DW", "Imprimante accueil"])]


def raw_printing(room, service):
    """Port 9100: what arrives is printed (here: forgotten)."""
    unit = service["tcp"]["jetdirect"] - 9100
    pathlib.Path("/run/lock/p910nd").mkdir()
    return [Daemon(["p910nd", "-d", "-i", "0.0.0.0", "-f", "/dev/null", str(unit)])]
