#!/usr/bin/env python3
"""Runs all tests of the dev build and adds them up: the last line is `N passed, N failed`.

Unit tests, fuzz corpora and checks are ctest's; scenarios run the real program in the lab and report
one line a test themselves. Arguments narrow the run: `unit` or `scenarios`.
"""

import os
import re
import subprocess
import sys

CTEST_SUMMARY = re.compile(r"(\d+) tests? failed out of (\d+)")
SCENARIO_SUMMARY = re.compile(r"^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$", re.M)


def run(command):
    """Runs a command, showing what it prints as it comes, and gives back its output."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    output = []
    for line in process.stdout:
        sys.stdout.write(line)
        output.append(line)
    process.wait()
    return "".join(output), process.returncode


def run_unit_tests():
    output, _ = run(["ctest", "--test-dir", "build/dev", "-j", str(os.cpu_count()),
                     "--output-on-failure", "--progress"])
    summary = CTEST_SUMMARY.findall(output)
    if not summary:
        return 0, 1  # ctest itself did not get to its end.
    failed, total = map(int, summary[-1])
    return total - failed, failed


def run_scenarios():
    command = [sys.executable, "tests/scenarios/run.py"]
    if os.geteuid() != 0:
        command = ["sudo", *command]  # Network namespaces need root.
    output, code = run(command)
    summary = SCENARIO_SUMMARY.findall(output)
    if not summary:
        return 0, 1
    passed, failed = int(summary[-1][0]), int(summary[-1][1])
    return passed, failed if code == 0 or failed else 1


def main():
    parts = sys.argv[1:] or ["unit", "scenarios"]
    passed = failed = 0
    for name, part in (("unit", run_unit_tests), ("scenarios", run_scenarios)):
        if name in parts:
            more_passed, more_failed = part()
            passed, failed = passed + more_passed, failed + more_failed
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or not passed else 0)


main()
