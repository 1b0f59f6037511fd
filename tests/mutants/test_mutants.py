"""The mutation run draws what its seed says, leaves the tree alone, and ends in a line to read."""

import ast
import re
import subprocess
import sys

import pytest

from sim.parameters import Parameters
from sim.rules import support
from tests.mutants.__main__ import ROOT, all_mutants, copies, equivalent, killer, unchanged
from tests.mutants.mutating import mutants_of

RULE = '''"""A rule."""

MARK = 2


def is_due(months: int, share: float) -> bool:
    """Say whether 3 is due."""
    return months >= MARK and share > 0.5


def paid_idr(due_idr: int, cash_idr: int) -> int:
    """Return what is paid."""
    if due_idr < 0:
        return 0
    return min(due_idr, cash_idr)
'''
FAULTS = [
    ("MARK", "MARK = 2", "MARK = 3"),
    ("is_due", "return months >= MARK and share > 0.5", "return months > MARK and share > 0.5"),
    ("is_due", "return months >= MARK and share > 0.5", "return months >= MARK and share >= 0.5"),
    ("is_due", "return months >= MARK and share > 0.5", "return (share > 0.5)"),
    (
        "is_due",
        "return months >= MARK and share > 0.5",
        "return not (months >= MARK and share > 0.5)",
    ),
    ("paid_idr", "if due_idr < 0:", "if due_idr <= 0:"),
    ("paid_idr", "return min(due_idr, cash_idr)", "return max(due_idr, cash_idr)"),
    ("paid_idr", "return min(due_idr, cash_idr)", "return due_idr"),
    ("paid_idr", "return min(due_idr, cash_idr)", "return 0"),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_that_a_tired_author_makes_is_among_the_mutants(fault):
    assert fault in {(m.function, m.before, m.after) for m in mutants_of("rule", RULE)}


def test_every_mutant_is_a_program_of_its_own_and_texts_stay():
    mutants = mutants_of("rule", RULE)
    assert len({mutant.source for mutant in mutants} | {RULE}) == len(mutants) + 1
    assert len({mutant.name for mutant in mutants}) == len(mutants)
    for mutant in mutants:
        ast.parse(mutant.source)
        assert "Say whether 3 is due." in mutant.source


def test_every_rule_has_mutants():
    functions = {(mutant.module, mutant.function) for mutant in all_mutants()}
    assert ("support", "is_at_risk") in functions
    assert ("support", "competing_background") in functions
    assert ("stages", "stage") in functions


def test_what_is_left_out_as_equivalent_is_a_mutant_still():
    assert set(equivalent()) <= {mutant.name for mutant in all_mutants()}


@pytest.mark.long
def test_a_fault_is_seen_in_a_copy_and_the_rule_itself_passes():
    fault = next(
        m for m in all_mutants() if m.function == "is_at_risk" and m.after.startswith("return not")
    )
    with copies(1) as free:
        copy = free.get()
        assert killer(copy, fault)
        assert killer(copy, unchanged()) == ""
    rules = (ROOT / "sim" / "rules" / "support.py").read_text(encoding="utf-8")
    assert rules != fault.source
    assert support.is_at_risk(1, 1.0, Parameters().support)


@pytest.mark.long
def test_a_run_ends_in_how_many_of_the_drawn_mutants_were_killed():
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutants", "--seed", "7", "--mutants", "2"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"[012] of 2 mutants killed", done.stdout.splitlines()[-1])


def test_a_number_of_mutants_below_one_is_refused_in_a_line():
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutants", "--mutants", "0"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "--mutants" in done.stderr.splitlines()[-1]
