"""What each policy does to each type of Kube, at what cost: what a mix is put together from."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from experiments.policy.allocate.capacity import facilitators_per_kube
from experiments.policy.allocate.costs import costs_by_cell
from experiments.policy.ranking_runs import Ranked
from sim.cells import KUBE_CELLS, KubeCell

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
"""Share of households, and Rp of the base month a household-month: one value over another.

A type's numbers of households differ between policies, as newcomers do.
"""


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
            part, whole = (self.of(mix, it) for it in RATIOS[name])
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
        **{it: by_type(cells[f"kubes_{it}"]) for both in RATIOS.values() for it in both},
        "public_idr": by_type(cost["ministry"] + cost["city"]),
        "members_idr": by_type(cost["members"]),
        TIME: kubes[types, np.newaxis, np.newaxis] * time,
    }
    chosen = tuple(KUBE_CELLS[number] for number in types)
    return Options(chosen, kubes[types], ranked.names, ranked.none, sustained, values)
