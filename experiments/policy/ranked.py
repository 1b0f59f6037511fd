"""The runs of a policy set as arrays: every outcome and every cost by policy, draw and luck."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.city_or_nation import kubes_in
from experiments.policy import accounting as money
from experiments.policy.sets import NO_SUPPORT, NONE, PolicySet
from experiments.runs.accounts import SPENT
from experiments.sweeps.stored_sweep import Sweep

Cube = NDArray[np.float64]
"""Shape (policies, draws, luck)."""
REAL_KAS = "kas_real_idr"


@dataclass(frozen=True, eq=False)
class Ranked:
    """Runs of a set's policies.

    Attributes
    ----------
    outcomes : dict of Cube
        By name of the outcome; NaN where a run has no case.
    lines : dict of Cube
        Cost of every line a Kube, discounted, in Rp of the price year.
    cells : dict of NDArray, shape (policies, draws, luck, cells)
        Columns of `experiments.runs.accounts` by cell.
    prices : dict of NDArray, shape (draws,)
        The accounting price with which each draw is reckoned.
    otherwise : dict of Cube
        The whole cost a Kube at other discounts, by per cent a year.
    """

    set: PolicySet
    sweep: Sweep
    names: tuple[str, ...]
    outcomes: dict[str, Cube]
    lines: dict[str, Cube]
    cells: dict[str, NDArray[np.float64]]
    prices: dict[str, NDArray[np.float64]]
    otherwise: dict[float, Cube]

    def place(self, name: str) -> int:
        """Return the number of a policy."""
        return self.names.index(name)

    @property
    def none(self) -> int:
        """The number of the policy that changes nothing."""
        return self.place(NONE)

    @property
    def no_support(self) -> int:
        """The number of the policy without any support."""
        return self.place(NO_SUPPORT)

    @cached_property
    def kubes(self) -> int:
        """Kubes of the scenario."""
        return kubes_in(self.sweep.scenario)

    @cached_property
    def cost(self) -> Cube:
        """The whole cost a Kube."""
        return sum((self.lines[it.name] for it in money.LINES), np.zeros(()))

    def by_payer(self) -> dict[str, Cube]:
        """Return the cost a Kube of every payer."""
        return {
            payer: sum(
                (self.lines[it.name] for it in money.LINES if it.payer == payer), np.zeros(())
            )
            for payer in money.PAYERS
        }

    def row(self, policy: int, draw: int, luck: int) -> int:
        """Return the row of the sweep in which a run stands."""
        return policy * self.sweep.replications + luck * self.set.draws + draw


def ranked_of(found: PolicySet, sweep: Sweep) -> Ranked:
    """Read the runs of a set's sweep."""
    shape = (len(sweep.points), found.luck, found.draws)
    lists = [name for name in sweep.columns if name.startswith(("spent_", "kubes_", "households_"))]
    rows = sweep.rows([*sweep.outcomes, *lists])

    def cube(values: Any) -> Any:
        return np.moveaxis(values.reshape(*shape, *values.shape[1:]), 1, 2)

    cells = {name: cube(rows[name]) for name in lists if not name.startswith("spent_")}
    outcomes = {name: cube(rows[name]) for name in sweep.outcomes}
    kubes = cells["kubes_kubes"].sum(axis=-1)
    outcomes[REAL_KAS] = cells["kubes_kas_real_idr"].sum(axis=-1) / np.maximum(kubes, 1.0)
    households = cells["kubes_households"].sum(axis=-1)
    outcomes["lifted_share"] = cells["kubes_lifted"].sum(axis=-1) / np.maximum(households, 1.0)
    prices = money.drawn_prices(found.draws, found.seed, found.accounting.prices)
    spent = {name: rows[f"spent_{name}"] for name in SPENT}
    usual = _lines(found, sweep, spent, prices, found.accounting.discount_percent)
    lines = {name: cube(values) for name, values in usual.items()}
    otherwise = {
        percent: cube(sum(_lines(found, sweep, spent, prices, percent).values()))
        for percent in money.DISCOUNTS
    }
    names = tuple(sweep.policy_of(point).name for point in sweep.points)
    return Ranked(found, sweep, names, outcomes, lines, cells, prices, otherwise)


def _lines(
    found: PolicySet,
    sweep: Sweep,
    spent: Mapping[str, NDArray[np.float64]],
    prices: Mapping[str, NDArray[np.float64]],
    percent: float,
) -> dict[str, NDArray[np.float64]]:
    """Return the cost of every line a Kube at a discount, shape (rows,)."""
    of = found.accounting
    level = money.price_level(sweep.scenario, of.price_year)
    since_then = level / money.price_level(sweep.scenario, money.PRICE_OF_YEAR)
    draw = np.arange(sweep.replications) % found.draws
    units = {name: values[draw] * since_then for name, values in prices.items()}
    units |= {it.name: np.full(len(draw), level) for it in money.LEVERS}
    parts = []
    for point in sweep.points:
        own = slice(point.number * sweep.replications, (point.number + 1) * sweep.replications)
        levers = sweep.scenario.under(sweep.policy_of(point)).programme
        amounts = money.quantities({name: values[own] for name, values in spent.items()}, levers)
        parts.append(money.priced(money.discounted(amounts, percent), units))
    kubes = max(1, kubes_in(sweep.scenario))
    return {name: np.concatenate([part[name] for part in parts]) / kubes for name in parts[0]}


def by_draw(values: Cube) -> NDArray[np.float64]:
    """Return means over the luck of each draw, shape (policies, draws); NaN without a case."""
    cases = ~np.isnan(values)
    total: NDArray[np.float64] = np.where(cases, values, 0.0).sum(axis=2)
    counted = cases.sum(axis=2)
    return np.where(counted > 0, total / np.maximum(counted, 1), np.nan)
