"""The assumed unit costs as files and screens have them: in rupiah of one year."""

from collections.abc import Mapping

from experiments.policy.accounting import PRICE_OF_YEAR, PRICES, Price, since_ranges
from experiments.policy.best_policy import Numbers
from experiments.policy.effects import Json
from experiments.policy.sets import load_set, plan_of_set

NOTHING: Mapping[str, float] = {}


def unit_costs(
    year: int = PRICE_OF_YEAR,
    since: float = 1.0,
    given: Mapping[str, float] = NOTHING,
    used: Mapping[str, Numbers] | None = None,
) -> list[Json]:
    """Return every accounting price with its range, in rupiah of a year.

    Parameters
    ----------
    since : float
        By how much prices of that year are above those of the year of the ranges.
    given : mapping of float
        Prices that are known, in rupiah of that year.
    used : mapping of NDArray, optional
        What draws were reckoned with, in rupiah of that year.
    """
    return [_unit_cost(price, year, since, given, used or {}) for price in PRICES]


def _unit_cost(
    price: Price,
    year: int,
    since: float,
    given: Mapping[str, float],
    used: Mapping[str, Numbers],
) -> Json:
    low, high = price.low * since, price.high * since
    ends = [given[price.name]] * 2 if price.name in given else [low, high]
    if price.name in used:
        values = used[price.name]
        ends = [float(values.min()), float(values.mean()), float(values.max())]
    return {
        **price._asdict(),
        "low": low,
        "high": high,
        "price_year": year,
        "given": price.name in given,
        "used": ends,
    }


def unit_costs_of(name: str) -> list[Json]:
    """Return the unit costs of a policy set, in rupiah of its price year.

    Raises
    ------
    InputError
        With one line per fault of the set.
    """
    policy_set, path = load_set(name)
    accounting, scenario = policy_set.accounting, plan_of_set(policy_set, path).scenario
    since = since_ranges(scenario, accounting.price_year)
    return unit_costs(accounting.price_year, since, accounting.prices)
