"""Runs of a nation in figures: the one JSON object that `kubesim run` writes, and a CSV."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.common.files import csv_text
from experiments.common.outcomes import outcomes_of
from experiments.common.settings import kubes_in
from experiments.runs.nation.running import NationRuns
from experiments.runs.summary import shares_of
from sim.ensemble.records import TALLY
from sim.nation.cities import sizes
from sim.rules.stages import STAGES

Json = dict[str, Any]

WHOLE = tuple(name for name in TALLY.names or () if TALLY[name].kind == "i")


def summarise(found: NationRuns) -> Json:
    """Return everything that is reported of a nation's runs; what is not known is None.

    Returns
    -------
    dict
        `stages` are shares of Kubes × runs at the horizon, `by_month` at the ends of years.
        `totals` are whole numbers, summed over the runs. `outcomes` have their mean over runs,
        and the 5th and 95th percentile of runs; their units are those of
        `experiments.common.outcomes`.
    """
    nation = found.nation
    tallies, stages = found.totals.tallies, found.totals.stages
    first = np.cumsum([0, *(region.cities for region in nation.regions)])
    kubes = sizes(nation)
    regions = [
        {
            "code": region.code,
            "name": region.name,
            "cities": region.cities,
            "kubes": int(kubes[first[row] : first[row + 1]].sum()),
            **_figures(tallies[:, row], stages[:, row]),
        }
        for row, region in enumerate(nation.regions)
    ]
    return {
        "scenario": nation.name,
        "kind": "nation",
        "policy": found.policy.name,
        "engine": "fast",
        "runs": found.runs,
        "months": nation.months,
        "seed": found.seed,
        "parameters": found.drawn._asdict(),
        "price_base": nation.prices.base,
        "cities": nation.cities,
        "kubes": kubes_in(nation),
        "year_ends": found.month_texts,
        **_figures(found.totals.nation, stages.sum(axis=1)),
        "regions": regions,
        "ledger_difference_idr": 0,
        "digest": found.digest,
    }


def _figures(tallies: Any, stages: NDArray[np.int64]) -> Json:
    """Return the figures of a region, or of the nation.

    Parameters
    ----------
    tallies : recarray of TALLY, shape (runs,)
    stages : NDArray of int, shape (runs, year ends, 4)
    """
    by_month = [shares_of(counts) for counts in stages.sum(axis=0).tolist()]
    return {
        "stages": by_month[-1],
        "outcomes": {name: _spread(values) for name, values in outcomes_of(tallies).items()},
        "totals": {name: int(tallies[name].sum()) for name in WHOLE},
        "by_month": {stage: [shares[stage] for shares in by_month] for stage in STAGES},
    }


def _spread(values: NDArray[np.float64]) -> Json:
    cases = values[~np.isnan(values)]
    if not cases.size:
        return {"mean": None, "p05": None, "p95": None, "n": 0}
    low, high = np.percentile(cases, (5, 95))
    return {"mean": float(cases.mean()), "p05": float(low), "p95": float(high), "n": len(cases)}


def regions_csv(summary: Json) -> str:
    """Return regions, and the nation last, as CSV; missing figures are empty."""
    names = list(summary["outcomes"])
    header = ["code", "name", "cities", "kubes", *(f"{stage}_share" for stage in STAGES)]
    header += [f"{name}_{part}" for name in names for part in ("mean", "p05", "p95")]
    nation = {**summary, "code": None, "name": summary["scenario"]}
    rows = []
    for row in (*summary["regions"], nation):
        cells = [row["code"], row["name"], row["cities"], row["kubes"], *row["stages"].values()]
        cells += [row["outcomes"][name][part] for name in names for part in ("mean", "p05", "p95")]
        rows.append(cells)
    return csv_text(header, rows)
