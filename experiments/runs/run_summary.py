"""A RunSet in figures: the one JSON object that `kubesim run` writes."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.readings import READINGS
from experiments.runs.runner import NOT_FOUNDED, RunSet
from experiments.runs.windows import (
    Window,
    first_observed,
    last_alive,
    single,
    window_of,
    window_of_kube,
)
from sim.rules.stages import STAGES
from sim.scenario import KubeRow, Observation

SHARE_PARTS = 1 << 53

Json = dict[str, Any]


def summarise(runs: RunSet) -> Json:
    """Return everything that is reported of a RunSet.

    Nothing in it is NaN: a figure of which there is no case is None, and `stages` are all 0
    where no Kube has been founded. Money is in whole Rp, nominal unless it says otherwise.

    Returns
    -------
    dict
        `stages` are shares of Kubes × runs at the horizon. A Kube's figures are of the months
        named in its `month`, pooled; percentiles are over the runs (and months) in which it
        lives, `n` of them: a failed Kube has no kas, rather than a kas of nothing. `parameters` are
        where the parameters of the runs come from: kind and number of the draws, SHA-256 of
        their file.
    """
    scenario = runs.scenario
    horizon = single(scenario, scenario.months - 1)
    seen = None if scenario.seen is None else single(scenario, scenario.month(scenario.seen))
    return {
        "scenario": scenario.name,
        "policy": runs.policy.name,
        "engine": runs.engine,
        "runs": runs.runs,
        "months": scenario.months,
        "today": scenario.today,
        "seed": runs.seed,
        "parameters": runs.drawn._asdict(),
        "stages": stage_shares(runs.stage[:, :, horizon.months]),
        "seen": None
        if seen is None
        else {"month": seen.text, "stages": stage_shares(runs.stage[:, :, seen.months])},
        "seen_alive": _seen_alive(runs),
        "kubes": [_kube(runs, row, kube) for row, kube in enumerate(runs.kubes)],
        "households": _households(runs),
        **_set_aside(runs),
        "ledger_difference_idr": runs.ledger_difference_idr,
        "digest": runs.digest,
    }


def _seen_alive(runs: RunSet) -> Json | None:
    """Report whether Kubes that were seen to live until today live in the runs, where one is."""
    last = [last_alive(kube, runs.scenario) for kube in runs.kubes]
    alive = [runs.alive[:, row, month] for row, month in enumerate(last) if month is not None]
    if not alive or runs.scenario.today is None:
        return None
    return {"kubes": len(alive), "alive_share": float(np.mean(alive))}


def stage_shares(stage: NDArray[np.int8]) -> dict[str, float]:
    """Return the share of each stage among founded Kubes; exactly 1 together, or all 0."""
    return shares_of([int((stage == number).sum()) for number in range(len(STAGES))])


def shares_of(counts: list[int]) -> dict[str, float]:
    """Return the share of each stage from counts; exactly 1 together, or all 0.

    Where plain quotients miss 1 in the last digit, the shares become whole multiples of
    2**-53, which no order of adding rounds; the rest goes to the largest remainders.
    """
    total = sum(counts)
    if total == 0:
        return dict.fromkeys(STAGES, 0.0)
    shares = [count / total for count in counts]
    forward = 0.0
    for share in shares:
        forward += share
    if not forward == math.fsum(shares) == 1.0:
        parts = [count * SHARE_PARTS // total for count in counts]
        remainders = [count * SHARE_PARTS % total for count in counts]
        by_remainder = sorted(range(len(counts)), key=lambda stage: (-remainders[stage], stage))
        for stage in by_remainder[: SHARE_PARTS - sum(parts)]:
            parts[stage] += 1
        shares = [part / SHARE_PARTS for part in parts]
    return dict(zip(STAGES, shares, strict=True))


def percentiles(values: NDArray[Any]) -> Json:
    """Return the 5th, 50th and 95th percentile in whole numbers, and the number of values."""
    if not values.size:
        return {"p05": None, "p50": None, "p95": None, "n": 0}
    low, middle, high = (round(float(x)) for x in np.percentile(values, (5, 50, 95)))
    return {"p05": low, "p50": middle, "p95": high, "n": int(values.size)}


def _kube(runs: RunSet, row: int, kube: KubeRow) -> Json:
    """Report one Kube in the months in which it was observed."""
    window = window_of_kube(runs.scenario, kube)
    readings = {name: _living(runs, row, window, runs.money[name]) for name in READINGS}
    stage = runs.stage[:, row, window.months]
    founded = int((stage != NOT_FOUNDED).sum())
    return {
        "id": kube.id,
        "name": kube.name,
        "month": window.text,
        "stages": stage_shares(stage),
        "alive_share": int((stage > 0).sum()) / founded if founded else None,
        "kas_idr": {
            **readings,
            "reading": "liquid",
            **readings["liquid"],
            "observed": _value(kube, "kas_idr"),
        },
        "members": {
            **_living(runs, row, window, runs.members),
            "observed": _value(kube, "members"),
        },
        "observed": [_observation(runs, row, figure) for figure in kube.observed],
    }


def _living(runs: RunSet, row: int, window: Window, series: NDArray[Any]) -> Json:
    """Return percentiles of a series in a window, among the runs in which the Kube lives."""
    alive = runs.alive[:, row, window.months]
    return percentiles(series[:, row, window.months][alive])


def _value(kube: KubeRow, quantity: str) -> int | None:
    figure = first_observed(kube, quantity)
    return None if figure is None else figure.value


def _observation(runs: RunSet, row: int, figure: Observation) -> Json:
    """Put the simulated figures beside an observed one, each in the months of that figure."""
    window = window_of(runs.scenario, figure)
    if figure.quantity == "stage":
        simulated: Json = {"stages": stage_shares(runs.stage[:, row, window.months])}
    else:
        simulated = {
            name: _living(runs, row, window, series)
            for name, series in _comparable(runs, figure).items()
        }
    return {**figure.model_dump(), "months": window.text, "simulated": simulated}


def _comparable(runs: RunSet, figure: Observation) -> dict[str, NDArray[Any]]:
    """Return the series that an observed figure can be compared with."""
    if figure.quantity in ("members", "attended"):
        return {figure.quantity: runs.members if figure.quantity == "members" else runs.present}
    names: tuple[str, ...] = (figure.quantity.removesuffix("_idr"),)
    if figure.quantity == "kas_idr":
        names = READINGS if figure.reading == "stated" else (figure.reading,)
    return {name: runs.money[name] for name in names}


def _households(runs: RunSet) -> Json:
    """Return means per household-month, over all households whether members or not.

    Founding households and newcomers count from the month they come to the horizon, also
    after they leave or their Kube fails. `real` is in Rp of the base month.
    """
    count = int((runs.household_column("members") + runs.household_column("others")).sum())
    columns = {
        "income_idr": "income_idr",
        "income_from_kube_idr": "kube_income_idr",
        "unmet_need_idr": "unmet_idr",
        "savings_idr": "savings_idr",
    }
    figures = {name: _mean(runs, field, count) for name, field in columns.items()}
    return {"household_months": count, "price_base": runs.scenario.prices.base, **figures}


def _mean(runs: RunSet, field: str, count: int) -> Json:
    """Return a sum over all households per household-month, nominal and real."""
    if count == 0:
        return {"nominal": None, "real": None}
    by_month = runs.household_column(field).sum(axis=0)
    real = float((by_month / runs.prices).sum()) / count
    return {"nominal": round(int(by_month.sum()) / count), "real": round(real)}


def _set_aside(runs: RunSet) -> Json:
    """Return the proposed and the realised share of all profit, over all runs and months."""
    profit = int(runs.money["profit"].sum())
    proposed = float((runs.money["profit"] * runs.proposed_share.astype(np.float64)).sum())
    aside = int(runs.money["aside"].sum())
    return {
        "proposed_share": proposed / profit if profit else None,
        "realised_share": aside / profit if profit else None,
    }
