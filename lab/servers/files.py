"""Folders on the network: SMB, FTP, NFS, rsync, web."""

import pathlib
import subprocess

from room import Daemon
from servers.router import nginx

_USER = "secretaire"
_PASSWORD = "une-phrase-de-passe-longue"


def samba(room, service):
    """Guests, null sessions and SMB1; or users only, SMB3, signed and encrypted."""
    careless, state = service["careless"], room.folder("samba")
    for name in ("state", "lock", "cache", "private", "run", "ncalrpc"):
        room.folder(f"samba/{name}")
    pathlib.Path("/run/samba").mkdir()
    manners = ["map to guest = Bad User", "restrict anonymous = 0", "server min protocol = NT1", "ntlm auth = yes"] \
        if careless else ["map to guest = Never", "restrict anonymous = 2", "server min protocol = SMB3",
                          "server signing = mandatory", "server smb encrypt = required", "disable netbios = yes",
                          "smb ports = 445"]
    lines = ["[global]", "workgroup = CABINET", "netbios name = NAS", "server string = NAS du cabinet",
             "guest account = nobody", "load printers = no", "printcap name = /dev/null", "disable spoolss = yes",
             "log level = 1", "max log size = 500", *manners,
             *[f"{key} = {state}/{folder}" for key, folder in (
                 ("state directory", "state"), ("lock directory", "lock"), ("cache directory", "cache"),
                 ("private dir", "private"), ("pid directory", "run"), ("ncalrpc dir", "ncalrpc"))]]
    for share in service["shares"]:
        lines += _share(room, share)
    settings = room.write("smb.conf", "\n".join(lines) + "\n")
    _user(settings)
    common = ["--foreground", "--no-process-group", "--debug-stdout", "-s", settings]
    daemons = [Daemon(["nmbd", *common])] if careless else []
    return [*daemons, Daemon(["smbd", *common], service_name="smbd")]


def _share(room, share):
    path = f"shares/{share['name']}"
    if "store" in share:
        room.fill(path, share["store"], owner="nobody")
    else:
        room.write(f"{path}/bilan.txt", "Rien de medical ici.\n")
    return [f"[{share['name']}]", f"path = /srv/{path}", f"read only = {'no' if share['write'] else 'yes'}",
            f"guest ok = {'yes' if share['guest'] else 'no'}", *([] if share["guest"] else [f"valid users = {_USER}"])]


def _user(settings):
    """A user with a password, who exists in this machine's /etc only."""
    with open("/etc/passwd", "a") as passwd:
        passwd.write(f"{_USER}:x:2000:65534::/nonexistent:/usr/sbin/nologin\n")
    subprocess.run(["smbpasswd", "-c", settings, "-s", "-a", _USER], input=f"{_PASSWORD}\n{_PASSWORD}\n", text=True,
                   check=True, stdout=subprocess.DEVNULL)


def ftp(room, service):
    """vsftpd: anybody reads, and writes into /depot."""
    room.fill("ftp", service["store"])
    room.folder("ftp/depot", owner="ftp")
    room.folder("empty")
    settings = room.write("vsftpd.conf", f"""listen=YES
listen_port={service["tcp"]["ftp"]}
background=NO
anonymous_enable=YES
local_enable=NO
anon_root=/srv/ftp
write_enable=YES
anon_upload_enable=YES
anon_mkdir_write_enable=YES
secure_chroot_dir=/srv/empty
seccomp_sandbox=NO
isolate_network=NO
ftpd_banner=NAS du cabinet
""")
    return [Daemon(["vsftpd", settings], service_name="vsftpd")]


def nfs(room, service):
    """nfs-ganesha, since the kernel here may have no NFS of its own; the export is a file system of its own for it."""
    export = pathlib.Path(service["export"])
    export.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "lab", export], check=True)
    room.fill(export, service["store"])
    pathlib.Path("/run/ganesha").mkdir()
    settings = room.write("ganesha.conf", f"""
NFS_CORE_PARAM {{ Protocols = 3, 4; Enable_NLM = false; Enable_RQUOTA = false; NFS_Port = {service["tcp"]["nfs"]};
  MNT_Port = {service["tcp"]["mountd"]}; }}
NFSv4 {{ Graceless = true; RecoveryRoot = /srv/ganesha; }}
EXPORT {{ Export_Id = 1; Path = {export}; Pseudo = {export}; Access_Type = RO; Squash = none; SecType = sys;
  Transports = TCP, UDP; CLIENT {{ Clients = *; Access_Type = RO; }} FSAL {{ Name = VFS; }} }}
""")
    room.folder("ganesha")
    return [Daemon(["rpcbind", "-f", "-w"]),
            Daemon(["ganesha.nfsd", "-F", "-f", settings, "-L", "STDERR", "-p", "/run/ganesha/ganesha.pid"],
                   needs=service["tcp"]["rpcbind"])]


def rsync(room, service):
    """A module that asks for no password."""
    room.fill("rsync", service["store"])
    settings = room.write("rsyncd.conf", f"""use chroot = no
[{service["module"]}]
  path = /srv/rsync
  comment = Sauvegarde du poste
  read only = yes
""")
    return [Daemon(["rsync", "--daemon", "--no-detach", f"--config={settings}", f"--port={service['tcp']['rsync']}"])]


def listing(room, service):
    """A web server that lists a folder."""
    room.fill(f"www/{service['folder']}", service["store"])
    return [_lighttpd(room, "listing", "www", service["tcp"]["http"], "")]


def webdav(room, service):
    """WebDAV without login: read and write."""
    room.fill(f"dav/{service['folder']}", service["store"])
    return [_lighttpd(room, "webdav", "dav", service["tcp"]["webdav"],
                      'server.modules += ( "mod_webdav" )\nwebdav.activate = "enable"\nwebdav.is-readonly = "disable"')]


def _lighttpd(room, name, root, port, more):
    settings = room.write(f"{name}.conf", f"""
server.document-root = "/srv/{root}"
server.port = {port}
server.bind = "0.0.0.0"
server.upload-dirs = ( "/tmp" )
dir-listing.activate = "enable"
dir-listing.encoding = "utf-8"
{more}
""")
    return Daemon(["lighttpd", "-D", "-f", settings])


def files_https(room, service):
    """The letters behind TLS and a login."""
    room.fill("www", service["store"])
    return [nginx(room, service["tcp"]["https"], "root /srv/www;")]
