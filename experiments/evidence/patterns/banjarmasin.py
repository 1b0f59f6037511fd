"""Patterns 1 to 5: what was seen of the Kubes of Banjarmasin, the cohort and the ten."""

import math
from functools import partial
from typing import Any

import numpy as np

from experiments.common.readings import READINGS
from experiments.evidence.patterns.experiment import (
    COHORT,
    AgentExperiment,
    Experiment,
    Records,
    founded_together,
)
from experiments.runs.runner import MONEY
from sim.agents import Kube
from sim.model import KubeModel
from sim.rules.stages import BERKEMBANG, GAGAL, MANDIRI
from sim.scenario import KubeRow, Scenario, load_scenario

AGES = slice(6, 60)
"""Months 7 to 60 of a Kube."""
KAS_MELATI_IDR = 4_017_000
KAS_PAPANDAAN_IDR = 21_280_000
SHARING = ("Talawang", "Melati II")
SAVING = ("Melati", "Emas Urai", "Papandaan")
GRANTED_IDR = {
    "Dasa Maya": 45_000_000,
    "Rakat": 46_000_000,
    "Hunafa Bersama": 74_500_000,
    "Mawar": 13_150_000 + 1_165_000,
    "Sejahtera IV": 47_970_000,
}
"""Balances of 2011 (grade A); Mawar's is its capital at work and its UEP balance."""


def need_and_share() -> AgentExperiment:
    """Pattern 1: what share of the proposal the poor and the less poor hold to."""
    arms = {
        name: founded_together(40, 60, {"visits_per_month": visits}, rule="set_aside_first")
        for name, visits in (("usual", 1.0), ("few", 0.25), ("many", 2.0))
    }
    return AgentExperiment(arms, _held_and_income, _rich_minus_poor)


def _held_and_income(model: KubeModel) -> dict[str, Any]:
    kubes = model.city.kubes
    return {
        "held": [_held(kube) for kube in kubes],
        "income": [_income_per_head(model, kube) for kube in kubes],
    }


def _held(kube: Kube) -> float:
    """Return the part of the proposal that was set aside, weighted by profit."""
    months = [month for month in kube.history[AGES] if month.stage]
    proposed = sum(month.profit_idr for month in months) * kube.share
    return sum(month.aside_idr for month in months) / proposed if proposed else float("nan")


def _income_per_head(model: KubeModel, kube: Kube) -> float:
    founders = [
        household
        for household in model.city.households
        if household.origin == kube.id and household.slot < kube.row.members
    ]
    return sum(h.income_idr / h.size for h in founders) / max(1, len(founders))


def _rich_minus_poor(records: Records) -> dict[str, float]:
    thirds = {name: _thirds(arm) for name, arm in records.items()}
    poor, rich = thirds["usual"]
    return {
        "held_rich_minus_poor": rich - poor,
        "held_poor_visits": thirds["many"][0] - thirds["few"][0],
    }


def _thirds(arm: Any) -> tuple[float, float]:
    """Return the mean held share of the poorest and the richest third of all Kubes."""
    held = np.concatenate([record["held"] for record in arm])
    income = np.concatenate([record["income"] for record in arm])
    held, income = held[~np.isnan(held)], income[~np.isnan(held)]
    if not len(held):
        return float("nan"), float("nan")
    low, high = np.quantile(income, [1 / 3, 2 / 3])
    return float(held[income <= low].mean()), float(held[income >= high].mean())


def failing() -> Experiment:
    """Pattern 4: how many of the cohort have failed when seen, and the hazard by age."""
    return Experiment({"cohort": load_scenario(COHORT)}, _lives, _hazards)


def _lives(scenario: Scenario, kubes: Any) -> dict[str, Any]:
    """Return months lived, whether that ended in failure, and age when the cohort was seen."""
    seen = scenario.month(scenario.seen) if scenario.seen else scenario.months - 1
    founded = np.array([scenario.month(row.founded) for row in _by_id(scenario)])
    dead = kubes.stage == GAGAL
    failed = dead.any(axis=1)
    return {
        "months": np.where(failed, dead.argmax(axis=1), scenario.months) - founded,
        "failed": failed,
        "age_seen": seen - founded + 1,
    }


def _by_id(scenario: Scenario) -> list[KubeRow]:
    """Return the Kubes in the order of their records."""
    return sorted(scenario.kubes, key=lambda row: row.id)


def _hazards(records: Records) -> dict[str, float]:
    def joined(name: str) -> Any:
        return np.concatenate([record[name] for record in records["cohort"]])

    months, failed, age = joined("months"), joined("failed"), joined("age_seen")
    young, old = (_hazard(months, failed, *years) for years in ((0, 24), (36, 72)))
    return {
        "hazard_ratio": young / old if old else float("nan"),
        "failed_share": float((failed & (months < age)).mean()),
    }


def _hazard(months: Any, failed: Any, first: int, last: int) -> float:
    """Return failures per Kube-year lived between two ages in months."""
    exposure = np.clip(months, first, last) - first
    failures = failed & (months >= first) & (months < last)
    return float(failures.sum() / (exposure.sum() / 12)) if exposure.sum() else float("nan")


def young_five() -> Experiment:
    """Pattern 2: the kas of the Kubes of 2009, those that share and those that save."""
    kas = partial(_values, month="2013-12", reading="cash")
    return Experiment({"ten": load_scenario("banjarmasin")}, kas, _places)


def _values(scenario: Scenario, kubes: Any, month: str, reading: str) -> dict[str, float]:
    """Return the money of each Kube that lives in a month, NaN of a failed one."""
    then = kubes[:, scenario.month(month)]
    values = np.where(then.stage > GAGAL, MONEY[reading](then).astype(float), np.nan)
    names = [row.name for row in _by_id(scenario)]
    return dict(zip(names, values.tolist(), strict=True))


def _of(records: Records, names: tuple[str, ...], part: str = "") -> Any:
    """Return the figures of some Kubes over all runs in which they live."""
    rows = [record[part] if part else record for record in records["ten"]]
    values = np.array([row[name] for row in rows for name in names])
    return values[~np.isnan(values)]


def _median(values: Any) -> float:
    return float(np.median(values)) if len(values) else float("nan")


def _places(records: Records) -> dict[str, float]:
    saving, sharing = _of(records, SAVING), _of(records, SHARING)
    return {
        "median_set_aside_idr": _median(saving),
        "median_share_everything_idr": _median(sharing),
        "quantile_melati": float((saving < KAS_MELATI_IDR).mean()),
        "quantile_papandaan": float((saving < KAS_PAPANDAAN_IDR).mean()),
    }


def granted_five() -> Experiment:
    """Pattern 3: the kas of the granted Kubes at the end of 2011, under each reading."""
    return Experiment({"ten": load_scenario("banjarmasin")}, _kas_2011, _ratios)


def _kas_2011(scenario: Scenario, kubes: Any) -> dict[str, Any]:
    return {reading: _values(scenario, kubes, "2011-12", reading) for reading in READINGS}


def _ratios(records: Records) -> dict[str, float]:
    ratios = {}
    for reading in ("liquid", "received", "cash", "saved"):
        each = [
            _median(_of(records, (name,), reading)) / observed
            for name, observed in GRANTED_IDR.items()
        ]
        ratios[f"ratio_{reading}"] = _median(np.array([e for e in each if not math.isnan(e)]))
    return ratios


def stages_of_ten() -> Experiment:
    """Pattern 5: the stages of the ten at the end of 2011, and who grows."""
    return Experiment({"ten": load_scenario("banjarmasin")}, _stages_2011, _stage_shares)


def _stages_2011(scenario: Scenario, kubes: Any) -> dict[str, Any]:
    then = kubes[:, scenario.month("2011-12")]
    founded = kubes.stage >= GAGAL
    return {
        "stage": then.stage.tolist(),
        "members": then.members.tolist(),
        "largest": int(kubes.members[founded].max()),
    }


def _stage_shares(records: Records) -> dict[str, float]:
    stage = np.concatenate([record["stage"] for record in records["ten"]])
    members = np.concatenate([record["members"] for record in records["ten"]])
    alive, mandiri = stage > 0, stage == MANDIRI
    more = members[mandiri].mean() - members[alive & ~mandiri].mean()
    living = max(1, int(alive.sum()))
    return {
        "berkembang_or_more": float((stage >= BERKEMBANG).sum() / living),
        "mandiri": float(mandiri.sum() / living),
        "mandiri_more_members": float(more),
        "thirty_members": float(np.mean([r["largest"] >= 30 for r in records["ten"]])),
    }
