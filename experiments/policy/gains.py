"""Who gains and who loses: effects by poverty band, way of co-operating and kind of business."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

from experiments.policy.effects import MEASURES, Effect, effect
from experiments.policy.ranked import Ranked
from sim.cells import BANDS, HOUSEHOLD_CELLS, KINDS, KUBE_CELLS, RULES, SOCIAL_TYPES

KEYS = ("household_income_idr", "unmet_need_idr", "lifted_share")


class Group(NamedTuple):
    """Some of the households.

    Attributes
    ----------
    by : str
        What parts them: band, social_type, kind or rule.
    share : float
        Of all households that ever were members, in the plan.
    """

    by: str
    name: str
    share: float
    effects: dict[str, Effect]


def gains(ranked: Ranked, policy: int, against: int) -> Iterator[Group]:
    """Yield every group with what a policy does for it, against another policy."""
    for by, names, prefix, cells, of in _PARTS:
        for name in names:
            chosen = [number for number, cell in enumerate(cells) if of(cell) == name]
            whole = ranked.cells[f"{prefix}_households"][against]
            share = float(whole[..., chosen].sum() / max(whole.sum(), 1.0))
            found = _effects(ranked, prefix, chosen, policy, against)
            yield Group(by, name, share, found)


_PARTS: Sequence[tuple[str, Sequence[str], str, Sequence[Any], Callable[[Any], str]]] = (
    ("band", BANDS, "households", HOUSEHOLD_CELLS, lambda cell: str(cell.band)),
    ("social_type", SOCIAL_TYPES, "households", HOUSEHOLD_CELLS, lambda it: str(it.social_type)),
    ("kind", KINDS, "kubes", KUBE_CELLS, lambda cell: str(cell.kind)),
    ("rule", RULES, "kubes", KUBE_CELLS, lambda cell: str(cell.rule)),
)


def _effects(
    ranked: Ranked, prefix: str, chosen: list[int], policy: int, against: int
) -> dict[str, Effect]:
    """Return the effects on the households of some cells."""
    both = [policy, against]

    def total(name: str) -> Any:
        return ranked.cells[f"{prefix}_{name}"][both][..., chosen].sum(axis=(-1, -2))

    months, households = total("household_months"), total("households")
    with np.errstate(invalid="ignore", divide="ignore"):
        found = {
            "household_income_idr": total("income_real_idr") / months,
            "unmet_need_idr": total("unmet_real_idr") / months,
            "lifted_share": total("lifted") / households,
        }
    return {name: effect(MEASURES[name], found[name][1], found[name][0]) for name in KEYS}
