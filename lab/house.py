"""The house: what the three TOML files say, and the truth that follows from them.

Nothing else in the lab knows a number: the generators make what a store says, the servers listen where a service
says, and the truth repeats both. A count is therefore typed once.
"""

import json
import pathlib
import tomllib
from dataclasses import dataclass, field

FURNISHINGS = ("careless", "careful")
FOLDER = pathlib.Path(__file__).resolve().parent

# network: (what stands before the last number of an address, the router's address on it)
NETWORKS = {"lan": "192.168.77.1", "guest": "192.168.78.1"}
OUTSIDE = {"router": "198.51.100.2", "internet": "198.51.100.1"}


@dataclass
class Machine:
    name: str
    address: str
    mac: str
    kind: str
    maker: str
    drops: bool = False          # answers ARP and nothing else
    network: str = "lan"
    services: list = field(default_factory=list)


@dataclass
class House:
    furnishing: str
    seed: int
    workstation: str
    machines: dict               # name -> Machine
    stores: dict                 # name -> what it holds, as in house.toml
    faults: list

    def serving(self):
        """The machines that run something; the others are only alive."""
        return [machine for machine in self.machines.values() if machine.services]


def load(furnishing):
    """Reads the house as one of the two furnishings sets it."""
    if furnishing not in FURNISHINGS:
        raise ValueError(f"no furnishing named {furnishing}; there are {' and '.join(FURNISHINGS)}")
    walls = tomllib.loads((FOLDER / "house.toml").read_text())
    furniture = tomllib.loads((FOLDER / f"{furnishing}.toml").read_text())
    machines = {}
    for row in walls["machine"]:
        machine = Machine(**row)
        for key, value in furniture.get("place", {}).get(machine.name, {}).items():
            setattr(machine, key, value)
        machines[machine.name] = machine
    for service in furniture["service"]:
        machines[service["machine"]].services.append(service)
    house = House(furnishing, walls["seed"], walls["workstation"], machines, walls["store"], furniture["fault"])
    _verify(house)
    return house


def _verify(house):
    """A fault must be about something that is there: its machine, its store, its port."""
    for fault in house.faults:
        machine = house.machines[fault["machine"]]
        ports = {port for service in machine.services for transport in ("tcp", "udp")
                 for port in service.get(transport, {}).values()}
        ports |= {mapping["external"] for service in machine.services for mapping in service.get("mappings", ())}
        if "port" in fault and fault["port"] not in ports:
            raise ValueError(f"{house.furnishing}.toml: {fault['control']}: {machine.name} has no port {fault['port']}")
        if fault.get("store", "practice") not in house.stores:
            raise ValueError(f"{house.furnishing}.toml: {fault['control']}: no store named {fault['store']}")


def tcp_ports(machine):
    """The TCP ports that other machines can reach."""
    return sorted(port for service in machine.services for port in service.get("tcp", {}).values())


def subject(house, fault):
    """How a report names what a fault is about: address:port, or address/name (protocol) for what has a name."""
    address = house.machines[fault["machine"]].address
    if "name" in fault:
        return f"{address}/{fault['name'].strip('/')} ({fault['protocol']})"
    return f"{address}:{fault['port']}" if "port" in fault else address


def truth(house):
    """All that an audit should find, as one JSON value."""
    faults = []
    for fault in house.faults:
        row = {"control": fault["control"], "subject": subject(house, fault),
               "address": house.machines[fault["machine"]].address}
        row |= {key: fault[key] for key in ("port", "protocol", "name", "severity", "write", "login") if key in fault}
        if "store" in fault:
            store = house.stores[fault["store"]]
            row["store"] = fault["store"]
            row |= {key: store[key] for key in ("patients", "studies", "records", "health_files") if key in store}
            if "health_files" in store:
                row["files"] = store["health_files"] + store["other_files"]
        row["door"] = fault.get("door", False)
        faults.append(row | {"why": fault["why"]})
    return {"furnishing": house.furnishing, "workstation": house.machines[house.workstation].address,
            "exposed": exposed(house), "hosts": [_host(machine) for machine in house.machines.values()],
            "faults": faults}


def exposed(house):
    """Patients behind the doors that an audit can count: the largest door of each machine, machines added up."""
    largest = {}
    for fault in house.faults:
        if fault.get("door"):
            patients = house.stores[fault["store"]]["patients"]
            largest[fault["machine"]] = max(largest.get(fault["machine"], 0), patients)
    return {"patients": sum(largest.values()),
            "machines": {house.machines[name].address: count for name, count in largest.items()}}


def _host(machine):
    ports = [{"port": port, "transport": transport, "protocol": protocol,
              **{key: service[key] for key in ("only_from", "title", "login", "password") if key in service}}
             for service in machine.services for transport in ("tcp", "udp")
             for protocol, port in service.get(transport, {}).items()]
    return {"name": machine.name, "address": machine.address, "mac": machine.mac, "kind": machine.kind,
            "maker": machine.maker, "network": machine.network, "drops": machine.drops,
            "ports": sorted(ports, key=lambda row: (row["transport"], row["port"]))}


def print_truth(furnishing):
    print(json.dumps(truth(load(furnishing)), indent=2, ensure_ascii=False))
