#!/usr/bin/env python3
"""Fits the weights of src/probes/files/trait_weights.h to labelled texts, and says what they do.

    fit_weights.py RECOGNISE CATALOGUE [--write]

Reads sets 03 and 04 of PRIMUM_TESTDATA (default ../shared/testdata) and tests/texts/tried, whose texts are invented;
tests/texts/kept is only looked at. Two logistic regressions over the traits that `recognise --signs` prints: is the text
about a patient; is it, among those that name somebody, about a patient whom it names (stories that name nobody are left
out of the second). What speaks for a patient may weigh nothing, never less, and what speaks against nothing, never more:
a sign that works the other way in these texts does so by accident. Fragments are left out: judgement.cpp judges them by
rules.
"""
import argparse
import collections
import math
import os
import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[1]
TEXTS = ROOT / "tests/texts"
TABLE = ROOT / "src/probes/files/trait_weights.h"
AGAINST = ("leaflet", "research", "guidance", "program", "terminology", "treatise", "elsewhere", "payroll", "foreign")
FREE = ("size", "always")
NAMED = ("title", "sure_name", "birth", "identifier")
FRAGMENT_BYTES_MAX = 200
# There are many more texts in the test data than of ours, of fewer hands.
COUNTS_FOR = {"testdata": 1, "tried": 3}

Text = collections.namedtuple("Text", "source label path traits")


def labelled():
    testdata = pathlib.Path(os.environ.get("PRIMUM_TESTDATA", ROOT / "../shared/testdata")).resolve()
    identity = ("yes:clinical-note+identity", "yes:letter", "yes:prescription", "yes:identity-fragment")
    for name in ("03-negatives-fr", "04-french-medical"):
        for line in (testdata / name / "labels.tsv").read_text(encoding="utf-8").splitlines()[1:]:
            path, label = line.split("\t")[:2]
            if label.startswith("no:"):
                yield "testdata", "negative", testdata / name / path
            elif label.startswith(identity):
                yield "testdata", "identity", testdata / name / path
            elif label.startswith(("yes:clinical-narrative", "yes:clinical-annotation")):
                yield "testdata", "narrative", testdata / name / path
    for half in ("tried", "kept"):
        for label in ("identity", "narrative", "negative"):
            for path in sorted((TEXTS / half / label).iterdir()):
                yield half, label, path


def read(recognise, catalogue):
    files = [each for each in labelled() if each[2].stat().st_size > FRAGMENT_BYTES_MAX]
    answer = subprocess.run([recognise, catalogue, "--signs"], input="".join(f"{path}\n" for _, _, path in files),
                            text=True, check=True, stdout=subprocess.PIPE).stdout
    for (source, label, path), line in zip(files, answer.splitlines(), strict=True):
        traits = {name: float(value) for name, value in
                  (field.split(":") for field in line.split("\t")[6:] if ":" in field)}
        yield Text(source, label, path, traits)


def fit(texts, labels, penalty=0.001, rounds=800, step=0.3, drag=0.9):
    names = list(texts[0].traits)
    rows = [[text.traits[name] for name in names] for text in texts]
    wanted = [text.label in labels for text in texts]
    counts = [COUNTS_FOR[text.source] for text in texts]
    weights, speed = [0.0] * len(names), [0.0] * len(names)
    for _ in range(rounds):
        slope = [0.0] * len(names)
        for row, is_patient, count in zip(rows, wanted, counts):
            total = sum(weight * value for weight, value in zip(weights, row))
            error = (1 / (1 + math.exp(-max(-30.0, min(30.0, total)))) - is_patient) * count
            for i, value in enumerate(row):
                slope[i] += error * value
        for i, name in enumerate(names):
            change = slope[i] / sum(counts) + (0 if name == "always" else penalty * weights[i])
            speed[i] = drag * speed[i] - step * change
            weights[i] += speed[i]
            wrong_way = weights[i] > 0 if name in AGAINST else weights[i] < 0 and name not in FREE
            if wrong_way:
                weights[i] = speed[i] = 0.0
    return dict(zip(names, weights))


def score(weights, text):
    return sum(weights[name] * value for name, value in text.traits.items())


def names_somebody(text):
    return any(text.traits[name] > 0 for name in NAMED)


def show(what, weights, texts, thresholds):
    for source in ("testdata", "tried", "kept"):
        for threshold in thresholds:
            found = [f"{label} {sum(score(weights, text) > threshold for text in chosen)} of {len(chosen)}"
                     for label in ("identity", "narrative", "negative")
                     if (chosen := [text for text in texts if (text.source, text.label) == (source, label)])]
            print(f"{what:10s} {source:9s} above {threshold:4.1f}: {', '.join(found)}")


def write(patient, identified):
    pairs = {name: f"    {{{patient[name]:.2f}, {identified[name]:.2f}}}," for name in patient}
    width = max(map(len, pairs.values()))
    rows = "".join(f"{pair:{width}}  // {name}\n" for name, pair in pairs.items())
    head, _, tail = TABLE.read_text().partition("trait_weights{")
    tail = tail[tail.index("};") + 2:]
    TABLE.write_text(f"{head}trait_weights{{{{\n{rows}}}}};{tail}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recognise")
    parser.add_argument("catalogue")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    texts = list(read(options.recognise, options.catalogue))
    known = [text for text in texts if text.source in COUNTS_FOR]
    named = [text for text in texts if names_somebody(text)]
    patient = fit(known, ("identity", "narrative"))
    identified = fit([text for text in named if text.source in COUNTS_FOR and text.label != "narrative"], ("identity",))
    show("patient", patient, texts, (-2, -1, 0, 0.5))
    show("identified", identified, named, (0, 1, 2))
    if options.write:
        write(patient, identified)


main()
