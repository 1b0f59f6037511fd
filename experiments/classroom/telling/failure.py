"""How a Kube ended: what led to it, who got what, and the month to go back to."""

from collections.abc import Mapping, Sequence
from typing import Any

from experiments.classroom.telling.difference import closed, funds_idr
from experiments.classroom.texts import say
from experiments.common.languages import Lang
from experiments.common.numbers import about_idr, short

Json = dict[str, Any]


def failure_of(
    kube: Mapping[str, Sequence[Any]],
    households: Sequence[Json],
    failed: int | None,
    idle_limit: int,
) -> Json | None:
    """Return how a Kube ended, as plain JSON; None while it lives.

    Parameters
    ----------
    kube, households
        Columns of the Kube and its households, by month (`side_record`).
    failed : int or None
        The month in which it failed, from its founding.
    idle_limit : int
        After so many months in a row with next to no activity it fails.

    Returns
    -------
    dict or None
        `month`; `turning`, the first of the idle months in a row; `idle`, how many there were;
        `present`, who came to work in them on average, of `members`; `stopped`, how many of them
        the business stood still; `heirs`, families that got `each_idr`; `gone`, those that had
        left before.
    """
    if failed is None:
        return None
    turning = max(0, failed - idle_limit + 1)
    idle = range(turning, failed)
    heirs = sum(_ends_with_it(household, failed) for household in households)
    return {
        "month": failed,
        "turning": turning,
        "idle": failed - turning + 1,
        "present": round(sum(kube["present"][month] for month in idle) / max(1, len(idle)), 1),
        "members": kube["members"][max(0, failed - 1)],
        "stopped": sum(bool(kube["stopped"][month]) for month in idle),
        "heirs": heirs,
        "each_idr": kube["ended_each_idr"][failed],
        "gone": len(households) - heirs,
    }


def _ends_with_it(household: Json, failed: int) -> bool:
    return any(event[0] == "failed" for event in household["events"][failed])


def failure_sentences(failure: Mapping[str, Any], lang: Lang) -> tuple[str, str]:
    """Return what led to the end, and who got what."""
    figures = {
        **failure,
        "present": short(failure["present"], lang),
        "each": about_idr(failure["each_idr"], lang),
    }
    cause = "cause_stopped" if failure["stopped"] else "cause"
    return say(lang, f"stage.ended.{cause}", **figures), say(lang, "stage.ended.who", **figures)


def twin_sentence(record: Mapping[str, Any], month: int, lang: Lang, title: str) -> str:
    """Return how the Kube on the right stands in the month in which the left one closes."""
    twin = record["sides"][1]
    if not closed(twin, month):
        money = about_idr(funds_idr(twin, month), lang)
        return say(lang, "stage.ended.other", title=title, money=money)
    key = "both" if twin["failed_month"] == month else "other_gone"
    return say(lang, f"stage.ended.{key}", title=title)
