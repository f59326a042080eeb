#!/usr/bin/env python3
"""Measures the dashboard: the server's time for each page, two hundred readers during an audit (wrk), start and memory.

    bench/web.py [--bin FOLDER] [--bench FOLDER]
"""

import argparse
import http.client
import os
import pathlib
import re
import signal
import subprocess
import tempfile
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[1]
PASSPHRASE = "quatre mots au hasard"
READERS, SECONDS = 200, 15


class Browser:
    """Keeps cookies and the token of the last page."""

    def __init__(self, port):
        self.port, self.cookies, self.token = port, {}, ""

    def ask(self, method, path, form=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": self.cookie}
        body = None
        if form is not None:
            body = urllib.parse.urlencode({**form, "token": self.token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for header in answer.headers.get_all("Set-Cookie") or []:
            name, value = header.split(";")[0].split("=", 1)
            self.cookies[name] = value
        token = re.search(r'name="token" value="([0-9a-f]+)"', text)
        self.token = token.group(1) if token else self.token
        return answer.status, text

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


def memory_kib(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)), int(re.search(r"VmHWM:\s+(\d+)", status).group(1))


def readers(port, cookie, path):
    done = subprocess.run(["wrk", "--latency", "-t2", f"-c{READERS}", f"-d{SECONDS}s", "-H", f"Cookie: {cookie}",
                           f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True)
    print(f"-- {READERS} readers of {path} during an audit")
    print("\n".join(line for line in done.stdout.splitlines()
                    if re.search(r"50%|99%|requests in|Socket|Non-2xx|Requests/sec", line)))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", type=pathlib.Path, default=ROOT / "build/release/bin")
    parser.add_argument("--bench", type=pathlib.Path, default=ROOT / "build/bench/bin")
    arguments = parser.parse_args()
    subprocess.run([arguments.bench / "web_bench"], check=True)
    with tempfile.TemporaryDirectory(prefix="primum-bench-") as folder:
        started = time.monotonic()
        process = subprocess.Popen([arguments.bin / "primum", "serve", "--listen", "127.0.0.1:0"], text=True,
                                   stdout=subprocess.PIPE, env={**os.environ, "PRIMUM_HOME": f"{folder}/home"})
        try:
            said = process.stdout.readline() + process.stdout.readline()
            print(f"start: {(time.monotonic() - started) * 1000:.0f} ms")
            port, token = re.search(r":(\d+)/first\?token=(\w+)", said).groups()
            browser = Browser(port)
            browser.ask("GET", f"/first?token={token}")
            browser.ask("POST", "/first", {"first": token, "name": "Dr Martin", "passphrase": PASSPHRASE,
                                           "again": PASSPHRASE})
            assert browser.ask("GET", "/audit")[0] == 200
            print("memory signed in: {} KiB, {} KiB at most: Argon2id takes 64 MiB for as long as it runs".format(
                *memory_kib(process)))
            pathlib.Path(f"/proc/{process.pid}/clear_refs").write_text("5")  # Begins the peak anew, proc(5).
            browser.ask("POST", "/audit", {"host": "yes"})
            for path in ("/", "/findings", "/requests"):
                readers(port, browser.cookie, path)
            print("memory with the readers: {} KiB now, {} KiB at most".format(*memory_kib(process)))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


if __name__ == "__main__":
    main()
