"""The router: names, administration page, UPnP."""

import subprocess

from house import NETWORKS
from room import Daemon

LOGIN = "cabinet:une-phrase-de-passe-longue"
_ADMIN = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title></head>
<body><h1>{title}</h1><form method="post" action="/wifi"><label>Nom du Wi-Fi <input name="ssid" value="Cabinet"></label>
<label>Redirections <input name="nat"></label><button>Enregistrer</button></form></body></html>
"""
# miniupnpd fills these chains; it does not make them.
_CHAINS = """
table inet miniupnpd {
  chain forward {
    type filter hook forward priority -10; policy accept;
    jump miniupnpd
  }
  chain miniupnpd {
  }
  chain prerouting {
    type nat hook prerouting priority -100; policy accept;
    jump prerouting_miniupnpd
  }
  chain postrouting {
    type nat hook postrouting priority 100; policy accept;
    jump postrouting_miniupnpd
  }
  chain prerouting_miniupnpd {
  }
  chain postrouting_miniupnpd {
  }
}
"""


def dnsmasq(room, service):
    """Names for the practice's own machines, no name of the outside; addresses for newcomers."""
    names = [f"--host-record={machine.name}.cabinet.test,{machine.address}" for machine in room.house.machines.values()]
    return [Daemon(["dnsmasq", "-k", "-C", "/dev/null", "--user=root", "--no-resolv", "--no-hosts", "--local-service",
                    "--interface=lan0", "--interface=gst0", "--bind-interfaces", "--domain=cabinet.test",
                    "--local=/cabinet.test/", "--dhcp-range=192.168.77.100,192.168.77.199,1h",
                    "--dhcp-range=192.168.78.100,192.168.78.199,1h", "--pid-file=", "--dhcp-leasefile=/srv/leases",
                    *names])]


def admin_page(room, service):
    """An administration page in clear that asks nothing."""
    room.write("admin/index.html", _ADMIN.format(title="Box du cabinet - Administration"))
    settings = room.write("admin.conf", f"""
server.document-root = "/srv/admin"
server.port = {service["tcp"]["http"]}
server.bind = "{NETWORKS["lan"]}"
server.tag = "BoxHTTP/1.0"
index-file.names = ( "index.html" )
mimetype.assign = ( ".html" => "text/html; charset=utf-8" )
""")
    return [Daemon(["lighttpd", "-D", "-f", settings])]


def admin_https(room, service):
    """The same page behind TLS and a password."""
    room.write("admin/index.html", _ADMIN.format(title="Box du cabinet - Administration"))
    return [nginx(room, service["tcp"]["https"], "root /srv/admin;")]


def nginx(room, port, content):
    """A web server that speaks only TLS and asks for a login."""
    user, _, password = LOGIN.partition(":")
    room.write("passwords", f"{user}:{{PLAIN}}{password}\n")
    for name in ("body", "proxy", "fastcgi", "uwsgi", "scgi"):
        room.folder("nginx/" + name)
    settings = room.write("nginx.conf", f"""
daemon off; worker_processes 1; pid /run/nginx.pid; error_log stderr;
events {{ worker_connections 256; }}
http {{
  access_log off; server_tokens off; types {{ text/html html; }}
  client_body_temp_path nginx/body; proxy_temp_path nginx/proxy; fastcgi_temp_path nginx/fastcgi;
  uwsgi_temp_path nginx/uwsgi; scgi_temp_path nginx/scgi;
  server {{
    listen {port} ssl; ssl_protocols TLSv1.2 TLSv1.3;
    ssl_certificate {room.key("server.pem")}; ssl_certificate_key {room.key("server.key")};
    auth_basic "Cabinet"; auth_basic_user_file /srv/passwords; location / {{ {content} }}
  }}
}}
""")
    return Daemon(["nginx", "-p", "/srv", "-e", "stderr", "-c", settings])


def upnp(room, service):
    """miniupnpd as a careless box has it: any machine opens any port, for itself or for another."""
    subprocess.run(["nft", "-f", "-"], input=_CHAINS, text=True, check=True)
    port = service["tcp"]["upnp"]
    # miniupnpd refuses to tell a reserved address as its own: 192.0.1.7 is only told, never routed.
    settings = room.write("miniupnpd.conf", f"""ext_ifname=wan0
ext_ip=192.0.1.7
listening_ip=lan0
http_port={port}
enable_upnp=yes
enable_natpmp=no
secure_mode=no
uuid=4d696e69-444c-164e-9d41-000000000001
friendly_name=Box du cabinet
manufacturer_name=Sagemcom
model_name=Box
lease_file=/srv/upnp.leases
upnp_table_name=miniupnpd
upnp_nat_table_name=miniupnpd
upnp_forward_chain=miniupnpd
upnp_nat_chain=prerouting_miniupnpd
upnp_nat_postrouting_chain=postrouting_miniupnpd
allow 1-65535 192.168.77.0/24 1-65535
deny 0-65535 0.0.0.0/0 0-65535
""")

    def open_ports():
        for mapping in service["mappings"]:
            target = room.house.machines[mapping["machine"]].address
            subprocess.run(["upnpc", "-u", f"http://{NETWORKS['lan']}:{port}/rootDesc.xml",
                            "-e", mapping["description"], "-a", target, str(mapping["port"]),
                            str(mapping["external"]), mapping["protocol"]],
                           check=True, stdout=subprocess.DEVNULL)

    return [Daemon(["miniupnpd", "-d", "-f", settings, "-P", "/run/miniupnpd.pid"], after=open_ports)]
