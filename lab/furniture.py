"""The cache of what is slow to make: images, letters, keys, empty databases.

A folder of the cache is named after the sources that make it, is made beside its place and moved there at once, and is
never written again: machines read it or copy it. Two labs may fill the cache at the same time; the first one wins.
"""

import hashlib
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

import images
import letters

UNUSED_SECONDS_MAX = 24 * 3600
_SOURCES = ("house.toml", "people.py", "images.py", "letters.py", "furniture.py")


def cache():
    """Where generated things are kept from one `up` to the next."""
    here = pathlib.Path(__file__).resolve().parent
    chosen = os.environ.get("PRIMUM_LAB_CACHE")
    return pathlib.Path(chosen) if chosen else here.parent / ".cache" / "lab"


def ready(house):
    """The folder with all the furniture of the house, made now where it is missing."""
    here = pathlib.Path(__file__).resolve().parent
    digest = hashlib.sha256(b"".join((here / name).read_bytes() for name in _SOURCES)).hexdigest()[:16]
    place = cache() / digest
    if place.is_dir():
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    _sweep(place.parent)
    making = pathlib.Path(tempfile.mkdtemp(prefix=f"making-{os.getpid()}-", dir=place.parent))
    try:
        making.chmod(0o755)
        _make(making, house)
        making.rename(place)
    except OSError:
        if not place.is_dir():
            raise
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return place


def _sweep(folder):
    """Removes what a killed `up` was making, and furniture of another version that was made over a day ago."""
    for old in folder.iterdir():
        if old.name.startswith("making-"):
            unused = not pathlib.Path("/proc", old.name.split("-")[1]).exists()
        else:
            unused = time.time() - old.stat().st_mtime > UNUSED_SECONDS_MAX
        if unused:
            shutil.rmtree(old, ignore_errors=True)


def _make(folder, house):
    for name, store in house.stores.items():
        if store["kind"] == "images":
            images.make(folder / name, house.seed, name, store)
        elif store["kind"] == "files":
            letters.make(folder / name, house.seed, name, store)
    _keys(folder / "keys")
    _databases(folder)


def _run(*argv, **options):
    subprocess.run(argv, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options)


def _keys(folder):
    """A practice's own certificate authority, a server key it signed, a client key, an SSH key."""
    folder.mkdir()
    authority = ["-CA", folder / "authority.pem", "-CAkey", folder / "authority.key"]
    for name, signed in (("authority", []), ("server", authority), ("client", authority)):
        extra = ["-addext", "basicConstraints=critical,CA:true"] if name == "authority" else \
                ["-addext", "subjectAltName=DNS:" + name, "-addext", "basicConstraints=CA:false"]
        _run("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650",
             "-subj", f"/O=Cabinet du Moulin/CN={name}", "-keyout", folder / f"{name}.key",
             "-out", folder / f"{name}.pem", *extra, *signed)
    _run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "ssh_host")
    for path in folder.iterdir():
        path.chmod(0o644)
    (folder / "ssh_host").chmod(0o600)


def _databases(folder):
    """Empty databases: making them takes seconds, copying them does not."""
    mariadb, postgresql = folder / "mariadb", folder / "postgresql"
    mariadb.mkdir()
    _run("mariadb-install-db", f"--datadir={mariadb}", "--auth-root-authentication-method=normal", "--skip-test-db",
         "--innodb-log-file-size=4M", "--innodb-data-file-path=ibdata1:4M:autoextend",
         "--innodb-autoextend-increment=1", "--user=root", "--no-defaults")
    postgresql.mkdir()
    shutil.chown(postgresql, "postgres", "postgres")
    with tempfile.TemporaryDirectory() as room:       # the cache's own folders may be closed to postgres
        shutil.chown(room, "postgres", "postgres")
        _run(initdb(), "-D", f"{room}/data", "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C",
             user="postgres", group="postgres", cwd=room)
        shutil.copytree(f"{room}/data", postgresql, dirs_exist_ok=True)


def initdb():
    found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        raise FileNotFoundError("initdb: install postgresql")
    return str(found[-1])
