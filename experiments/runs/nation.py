"""Many runs of a nation: added up by region, in figures, and as a table."""

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import RenderableType

from experiments.common.city_or_nation import kubes_in
from experiments.common.files import csv_text
from experiments.common.languages import Lang
from experiments.common.numbers import THOUSAND, number
from experiments.common.outcomes import outcomes_of
from experiments.common.tables import SECTION, Table, on_screen, strong
from experiments.common.texts import Texts
from experiments.common.uncertainty import Drawn, Uncertainty
from experiments.runs.regions import regions_json
from experiments.runs.run_summary import Json, shares_of
from experiments.runs.run_words import (
    UNKNOWN,
    drawn_text,
    percent,
    runs_text,
    texts,
    told_of,
    written,
)
from experiments.runs.runner import Progress
from sim.calendar import month_number, month_text
from sim.ensemble.nation import NationEnsemble
from sim.ensemble.records import JOB, TALLY
from sim.ensemble.totals import Totals
from sim.nation.records import Nation
from sim.policy import Policy
from sim.rules.stages import STAGES

YEAR = 12


@dataclass(frozen=True)
class NationRuns:
    """Replications 0 … runs-1 of a nation under a policy.

    Attributes
    ----------
    nation : Nation
        With the policy's levers put in.
    months : list of int
        The last of every year and of all: Kubes by stage are counted then.
    totals : Totals
        One job a run.
    digest : str
        SHA-256 over the digests of all runs, in order.
    """

    nation: Nation
    policy: Policy
    runs: int
    seed: int
    months: list[int]
    totals: Totals
    digest: str
    drawn: Drawn


def run_nation(
    nation: Nation,
    policy: Policy,
    runs: int,
    seed: int,
    uncertainty: Uncertainty,
    progress: Progress | None = None,
) -> NationRuns:
    """Run a nation under a policy `runs` times; every replication has its draw of the parameters.

    Only sums by region are kept, so that memory grows with neither cities nor Kubes. `progress` is
    called with the runs of single cities done, and all of them.
    """
    sets = uncertainty.sets_of(nation, np.arange(runs))
    ensemble = NationEnsemble(nation, [policy], sets.columns)
    jobs: Any = np.recarray(runs, JOB)
    jobs.policy, jobs.parameters, jobs.seed = 0, sets.place, seed
    jobs.replication = np.arange(runs)
    months = year_ends(nation)
    totals = ensemble.totals(jobs, months=months, states=True, progress=progress)
    digest = hashlib.sha256(b"".join(totals.digests)).hexdigest()
    under = nation.under(policy)
    return NationRuns(under, policy, runs, seed, months, totals, digest, uncertainty.drawn)


def year_ends(nation: Nation) -> list[int]:
    """Return the last month of every calendar year, and the last of all."""
    first = month_number(nation.start)
    ends = [month for month in range(nation.months) if (first + month) % YEAR == YEAR - 1]
    last = nation.months - 1
    return ends if last in ends else [*ends, last]


WHOLE = tuple(name for name in TALLY.names or () if TALLY[name].kind == "i")


def nation_summary(runs: NationRuns) -> Json:
    """Return everything that is reported of a nation's runs; what is not known is None.

    Returns
    -------
    dict
        `stages` are shares of Kubes × runs at the horizon, `by_month` at the ends of years.
        `totals` are whole numbers, summed over the runs. `outcomes` have their mean over runs,
        and the 5th and 95th percentile of runs; their units are those of
        `experiments.common.outcomes`.
    """
    nation = runs.nation
    start = month_number(nation.start)
    tallies, stages = runs.totals.tallies, runs.totals.stages
    regions = [
        {**region, **_figures(tallies[:, row], stages[:, row])}
        for row, region in enumerate(regions_json(nation))
    ]
    return {
        "scenario": nation.name,
        "kind": "nation",
        "policy": runs.policy.name,
        "engine": "fast",
        "runs": runs.runs,
        "months": nation.months,
        "seed": runs.seed,
        "parameters": runs.drawn._asdict(),
        "price_base": nation.prices.base,
        "cities": nation.cities,
        "kubes": kubes_in(nation),
        "year_ends": [month_text(start + month) for month in runs.months],
        **_figures(runs.totals.nation, stages.sum(axis=1)),
        "regions": regions,
        "ledger_difference_idr": 0,
        "digest": runs.digest,
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


def regions_csv(summary: Json, numbers: str = "plain") -> str:
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
    return csv_text(header, rows, numbers)


MONEY = ("household_income_idr", "unmet_need_idr", "household_savings_idr")


def nation_table(summary: Json, lang: Lang = "en") -> RenderableType:
    """Return the table of a summary, as `nation_summary` makes it."""
    words = texts(lang)
    counts = {key: number(summary[key], 0, lang) for key in ("cities", "kubes")}
    about = told_of(summary, "scenario", "policy", "months", "seed", lang=lang)
    title = words.say("nation.title", runs=runs_text(words, summary["runs"]), **counts, **about)
    rows = [_cells(region["name"], region, lang) for region in summary["regions"]]
    together = [strong(cell) for cell in _cells(words["nation.together"], summary, lang)]
    money = [words[f"nation.{key}"] for key in MONEY]
    heads = (words["nation.region"], words["nation.kubes"], *STAGES, words["nation.aside"], *money)
    notes = _notes(summary, words)
    return on_screen(Table(title, heads, [*rows, SECTION, together], notes))


def _notes(summary: Json, words: Texts) -> list[str]:
    failed = summary["outcomes"]["failed_share"]
    low, high = (_percent(failed[key], words.lang) for key in ("p05", "p95"))
    spread = words.say("nation.spread", low=low, high=high)
    difference = number(summary["ledger_difference_idr"], 0, words.lang)
    drawn = drawn_text(words, Drawn(**summary["parameters"]))
    return [
        words.say("nation.legend", base=summary["price_base"]),
        "",
        spread if failed["n"] > 1 else words["nation.one_run"],
        words.say("nation.parameters", parameters=drawn),
        words.say("nation.ledger", difference=difference),
        words.say("nation.digest", digest=summary["digest"]),
    ]


def _percent(share: float | None, lang: Lang) -> str:
    return UNKNOWN if share is None else f"{number(100 * share, 1, lang)} %"


def _cells(name: str, figures: Json, lang: Lang) -> list[str]:
    mean = {key: spread["mean"] for key, spread in figures["outcomes"].items()}
    proposed, realised = (percent(mean[f"{key}_share"], lang) for key in ("proposed", "realised"))
    return [
        name,
        number(figures["kubes"], 0, lang),
        *(_percent(figures["stages"][stage], lang) for stage in STAGES),
        f"{proposed.rstrip(' %')}→{realised}",
        *(written(mean[key], 0, lang, THOUSAND) for key in MONEY),
    ]
