"""Patterns 1 and 4: need and the realised share; failing young and old."""

from typing import Any

import numpy as np

from experiments.evidence.patterns.experiment import Experiment, Records
from experiments.evidence.patterns.settings import COHORT, founded_together
from sim.agents import Kube
from sim.model import KubeModel
from sim.scenario import load_scenario

AGES = slice(6, 60)
"""Months 7 to 60 of a Kube."""


def need_and_share() -> Experiment:
    """Pattern 1: what share of the proposal the poor and the less poor hold to."""
    arms = {
        name: founded_together(40, 60, {"visits_per_month": visits}, rule="set_aside_first")
        for name, visits in (("usual", 1.0), ("few", 0.25), ("many", 2.0))
    }
    return Experiment(arms, _held_and_income, _rich_minus_poor)


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


def _lives(model: KubeModel) -> dict[str, Any]:
    """Return months lived, whether that ended in failure, and age when the cohort was seen."""
    scenario = model.city.scenario
    seen = scenario.month(scenario.seen) if scenario.seen else scenario.months - 1
    lives = [[month.stage for month in kube.history] for kube in model.city.kubes]
    return {
        "months": [life.index(0) if 0 in life else len(life) for life in lives],
        "failed": [0 in life for life in lives],
        "age_seen": [seen - kube.founded + 1 for kube in model.city.kubes],
    }


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
