"""The lab and the program, as scenarios use them."""

import contextlib
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PRIMUM = pathlib.Path(os.environ.get("PRIMUM", ROOT / "build/dev/bin/primum"))
LAB = ROOT / "lab/lab"
NETWORK = "192.168.77.0/24"
CONSENT = ["--consent", "Dr Scénario"]


class Skipped(Exception):
    """This machine has not what the scenario needs; the reason."""


class Run:
    """What one run of the program gave."""

    def __init__(self, process, seconds):
        self.code, self.output, self.messages = process.returncode, process.stdout, process.stderr
        self.seconds = seconds

    @property
    def json(self):
        return json.loads(self.output)


def primum(*arguments, home, prefix=(), seconds_max=300, environment=None, typed=None):
    """Runs the program with its state under `home`, in French and without a terminal; `typed` is its input."""
    variables = {**os.environ, "PRIMUM_HOME": str(home), "LC_ALL": "fr_FR.UTF-8", **(environment or {})}
    started = time.monotonic()
    given = {"stdin": subprocess.DEVNULL} if typed is None else {"input": typed}
    process = subprocess.run([*prefix, PRIMUM, *arguments], capture_output=True, text=True, timeout=seconds_max,
                             env=variables, check=False, **given)
    return Run(process, time.monotonic() - started)


@contextlib.contextmanager
def home():
    """An empty folder for the program's state, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="primum-scenario-") as folder:
        yield pathlib.Path(folder) / "home"


class Lab:
    """A furnished practice of its own, taken down at the end whatever happens."""

    def __init__(self, furnishing):
        self.furnishing = furnishing
        self.name = f"sc{os.getpid()}"

    def _run(self, *words, **options):
        return subprocess.run([LAB, *words], env={**os.environ, "PRIMUM_LAB": self.name}, check=True,
                              text=True, stdin=subprocess.DEVNULL, **options)

    def __enter__(self):
        self._run("up", self.furnishing, stdout=subprocess.DEVNULL)
        self.truth = json.loads(self._run("truth", self.furnishing, capture_output=True).stdout)
        return self

    def __exit__(self, *_):
        self._run("down", stdout=subprocess.DEVNULL)

    def inside(self, machine):
        """The words that run a command on a machine's network."""
        return ["ip", "netns", "exec", f"{self.name}-{machine}"]

    def on(self, machine):
        """The words that run a command on a machine itself: its network, files and processes."""
        return ["env", f"PRIMUM_LAB={self.name}", LAB, "enter", machine, "--"]

    def audit(self, *arguments, home, machine="workstation", network=NETWORK, around=(), **options):
        """`around` are the words of a command that runs the audit."""
        return primum("audit", "--lan", network, *CONSENT, "--format", "json", *arguments, home=home,
                      prefix=[*around, *self.inside(machine)], **options)

    @contextlib.contextmanager
    def hostile(self, mode, address, port, seconds=90):
        """A server that behaves badly, for as long as the block."""
        said = self._run("hostile", mode, address, str(port), "--seconds", str(seconds), capture_output=True)
        process = int(said.stdout.split("pid ")[1])
        try:
            yield
        finally:
            os.kill(process, signal.SIGTERM)


def finding(audit, control):
    """The finding of one control."""
    return next(each for each in audit["findings"] if each["control"] == control)


def observation(audit, probe):
    """The observation of one probe."""
    return next(each for each in audit["observations"] if each["probe"] == probe)


def failures(audit, *severities):
    """Control and subjects of what fails at these severities."""
    return [(each["control"], subject["subject"]) for each in audit["findings"] if each["status"] == "fail"
            for subject in each["subjects"] if subject["severity"] in severities]
