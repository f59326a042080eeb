"""One machine of the house: the first process of its namespaces, which sets its servers up and looks after them.

A machine has its own network, mounts, process numbers and host name. What a server writes in /etc or /var goes to the
machine's folder of the lab's state (an overlay), so the real ones are never touched; and when this process dies, the
kernel ends all that it started.

    machine.py FURNISHING NAME STATE FURNITURE      (started by `lab up` inside the network namespace)
"""

import os
import pathlib
import shlex
import subprocess
import sys
import time
import traceback

import house as houses
import servers
from room import FURNITURE, LAB, SPACE, Room

START_SECONDS_MAX = 30


def furnish(state, furniture, name):
    """Gives this process, alone in its mount namespace, the machine's view of the disk."""
    for part in ("etc", "var"):
        for folder in ("upper", "work"):
            (state / part / folder).mkdir(parents=True)
    (state / "space").mkdir()
    mounts = [
        ["-t", "tmpfs", "-o", "mode=755", "lab", "/mnt"],
        ["--bind", str(state / "space"), "/srv"],
        *[["-t", "overlay", "-o", f"lowerdir=/{part},upperdir={state}/{part}/upper,workdir={state}/{part}/work", "lab",
           f"/{part}"] for part in ("etc", "var")],
    ]
    names = {name: pathlib.Path("/etc", name).read_text() for name in ("resolv.conf", "nsswitch.conf")}
    for mount in mounts:
        subprocess.run(["mount", *mount], check=True)
    for source, target in ((furniture, FURNITURE), (houses.FOLDER, LAB)):
        target.mkdir()
        subprocess.run(["mount", "--bind", str(source), str(target)], check=True)
    for place, mode in (("/run", "755"), ("/tmp", "1777"), ("/dev/shm", "1777")):
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"mode={mode}", "lab", place], check=True)
    etc = pathlib.Path("/etc")
    for file, text in names.items():
        (etc / file).unlink(missing_ok=True)
        (etc / file).write_text(text)
    (etc / "hosts").write_text(f"127.0.0.1 localhost\n127.0.1.1 {name}\n")
    (etc / "hostname").write_text(name + "\n")
    pathlib.Path("/run/lock").mkdir()
    subprocess.run(["hostname", name], check=True)


def listening(transport):
    """The ports on which something listens in this network namespace, read from the kernel: no packet is sent."""
    ports = set()
    for family in ("", "6"):
        for line in pathlib.Path(f"/proc/net/{transport}{family}").read_text().splitlines()[1:]:
            columns = line.split()
            if transport == "udp" or columns[3] == "0A":
                ports.add(int(columns[1].rpartition(":")[2], 16))
    return ports


def start(daemon, index):
    if daemon.needs:
        wait_for("tcp", {daemon.needs}, [])
    log = open(SPACE / f"{index:02d}-{pathlib.Path(daemon.argv[0]).name}.log", "wb")
    who = {"user": daemon.user, "group": daemon.user, "extra_groups": []} if daemon.user else {}
    daemon.process = subprocess.Popen([str(part) for part in daemon.argv], stdin=subprocess.DEVNULL, stdout=log,
                                      stderr=log, cwd=SPACE, env=os.environ | daemon.environment,
                                      start_new_session=True, **who)  # smbd ends its whole group when it ends.
    if daemon.service_name:
        write_script(daemon, log)


SCRIPT = """#!/bin/sh
# The lab's own: there is no systemd on its machines. start | stop | restart | status
pid={pid_file}
running() {{ [ -s $pid ] && kill -0 $(cat $pid) 2>/dev/null; }}
stop() {{ running && kill $(cat $pid); while running; do sleep 0.05; done; rm -f $pid; }}
# The server writes its number itself: a script that ends half-way has not started one that nobody can stop.
start() {{
    running && return
    cd {space}
    setsid sh -c 'echo $$ >{pid_file}; exec {command}' </dev/null >>{log} 2>&1 &
    while [ ! -s $pid ]; do sleep 0.02; done
}}
case $1 in start|stop) $1 ;; restart) stop; start ;; status) running ;; *) exit 2 ;; esac
"""


def write_script(daemon, log):
    """The script of /etc/init.d with which an administrator restarts this server."""
    command = shlex.join(str(part) for part in daemon.argv)
    if daemon.user:
        command = f"setpriv --reuid={daemon.user} --regid={daemon.user} --clear-groups {command}"
    pid_file = pathlib.Path(f"/run/lab-{daemon.service_name}.pid")
    pid_file.write_text(f"{daemon.process.pid}\n")
    script = pathlib.Path("/etc/init.d", daemon.service_name)
    script.unlink(missing_ok=True)
    script.write_text(SCRIPT.format(pid_file=pid_file, space=SPACE, command=command, log=log.name))
    script.chmod(0o755)


def wait_until(done, missing, daemons):
    """Waits for what `done` tells; a server that ends meanwhile is an error that names it."""
    deadline = time.monotonic() + START_SECONDS_MAX
    while not done():
        for daemon in daemons:
            if daemon.process.poll() is not None:
                raise RuntimeError(f"{daemon.argv[0]} ended with {daemon.process.returncode}")
        if time.monotonic() > deadline:
            raise RuntimeError(f"still missing: {missing}")
        time.sleep(0.02)


def wait_for(transport, ports, daemons):
    wait_until(lambda: ports <= listening(transport), f"{transport} {sorted(ports)}", daemons)


def shut_out(services):
    """Lets only the named addresses reach a port that says `only_from`, and nobody else a port that is `local`."""
    lines = []
    for service in services:
        for port in service.get("local", {}).values():
            lines.append(f"    tcp dport {port} drop")
        for port in service.get("tcp", {}).values() if "only_from" in service else ():
            lines.append(f"    tcp dport {port} ip saddr != {{ {', '.join(service['only_from'])} }} drop")
    if lines:
        head = ["table inet lab {", "  chain input {", "    type filter hook input priority 0; policy accept;"]
        text = "\n".join([*head, '    iifname "lo" accept', *lines, "  }", "}", ""])
        subprocess.run(["nft", "-f", "-"], input=text, text=True, check=True)


def run(house, machine):
    """Starts all the services of the machine and gives back their daemons once they listen and are filled."""
    room, daemons = Room(house, machine), []
    shut_out(machine.services)
    for service in machine.services:
        made = servers.BY_NAME[service["run"]](room, service)
        for daemon in made:
            start(daemon, len(daemons))
            daemons.append(daemon)
            if daemon.ready:
                wait_until(daemon.ready, f"readiness of {daemon.argv[0]}", [daemon])
        made[-1].service = service
    for daemon in daemons:
        tcp = {*daemon.service.get("tcp", {}).values(), *daemon.service.get("local", {}).values()}
        wait_for("tcp", tcp, daemons)
        wait_for("udp", set(daemon.service.get("udp", {}).values()), daemons)
        if daemon.after:
            daemon.after()
    return daemons


def main(furnishing, name, state, furniture):
    state = pathlib.Path(state)
    house = houses.load(furnishing)
    try:
        furnish(state, furniture, name)
        daemons = run(house, house.machines[name])
    except Exception:
        (SPACE / "failed").write_text(traceback.format_exc())
        return 1
    (SPACE / "ready").write_text("\n".join(f"{daemon.process.pid} {daemon.argv[0]}" for daemon in daemons))
    names = {daemon.process.pid: daemon.argv[0] for daemon in daemons}
    while True:
        try:
            pid, status = os.wait()
        except ChildProcessError:
            time.sleep(0.1)                            # until an administrator's restart leaves one to look after
            continue
        if pid in names:
            with open(SPACE / "ended", "a") as file:
                file.write(f"{names.pop(pid)} ended with {os.waitstatus_to_exitcode(status)}\n")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
