"""The eight phases of a month, in which the agents meet the rules.

They are written once. The Mesa model runs them as they stand; `sim.ensemble` compiles the same
source. So a phase reads and sets attributes, calls rules and the functions of
`sim.phases.primitives`, and does nothing else: what is a list of agents here is an array there.
"""

from collections.abc import Callable
from typing import Any

from sim.phases.classify import classify
from sim.phases.invest import invest
from sim.phases.join_and_leave import join_and_leave
from sim.phases.learn import learn
from sim.phases.live import live
from sim.phases.meet import meet
from sim.phases.support import support
from sim.phases.trade import trade
from sim.schedule import PHASES

FUNCTIONS: tuple[Callable[[Any], None], ...] = tuple(globals()[phase.name] for phase in PHASES)
"""In the order of the month."""

__all__ = [
    "FUNCTIONS",
    "classify",
    "invest",
    "join_and_leave",
    "learn",
    "live",
    "meet",
    "support",
    "trade",
]
