"""Visits planned beside visits made, and why they differ: time, the honorarium, access.

A plan's visits are those of every month in which a Kube lives under support. A facilitator's
caseload leaves time for some of them, the honorarium keeps up the effort for a part of these, and
hard access takes its part: `sim.rules.support.visits_rate`. The last two are known for every draw,
so that what time takes follows from the visits that were made, with the chance of single months
in it.
"""

from typing import NamedTuple

import numpy as np

from experiments.common.uncertainty import uncertainty_of
from experiments.policy.best_policy import Numbers
from experiments.policy.ranking_runs import Ranked, by_draw
from sim.cells import KUBE_CELLS
from sim.course import Period, periods
from sim.nation.load import Setting
from sim.nation.records import Nation
from sim.rules.support import effort, is_supported

HALF, HARD = "support.honorarium_half_idr", "support.hard_access"


class Visits(NamedTuple):
    """Facilitators' visits of one policy to all Kubes over the whole time, means over the runs.

    Attributes
    ----------
    at_most : float or None
        Visits there would be if no Kube failed and none was missed; None in a nation.
    planned : float
        Visits planned to Kubes that lived, while they were supported.
    no_time, no_effort, no_access : float
        What of these was not made: the caseload left no time, the honorarium kept up too little
        effort, the Kube is hard to reach. They add up to planned less made.
    """

    at_most: float | None
    planned: float
    no_time: float
    no_effort: float
    no_access: float
    made: float


def visits_made(ranked: Ranked) -> list[Visits]:
    """Return the visits of every policy."""
    sweep, draws = ranked.sweep, np.arange(ranked.set.draws)
    drawn = uncertainty_of(sweep.drawn).sets(sweep.scenario, draws)
    own = sweep.scenario.values().support
    half = np.broadcast_to(drawn.get(HALF, np.float64(own.honorarium_half_idr)), draws.shape)
    hard = np.broadcast_to(drawn.get(HARD, np.float64(own.hard_access)), draws.shape)
    reach = np.array(
        [hard if cell.access == "hard" else np.ones(len(draws)) for cell in KUBE_CELLS]
    )
    months, by_cell = ranked.cells["kubes_supported_months"], ranked.cells["kubes_visits"]
    made = by_draw(ranked.outcomes["visits"])
    found = []
    for number, point in enumerate(sweep.points):
        place = sweep.scenario.under(sweep.policy_of(point))
        lived = months[number].mean(axis=1)
        whole = lived.sum(axis=1)
        reached = np.divide(
            (lived * reach.T).sum(axis=1), whole, out=np.ones_like(whole), where=whole > 0.0
        )
        wanted, kept = _wanted_and_effort(place, half)
        planned = wanted * whole * _last_months(made[number], by_cell[number])
        found.append(parted(at_most(place), planned, kept, reached, made[number]))
    return found


def _last_months(made: Numbers, by_cell: Numbers) -> Numbers:
    """Return all visits over those to Kubes that lived on: cells lack the month of a failure.

    It is taken to have been planned and visited as the others, shape (draws,).
    """
    counted = by_cell.sum(axis=-1).mean(axis=1)
    return np.asarray(np.divide(made, counted, out=np.ones_like(made), where=counted > 0.0))


def parted(
    most: float | None, planned: Numbers, kept: Numbers, reached: Numbers, made: Numbers
) -> Visits:
    """Part what was not made into its causes, in the order in which the rule takes them.

    Parameters
    ----------
    planned, made : NDArray, shape (draws,)
    kept : NDArray, shape (draws,)
        Share of the visits for which the effort is kept up.
    reached : NDArray, shape (draws,)
        Share of these that access leaves.
    """
    left = kept * reached
    timely = np.divide(made, left, out=planned.copy(), where=left > 0.0)
    return Visits(
        most,
        float(planned.mean()),
        float((planned - timely).mean()),
        float((timely * (1.0 - kept)).mean()),
        float((timely * kept - made).mean()),
        float(made.mean()),
    )


def at_most(place: Setting) -> float | None:
    """Return the visits of a plan in which no Kube fails and no visit is missed."""
    if isinstance(place, Nation):
        return None
    return float(sum(_kubes_by_month(place) * _by_month(place, "visits_per_month")))


def _wanted_and_effort(place: Setting, half: Numbers) -> tuple[float, Numbers]:
    """Return the visits planned a month and the effort kept up for them, shape (draws,).

    Where levers change on the way, months count by the Kubes that are to be supported in them.
    """
    weight, wanted = _kubes_by_month(place), _by_month(place, "visits_per_month")
    visits = weight * wanted
    of_support = place.values().support
    pay = _by_month(place, "honorarium_idr")
    kept = np.zeros(len(half))
    for idr in np.unique(pay):
        share = float(visits[pay == idr].sum() / (visits.sum() or 1.0))
        parts = [effort(int(idr), of_support._replace(honorarium_half_idr=float(h))) for h in half]
        kept += share * np.array(parts)
    return float(visits.sum() / (weight.sum() or 1.0)), kept


def _kubes_by_month(place: Setting) -> Numbers:
    """Return how many Kubes are to be supported in each month; of a nation all months alike."""
    if isinstance(place, Nation):
        return np.ones(place.months)
    founded = [place.month(kube.founded) for kube in place.kubes]
    support = _by_month(place, "support_months").astype(int)
    return np.array(
        [
            sum(first <= month and is_supported(month, first, int(most)) for first in founded)
            for month, most in enumerate(support)
        ],
        np.float64,
    )


def _by_month(place: Setting, lever: str) -> Numbers:
    """Return a lever in every month."""
    values = np.zeros(place.months)
    course: tuple[Period, ...] = periods(place)
    for period in course:
        values[period.first :] = getattr(period.levers, lever)
    return values
