"""The eight phases of a month, in which the agents meet the rules.

They are written once. The Mesa model runs them as they stand; `sim.ensemble` compiles the same
source. So a phase reads and sets attributes, calls rules and the functions of
`sim.phases.primitives`, and does nothing else: what is a list of agents here is an array there.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from sim.schedule import PHASES

FUNCTIONS: tuple[Callable[[Any], None], ...] = tuple(
    getattr(import_module(f"sim.phases.{phase.name}"), phase.name) for phase in PHASES
)
"""In the order of the month."""
