"""Where the twins part: the first month in which the same family fares differently in both."""

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]
SHOCKS = ("ceremony", "ill")


def split_of(sides: Sequence[Json]) -> Json | None:
    """Return the first parting of the twins, as plain JSON; None where there is none.

    It is the first month in which a family that belongs to both Kubes cannot meet its need in one
    and can in the other, whichever: of families with the same ceremony or illness in both, if
    there ever is one, else of any.

    Returns
    -------
    dict or None
        `month`; `key` of the household; `shock`, "ceremony", "ill" or "".
    """
    others = {household["key"]: household for household in sides[1]["households"]}
    pairs = [
        (household, others[household["key"]])
        for household in sides[0]["households"]
        if household["key"] in others
    ]
    found = [
        {"month": month, "key": one["key"], "shock": _shock(one, other, month)}
        for month in range(len(sides[0]["kube"]["members"]))
        for one, other in pairs
        if _part(one, other, month)
    ]
    return next((parting for parting in found if parting["shock"]), next(iter(found), None))


def _part(one: Json, other: Json, month: int) -> bool:
    """Whether both belong, and one alone is short."""
    roles = [household["columns"]["role"][month] for household in (one, other)]
    if not all(role not in (None, "gone") for role in roles):
        return False
    short = ["short" in _codes(household, month) for household in (one, other)]
    return short[0] != short[1]


def _shock(one: Json, other: Json, month: int) -> str:
    both = _codes(one, month) & _codes(other, month)
    return next((shock for shock in SHOCKS if shock in both), "")


def _codes(household: Json, month: int) -> set[str]:
    return {event[0] for event in household["events"][month]}
