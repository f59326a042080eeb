#!/usr/bin/env python3
"""Runs each fuzz target for so many seconds: tools/fuzz.py SECONDS [TARGET...].

Works on a copy of the corpus, so that a run leaves the repository as it was; a crash leaves its
input in build/fuzz/crashes/, to become a corpus file with the fix.
"""

import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys

BINARIES = pathlib.Path("build/fuzz/bin")
CRASHES = pathlib.Path("build/fuzz/crashes")
CANARY = "canary_fuzz"  # Fails on purpose: proves that the machinery notices.


def fuzz(binary, seconds):
    name = binary.name.removesuffix("_fuzz")
    corpus = pathlib.Path("build/fuzz/corpus") / name
    shutil.rmtree(corpus, ignore_errors=True)
    shutil.copytree(pathlib.Path("fuzz/corpus") / name, corpus)
    artifacts = CRASHES / name
    artifacts.mkdir(parents=True, exist_ok=True)
    run = subprocess.run(
        [binary, corpus, f"-max_total_time={seconds}", f"-artifact_prefix={artifacts}/",
         "-rss_limit_mb=1024", "-timeout=10", "-print_final_stats=1"],
        capture_output=True, text=True, check=False)
    executed = next((line.split()[-1] for line in run.stderr.splitlines()
                     if "number_of_executed_units" in line), "?")
    return binary.name, run.returncode, executed, run.stderr


def main():
    seconds, wanted = int(sys.argv[1]), set(sys.argv[2:])
    targets = [binary for binary in sorted(BINARIES.glob("*_fuzz"))
               if not wanted or binary.name.removesuffix("_fuzz") in wanted]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, code, executed, log in pool.map(lambda target: fuzz(target, seconds), targets):
            found = code != 0
            good = found == (name == CANARY)
            failed += not good
            print(f"{'ok  ' if good else 'FAIL'} {name}: {executed} inputs"
                  f"{', fails as it must' if found and good else ''}", flush=True)
            if not good:
                print(log[-3000:])
    print(f"{len(targets) - failed} passed, {failed} failed")
    sys.exit(1 if failed or not targets else 0)


main()
