"""A ranking's folder, and its runs as arrays: outcomes and costs by policy, draw and luck."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from experiments.common.city_or_nation import kubes_in
from experiments.common.files import make_folder, save
from experiments.policy import accounting as money
from experiments.policy.sets import NO_SUPPORT, NONE, PolicySet
from experiments.runs.accounts import SPENT
from experiments.store.disk import in_words
from experiments.sweeps.stored_sweep import Sweep, open_sweep
from sim.inputs.strict import InputError

SET = "set.json"
RUNS = "runs"
FRESH = "fresh"
"""Sweeps: all policies of the set; the winners again, on luck that chose none of them."""
SPLIT = "split.parquet"
REPORT = "rank.json"
Cube = NDArray[np.float64]
"""Shape (policies, draws, luck)."""
Bar = Callable[[str, int], AbstractContextManager[Callable[[int], None]]]
"""Takes what is done and how much there is to do; yields what takes how much is done."""


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
        return np.asarray(sum(self.lines.values()))

    def by_payer(self) -> dict[str, Cube]:
        """Return the cost a Kube of every payer."""
        return {
            payer: np.asarray(
                sum(self.lines[line.name] for line in money.LINES if line.payer == payer)
            )
            for payer in money.PAYERS
        }

    def row(self, policy: int, draw: int, luck: int) -> int:
        """Return the row of the sweep in which a run stands."""
        return policy * self.sweep.replications + luck * self.set.draws + draw


def ranked_of(policy_set: PolicySet, sweep: Sweep) -> Ranked:
    """Read the runs of a set's sweep."""
    shape = (len(sweep.points), policy_set.luck, policy_set.draws)
    lists = [name for name in sweep.columns if name.startswith(("spent_", "kubes_", "households_"))]
    rows = sweep.rows([*sweep.outcomes, *lists])

    def cube(values: Any) -> Any:
        return np.moveaxis(values.reshape(*shape, *values.shape[1:]), 1, 2)

    cells = {name: cube(rows[name]) for name in lists if not name.startswith("spent_")}
    outcomes = {name: cube(rows[name]) for name in sweep.outcomes}
    kubes = cells["kubes_kubes"].sum(axis=-1)
    outcomes["kas_real_idr"] = cells["kubes_kas_real_idr"].sum(axis=-1) / np.maximum(kubes, 1.0)
    households = cells["kubes_households"].sum(axis=-1)
    outcomes["lifted_share"] = cells["kubes_lifted"].sum(axis=-1) / np.maximum(households, 1.0)
    prices = money.drawn_prices(policy_set.draws, policy_set.seed, policy_set.accounting.prices)
    spent = {name: rows[f"spent_{name}"] for name in SPENT}
    usual = _lines(policy_set, sweep, spent, prices, policy_set.accounting.discount_percent)
    lines = {name: cube(values) for name, values in usual.items()}
    otherwise = {
        percent: cube(sum(_lines(policy_set, sweep, spent, prices, percent).values()))
        for percent in money.DISCOUNTS
    }
    names = tuple(sweep.policy_of(point).name for point in sweep.points)
    return Ranked(policy_set, sweep, names, outcomes, lines, cells, prices, otherwise)


def _lines(
    policy_set: PolicySet,
    sweep: Sweep,
    spent: Mapping[str, NDArray[np.float64]],
    prices: Mapping[str, NDArray[np.float64]],
    percent: float,
) -> dict[str, NDArray[np.float64]]:
    """Return the cost of every line a Kube at a discount, shape (rows,)."""
    level = money.price_level(sweep.scenario, policy_set.accounting.price_year)
    since_then = level / money.price_level(sweep.scenario, money.PRICE_OF_YEAR)
    draw = np.arange(sweep.replications) % policy_set.draws
    units = {name: values[draw] * since_then for name, values in prices.items()}
    units |= {line.name: np.full(len(draw), level) for line in money.LEVERS}
    parts = []
    for point in sweep.points:
        own = slice(point.number * sweep.replications, (point.number + 1) * sweep.replications)
        levers = money.by_year(sweep.scenario.under(sweep.policy_of(point)))
        amounts = money.quantities({name: values[own] for name, values in spent.items()}, levers)
        parts.append(money.priced(amounts, units, percent))
    kubes = max(1, kubes_in(sweep.scenario))
    return {name: np.concatenate([part[name] for part in parts]) / kubes for name in parts[0]}


def by_draw(values: Cube) -> NDArray[np.float64]:
    """Return means over the luck of each draw, shape (policies, draws); NaN without a case."""
    cases = ~np.isnan(values)
    total: NDArray[np.float64] = np.where(cases, values, 0.0).sum(axis=2)
    counted = cases.sum(axis=2)
    return np.where(counted > 0, total / np.maximum(counted, 1), np.nan)


def check_free(folder: Path, policy_set: PolicySet) -> None:
    """Refuse a folder that is of another set.

    Raises
    ------
    InputError
    """
    if (folder / SET).exists() and (earlier := set_in(folder)).name != policy_set.name:
        why = f"holds the ranking of another set ({earlier.name}, not {policy_set.name})"
        raise InputError([f"{folder}: {why}; name another folder with --out"])


def save_set(folder: Path, policy_set: PolicySet) -> None:
    """Save the set that a folder is of.

    Raises
    ------
    InputError
        When the folder cannot be written to.
    """
    with in_words(folder):
        make_folder(folder)
        save(folder / SET, policy_set.model_dump_json(indent=1).encode())


def set_in(folder: Path) -> PolicySet:
    """Return the set that a folder is of."""
    path = folder / SET
    try:
        return PolicySet.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        raise InputError(
            [f"{folder}: holds no ranking (no {SET}); run `kubesim policy rank`"]
        ) from None
    except ValidationError:
        raise InputError([f"{path}: is damaged or of another version; rank again"]) from None


def open_ranked(folder: Path) -> Ranked:
    """Open the runs of a ranking.

    Raises
    ------
    InputError
        When there is none, or it is not finished.
    """
    policy_set, sweep = set_in(folder), open_sweep(folder / RUNS)
    if sweep.spec != policy_set.sweep(policy_set.seed):
        raise InputError([f"{folder}: {SET} and {RUNS} are not of one set; rank again"])
    return ranked_of(policy_set, sweep)
