"""Cables: one network namespace for each machine, a switch, a router with NAT, and a namespace that plays the Internet.

The bridges stand in the switch's own namespace, so that the machine which runs the lab never has an interface on it.
Every namespace has its own resolv.conf and nsswitch.conf, so that no name is asked outside.
"""

import pathlib
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor

import house as houses

EXTRA = ("switch", "internet")
_RESOLVERS = pathlib.Path("/etc/netns")
# Only files and DNS: other modules (resolve, mdns) would ask a service of the real machine over a local socket.
_NAMES = "passwd: files\ngroup: files\nshadow: files\nhosts: files dns\nservices: files\nprotocols: files\n"
_ROUTER_RULES = """
table ip nat {
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    oifname "wan0" masquerade
  }
}
table inet filter {
  chain input {
    type filter hook input priority 0; policy accept;
    iifname "wan0" ct state new drop
  }
  chain forward {
    type filter hook forward priority 0; policy drop;
    ct state established,related accept
    iifname { "lan0", "gst0" } oifname "wan0" accept
    ct status dnat accept
  }
}
"""
_DROP_ALL = """
table inet filter {
  chain input {
    type filter hook input priority 0; policy drop;
    iifname "lo" accept
  }
}
"""


def namespace(lab, name):
    return f"{lab}-{name}"


def namespaces(lab):
    """The namespaces of the lab that exist now. A machine's name has no dash, so no lab takes another's for its own."""
    found = subprocess.run(["ip", "netns", "list"], check=True, capture_output=True, text=True).stdout
    names = [line.split()[0] for line in found.splitlines() if line.strip()]
    return [name for name in names if name.rpartition("-")[0] == lab]


def pids(lab):
    """Every process in one of the lab's namespaces."""
    found = []
    for name in namespaces(lab):
        answer = subprocess.run(["ip", "netns", "pids", name], capture_output=True, text=True)
        found += [int(pid) for pid in answer.stdout.split()]
    return found


def _batch(commands, inside=None):
    argv = ["ip", "-batch", "-"] if inside is None else ["ip", "-n", inside, "-batch", "-"]
    subprocess.run(argv, input="\n".join(commands) + "\n", text=True, check=True)


def rules(inside, text):
    """Loads nftables rules in a namespace."""
    subprocess.run(["ip", "netns", "exec", inside, "nft", "-f", "-"], input=text, text=True, check=True)


def lay(lab, house):
    """Makes the namespaces and joins them."""
    names = [*house.machines, *EXTRA]
    _resolvers(lab, house, names)
    _batch([f"netns add {namespace(lab, name)}" for name in names])
    _switch(lab, house)
    with ThreadPoolExecutor(4) as pool:
        jobs = [pool.submit(_machine, lab, machine) for machine in house.machines.values() if machine.name != "router"]
        jobs.append(pool.submit(_router, lab, house))
        for job in jobs:
            job.result()


def _resolvers(lab, house, names):
    for name in names:
        folder = _RESOLVERS / namespace(lab, name)
        folder.mkdir(parents=True, exist_ok=True)
        network = house.machines[name].network if name in house.machines else None
        server = "127.0.0.1" if network is None or name == "router" else houses.NETWORKS[network]
        (folder / "resolv.conf").write_text(f"nameserver {server}\noptions timeout:1 attempts:1\n")
        (folder / "nsswitch.conf").write_text(_NAMES)


def _switch(lab, house):
    commands = [f"link add br-{network} type bridge" for network in houses.NETWORKS]
    commands += [f"link set br-{network} up" for network in houses.NETWORKS]
    ends = [(namespace(lab, machine.name), "eth0", machine.network)
            for machine in house.machines.values() if machine.name != "router"]
    router = namespace(lab, "router")
    ends += [(router, "lan0", "lan"), (router, "gst0", "guest")]
    for index, (inside, interface, network) in enumerate(ends):
        commands += [f"link add port{index} type veth peer name {interface} netns {inside}",
                     f"link set port{index} master br-{network} up"]
    _batch(commands, namespace(lab, "switch"))


def _machine(lab, machine):
    inside = namespace(lab, machine.name)
    _batch(["link set lo up", f"link set eth0 address {machine.mac}", f"addr add {machine.address}/24 brd + dev eth0",
            "link set eth0 up", f"route add default via {houses.NETWORKS[machine.network]}"], inside)
    if machine.drops:
        rules(inside, _DROP_ALL)


def _router(lab, house):
    inside, mac = namespace(lab, "router"), house.machines["router"].mac
    _batch(["link set lo up", f"link set lan0 address {mac}",
            f"addr add {houses.NETWORKS['lan']}/24 brd + dev lan0", "link set lan0 up",
            f"addr add {houses.NETWORKS['guest']}/24 brd + dev gst0", "link set gst0 up",
            f"link add wan0 type veth peer name wan0 netns {namespace(lab, 'internet')}",
            f"addr add {houses.OUTSIDE['router']}/24 dev wan0", "link set wan0 up",
            f"route add default via {houses.OUTSIDE['internet']}", "route add 239.0.0.0/8 dev lan0"], inside)
    subprocess.run(["ip", "netns", "exec", inside, "sysctl", "-qw", "net.ipv4.ip_forward=1"], check=True)
    rules(inside, _ROUTER_RULES)
    # The Internet has nobody but the practice's router, and no way on.
    _batch(["link set lo up", f"addr add {houses.OUTSIDE['internet']}/24 dev wan0", "link set wan0 up"],
           namespace(lab, "internet"))


def cut(lab):
    """Takes the namespaces and their resolver files away; what is already gone is no error."""
    for name in namespaces(lab):
        subprocess.run(["ip", "netns", "del", name], stderr=subprocess.DEVNULL)
    if not _RESOLVERS.is_dir():
        return
    for folder in _RESOLVERS.iterdir():
        if folder.name.rpartition("-")[0] == lab and re.fullmatch(r"[a-z0-9]+", folder.name.rpartition("-")[2]):
            for name in ("resolv.conf", "nsswitch.conf"):
                (folder / name).unlink(missing_ok=True)
            folder.rmdir()
    if not any(_RESOLVERS.iterdir()):
        _RESOLVERS.rmdir()
