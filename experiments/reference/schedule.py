"""Table of the phases of a month."""

import inspect

from experiments.reference.markdown import code, table
from sim.phases import FUNCTIONS


def phases() -> str:
    """Return the table of the phases."""
    rows = [
        (number, code(phase.__name__), code(phase.__module__), first_line(phase))
        for number, phase in enumerate(FUNCTIONS, start=1)
    ]
    return table(("", "Phase", "Module", "What happens"), rows)


def first_line(thing: object) -> str:
    """Return the first line of a docstring."""
    return (inspect.getdoc(thing) or "").splitlines()[0]
