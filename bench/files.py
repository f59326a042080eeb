#!/usr/bin/env python3
"""What the recogniser finds and misses over the labelled sets of real files: a table by kind.

    files.py RECOGNISE CATALOGUE [--half odd|even] [--misses]

Reads PRIMUM_TESTDATA (default ../shared/testdata). A label that begins with "yes", or that a DICOM file
has, is a patient's file; "no" is none; the rest (ambiguous, malformed, gold annotations) is left out. A file
counts as found when any evidence is reported, and as raised when it is strong or a proof.
--half keeps the files whose name's hash is odd or even: tune on one, look at the other.
"""
import argparse
import collections
import os
import pathlib
import subprocess
import sys
import zlib

SETS = ("01-dicom", "02-interop", "03-negatives-fr", "04-french-medical", "05-documents")
NEGATIVES = "03-negatives-fr"
POSITIVE = ("yes", "part10", "dicomdir", "no-preamble", "edge")
STRUCTURED = ("part10", "dicomdir", "no-preamble", "edge", "yes:hl7v2", "yes:cda", "yes:fhir", "yes:hprim",
              "yes:ihe-xdm", "yes:samu")
IDENTIFIED = ("yes:letter", "yes:prescription", "yes:patient-list", "yes:agenda", "yes:nir-list",
              "yes:database-dump", "yes:clinical-note+identity")
NARRATIVE = ("yes:clinical-narrative", "yes:clinical-annotation")


def labelled(root, wanted):
    for name in wanted:
        listing = root / name / "labels.tsv"
        if not listing.is_file():
            continue
        for line in listing.read_text(encoding="utf-8").splitlines()[1:]:
            path, label = line.split("\t")[:2]
            kind = "yes" if label.startswith(POSITIVE) else "no" if label.startswith("no:") else None
            if kind:
                yield name, root / name / path, label, kind == "yes"


def in_half(path, half):
    return half is None or zlib.crc32(path.name.encode()) % 2 == (half == "odd")


def recognise(command, paths):
    answer = subprocess.run(command, input="\n".join(map(str, paths)) + "\n", text=True, check=True,
                            stdout=subprocess.PIPE).stdout
    return [line.split("\t") for line in answer.splitlines()]


def ratio(part, whole):
    return f"{part / whole:7.3f}" if whole else "      –"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("recognise")
    parser.add_argument("catalogue")
    parser.add_argument("--half", choices=("odd", "even"))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--sets", default=",".join(SETS[:4]))
    options = parser.parse_args()
    root = pathlib.Path(os.environ.get("PRIMUM_TESTDATA", "../shared/testdata")).resolve()
    if not root.is_dir():
        sys.exit(f"no test data at {root}: set PRIMUM_TESTDATA")

    files = [file for file in labelled(root, options.sets.split(",")) if in_half(file[1], options.half)]
    answers = recognise([options.recognise, options.catalogue], [path for _, path, _, _ in files])
    table = collections.defaultdict(lambda: [0, 0, 0])
    groups = collections.defaultdict(lambda: [0, 0])
    true, false, negatives, raised_negatives = 0, 0, 0, 0
    wrong = []
    for (name, path, label, expected), answer in zip(files, answers):
        found, raised = answer[2] != "none", answer[2] in ("strong", "proof")
        row = table[("yes " if expected else "no ") + f"{name} {label}"]
        row[0] += 1
        row[1] += found
        row[2] += raised
        if found:
            true, false = true + expected, false + (not expected)
        if expected:
            for group, kinds in (("structured", STRUCTURED), ("identified", IDENTIFIED), ("narrative", NARRATIVE)):
                if label.startswith(kinds):
                    groups[group][0] += 1
                    groups[group][1] += found
        if name == NEGATIVES:
            negatives += 1
            raised_negatives += raised
        if found != expected:
            wrong.append((label, path, answer[1:3]))

    print(f"{'label':58s} {'files':>6s} {'found':>6s} {'raised':>6s}")
    for key in sorted(table):
        print(f"{key:58s} {table[key][0]:6d} {table[key][1]:6d} {table[key][2]:6d}")
    for group, (count, found) in groups.items():
        print(f"recall {group:20s} {ratio(found, count)}  ({found} of {count})")
    print(f"precision                   {ratio(true, true + false)}  ({true} true, {false} false)")
    print(f"negatives raised            {ratio(raised_negatives, negatives)}  ({raised_negatives} of {negatives})")
    if options.misses:
        for label, path, answer in wrong:
            print(label, path, *answer, sep="\t")


main()
