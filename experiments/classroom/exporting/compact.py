"""A told story without what the stage does not draw, for a small file."""

from typing import Any

Json = dict[str, Any]

KUBE = (
    "stage", "members", "kas_idr", "bank_idr", "iks_idr", "loans_out_idr", "equipment_idr",
    "trust", "each_idr", "sets_aside",
)  # fmt: skip
HOUSEHOLD = (
    "role", "cash_idr", "income_idr", "share_idr", "need_idr", "owed_idr", "own_business_idr",
    "discipline", "trust", "motivation",
)  # fmt: skip
"""Columns that the stage draws."""


def compact(told: Json) -> Json:
    """Return what the stage draws of a story; the places are the same in all stories."""
    return {
        "story": told["story"],
        "sides": [_side(side) for side in told["sides"]],
        "difference": told["difference"],
    }


def _side(side: Json) -> Json:
    households = [
        {**it, "columns": {name: it["columns"][name] for name in HOUSEHOLD}}
        for it in side["households"]
    ]
    kube = {name: side["kube"][name] for name in KUBE}
    return {**side, "kube": kube, "households": households}
