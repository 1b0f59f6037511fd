"""Worked examples in Markdown: a fenced block `example` whose lines are `call → what it gives`."""

import ast
import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sim.parameters import Parameters

BLOCK = re.compile(r"^```example\n(.*?)^```$", re.DOTALL | re.MULTILINE)
TOLERANCE = 1e-9


class Example(NamedTuple):
    """A call by keywords, and what it must give."""

    call: str
    gives: Any


def examples(page: Path) -> Iterator[Example]:
    """Yield the examples of a page in order."""
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        for line in block.splitlines():
            call, arrow, gives = line.partition(" → ")
            assert arrow, line
            yield Example(call, ast.literal_eval(gives))


def function_of(call: str) -> str:
    """Return the dotted name that a call names."""
    return call.partition("(")[0]


def find(dotted: str) -> Callable[..., Any]:
    """Return the function that a dotted name inside `sim` means."""
    module, _, name = dotted.rpartition(".")
    function: Callable[..., Any] = getattr(importlib.import_module(f"sim.{module}"), name)
    return function


def evaluate(call: str) -> Any:
    """Evaluate a call; a rule that takes parameters gets its group at the defaults."""
    tree = ast.parse(call, mode="eval").body
    assert isinstance(tree, ast.Call), call
    assert not tree.args, f"{call}: name every argument"
    function = find(function_of(call))
    arguments = {word.arg: ast.literal_eval(word.value) for word in tree.keywords if word.arg}
    if "p" in inspect.signature(function).parameters:
        arguments["p"] = getattr(Parameters(), group_of(function))
    return function(**arguments)


def group_of(function: Callable[..., Any]) -> str:
    """Return the name of the parameter group that a rule takes."""
    kind = inspect.signature(function).parameters["p"].annotation
    for name, group in Parameters()._asdict().items():
        if type(group) is kind:
            return name
    raise AssertionError(f"{function.__name__}: no group of parameters {kind}")


def agrees(value: object, given: object) -> bool:
    """Say whether a value is the one given: exactly if whole, to 1e-9 if real."""
    if type(value) is not type(given):
        return False
    if isinstance(value, float) and isinstance(given, float):
        return abs(value - given) <= TOLERANCE * max(1.0, abs(given))
    return value == given
