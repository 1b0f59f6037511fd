"""The schedule is in both engines, the formulas are not: phases hold nothing but calls of rules."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sim

FOLDER = Path(sim.__file__).parent
FILES = sorted([*FOLDER.glob("phases/*.py"), *FOLDER.glob("ensemble/phases/*.py")])
FORMULAS = (ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
FUNCTIONS = {"min", "max", "abs", "round", "rupiah"}


def formulas(node: ast.AST) -> Iterator[str]:
    """Yield what a rule should say; where a slice begins and whom `key` chooses is none."""
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.Slice):
            continue
        if isinstance(part, ast.BinOp) and isinstance(part.op, FORMULAS):
            yield ast.unparse(part)
        if isinstance(part, ast.Call) and not part.keywords and ast.unparse(part.func) in FUNCTIONS:
            yield ast.unparse(part)
        yield from formulas(part)


@pytest.mark.parametrize("file", FILES, ids=lambda file: "/".join(file.parts[-3:]))
def test_a_phase_holds_no_formula(file):
    assert list(formulas(ast.parse(file.read_text(encoding="utf-8")))) == []


def test_a_formula_would_be_found():
    code = "aside = rupiah(profit * share); queue = paper[2 * n :]; best = max(all, key=cash)"
    assert list(formulas(ast.parse(code))) == ["rupiah(profit * share)", "profit * share"]


def test_both_engines_have_the_same_phases():
    names = [{file.stem for file in FILES if ("ensemble" in file.parts) is fast} for fast in (0, 1)]
    assert names[0] == names[1]
