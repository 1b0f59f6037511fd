"""Patterns 9 and 10: being noticed, and a secret kas."""

from typing import Any

import numpy as np

from experiments.evidence.patterns.experiment import Experiment, Records
from experiments.evidence.patterns.settings import founded_together
from sim.ledger import Flow
from sim.model import KubeModel

AGES = slice(12, 48)
"""Months 13 to 48 of a Kube."""
TRUST_AT = 24
SMALL_KAS_IDR, LARGE_KAS_IDR = 100_000, 3_000_000
"""Kas per member with which the Kubes of pattern 10 start."""


def monitoring() -> Experiment:
    """Pattern 9: motivation and attendance with quarterly monitoring and without."""
    arms = {
        name: founded_together(40, 48, {"monitoring_per_year": visits})
        for name, visits in (("quarterly", 4.0), ("none", 0.0))
    }
    return Experiment(arms, _spirit, _gains)


def _spirit(model: KubeModel) -> dict[str, Any]:
    months = [m for kube in model.city.kubes for m in kube.history[AGES] if m.stage and m.members]
    return {
        "motivation": sum(month.motivation for month in months),
        "attendance": sum(month.present / month.members for month in months),
        "months": len(months),
    }


def _gains(records: Records) -> dict[str, float]:
    def mean(arm: str, what: str) -> float:
        months = sum(record["months"] for record in records[arm])
        return float(sum(record[what] for record in records[arm]) / max(1, months))

    return {
        f"{what}_gain": mean("quarterly", what) - mean("none", what)
        for what in ("motivation", "attendance")
    }


def secret_kas() -> Experiment:
    """Pattern 10: trust with a small and a large kas, behind closed and with open books."""
    closed = {"founding.discipline_mean": 0.5, "meet.openness": 0.0}
    arms = {
        "small": founded_together(40, TRUST_AT, None, closed),
        "large": founded_together(40, TRUST_AT, None, closed),
        "open": founded_together(40, TRUST_AT, {"open_books": True}, closed),
    }
    return Experiment(arms, _trust, _trust_differences, _fill_kas)


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
