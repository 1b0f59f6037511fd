"""What each policy does to each type of Kube, at what cost: what a mix is put together from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from experiments.common.city_or_nation import city
from experiments.common.uncertainty import uncertainty_of
from experiments.policy import accounting as money
from experiments.policy.ranking_runs import Cube, Ranked
from sim.cells import KUBE_CELLS, KubeCell
from sim.course import periods
from sim.parameters import SupportParameters
from sim.rules.support import load_kubes, visits_rate
from sim.scenario import Scenario

Numbers = NDArray[np.float64]
Mix = NDArray[np.int64]
"""Kubes of each type that get each policy, shape (types, policies)."""

KUBES = ("mandiri", "failed")
COSTS = ("public_idr", "members_idr")
TIME = "facilitators"
RATIOS = {
    "lifted_share": ("lifted", "households"),
    "unmet_need_idr": ("unmet_real_idr", "household_months"),
}
"""Share of households, and Rp of the price year a household-month: one value over another.

A type's numbers of households differ between policies, as newcomers do.
"""


PARTED_BY = {
    "grants_idr": "grants_real_idr",
    "honoraria_idr": "supported_months",
    "visit_idr": "visits",
    "monitoring_visit_idr": "monitoring_visits",
    "campaign_idr": "supported_months",
    "training_member_day_idr": "founders",
    "facilitator_training_idr": "supported_months",
    "member_meeting_idr": "household_months",
    "member_day_idr": "founders",
}
"""By line of cost, the column of the cells (`experiments.runs.accounts.OF_KUBES`) that parts it.

Campaigns, grants, both kinds of visits and training days are exact, as they go. A Kube-month of
support bears an equal part of honoraria and of facilitators' training, a household-month one of
the meetings, whoever has left by then included.
"""
CAPACITY = "support.capacity_visits"


@dataclass(frozen=True, eq=False)
class Options:
    """What there is to choose from.

    Attributes
    ----------
    kubes : NDArray of int, shape (types,)
    plan : int
        The policy that changes nothing.
    sustained : bool
        `mandiri` counts Kubes mandiri throughout months 13-24 after support ended, and not those
        mandiri at the horizon.
    values : dict of NDArray, shape (types, policies, draws)
        `KUBES`, `COSTS`, `TIME` and the parts of `RATIOS` when all Kubes of a type get the
        policy; costs in Rp of the price year, present values.
    """

    types: tuple[KubeCell, ...]
    kubes: Mix
    policies: tuple[str, ...]
    plan: int
    sustained: bool
    values: dict[str, Numbers]

    def of(self, mix: Mix, name: str) -> Numbers:
        """Return what a mix comes to in each draw, shape (draws,).

        A Kube counts as the mean of its type; `name` may be one of `RATIOS`.
        """
        if name in RATIOS:
            part, whole = (self.of(mix, each) for each in RATIOS[name])
            return np.asarray(part / np.maximum(whole, 1.0))
        share = (mix / self.kubes[:, np.newaxis])[..., np.newaxis]
        return np.asarray((share * self.values[name]).sum(axis=(0, 1)))

    def mean(self, mix: Mix, name: str) -> float:
        """Return what a mix comes to on average over the draws."""
        return float(self.of(mix, name).mean())

    def per_kube(self, name: str) -> Numbers:
        """Return means over the draws a Kube, shape (types, policies)."""
        return np.asarray(self.values[name].mean(axis=-1) / self.kubes[:, np.newaxis])

    @cached_property
    def as_planned(self) -> Mix:
        """The mix in which nothing changes."""
        return self.whole(np.full(len(self.types), self.plan))

    def whole(self, policies: NDArray[np.int64]) -> Mix:
        """Return the mix in which all Kubes of a type get one policy, shape (types,)."""
        mix = np.zeros((len(self.types), len(self.policies)), np.int64)
        mix[np.arange(len(self.types)), policies] = self.kubes
        return mix


def options_of(ranked: Ranked, luck: slice = slice(None)) -> Options:
    """Take what there is to choose from out of a ranking's runs.

    Parameters
    ----------
    luck : slice
        Of the runs of each draw, those that are averaged.
    """
    cells = {name: values[:, :, luck] for name, values in ranked.cells.items()}
    kubes = cells["kubes_kubes"][ranked.none, 0, 0].astype(np.int64)
    types = np.flatnonzero(kubes)

    def by_type(values: Numbers) -> Numbers:
        return np.moveaxis(values.mean(axis=2)[..., types], -1, 0)

    known = cells["kubes_sustained_of"]
    sustained = bool((known[..., types] > 0.0).all())
    mandiri = cells["kubes_mandiri"]
    if sustained:
        mandiri = cells["kubes_sustained"] * (cells["kubes_kubes"] / np.maximum(known, 1.0))
    cost = {name: values[:, :, luck] for name, values in costs_by_cell(ranked).items()}
    time = facilitators_per_kube(ranked)
    values = {
        "mandiri": by_type(mandiri),
        "failed": by_type(cells["kubes_gagal"]),
        **{name: by_type(cells[f"kubes_{name}"]) for both in RATIOS.values() for name in both},
        "unmet_real_idr": ranked.level * by_type(cells["kubes_unmet_real_idr"]),
        "public_idr": by_type(cost["ministry"] + cost["city"]),
        "members_idr": by_type(cost["members"]),
        TIME: kubes[types, np.newaxis, np.newaxis] * time,
    }
    chosen = tuple(KUBE_CELLS[number] for number in types)
    return Options(chosen, kubes[types], ranked.names, ranked.none, sustained, values)


def costs_by_cell(ranked: Ranked) -> dict[str, Numbers]:
    """Return what each payer spends on each cell, in Rp of the price year.

    Present values, as the set discounts; all cells of a line were paid in the same years. The
    sum over cells and payers is `ranked.cost` times the Kubes.

    Returns
    -------
    dict of NDArray, shape (policies, draws, luck, cells)
        By payer.
    """
    costs: dict[str, Numbers] = {}
    for line in money.LINES:
        by = ranked.cells[f"kubes_{PARTED_BY[line.name]}"]
        cost = ranked.lines[line.name] * ranked.kubes
        parts = parted(cost, by, ranked.cells["kubes_kubes"])
        costs[line.payer] = costs.get(line.payer, 0.0) + parts
    return costs


def parted(cost: Cube, by: Numbers, otherwise: Numbers) -> Numbers:
    """Part a cost in proportion to what cells have of something, or else of another thing.

    Parameters
    ----------
    cost : NDArray, shape (policies, draws, luck)
    by, otherwise : NDArray, shape (policies, draws, luck, cells)
        The second where no cell has anything of the first.
    """
    weight = np.where(by.sum(axis=-1, keepdims=True) > 0.0, by, otherwise)
    whole = weight.sum(axis=-1, keepdims=True)
    share = np.divide(weight, whole, out=np.zeros_like(weight), where=whole > 0.0)
    return np.asarray(share * cost[..., np.newaxis])


def facilitators_per_kube(ranked: Ranked) -> NDArray[np.float64]:
    """Return facilitators a supported Kube takes, shape (policies, draws).

    It is the time behind the simulated effect: visits a month that are made to a Kube (planned, or
    what the caseload leaves time for), over the visits a month that one facilitator can make. All
    Kubes count as under support at once and none as failed, so that it is never too little. Where
    a policy limits the caseload, the helpers count that it hires. A group's own access and its
    facilitator's diligence take visits away and free no time.
    """
    sweep = ranked.sweep
    draws = np.arange(ranked.set.draws)
    drawn = uncertainty_of(sweep.drawn).sets(sweep.scenario, draws)
    p = sweep.scenario.values().support
    capacity = np.broadcast_to(drawn.get(CAPACITY, np.float64(p.capacity_visits)), draws.shape)
    place = city(sweep.scenario, "policy allocate")
    of_policies = [place.under(sweep.policy_of(point)) for point in sweep.points]
    return np.array(
        [
            [_time(scenario, p._replace(capacity_visits=float(visits))) for visits in capacity]
            for scenario in of_policies
        ]
    )


def _time(scenario: Scenario, p: SupportParameters) -> float:
    """Return the facilitators that one Kube takes, in the period in which it takes most."""
    place = scenario.city
    if not place.facilitators:
        return 0.0
    own = -(-len(scenario.kubes) // place.facilitators)
    rates = []
    for _, levers in periods(scenario):
        most = levers.caseload_most
        load = load_kubes(own, place.background_kubes, place.facilitators, place.coupled, most, p)
        rates.append(visits_rate(levers.visits_per_month, 1.0, load, 1.0, p))
    return max(rates) / p.capacity_visits
