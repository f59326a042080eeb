#!/usr/bin/env python3
"""What the recogniser finds and misses over the labelled sets of real files: a table by kind.

    files.py RECOGNISE CATALOGUE [--half odd|even] [--misses] [--mangle N] [--speed RUNS]

Reads PRIMUM_TESTDATA (default ../shared/testdata). A label that begins with "yes", or that a DICOM file
has, is a patient's file; "no" is none; the rest (ambiguous, malformed, gold annotations) is left out. A file
counts as found when any evidence is reported, and as raised when it is strong or a proof.
--half keeps the files whose name's hash is odd or even: tune on one, look at the other. --mangle recognises N cut or
changed copies of each file instead, set 11 included. --speed adds a tree of 10 000 text files (200 MB) in the page cache,
recognised by one thread and searched by grep for social security numbers alone, in turn.
"""
import argparse
import collections
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
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


def make_tree(folder):
    """Administrative prose, logs and, in one file of ten, letters: invented, the same on every run."""
    chance = random.Random(2026)
    prose = ["La demande doit être adressée à la mairie dans un délai de deux mois. ",
             "Le bailleur remet au locataire, à la signature, un état des lieux complet. ",
             "Le conseil a approuvé le budget de l'exercice 2024, en hausse de 3,2 % sur un an.\n"]
    letter = ("Cher confrère,\nMerci de recevoir Madame MARTINEAU Lucie, née le {:02}/0{}/19{}, pour une dyspnée. "
              "Antécédents : asthme. L'ECG est normal.\nBien confraternellement.\n\n")
    for number in range(10_000):
        size, text = 0, []
        while size < 20_000:
            if number % 10 == 0:
                text.append(letter.format(chance.randint(1, 28), chance.randint(1, 9), chance.randint(10, 90)))
            elif number % 10 == 1:
                text.append(f"2024-05-0{chance.randint(1, 9)} INFO {chance.randint(10**14, 10**15)} took 3 ms\n")
            else:
                text.append(chance.choice(prose))
            size += len(text[-1])
        (folder / f"{number:05}.txt").write_text("".join(text), encoding="utf-8")


def speed(recogniser, runs):
    pattern = (r"(?<![0-9A-Za-z])[12][ .-]?\d{2}[ .-]?(?:0[1-9]|1[0-2])[ .-]?(?:\d{2}|2[ABab])[ .-]?\d{3}[ .-]?\d{3}"
               r"(?:[ .-]?\d{2})?(?![0-9A-Za-z])")
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        make_tree(folder)
        paths = sorted(folder.iterdir())
        size = sum(path.stat().st_size for path in paths)
        listing = "\n".join(map(str, paths)) + "\n"
        best = {}
        for _ in range(runs):
            for what, command in (("recogniser, one thread", recogniser),
                                  ("grep -rP, one number", ["grep", "-rPc", pattern, name])):
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                subprocess.run(command, input=listing, text=True, stdout=subprocess.DEVNULL, check=False,
                               env={**os.environ, "LC_ALL": "C"})
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                best[what] = min(best.get(what, 1e9), seconds)
        for what, seconds in best.items():
            print(f"{what:28s} {size / seconds / 1e6:7.0f} MB a second of processor, {seconds:.2f} s "
                  f"(start and reading files in the page cache included, best of {runs})")


def ratio(part, whole):
    return f"{part / whole:7.3f}" if whole else "      –"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("recognise")
    parser.add_argument("catalogue")
    parser.add_argument("--half", choices=("odd", "even"))
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--sets", default=",".join(SETS[:4]))
    parser.add_argument("--mangle", type=int)
    parser.add_argument("--speed", type=int)
    options = parser.parse_args()
    root = pathlib.Path(os.environ.get("PRIMUM_TESTDATA", "../shared/testdata")).resolve()
    if not root.is_dir():
        sys.exit(f"no test data at {root}: set PRIMUM_TESTDATA")

    files = [file for file in labelled(root, options.sets.split(",")) if in_half(file[1], options.half)]
    if options.mangle:
        everything = [path for folder in (*SETS, "11-fuzz") for path in sorted((root / folder).rglob("*"))
                      if path.is_file() and path.stat().st_size < 4_000_000]
        subprocess.run([options.recognise, options.catalogue, "--mangle", str(options.mangle)], check=True, text=True,
                       input="\n".join(map(str, everything)) + "\n")
        return
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
    if options.speed:
        speed([options.recognise, options.catalogue], options.speed)
    if options.misses:
        for label, path, answer in wrong:
            print(label, path, *answer, sep="\t")


main()
