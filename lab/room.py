"""What a server's set-up is given (a room of its own in the machine) and what it gives back (daemons)."""

import pathlib
import shutil
import subprocess
from dataclasses import dataclass, field

SPACE = pathlib.Path("/srv")               # the machine's own folder, as its servers see it
FURNITURE = pathlib.Path("/mnt/furniture")
LAB = pathlib.Path("/mnt/lab")


@dataclass
class Daemon:
    """A server in the foreground. `after` runs once its ports listen; `needs` is a TCP port that must listen first;
    `ready` tells when the next server may start; `service_name` is what an administrator restarts it by."""
    argv: list
    user: str | None = None
    environment: dict = field(default_factory=dict)
    after: object = None
    needs: int | None = None
    ready: object = None
    service: dict = field(default_factory=dict)
    process: object = None
    service_name: str | None = None


class Room:
    """What a server's set-up may use: the house, the machine, a folder of its own."""

    def __init__(self, house, machine):
        self.house, self.machine = house, machine

    def folder(self, name, owner=None):
        """A new folder of the machine."""
        path = SPACE / name
        path.mkdir(parents=True, exist_ok=True)
        if owner:
            shutil.chown(path, owner)
        return path

    def write(self, name, text, mode=0o644):
        """A file in the machine's folder, or anywhere in its /etc, /var or /run when the name is absolute."""
        path = SPACE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(mode)
        return path

    def fill(self, name, source, owner=None):
        """Copies a folder of the furniture into the machine."""
        path = SPACE / name
        shutil.copytree(FURNITURE / source, path, dirs_exist_ok=True)
        if owner:
            subprocess.run(["chown", "-R", owner, path], check=True)
        return path

    def key(self, name):
        """The path of a key or certificate."""
        return FURNITURE / "keys" / name
