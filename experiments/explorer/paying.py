"""What a question costs, by payer and fiscal year: quantities of the runs times unit costs."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from experiments.common.outcomes import Measure
from experiments.common.refusals import fault_of
from experiments.explorer.question import Place, Question
from experiments.explorer.running import MOVED, PLAN
from experiments.policy import accounting
from experiments.policy.ranking_runs import fiscal_years
from experiments.runs.accounts import SPENT
from sim.inputs.said import both
from sim.inputs.strict import InputError

Reals = NDArray[np.float64]
COST = Measure(
    "public_idr", "cost to ministry and city", "biaya bagi kementerian dan dinas kota",
    "Rp of the price year, present value", "neither", 0.0,
    "costs are weighed against outcomes, not judged alone",
)  # fmt: skip
SEED = 1
"""Of the drawn prices: a change of the runs' luck leaves them as they are."""


class Paid(NamedTuple):
    """What all Kubes cost under the plan and under what is moved, in Rp of the price year.

    Attributes
    ----------
    public : NDArray, shape (draws, runs, 2)
        Present value of what ministry and city pay.
    years : tuple of int
        Fiscal years: calendar years.
    by_year : dict of NDArray, shape (2, years)
        By payer, the mean over worlds, undiscounted, in rupiah of that year.
    """

    public: Reals
    years: tuple[int, ...]
    by_year: dict[str, Reals]


def check_prices(place: Place) -> None:
    """Refuse a plan in whose prices costs cannot be told.

    Raises
    ------
    InputError
        When it has no inflation of the year in whose rupiah costs are.
    """
    prices, year = place.scenario.prices, place.price_year
    if prices.of_year(year) is None:
        known = sorted(prices.inflation_percent)
        why = both(
            f"has no prices of {year}, in whose rupiah costs are; it knows {known[0]} to "
            f"{known[-1]}; add its inflation_percent of years to {year}",
            f"tidak punya harga tahun {year}, yang dipakai untuk biaya; yang ada {known[0]} sampai "
            f"{known[-1]}; tambahkan inflation_percent tahun-tahun sampai {year}",
        )
        raise InputError([fault_of(place.name, why)])


def unit_costs_of(place: Place, question: Question) -> dict[str, Reals]:
    """Return the unit costs of every world of a whole answer, in Rp of the price year.

    Those that the question fixes do not vary. A world keeps its prices however many are shown.
    """
    since = accounting.since_ranges(place.scenario, place.price_year)
    return accounting.drawn_prices(question.draws, SEED, question.prices, since)


def paid(place: Place, question: Question, spent: Any) -> Paid:
    """Return what the runs of a question cost.

    Parameters
    ----------
    spent : recarray of SPENT, shape (draws, runs, 2, years)
    """
    draws, runs, *_ = spent.shape
    level = accounting.price_level(place.scenario, place.price_year)
    prices = {
        name: np.repeat(values[:draws], runs)
        for name, values in unit_costs_of(place, question).items()
    }
    units = prices | {line.name: np.full(draws * runs, level) for line in accounting.LEVERS}
    years = fiscal_years(place.scenario)
    levels = np.array([accounting.price_level(place.scenario, year) / level for year in years])
    public = np.empty((draws, runs, 2))
    by_year: dict[str, list[Reals]] = {payer: [] for payer in accounting.PAYERS}
    for side, policy in ((PLAN, None), (MOVED, place.policy(question))):
        under = place.scenario if policy is None else place.scenario.under(policy)
        own = _columns(spent[:, :, side])
        amounts = accounting.quantities(own, accounting.by_year(under))
        lines = accounting.priced(amounts, units, accounting.DISCOUNT_PERCENT)
        public[:, :, side] = _public(lines).reshape(draws, runs)
        for payer, values in accounting.paid_by_year(own, amounts, units, levels).items():
            by_year[payer].append(values.mean(axis=0))
    return Paid(public, years, {payer: np.stack(values) for payer, values in by_year.items()})


def _columns(spent: Any) -> dict[str, Reals]:
    """Return the columns of spending, shape (draws x runs, years)."""
    rows = spent.reshape(-1, spent.shape[-1])
    return {name: np.asarray(rows[name], np.float64) for name in SPENT}


def _public(lines: Mapping[str, Reals]) -> Reals:
    """Return what ministry and city pay together."""
    own = (lines[line.name] for line in accounting.LINES if line.payer in accounting.PUBLIC)
    return np.asarray(sum(own))
