"""Rules and phases hold no number of their own: what is not arithmetic is a declared parameter."""

import ast
from pathlib import Path

import pytest

import sim

FOLDER = Path(sim.__file__).parent
FILES = sorted([*FOLDER.glob("rules/*.py"), *FOLDER.glob("phases/*.py")])
ARITHMETIC = {0, 1, 12}
"""Nothing, the whole, months of a year."""

EXPLAINED: dict[str, dict[float, str]] = {
    "household_size": {2: "two adults at least", 4: "two draws of 0 to 3; mean and source there"},
    "labour": {2: "makes `labour_half` workers the reference"},
    "effective_capital_idr": {4: "the unit of `capital_half_idr`, as its meaning says"},
    "has_graduated": {2: "more than everything else together"},
    "joiners": {2: "a count"},
    "condition_met": {2: "a code", 3: "a code"},
    "FREE_RIDER": {2: "a code"},
    "BERKEMBANG": {2: "a code"},
    "MANDIRI": {3: "a code"},
    "MIDDLE": {0.5: "of a scale from 0 to 1"},
    "LOAN_STEP_IDR": {10_000: "a unit of rounding"},
}


def numbers(node: ast.AST) -> set[float]:
    """Return the plain numbers inside a piece of code."""
    return {
        float(part.value)
        for part in ast.walk(node)
        if isinstance(part, ast.Constant)
        and isinstance(part.value, int | float)
        and not isinstance(part.value, bool)
    }


def pieces(file: Path) -> dict[str, set[float]]:
    """Return the numbers of every function and constant of a file, by its name."""
    numbers_of = {}
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            numbers_of[node.name] = numbers(node)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            numbers_of[node.targets[0].id] = numbers(node.value)
    return numbers_of


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_number_is_arithmetic_or_explained(file):
    for name, values in pieces(file).items():
        assert values <= ARITHMETIC | set(EXPLAINED.get(name, {})), f"{file.stem}.{name}"


def test_what_is_explained_is_there():
    there = {name: values for file in FILES for name, values in pieces(file).items()}
    assert all(set(why) <= there[name] for name, why in EXPLAINED.items())
