"""The dashboard: `primum serve` as a process, asked by curl's own words and walked through in a browser."""

import contextlib
import http.client
import os
import pathlib
import re
import shutil
import signal
import subprocess

from practice import PRIMUM, ROOT, home, primum

WALK = ROOT / "tests/web/walk.mjs"
SKIPPED = 77


class Serving:
    """`primum serve` on a port of its own, ended with its context."""

    def __init__(self, folder, *arguments):
        self.folder, self.arguments = folder, arguments

    def __enter__(self):
        environment = {**os.environ, "PRIMUM_HOME": str(self.folder), "LC_ALL": "fr_FR.UTF-8"}
        self.process = subprocess.Popen([PRIMUM, "serve", *(self.arguments or ("--listen", "127.0.0.1:0"))],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
        self.said = ""
        while "://" not in self.said:
            line = self.process.stdout.readline()
            assert line, self.process.stderr.read()
            self.said += line
        self.url = re.search(r"https?://\S+", self.said).group(0)
        self.port = int(re.search(r":(\d+)/", self.url).group(1))
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.code = self.process.wait(timeout=30)

    def ask(self, path, host="localhost"):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest("GET", path, skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read().decode()


def listening(process):
    """The addresses that a process listens on."""
    lines = subprocess.run(["ss", "-Hltnp"], capture_output=True, text=True, check=True).stdout.splitlines()
    return [line.split()[3] for line in lines if f"pid={process.pid}," in line]


def test_serve_listens_on_this_computer_alone_and_ends_when_asked():
    with home() as folder:
        with Serving(folder) as serving:
            assert listening(serving.process) == [f"127.0.0.1:{serving.port}"], listening(serving.process)
            status, headers, _ = serving.ask("/")
            assert status == 303 and headers["Location"] in ("/sign-in", "/first"), headers
            assert serving.ask("/", host="evil.test")[0] == 421
        assert serving.code == 0


def test_beyond_this_computer_the_page_is_encrypted_by_an_authority_of_its_own():
    with home() as folder:
        with Serving(folder, "--listen", "127.0.0.2:0", "--name", "primum.test") as serving:
            assert serving.url.startswith("http://"), "127.0.0.2 is this computer too"
    if shutil.which("ip") is None:
        return
    name = f"primum-web-{os.getpid()}"
    with contextlib.ExitStack() as stack, home() as folder:
        subprocess.run(["ip", "netns", "add", name], check=True)
        stack.callback(subprocess.run, ["ip", "netns", "del", name], check=True)
        for words in (["link", "set", "lo", "up"], ["addr", "add", "192.168.78.10/24", "dev", "lo"]):
            subprocess.run(["ip", "-n", name, *words], check=True)
        environment = {**os.environ, "PRIMUM_HOME": str(folder), "LC_ALL": "fr_FR.UTF-8"}
        process = subprocess.Popen(["ip", "netns", "exec", name, PRIMUM, "serve", "--listen", "192.168.78.10:7717",
                                    "--name", "primum.test"], stdout=subprocess.PIPE, text=True, env=environment)
        stack.callback(process.wait, timeout=30)
        stack.callback(process.send_signal, signal.SIGTERM)
        said = "".join(process.stdout.readline() for _ in range(5))
        authority = pathlib.Path(re.search(r"\S+authority\S+\.pem", said).group(0))
        assert authority.stat().st_mode & 0o777 == 0o600
        assert authority.with_suffix(".key").stat().st_mode & 0o777 == 0o600
        asked = subprocess.run(["ip", "netns", "exec", name, "curl", "-sS", "--cacert", authority, "-o", "/dev/null",
                                "-w", "%{http_code}", "--resolve", "primum.test:7717:192.168.78.10",
                                "https://primum.test:7717/"], capture_output=True, text=True, check=False)
        assert asked.stdout == "303", asked.stderr
        plain = subprocess.run(["ip", "netns", "exec", name, "curl", "-sS", "http://192.168.78.10:7717/"],
                               capture_output=True, text=True, check=False)
        assert plain.returncode != 0 and "Primum" not in plain.stdout


def test_a_given_address_that_is_every_address_is_refused():
    with home() as folder:
        run = primum("serve", "--listen", "0.0.0.0:7717", home=folder)
        assert run.code == 2 and "une seule adresse" in run.messages, run.messages


def test_every_page_in_a_browser_in_both_languages_by_keyboard_and_without_script():
    with home() as folder, Serving(folder) as serving:
        walk = subprocess.run(["node", WALK, serving.url], capture_output=True, text=True, timeout=900, check=False)
        if walk.returncode == SKIPPED:
            print(walk.stdout.strip())
            return
        assert walk.returncode == 0, "\n".join(line for line in walk.stdout.splitlines() if not line.startswith("ok "))
