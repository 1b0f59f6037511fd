"""Phases hold nothing but calls of rules and of primitives, which both engines have."""

import ast
from collections.abc import Iterator
from inspect import isfunction, signature
from pathlib import Path

import pytest

import sim
from sim.ensemble import primitives as of_arrays
from sim.phases import primitives as of_agents

FOLDER = Path(sim.__file__).parent
FILES = sorted(FOLDER.glob("phases/*.py"))
OF_AGENTS = of_agents.__name__
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


def test_every_primitive_has_its_twin_with_the_same_arguments():
    own = [f for f in vars(of_agents).values() if isfunction(f) and f.__module__ == OF_AGENTS]
    assert own
    for function in own:
        twin = getattr(of_arrays, function.__name__)
        arguments = signature(getattr(twin, "py_func", twin)).parameters
        assert list(arguments) == list(signature(function).parameters), function.__name__
