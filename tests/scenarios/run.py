#!/usr/bin/env python3
"""Runs the scenarios: each file scenario_*.py here, each of its functions test_*; a name narrows the run.

A scenario runs the real program, most of them in the lab, which a file furnishes once for all its functions
(`FURNISHING`). Functions named slow_* run only where their name is given whole (`./dev luks`). The last line is `N passed, N failed`, and `, N skipped` where this machine lacks what some need.
"""

import contextlib
import importlib
import os
import pathlib
import sys
import time
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import practice  # noqa: E402  (its folder was just put on the path)


def tests_of(module, wanted):
    return [(name, test) for name, test in vars(module).items()
            if name in wanted or (name.startswith("test_") and (not wanted or any(word in name for word in wanted)))]


def run_test(name, test, arguments):
    started = time.monotonic()
    try:
        test(*arguments)
    except practice.Skipped as reason:
        print(f"skip {name} ({reason})", flush=True)
        return None
    except Exception:  # Whatever went wrong is this test's failure, and the others go on.
        print(f"FAIL {name}\n{traceback.format_exc()}", flush=True)
        return False
    print(f"ok   {name} ({time.monotonic() - started:.1f} s)", flush=True)
    return True


def run_file(path, wanted):
    module = importlib.import_module(path.stem)
    tests = tests_of(module, wanted)
    if not tests:
        return []
    furnishing = getattr(module, "FURNISHING", None)
    try:
        with practice.Lab(furnishing) if furnishing else contextlib.nullcontext() as lab:
            return [run_test(name, test, (lab,) if lab else ()) for name, test in tests]
    except Exception:  # The house itself could not be furnished or taken down.
        print(f"FAIL {path.stem}\n{traceback.format_exc()}", flush=True)
        return [False]


def main():
    if os.geteuid() != 0:
        sys.exit("scenarios need root, to make network namespaces")
    results = []
    for path in sorted(pathlib.Path(__file__).parent.glob("scenario_*.py")):
        results += run_file(path, sys.argv[1:])
    failed, skipped = results.count(False), results.count(None)
    print(f"{results.count(True)} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    sys.exit(0 if results and not failed else 1)


main()
