"""The eight phases of a month, in which the agents meet the rules."""

from sim.phases.classify import classify
from sim.phases.invest import invest
from sim.phases.learn import learn
from sim.phases.live import live
from sim.phases.meet import meet
from sim.phases.membership import join_and_leave
from sim.phases.support import support
from sim.phases.trade import trade

__all__ = [
    "classify",
    "invest",
    "join_and_leave",
    "learn",
    "live",
    "meet",
    "support",
    "trade",
]
