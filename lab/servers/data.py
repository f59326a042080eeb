"""Databases and the HL7 listener of the practice's server."""

import pathlib
import re
import subprocess
import sys

import furniture
import people
from room import LAB, Daemon


def _bind(service):
    """(address to listen on, port): everywhere when other machines may come, else loopback."""
    reach = "tcp" if "tcp" in service else "local"
    (port,) = service[reach].values()
    return ("0.0.0.0" if reach == "tcp" else "127.0.0.1"), port


def _statements(room, service):
    """SQL that makes the practice's table and fills it with the store's records, in words both servers take."""
    store = room.house.stores[service["store"]]
    persons = people.invent(room.house.seed, service["store"], store["patients"])
    rows = ",\n".join(f"({index}, '{person.number}', '{person.family}', '{person.given}', '{person.born}')"
                      for index in range(store["records"]) for person in [persons[index % len(persons)]])
    return ("CREATE TABLE consultation (id INT PRIMARY KEY, numero VARCHAR(20), nom VARCHAR(60), prenom VARCHAR(60), "
            f"naissance CHAR(8));\nINSERT INTO consultation VALUES\n{rows};\n")


def mariadb(room, service):
    """MariaDB; careless: root from anywhere without password."""
    address, port = _bind(service)
    room.fill("mariadb", "mariadb", owner="mysql")
    # The init file takes one statement a line.
    statements = _statements(room, service).replace("\n", " ").replace("; ", ";\n")
    access = "ALTER USER root@localhost IDENTIFIED VIA unix_socket;" if service["login"] else \
        "CREATE USER root@'%' IDENTIFIED BY '';\nGRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;"
    start = room.write("mariadb.sql", "CREATE DATABASE cabinet CHARACTER SET utf8mb4;\nUSE cabinet;\n"
                       f"{statements}\n{access}\n")
    return [Daemon(["mariadbd", "--no-defaults", "--datadir=/srv/mariadb", "--socket=/srv/mariadb/socket",
                    f"--bind-address={address}", f"--port={port}", "--skip-name-resolve", f"--init-file={start}",
                    "--character-set-server=utf8mb4", "--innodb-buffer-pool-size=8M", "--innodb-log-file-size=4M",
                    "--innodb-data-file-path=ibdata1:4M:autoextend", "--innodb-autoextend-increment=1",
                    "--innodb-flush-log-at-trx-commit=0", "--performance-schema=OFF"], user="mysql")]


def postgresql(room, service):
    """PostgreSQL; careless: everybody is trusted."""
    address, port = _bind(service)
    data = room.fill("postgresql", "postgresql", owner="postgres:postgres")
    data.chmod(0o700)
    room.write("postgresql/pg_hba.conf", "local all all trust\nhost all all 0.0.0.0/0 "
               + ("scram-sha-256" if service["login"] else "trust") + "\n")
    room.folder("postgresql-socket", owner="postgres")
    statements = room.write("postgresql.sql", _statements(room, service))
    server = pathlib.Path(furniture.initdb()).with_name("postgres")

    def fill():
        subprocess.run(["psql", "-q", "-h", "/srv/postgresql-socket", "-p", str(port), "-U", "postgres",
                        "-f", statements], check=True, user="postgres", group="postgres")

    return [Daemon([server, "-D", data, "-p", port, "-c", f"listen_addresses={address}", "-c", "fsync=off",
                    "-c", "unix_socket_directories=/srv/postgresql-socket", "-c", "shared_buffers=16MB",
                    "-c", "max_connections=40", "-c", "autovacuum=off"], user="postgres", after=fill)]


def redis(room, service):
    address, port = _bind(service)
    room.folder("redis", owner="redis")
    protected = "no" if address == "0.0.0.0" else "yes"
    settings = room.write("/etc/redis/redis.conf", f"""# Redis, as an installer of practice software leaves it
bind {address}
port {port}
protected-mode {protected}
save ""
dir /srv/redis
daemonize no
""")
    return [Daemon(["redis-server", settings], user="redis", service_name="redis-server")]


def memcached(room, service):
    address, port = _bind(service)
    return [Daemon(["memcached", "-l", address, "-p", port, "-U", "0", "-m", "8"], user="memcache")]


def firebird(room, service):
    """Firebird listens to all, as French practice software often has it, and asks for a login."""
    settings = pathlib.Path("/etc/firebird/3.0/firebird.conf")
    settings.write_text(re.sub(r"(?m)^RemoteBindAddress.*", f"RemoteServicePort = {service['tcp']['firebird']}",
                               settings.read_text()))
    for name in ("/run/firebird/3.0", "/tmp/firebird"):
        pathlib.Path(name).mkdir(parents=True)
        subprocess.run(["chown", "-R", "firebird:firebird", name], check=True)
    return [Daemon(["/usr/sbin/firebird"], user="firebird")]


def mllp(room, service):
    return [Daemon([sys.executable, LAB / "mllp.py", "0.0.0.0", service["tcp"]["hl7"]])]
