"""The kas of each of the ten, as observed and under every reading of the word."""

from typing import Any

import numpy as np

from experiments.evidence.calibration.agreement import MONEY
from experiments.evidence.calibration.inputs import Inputs
from experiments.evidence.calibration.observe import READINGS
from experiments.evidence.card.survivors import Survivors

PARTS = (0.05, 0.5, 0.95)


def kas(inputs: Inputs, found: Survivors) -> list[dict[str, Any]]:
    """Return each Kube with what was seen and what it holds when it lives, in nominal rupiah."""
    return [_kube(inputs, found, place, name) for place, name in enumerate(inputs.kubes)]


def _kube(inputs: Inputs, found: Survivors, place: int, name: str) -> dict[str, Any]:
    figures = inputs.figures(name)
    told = [it for it in MONEY if it in figures]
    stated = any(not figures[it].inferred for it in told)
    total = sum(figures[it].value for it in told) if told else None
    row = found.read["stage"][:, place], found.lived[:, place]
    held = {field: values[row[1], place] for field, values in found.read.items()}
    return {
        "kube": name,
        "observed_idr": total if stated else None,
        "inferred_idr": None if stated else total,
        "lived": int(row[1].sum()),
        "readings": {
            reading: _range(amounts, total if stated else None)
            for reading, amounts in _readings(held, told).items()
        },
    }


def _readings(held: dict[str, Any], told: list[str]) -> dict[str, Any]:
    """Return the money under each reading; as cash, bank and loans count where they are told of."""
    liquid = held["kas_idr"] + held["bank_idr"] + held["lent_idr"]
    beside = sum((held[it] for it in told if it != "kas_idr"), np.zeros_like(liquid))
    amounts = (
        held["kas_idr"] + beside,
        liquid,
        liquid + held["equipment_idr"],
        held["saved_idr"],
    )
    return dict(zip(READINGS, amounts, strict=True))


def _range(amounts: Any, observed: int | None) -> dict[str, Any]:
    """Return median and 90 % interval, and where the observed amount falls."""
    if not len(amounts):
        return dict.fromkeys(("median_idr", "low_idr", "high_idr", "below", "place"))
    low, median, high = np.quantile(amounts, PARTS).tolist()
    found = {"median_idr": round(median), "low_idr": round(low), "high_idr": round(high)}
    if observed is None:
        return {**found, "below": None, "place": None}
    place = "under" if observed < low else "over" if observed > high else "within"
    below = float((amounts < observed).mean() + 0.5 * (amounts == observed).mean())
    return {**found, "below": below, "place": place}
