"""Patterns 6 to 10: grants, repayment, peers, being noticed and a secret kas."""

from typing import Any

import numpy as np

from experiments.evidence.patterns.experiment import (
    AgentExperiment,
    Experiment,
    Records,
    founded_together,
)
from experiments.runs.runner import MONEY
from sim.ledger import Flow
from sim.luck import NEWCOMER
from sim.model import KubeModel
from sim.rules.stages import GAGAL
from sim.scenario import Grant, Scenario

GRANT_IDR = 30_000_000
GRANT_MONTH = 6
LEFT_AFTER = 30
AGES = slice(12, 48)
"""Months 13 to 48 of a Kube."""
TRUST_AT = 24
SMALL_KAS_IDR, LARGE_KAS_IDR = 100_000, 3_000_000
"""Kas per member with which the Kubes of pattern 10 start."""


def grant_left() -> Experiment:
    """Pattern 6: what is left of a grant after 30 months, by its form and the group."""
    bad: dict[str, Any] = {"visits_per_month": 0.0, "rule": "share_everything"}
    good: dict[str, Any] = {"visits_per_month": 4.0, "open_books": True}
    arms = {
        "bad": _granted(0.2, None, bad),
        "bad_cash": _granted(0.2, "cash", bad),
        "bad_in_kind": _granted(0.2, "in_kind", bad),
        "good": _granted(0.7, None, good),
        "good_cash": _granted(0.7, "cash", good),
    }
    return Experiment(arms, _wealth, _shares_left)


def _granted(discipline: float, form: str | None, levers: dict[str, Any]) -> Scenario:
    """Return 30 Kubes with or without a grant in their sixth month."""
    grant = {
        "kind": "bpls",
        "month": f"2004-{GRANT_MONTH:02d}",
        "amount_idr": GRANT_IDR,
        "form": form or "cash",
    }
    grants = (Grant.model_validate(grant),) if form else ()
    parameters = {"founding.discipline_mean": discipline}
    return founded_together(30, GRANT_MONTH + LEFT_AFTER, levers, parameters, grants=grants)


def _wealth(scenario: Scenario, kubes: Any) -> dict[str, Any]:
    last = kubes[:, -1]
    return {"idr": np.where(last.stage > GAGAL, MONEY["received"](last).astype(float), np.nan)}


def _shares_left(records: Records) -> dict[str, float]:
    wealth = {name: np.array([record["idr"] for record in arm]) for name, arm in records.items()}

    def left(granted: str, plain: str) -> float:
        extra = wealth[granted] - wealth[plain]
        return float(np.nanmean(extra) / GRANT_IDR) if (~np.isnan(extra)).any() else float("nan")

    cash = left("bad_cash", "bad")
    return {
        "cash_left": cash,
        "in_kind_minus_cash": left("bad_in_kind", "bad") - cash,
        "good_minus_bad": left("good_cash", "good") - cash,
    }


def repayment() -> Experiment:
    """Pattern 7: defaults per loan when the group meets once or four times a month."""
    arms = {
        name: founded_together(75, 48, {"meetings_per_month": meetings}, rule="set_aside_first")
        for name, meetings in (("monthly", 1.0), ("weekly", 4.0))
    }
    return Experiment(arms, _loans, _default_ratio)


def _loans(scenario: Scenario, kubes: Any) -> dict[str, Any]:
    last = kubes[:, -1]
    return {"loans": int(last.loans.sum()), "defaults": int(last.defaults.sum())}


def _default_ratio(records: Records) -> dict[str, float]:
    rate = {}
    for name, arm in records.items():
        loans = sum(record["loans"] for record in arm)
        rate[name] = sum(record["defaults"] for record in arm) / loans if loans else float("nan")
    ratio = rate["monthly"] / rate["weekly"] if rate["weekly"] else float("nan")
    return {"default_ratio": ratio}


def peers() -> AgentExperiment:
    """Pattern 8: what ordinary members save among disciplined peers with visible accounts."""
    arms = {
        "visible": founded_together(40, 25, {"open_books": True}, rule="set_aside_first"),
        "closed": founded_together(40, 25, {"open_books": False}, rule="set_aside_first"),
    }
    return AgentExperiment(arms, _cash_of_ordinary_members, _saving_ratio, _set_discipline)


def _set_discipline(arm: str, model: KubeModel) -> None:
    """Give every other member a firm habit where accounts are visible, nobody elsewhere."""
    for household in model.city.households:
        firm = arm == "visible" and household.slot % 2 == 0
        household.discipline = 0.8 if firm else 0.3


def _cash_of_ordinary_members(model: KubeModel) -> dict[str, Any]:
    """Return the cash of founders with odd slots, who start alike in both arms."""
    cash = [
        household.cash_idr
        for household in model.city.households
        if household.slot % 2 and household.slot < NEWCOMER and household.kube is not None
    ]
    return {"cash": sum(cash), "households": len(cash)}


def _saving_ratio(records: Records) -> dict[str, float]:
    mean = {
        name: sum(r["cash"] for r in arm) / max(1, sum(r["households"] for r in arm))
        for name, arm in records.items()
    }
    return {"saving_ratio": mean["visible"] / mean["closed"] if mean["closed"] else float("nan")}


def monitoring() -> Experiment:
    """Pattern 9: motivation and attendance with quarterly monitoring and without."""
    arms = {
        name: founded_together(40, 48, {"monitoring_per_year": visits})
        for name, visits in (("quarterly", 4.0), ("none", 0.0))
    }
    return Experiment(arms, _spirit, _gains)


def _spirit(scenario: Scenario, kubes: Any) -> dict[str, Any]:
    months = kubes[:, AGES]
    living = months[(months.stage > GAGAL) & (months.members > 0)]
    return {
        "motivation": sum(living.motivation.tolist()),
        "attendance": sum((living.present / living.members).tolist()),
        "months": len(living),
    }


def _gains(records: Records) -> dict[str, float]:
    def mean(arm: str, what: str) -> float:
        months = sum(record["months"] for record in records[arm])
        return float(sum(record[what] for record in records[arm]) / max(1, months))

    return {
        f"{what}_gain": mean("quarterly", what) - mean("none", what)
        for what in ("motivation", "attendance")
    }


def secret_kas() -> AgentExperiment:
    """Pattern 10: trust with a small and a large kas, behind closed and with open books."""
    closed = {"founding.discipline_mean": 0.5, "meet.openness": 0.0}
    arms = {
        "small": founded_together(40, TRUST_AT, None, closed),
        "large": founded_together(40, TRUST_AT, None, closed),
        "open": founded_together(40, TRUST_AT, {"open_books": True}, closed),
    }
    return AgentExperiment(arms, _trust, _trust_differences, _fill_kas)


def _fill_kas(arm: str, model: KubeModel) -> None:
    """Put money into every kas, from the ministry, past every rule."""
    each = SMALL_KAS_IDR if arm == "small" else LARGE_KAS_IDR
    ledger = model.city.ledger
    for kube in model.city.kubes:
        amount = each * len(kube.members)
        ledger.post(Flow.GRANT_CASH, ledger.outside.ministry, kube.kas, amount)


def _trust(model: KubeModel) -> dict[str, Any]:
    return {
        "trust": [
            kube.history[-1].trust if kube.history[-1].stage else float("nan")
            for kube in model.city.kubes
        ]
    }


def _trust_differences(records: Records) -> dict[str, float]:
    trust = {
        name: float(np.nanmean(np.concatenate([record["trust"] for record in arm])))
        for name, arm in records.items()
    }
    return {
        "trust_lost_to_secret_kas": trust["small"] - trust["large"],
        "trust_of_open_books": trust["open"] - trust["large"],
    }
