"""Contrasts that others measured: what the model says of them, draw by draw, and how well it fits.

A contrast is a city under two programmes on the same luck. The model's figure of a draw is the
difference of the two over all its cities, on the scale of the outcome: log odds of shares, logs of
amounts. It is held against what was measured by a normal of the measured error and of the error of
carrying it over; a direction alone by how likely such an error leaves it that way (probit).

A bank is not simulated twice over for them: the draws that a fit kept near the data are weighted.
"""

import importlib
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.draws import Columns
from experiments.common.uncertainty import Uncertainty
from experiments.evidence.calibration.elsewhere_file import (
    GRANT,
    YEAR,
    Contrast,
    Elsewhere,
    Setting,
    city_of,
    shipped,
    what_runs,
)
from sim.ensemble.ensemble import Ensemble
from sim.ensemble.records import JOB
from sim.rules.stages import GAGAL

Reals = NDArray[np.float64]
Totals = Mapping[str, Reals]
"""Sums over the cities of each draw, shape (draws, 2): under `a` and under `b`."""
NOTHING: Mapping[str, float] = {}
HALF = 0.5
"""Added to either side of a share, so that none and all have log odds."""
LEAST_IDR = 1.0
"""Added to an amount a household-month, so that none has a log."""
AMOUNTS = ("income_idr", "kube_income_idr", "consumption_idr", "unmet_idr")
"""Of households, added up over the last twelve months in prices of the base month."""


def weights_of(
    draws: Columns,
    transport: float = 1.0,
    elsewhere: Elsewhere | None = None,
    threads: int | None = None,
) -> Reals:
    """Return how well each draw fits the contrasts that are to be fitted; the best has 1.

    Parameters
    ----------
    draws : dict of NDArray, shape (draws,)
        Every uncertain parameter, and the level of every structure.
    transport : float, optional
        So many times the error of carrying over.
    """
    file = elsewhere or shipped()
    figures = figures_of(draws, file.fitted, file.setting, threads)
    logs = [log_likelihood(one, figures[one.id], transport) for one in file.fitted]
    total = np.sum(logs, axis=0) if logs else np.zeros(len(next(iter(draws.values()))))
    return np.asarray(np.exp(total - total.max()))


def log_likelihood(contrast: Contrast, figures: Reals, transport: float = 1.0) -> Reals:
    """Return the log likelihood of a measured contrast under the model's figures, but a constant.

    Parameters
    ----------
    figures : NDArray, shape (draws,)
    """
    z = (figures - contrast.figure) / contrast.spread(transport)
    if contrast.says in ("up", "down"):
        towards = z if contrast.says == "up" else -z
        return np.asarray(importlib.import_module("scipy.special").log_ndtr(towards))
    return np.asarray(-0.5 * z * z)


def figures_of(
    draws: Columns,
    contrasts: Sequence[Contrast],
    setting: Setting,
    threads: int | None = None,
    values: Mapping[str, float] = NOTHING,
    done: Callable[[int], None] = lambda _: None,
) -> dict[str, Reals]:
    """Return the model's figure of each contrast, draw by draw.

    Parameters
    ----------
    values : mapping, optional
        Put into every city, over what is drawn.
    done : callable, optional
        Takes the contrasts that are done.

    Returns
    -------
    dict of NDArray, shape (draws,)
        By the contrast's id.
    """
    figures: dict[str, Reals] = {}
    runs: dict[str, Totals] = {}
    for number, contrast in enumerate(contrasts, start=1):
        key = what_runs(contrast)
        if key not in runs:
            runs[key] = _totals(draws, contrast, setting, threads, values)
        figures[contrast.id] = figure(contrast, runs[key], setting)
        done(number)
    return figures


def _totals(
    draws: Columns,
    contrast: Contrast,
    setting: Setting,
    threads: int | None,
    values: Mapping[str, float],
) -> Totals:
    """Run both programmes under every draw, and add up over its cities."""
    scenario, arms = city_of(setting, contrast.months), (contrast.a, contrast.b)
    drawn = Uncertainty("posterior", draws, "")
    rows = np.arange(len(drawn))
    given = [{**values, **arm.parameters} for arm in arms]
    sets = drawn.sets_of(scenario, np.repeat(rows, 2), given, np.tile((0, 1), len(rows)))
    city = Ensemble(scenario, [contrast.a.policy("a"), contrast.b.policy("b")], sets.columns)
    jobs = np.recarray((len(rows), 2, setting.replications), JOB)
    jobs.policy = np.array([[0], [1]])
    jobs.parameters = sets.place.reshape(-1, 2, 1)
    jobs.replication = np.arange(len(rows) * setting.replications).reshape(len(rows), 1, -1)
    jobs.seed = setting.seed
    months = range(contrast.months - YEAR, contrast.months)
    prices = np.array(scenario.prices.index(scenario.start, scenario.months))[months.start :]
    parts = [
        _of_runs(chunk.kubes, chunk.households, prices)
        for chunk in city.chunks(jobs.reshape(-1), months=months, threads=threads)
    ]
    return {
        name: np.concatenate([part[name] for part in parts]).reshape(jobs.shape).sum(axis=2)
        for name in parts[0]
    }


def _of_runs(kubes: Any, households: Any, prices: Reals) -> dict[str, Reals]:
    """Return what runs add up to, shape (runs,); amounts in prices of the base month."""
    last, now = kubes[:, -1], households[:, -1]
    there = households.members + households.others
    held = (last.kas_idr + last.bank_idr + last.loans_out_idr).sum(axis=1)
    sums = {name: (households[name] / prices).sum(axis=1) for name in AMOUNTS}
    return {
        **sums,
        "household_months": there.sum(axis=1),
        "households": now.members + now.others,
        "savings_idr": (now.savings_idr + held) / prices[-1],
        "profit_idr": (kubes.profit_idr.sum(axis=2) / prices).sum(axis=1),
        "alive": (last.stage > GAGAL).sum(axis=1),
        "kubes": np.full(len(kubes), kubes.shape[2]),
        "loans": last.loans.sum(axis=1),
        "defaults": last.defaults.sum(axis=1),
    }


def figure(contrast: Contrast, totals: Totals, setting: Setting) -> Reals:
    """Return what the model says of a contrast, b less a, shape (draws,)."""
    match contrast.outcome:
        case "alive_share":
            return _apart(_log_odds(totals["alive"], totals["kubes"]))
        case "default_share":
            return _apart(_log_odds(totals["defaults"], totals["loans"]))
        case "savings_idr":
            return _apart(np.log(totals["savings_idr"] / totals["households"] + LEAST_IDR))
        case "insured_share":
            return _insured(totals)
        case "grant_return":
            return _return(contrast, totals, setting)
        case amount:
            return _apart(np.log(totals[amount] / totals["household_months"] + LEAST_IDR))


def _apart(values: Reals) -> Reals:
    return np.asarray(values[:, 1] - values[:, 0])


def _log_odds(part: Reals, whole: Reals) -> Reals:
    return np.asarray(np.log((part + HALF) / (whole - part + HALF)))


def _insured(totals: Totals) -> Reals:
    """Return the part of the income lost that consumption does not follow; NaN if none is lost."""
    lost, missed = (
        -_apart(totals[name] / totals["household_months"])
        for name in ("income_idr", "consumption_idr")
    )
    return np.where(lost > 0.0, 1.0 - missed / np.where(lost > 0.0, lost, 1.0), math.nan)


def _return(contrast: Contrast, totals: Totals, setting: Setting) -> Reals:
    """Return the monthly profit that a larger grant adds, as a part of what it is larger by."""
    scenario = city_of(setting, contrast.months)
    price = scenario.prices.index(scenario.start, 1)[0]
    larger = (contrast.b.value(GRANT) - contrast.a.value(GRANT)) / price
    return np.asarray(_apart(totals["profit_idr"]) / (totals["kubes"][:, 0] * YEAR * larger))
