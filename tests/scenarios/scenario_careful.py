"""In the careful practice, the same machines properly set, nothing is high or critical."""

import functools

import practice

FURNISHING = "careful"


@functools.cache
def audited(lab):
    with practice.home() as home:
        return lab.audit("--only", "network", home=home)


def test_nothing_is_high_or_critical(lab):
    assert not practice.failures(audited(lab).json, "high", "critical")


def test_what_remains_is_only_what_the_truth_says(lab):
    planted = {fault["control"] for fault in lab.truth["faults"]}
    remaining = {control for control, _ in practice.failures(audited(lab).json, "low", "medium")}
    assert remaining <= planted, remaining - planted


def test_no_patient_is_exposed_and_the_exit_code_says_so(lab):
    run = audited(lab)
    assert run.json["exposed"]["patients"] == 0, run.json["exposed"]
    assert run.code == 0, run.code
