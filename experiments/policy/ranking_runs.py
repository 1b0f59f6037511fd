"""A ranking's folder, and its runs as arrays: outcomes and costs by policy, draw and luck."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from experiments.common.city_or_nation import kubes_in
from experiments.common.files import make_folder, save
from experiments.common.refusals import OTHER_FOLDER, fault_of
from experiments.policy import accounting as money
from experiments.policy.sets import NO_SUPPORT, NONE, PolicySet
from experiments.runs.accounts import SPENT
from experiments.store.disk import in_words
from experiments.sweeps.stored_sweep import Sweep, open_sweep
from sim.calendar import month_number
from sim.inputs.said import both
from sim.inputs.strict import InputError, read_bytes
from sim.nation.load import Setting

SET = "set.json"
RUNS = "runs"
"""The sweep of all policies of the set."""
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
        The accounting price with which each draw is reckoned, in Rp of the price year.
    otherwise : dict of Cube
        The whole cost a Kube at other discounts, by per cent a year.
    undiscounted : dict of Cube
        The cost a Kube of every payer, without a discount.
    paid : dict of NDArray, shape (policies, draws, years)
        What each payer pays for all Kubes in every fiscal year, in rupiah of that year; means
        over the luck of each draw.
    """

    set: PolicySet
    sweep: Sweep
    names: tuple[str, ...]
    outcomes: dict[str, Cube]
    lines: dict[str, Cube]
    cells: dict[str, NDArray[np.float64]]
    prices: dict[str, NDArray[np.float64]]
    otherwise: dict[float, Cube]
    undiscounted: dict[str, Cube]
    paid: dict[str, NDArray[np.float64]]

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
    def level(self) -> float:
        """Prices of the price year over those of the base month, in whose rupiah outcomes are."""
        return money.price_level(self.sweep.scenario, self.set.accounting.price_year)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Fiscal years of the scenario: calendar years, as those of public budgets."""
        return fiscal_years(self.sweep.scenario)

    @cached_property
    def cost(self) -> Cube:
        """The whole cost a Kube."""
        return np.asarray(sum(self.lines.values()))

    def by_payer(self) -> dict[str, Cube]:
        """Return the cost a Kube of every payer."""
        return _by_payer(self.lines)

    def row(self, policy: int, draw: int, luck: int) -> int:
        """Return the row of the sweep in which a run stands."""
        return policy * self.sweep.replications + luck * self.set.draws + draw


def _by_payer(lines: Mapping[str, Cube]) -> dict[str, Cube]:
    """Return the sum of the lines of every payer."""
    return {
        payer: np.asarray(sum(lines[line.name] for line in money.LINES if line.payer == payer))
        for payer in money.PAYERS
    }


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
    spent = {name: rows[f"spent_{name}"] for name in SPENT}
    counted = _counted(policy_set, sweep, spent)
    usual = counted.lines(policy_set.accounting.discount_percent)
    lines = {name: cube(values) for name, values in usual.items()}
    otherwise = {percent: cube(sum(counted.lines(percent).values())) for percent in money.DISCOUNTS}
    plain = {name: cube(values) for name, values in counted.lines(0.0).items()}
    paid = {payer: cube(values).mean(axis=2) for payer, values in counted.paid(spent).items()}
    names = tuple(sweep.policy_of(point).name for point in sweep.points)
    return Ranked(
        policy_set,
        sweep,
        names,
        outcomes,
        lines,
        cells,
        counted.prices,
        otherwise,
        _by_payer(plain),
        paid,
    )


class _Counted(NamedTuple):
    """What was done in all runs by year, and what each unit costs.

    Attributes
    ----------
    amounts : dict of NDArray, shape (rows, years)
        What `experiments.policy.accounting.quantities` returns.
    prices : dict of NDArray, shape (draws,)
        In Rp of the price year.
    units : dict of NDArray, shape (rows,)
        What a unit of each line costs in Rp of the price year.
    levels : NDArray, shape (years,)
        The price level of each year over that of the price year.
    kubes : int
        Kubes of the scenario, at least 1.
    """

    amounts: dict[str, NDArray[np.float64]]
    prices: dict[str, NDArray[np.float64]]
    units: dict[str, NDArray[np.float64]]
    levels: NDArray[np.float64]
    kubes: int

    def lines(self, percent: float) -> dict[str, NDArray[np.float64]]:
        """Return the cost of every line a Kube at a discount, shape (rows,)."""
        values = money.priced(self.amounts, self.units, percent)
        return {name: value / self.kubes for name, value in values.items()}

    def paid(self, spent: Mapping[str, NDArray[np.float64]]) -> dict[str, NDArray[np.float64]]:
        """Return what payers pay in every fiscal year, in rupiah of that year."""
        return money.paid_by_year(spent, self.amounts, self.units, self.levels)


def _counted(
    policy_set: PolicySet, sweep: Sweep, spent: Mapping[str, NDArray[np.float64]]
) -> _Counted:
    """Count what runs did, and price it in Rp of the price year."""
    scenario, accounting = sweep.scenario, policy_set.accounting
    level = money.price_level(scenario, accounting.price_year)
    since = money.since_ranges(scenario, accounting.price_year)
    prices = money.drawn_prices(policy_set.draws, policy_set.seed, accounting.prices, since)
    draw = np.arange(len(sweep)) % sweep.replications % policy_set.draws
    units = {name: values[draw] for name, values in prices.items()}
    units |= {line.name: np.full(len(draw), level) for line in money.LEVERS}
    parts = []
    for point in sweep.points:
        own = slice(point.number * sweep.replications, (point.number + 1) * sweep.replications)
        levers = money.by_year(scenario.under(sweep.policy_of(point)))
        parts.append(
            money.quantities({name: values[own] for name, values in spent.items()}, levers)
        )
    amounts = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    levels = [money.price_level(scenario, year) / level for year in fiscal_years(scenario)]
    return _Counted(amounts, prices, units, np.array(levels), max(1, kubes_in(scenario)))


def fiscal_years(scenario: Setting) -> tuple[int, ...]:
    """Return the fiscal years of a scenario: calendar years, as those of public budgets."""
    first = month_number(scenario.start)
    return tuple(range(first // 12, (first + scenario.months - 1) // 12 + 1))


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
        names = earlier.name, policy_set.name
        fault = both(
            f"{folder}: holds the ranking of another set ({names[0]}, not {names[1]}); "
            f"{OTHER_FOLDER}",
            f"{folder}: memuat peringkat himpunan lain ({names[0]}, bukan {names[1]}); "
            f"{OTHER_FOLDER.indonesian}",
        )
        raise InputError([fault])


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
    if not path.exists():
        why = both(
            f"holds no ranking (no {SET}); run `kubesim policy rank`",
            f"tidak memuat peringkat ({SET}); jalankan `kubesim policy rank`",
        )
        raise InputError([fault_of(str(folder), why)])
    content = read_bytes(path)
    try:
        return PolicySet.model_validate_json(content)
    except ValidationError:
        why = both(
            "is damaged or of another version; rank again",
            "rusak atau dari versi lain; buat lagi peringkatnya",
        )
        raise InputError([fault_of(str(path), why)]) from None


def open_ranked(folder: Path) -> Ranked:
    """Open the runs of a ranking.

    Raises
    ------
    InputError
        When there is none, or it is not finished.
    """
    policy_set, sweep = set_in(folder), open_sweep(folder / RUNS)
    if sweep.spec != policy_set.sweep(policy_set.seed):
        why = both(
            f"{SET} and {RUNS} are not of one set; rank again",
            f"{SET} dan {RUNS} bukan dari himpunan yang sama; buat lagi peringkatnya",
        )
        raise InputError([fault_of(str(folder), why)])
    return ranked_of(policy_set, sweep)
