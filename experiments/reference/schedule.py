"""Table of the phases of a month, as `KubeModel.step` calls them."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from typing import Any

from experiments.reference.markdown import code, table
from sim import phases as package
from sim.model import KubeModel


def phase_functions() -> list[Callable[..., Any]]:
    """Return the phases in the order in which a step calls them."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(KubeModel.step)))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    names = [call.func.id for call in calls if isinstance(call.func, ast.Name)]
    return [getattr(package, name) for name in names]


def phases() -> str:
    """Return the table of the phases."""
    rows = [
        (number, code(phase.__name__), code(phase.__module__), first_line(phase))
        for number, phase in enumerate(phase_functions(), start=1)
    ]
    return table(("", "Phase", "Module", "What happens"), rows)


def first_line(thing: object) -> str:
    """Return the first line of a docstring."""
    return (inspect.getdoc(thing) or "").splitlines()[0]
